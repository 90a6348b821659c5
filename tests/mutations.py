"""Documents that are a few steps away from a valid one, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

from tests.enquiries import ENQUIRY

VALUES: list[Any] = [
    *[None, True, False, 0, 1, -1, 1.5, 10**30, "", " ", "\n", "a", "1", "true", [], {}, [[]]],
    *["en", "fr", "EN", "email", "fax", "mail", "applicant", "member-of-parliament"],
    *["designated-individual", "no-reply", "disagreement", "general-procedures", "biometrics"],
    *["individual-case", "selection-policy", "local-procedures", "service-complaint"],
    *["1980-03-31", "2024-02-29", "2023-02-29", "1900-01-01", "1899-12-31", "0000-01-01"],
    *["2026-11-23", "2026-11-24", "9999-12-31", "2026-13-01", "1980-3-1", "١٩٨٠-٠٣-٣١"],
    *["a@example.org", "a@cic.gc.ca", "a@x.international.gc.ca", "a@b@c", "a@example.org\n", "@"],
    *["E012345678", "AB12345678", "12", "É1", "+1 (613) 555-0100", "x" * 41, "x" * 101, "x" * 201],
    *["𠮷" * 100, "𠮷" * 200, "e\u0301" * 100, "é" * 500, "é" * 501, "x" * 4000, "x" * 4001],
    *["a\u202eb", "a\u2028b", "a\u0000b", "a\u009bb", "a\tb", "a\r\nb", "\u00a0", "\u200b\ufeff"],
    *[
        "ᐊᓄᕌᖅ",
        "أمينة",
        "🦊",
        "\u200fשרה",
        {"email": True},
        {"release": True},
        {"role": "applicant"},
    ],
]
NAMES = [
    *["x", "", "10", "9", "__proto__", "constructor", "toString", "a/b~c", "\u001b[31m", "é", "🦊"],
    *["\uffee", "email", "role", "release", "schemaVersion", "message", "applicant", "Message"],
]


def mutated(seed: int, count: int) -> Iterator[Any]:
    """`count` documents, each one to four random changes away from a valid one."""
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
    middle = random.choice(
        ["", random.choice("\n \u202e\u0000.@-/é1Z🦊\u00a0"), text[at : at + 1] * 2]
    )
    holder[name] = text[:at] + middle + text[at + 1 :]
    return document


CHANGES: list[Callable[[Any, Random], Any]] = [_replace, _replace, _remove, _remove, _add, _alter]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from _objects(child)


def _somewhere(document: Any, random: Random) -> tuple[Any, str]:
    """An object of the document and the name of one of its members."""
    places = [(holder, name) for holder in _objects(document) for name in holder]
    return random.choice(places) if places else (None, "")
