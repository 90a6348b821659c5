"""Documents that come near to what a schema asks for, or go past it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

Schema = dict[str, Any]

_DOCUMENT: dict[str, Any] = {
    "schemaVersion": "1",
    "category": "moorings",
    "channel": "email",
    "enquirer": {"fullName": "Zoé", "role": "agent", "email": "z@e.org"},
    "applicant": {
        "born": "1980-03-31",
        "number": "PX-1",
        "agreed": True,
        "urgent": False,
        "crew": 3,
        "needs": ["water", "a 🦊"],
    },
    "preparedOn": "2026-11-23",
    "message": "a 🦊",
}
TEXTS = [
    *[
        "",
        " ",
        "a",
        "ab",
        "abcdef",
        "abcdefg",
        "🦊🦊🦊",
        "é",
        "e\u0301",
        "PX-1",
        "1",
        "z@e.org",
        "@",
    ],
    *["moorings", "noise", "works", "email", "fax", "mail", "applicant", "agent", "yes", "no"],
    *[
        "2026-11-23",
        "2026-11-24",
        "2024-02-29",
        "2023-02-29",
        "19800331",
        "1980-W01-1",
        "0000-01-01",
    ],
    *["2999-01-01", "٢٠٢٤-٠١-٠١", "2026-1-1", "a\u2028", "a\nb", "\u0000", "constructor"],
]
NUMBERS: list[Any] = [0, 1, 2, 3, 12, 1.0, -1, 2**53 - 1, -(2**53) + 1]
_LISTS: list[Any] = [
    *[[], ["water"], ["power", "water"], ["water", "power", "a 🦊"], ["water", "water"]],
    *[["Water"], ["water", 1, 1.0], [True, 1], [None, None], [["water"], ["water"]], [{}, {}]],
]
_VALUES: list[Any] = [
    *TEXTS,
    *NUMBERS,
    *_LISTS,
    *[2**53, -(2**53), 2**53 + 1, 2.5, 1e300, -1e300, "3"],
    *[None, True, False, 0, 1, 1.0, 1.5, 10**30, [], ["a"], {}, {"a": 1}, {"role": "agent"}],
    *[{"born": "2026-11-24"}, {"number": "PX-1", "agreed": True}, {"x": {"y": 1}}],
]
NAMES = [
    *["x", "", "10", "9", "__proto__", "constructor", "toString", "a/b~c", "é", "🦊", "\uffee"],
    *["born", "role", "number", "message", "fullName", "extra", "preparedOn", "properties", "if"],
]


def documents(schema: Schema, seed: int, count: int) -> Iterator[Any]:
    """So many documents that come near to what a schema asks for, or go past it."""
    random = Random(seed)  # noqa: S311  not for secrets
    for _ in range(count):
        document = deepcopy(_DOCUMENT)
        for name in list(document):
            if random.random() < 0.08:
                del document[name]
        for _ in range(random.choice([0, 0, 1, 1, 2, 5])):
            _change(document, schema, random)
        yield document if random.random() < 0.98 else random.choice(_VALUES)


def _change(document: dict[str, Any], schema: Schema, random: Random) -> None:
    """Another value for a field of the schema, one less, or a member that nobody asked for."""
    if random.random() < 0.12:
        holders = [document, *[part for part in document.values() if isinstance(part, dict)]]
        random.choice(holders)[random.choice(NAMES)] = deepcopy(random.choice(_VALUES))
        return
    place = random.choice(places(schema)[1:])
    *around, name = place.path
    holder: Any = document
    for step in around:
        holder = holder.setdefault(step, {}) if isinstance(holder, dict) else None
    if not isinstance(holder, dict):
        return
    if random.random() < 0.25:
        holder.pop(name, None)
        return
    likely = place.schema.get("enum") or TEXTS
    likely = {"boolean": [True, False], "integer": NUMBERS, "array": _LISTS}.get(
        place.schema.get("type", ""), likely
    )
    holder[name] = deepcopy(random.choice(likely if random.random() < 0.75 else _VALUES))


def items_of(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


@dataclass(frozen=True)
class Place:
    """A subschema and the names on the way to the field that it is about."""

    schema: Schema
    path: tuple[str, ...]


def places(schema: Schema, path: tuple[str, ...] = ()) -> list[Place]:
    found = [Place(schema, path)]
    for name, part in items_of(schema.get("properties")):
        if isinstance(part, dict):
            found += places(part, (*path, name))
    return found
