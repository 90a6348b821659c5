"""Documents that are a few steps away from a valid one: each single step, and random walks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import combinations
from random import Random
from typing import Any

from tests.enquiries import ENQUIRY

VALUES: list[Any] = [
    *[None, True, False, 0, 1, -1, 1.5, 10**30, "", " ", "\n", "a", "1", "true", [], {}, [[]]],
    *["en", "fr", "EN", "email", "fax", "mail", "applicant", "skipper", "agent", "neighbour"],
    *["no-reply", "disagreement", "moorings", "noise", "harbour-dues", "public-notices"],
    *["1980-03-31", "2024-02-29", "2023-02-29", "1900-01-01", "1899-12-31", "0000-01-01"],
    *["2026-11-23", "2026-11-24", "9999-12-31", "2026-13-01", "1980-3-1", "١٩٨٠-٠٣-٣١"],
    *["a@example.org", "a@harbour.example.org", "a@b.pilots.example.org", "a@b@c", "@"],
    *["a@example.org\n", "PX-04217", "px 04217", "12", "É1", "-.", "+1 (819) 555-0100", "roads"],
    *["x" * 21, "x" * 31, "x" * 61, "x" * 81, "x" * 121, "x" * 255, "x" * 2000, "x" * 2001],
    *["𠮷" * 80, "𠮷" * 120, "e\u0301" * 60, "é" * 300, "é" * 301],
    *["a\u202eb", "a\u2028b", "a\u0000b", "a\u009bb", "a\tb", "a\r\nb", "\u00a0", "\u200b\ufeff"],
    *["ᐊᓄᕌᖅ", "أمينة", "🦊", "\u200fשרה"],
    *[{"email": True}, {"behalf": True}, {"role": "applicant"}, {"name": "a"}],
]
NAMES = [
    *["x", "", "10", "9", "__proto__", "constructor", "toString", "a/b~c", "\u001b[31m", "é", "🦊"],
    *["\uffee", "email", "role", "behalf", "schemaVersion", "message", "applicant", "Message"],
]
CHARACTERS = "\n \u202e\u0000.@-/é1Z🦊\u00a0"


def single_steps() -> Iterator[Any]:
    """Each document that is one step away: a member replaced, removed, added or altered.

    Two members are also removed together, for conditions that ask for both.
    """
    for value in VALUES:
        yield value
        for index, _ in enumerate(_places(ENQUIRY)):
            document, holder, name = _copy_at(index)
            holder[name] = deepcopy(value)
            yield document
    for indexes in combinations(range(len(_places(ENQUIRY))), 2):
        document = deepcopy(ENQUIRY)
        for holder, name in [_places(document)[index] for index in indexes]:
            holder.pop(name, None)
        yield document
    for index, (original, _) in enumerate(_places(ENQUIRY)):
        document, holder, name = _copy_at(index)
        del holder[name]
        yield document
        text = original[name]
        for at in {0, len(text) // 2, len(text)} if isinstance(text, str) else ():
            for character in ["", *CHARACTERS]:
                document, holder, _ = _copy_at(index)
                holder[name] = text[:at] + character + text[at + (not character) :]
                yield document
    for index, _ in enumerate(_objects(ENQUIRY)):
        for name in NAMES:
            document = deepcopy(ENQUIRY)
            list(_objects(document))[index].setdefault(name, "x")
            yield document


def mutated(seed: int, count: int) -> Iterator[Any]:
    """`count` documents, each one to four random changes away; the same for the same seed."""
    random = Random(seed)  # noqa: S311  not for secrets
    for _ in range(count):
        document: Any = deepcopy(ENQUIRY)
        for _ in range(random.choice([1, 1, 2, 3, 4])):
            document = random.choice(CHANGES)(document, random)
        yield document


def _replace(document: Any, random: Random) -> Any:
    holder, name = _somewhere(document, random)
    if holder is None:
        return random.choice(VALUES) if random.random() < 0.1 else document
    holder[name] = deepcopy(random.choice(VALUES))
    return document


def _remove(document: Any, random: Random) -> Any:
    holder, name = _somewhere(document, random)
    if holder is not None:
        del holder[name]
    return document


def _add(document: Any, random: Random) -> Any:
    holders = list(_objects(document))
    if holders:
        random.choice(holders)[random.choice(NAMES)] = deepcopy(random.choice(VALUES))
    return document


def _alter(document: Any, random: Random) -> Any:
    """Puts, removes or doubles one character of a text."""
    holder, name = _somewhere(document, random)
    if holder is None or not isinstance(holder[name], str):
        return document
    text = holder[name]
    at = random.randint(0, len(text))
    middle = random.choice(["", random.choice(CHARACTERS), text[at : at + 1] * 2])
    holder[name] = text[:at] + middle + text[at + 1 :]
    return document


CHANGES: list[Callable[[Any, Random], Any]] = [_replace, _replace, _remove, _remove, _add, _alter]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from _objects(child)


def _places(document: Any) -> list[tuple[dict[str, Any], str]]:
    """Every member of the document: the object that holds it, and its name."""
    return [(holder, name) for holder in _objects(document) for name in holder]


def _copy_at(index: int) -> tuple[Any, dict[str, Any], str]:
    """A copy of the valid document, and the member of that number in it."""
    document = deepcopy(ENQUIRY)
    return document, *_places(document)[index]


def _somewhere(document: Any, random: Random) -> tuple[Any, str]:
    """An object of the document and the name of one of its members."""
    places = _places(document)
    return random.choice(places) if places else (None, "")
