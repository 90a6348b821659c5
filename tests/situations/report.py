"""The file of all situations. Those in which everything says the same are one row."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from enquiry.routing.table import Contact
from enquiry.schema.fields import fields
from tests.enquiries import TODAY
from tests.guide.test_facts import plain
from tests.situations.answers import schema_of
from tests.situations.check import Asked
from tests.situations.situations import found_address
from tests.situations.wordings import Expected
from tests.support import LANGUAGES

ANY = None
"""Stands for every value that a column can have beside the others of its row."""

Row = tuple[tuple[Any, ...], Any]
"""The values of each column that a row stands for, or ANY; and what it says."""

# The columns that make a situation, in the order of the file, with words for their values.
COLUMNS: Mapping[str, tuple[str, Mapping[Any, str]]] = {
    "category": ("Category", {}),
    "history": (
        "Earlier message",
        {
            "first": "none",
            "waiting": "no reply yet",
            "due": "no reply in time",
            "disagreement": "disagreement with the reply",
        },
    ),
    "sent_to": ("To", {"": "the first contact"}),
    "via_office": ("Way", {False: "directly", True: "through the office"}),
    "channel": ("Channel", {}),
    "has_address": ("Address found", {False: "no", True: "yes"}),
    "role": ("Role", {}),
}
# In this order columns are folded: first those that seldom change an answer.
_FOLDED = ("role", "has_address", "channel", "via_office", "sent_to", "history", "category")
_FOUND = "(the address found)"
_STAGES = {"first": "A message to the first contact", "escalation": "A message to the next contact"}


def report(asked: Mapping[str, Asked], about: Sequence[str]) -> str:
    """The file. `asked` has the answers by language; `about` are its first lines."""
    english = asked["en"]
    lines = [*about, "", *_counts(english), "", "## Contacts", "", *_contacts(english)]
    for category in english.guide.table.categories:
        lines += ["", *_category(category, asked)]
    lines += ["", *_requirements(english), "", *_advice(english)]
    return "\n".join(lines) + "\n"


def _counts(asked: Asked) -> Iterator[str]:
    situations = [case.situation for case in asked.cases]
    numbers = {name: len({getattr(s, name) for s in situations}) for name in COLUMNS}
    yield (
        f"{len(situations)} situations, each in {len(LANGUAGES)} languages: "
        f"{numbers['category']} categories, {numbers['role']} roles, "
        f"{numbers['channel']} channels, with and without an address that the sender found; "
        "without an earlier message, with one that got no reply yet (it is the last day of the "
        "wait) or no reply in time (it is the day after), and with one whose reply the sender "
        "disagrees with. Where the contact can be written to through an office, also by that way. "
        f"Today is {TODAY}."
    )


def _contacts(asked: Asked) -> Iterator[str]:
    head = ["Contact", *(f"Name, {language}" for language in LANGUAGES), "Where"]
    yield from _table(
        head,
        (
            [
                f"`{contact.id}`",
                *(contact.name[language] for language in LANGUAGES),
                _own_address(contact),
            ]
            for contact in asked.guide.table.contacts.values()
        ),
    )


def _own_address(contact: Contact) -> str:
    if contact.ways:
        return ", ".join(f"`{place}`" for place in contact.ways.values())
    if contact.address_format:
        return f"of the form `{contact.address_format}`"
    return "that of the office, not known" if contact.at_office else "not known"


def _category(category: str, asked: Mapping[str, Asked]) -> Iterator[str]:
    own = [case for case in asked["en"].cases if case.situation.category == category]
    addresses = [f"`/{each.pages[category].page.address}`" for each in asked.values()]
    yield f"## {asked['en'].guide.table.categories[category].title['en']}"
    yield ""
    yield f"`{category}`, on the pages {' and '.join(addresses)}."
    yield ""
    rows = fold({case: _destination(case) for case in own})
    # A column in which no row differs from another says nothing.
    columns = [name for name in COLUMNS if any(row[name] is not ANY for row, _ in rows)]
    is_last = not any(case.next for case in own)
    said_of = ["Goes to", "At", *([] if is_last else ["Next contact", "From", "At"])]
    yield from _table(
        [*(COLUMNS[name][0] for name in columns), *said_of],
        (
            [*(_values(name, row[name]) for name in columns), *said[: len(said_of)]]
            for row, said in rows
        ),
    )
    if is_last:
        yield from ("", "No next contact is named.")
    for stage, title in _STAGES.items():
        if said := [line for each in asked.values() for line in _in_words(category, stage, each)]:
            yield from ("", f"{title}, in the words of each part, by email:", "", *said)


def _destination(case: Expected) -> tuple[str, ...]:
    """The last five columns: what everything says, in words of its own."""
    who = case.contact.name["en"] if case.contact else "(nobody is named)"
    if case.attention:
        who += f", marked “{case.attention}”"
    return (who, _at(case, case.route["to"]), *_later(case))


def _later(case: Expected) -> tuple[str, str, str]:
    onward = case.route["escalation"]
    if not onward or not case.next:
        return ("–", "–", "–")
    days = f"{onward['from']}: {case.wait} days after {'it' if case.is_waiting else 'today'}"
    when = {"no-reply": days, "disagreement": "at once on a disagreement"}
    said = [when[outcome] for outcome in onward["outcomes"]]
    return case.next.name["en"], "; ".join(said), _at(case, onward["to"])


def _at(case: Expected, to: str | None) -> str:
    if to is None:
        return "no address known"
    is_found = to == found_address(case.situation.channel, case.guide.table)
    return _FOUND if is_found else f"`{to}`"


def _in_words(category: str, stage: str, asked: Asked) -> Iterator[str]:
    """What is said of the first message of a stage that has an address, in one language."""
    said = zip(asked.cases, asked.sentences, asked.browser, strict=True)
    examples = (
        each
        for each in said
        if each[0].situation.category == category
        and each[0].situation.channel == "email"
        and each[0].route["stage"] == stage
        and each[0].route["to"]
    )
    for case, sentence, browser in islice(examples, 1):
        yield from _example(case, sentence, browser["message"], asked)


def _example(case: Expected, sentence: str, message: Any, asked: Asked) -> Iterator[str]:
    page = asked.pages[case.situation.category]
    is_first = case.route["stage"] == "first"
    parts = (
        page.panel.select("p:not(:has(.action))")
        if is_first
        else page.later[case.stage - 1].select("p")
    )
    heading = dict(message["heading"])
    label = asked.guide.words.pages["letter_to"][asked.language]
    found = found_address("email", asked.guide.table)
    for who, said in {
        "page": " / ".join(plain(part).strip() for part in parts),
        "form": " ".join(message["next"]),
        "letter": f"{label} {heading[label]} {case.attention or ''}".strip(),
        "command": sentence,
        "service": f"`{json.dumps(case.route, ensure_ascii=False)}`",
    }.items():
        if who != "service" or asked.language == "en":  # which has every language in it
            language = f", {asked.language}" if who != "service" else ""
            yield f"- **{who}{language}:** {said.replace(found, _FOUND)}"


def _requirements(asked: Asked) -> Iterator[str]:
    yield from ("## What an enquiry has to say", "")
    yield "The check accepts an enquiry that says this and no more, in every situation."
    yield ""
    named = {field.pointer: field.schema for field in fields(schema_of(asked.guide.schema))}
    required = {case: set(case.answer["required"]) for case in asked.cases}
    pointers = [name for name in named if any(name in each for each in required.values())]
    yield from _table(
        ["Field", "Label", "When"],
        (
            [
                f"`{pointer}`",
                named[pointer]["x-label"]["en"],
                _when({case: pointer in each for case, each in required.items()}),
            ]
            for pointer in pointers
        ),
    )


def _advice(asked: Asked) -> Iterator[str]:
    yield from ("## Advice", "")
    yield "An enquiry that gets advice is valid. Advice on a value is not shown here."
    yield ""
    given = {
        case: {
            (each["pointer"], each["message"]["en"]) for each in case.answer["result"]["warnings"]
        }
        for case in asked.cases
    }
    yield from _table(
        ["Field", "Advice", "When"],
        (
            [
                f"`{pointer}`",
                message,
                _when({case: (pointer, message) in each for case, each in given.items()}),
            ]
            for pointer, message in sorted({advice for each in given.values() for advice in each})
        ),
    )


def _when(holds: Mapping[Expected, bool]) -> str:
    """In which situations something holds."""
    if all(holds.values()):
        return "always"
    return " – or – ".join(
        "; ".join(
            f"{COLUMNS[name][0].lower()}: {_values(name, values)}"
            for name, values in row.items()
            if values is not ANY
        )
        for row, is_so in fold(holds)
        if is_so
    )


def fold(said: Mapping[Expected, Hashable]) -> list[tuple[dict[str, Any], Any]]:
    """As few rows as say the same: those that differ in one column alone become one.

    A row has the values that it stands for by the name of the column, or ANY.
    """
    single = {
        tuple(getattr(case.situation, name) for name in _FOLDED): what
        for case, what in said.items()
    }
    rows: list[Row] = [(tuple((value,) for value in key), what) for key, what in single.items()]
    for column in range(len(_FOLDED)):
        alike: dict[Any, list[Any]] = {}
        for key, what in rows:
            alike.setdefault((key[:column], key[column + 1 :], what), []).extend(key[column])
        rows = [
            ((*before, _all_or_some(single, before, after, values), *after), what)
            for (before, after, what), values in alike.items()
        ]
    named = [(dict(zip(_FOLDED, key, strict=True)), what) for key, what in rows]
    places = {
        name: list(dict.fromkeys(key[at] for key in single)) for at, name in enumerate(_FOLDED)
    }
    return sorted(
        (({name: row[name] for name in COLUMNS}, what) for row, what in named),
        key=lambda row: [
            places[name].index(values[0]) if values else -1 for name, values in row[0].items()
        ],
    )


def _all_or_some(single: Iterable[Any], before: Any, after: Any, values: list[Any]) -> Any:
    """ANY where a column has no other values beside those of the other columns."""
    others = (*before, ANY, *after)
    possible = {
        key[len(before)]
        for key in single
        if all(some is ANY or value in some for value, some in zip(key, others, strict=True))
    }
    return ANY if set(values) == possible else tuple(values)


def _values(name: str, values: Any) -> str:
    if values is ANY:
        return "any"
    words = COLUMNS[name][1]
    return ", ".join(words.get(value) or f"`{value}`" for value in values)


def _table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
