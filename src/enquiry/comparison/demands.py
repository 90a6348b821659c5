"""What a schema demands of a document, one thing at a time, with the conditions around each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from enquiry.schema.fields import ANNOTATIONS, ASSERTIONS, CONDITION_KEYWORDS, Guard, Location

ITEM = "[]"
"""Stands in a path for every item of a list; no field can have this name."""

Path = tuple[str, ...]

_SAY_NOTHING = ANNOTATIONS | {
    *("$comment", "$defs", "title", "description", "default", "examples"),
    *("deprecated", "readOnly", "writeOnly", "x-advice", "then", "else", "properties"),
}
"""Keywords that refuse no document by themselves."""


@dataclass(frozen=True)
class Demand:
    """One thing that a document must be, of the value at `path` where all `guards` hold.

    `value` is that of the keyword; of `required` one name, of `additionalProperties` the names
    that are described. A keyword that is not compared has `is_known` False.
    """

    path: Path
    keyword: str
    value: Any
    location: Location
    guards: tuple[Guard, ...] = ()
    is_known: bool = True

    @property
    def unguarded_key(self) -> str:
        """A text that is equal where two demand the same of the same place."""
        value = sorted(self.value) if isinstance(self.value, frozenset) else self.value
        return f"{self.path} {self.keyword} {as_key(value)}"

    @property
    def key(self) -> str:
        """A text that is equal where two demand the same under the same conditions."""
        guards = sorted(f"{each.path}{each.holds}{as_key(each.schema)}" for each in self.guards)
        return f"{self.unguarded_key} {guards}"


def as_key(value: Any) -> str:
    """A text that is equal where two JSON values are. In Python 1 and true are equal too."""
    return json.dumps(value, sort_keys=True)


def demands(schema: Any) -> list[Demand]:
    """Everything that a schema demands."""
    return list(_demands(schema, (), (), ()))


def _demands(
    schema: Any, location: Location, path: Path, guards: tuple[Guard, ...]
) -> Iterator[Demand]:
    if not isinstance(schema, Mapping):
        if schema is not True:
            yield Demand(path, "false", schema, location, guards, is_known=False)
        return
    for keyword, value in schema.items():
        here = (*location, keyword)
        if (keyword, value) in _WITHOUT_EFFECT:
            continue
        if keyword == "required" and isinstance(value, list):
            for index, name in enumerate(value):
                yield Demand(path, keyword, name, (*here, index), guards)
        elif keyword == "additionalProperties" and value is False:
            names = frozenset(schema.get("properties", {}))
            yield Demand(path, keyword, names, here, guards)
        elif keyword in ASSERTIONS - {"additionalProperties"}:
            yield Demand(path, keyword, value, here, guards)
        elif keyword not in _APPLICATORS and keyword not in _SAY_NOTHING:
            yield Demand(path, keyword, value, here, guards, is_known=False)
    yield from _inside(schema, location, path, guards)


_APPLICATORS = frozenset({"items", "allOf", "if"})

# A schema that no guide was checked with may write these out.
_WITHOUT_EFFECT = (("additionalProperties", True), ("uniqueItems", False))


def _inside(
    schema: Mapping[str, Any], location: Location, path: Path, guards: tuple[Guard, ...]
) -> Iterator[Demand]:
    for name, part in schema.get("properties", {}).items():
        yield from _demands(part, (*location, "properties", name), (*path, name), guards)
    if "items" in schema:
        yield from _demands(schema["items"], (*location, "items"), (*path, ITEM), guards)
    for index, part in enumerate(schema.get("allOf", ())):
        yield from _demands(part, (*location, "allOf", index), path, guards)
    if "if" in schema:
        for branch, holds in (("then", True), ("else", False)):
            if branch in schema:
                around = (*guards, Guard(schema["if"], path, holds))
                yield from _demands(schema[branch], (*location, branch), path, around)


def asked_in(condition: Any, path: Path) -> Iterator[tuple[Path, str, Any]]:
    """What a condition asks: of the value at which path, by which keyword and value.

    Whether a member is there is asked of the member, with the keyword "".
    """
    yield path, "", None
    for keyword, value in condition.items() if isinstance(condition, Mapping) else ():
        if keyword == "properties":
            for name, part in value.items():
                yield from asked_in(part, (*path, name))
        elif keyword == "required":
            yield from (((*path, name), "", None) for name in value)
        elif keyword in CONDITION_KEYWORDS:
            yield path, keyword, value
        elif keyword not in _SAY_NOTHING:
            yield path, "?", {keyword: value}
