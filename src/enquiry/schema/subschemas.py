"""Every subschema of an enquiry's schema: where it stands, about which field, what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from enquiry.schema.advice import KEYWORD
from enquiry.schema.fields import Location, Schema

Role = Literal["field", "item", "rule", "condition"]
"""A field's own subschema; that of each item, where the field is a list; a further rule about the
field, in an allOf, a then or an else; or a question, in an if or in advice."""


@dataclass(frozen=True, slots=True)
class Subschema:
    """A subschema at `location`, about the field at `path`. It may be no object yet."""

    location: Location
    path: tuple[str, ...]
    schema: Any
    role: Role


def subschemas(schema: Schema) -> Iterator[Subschema]:
    """Every subschema, the root first, each before what is in it."""
    yield from _from(Subschema((), (), schema, "field"))


def _from(outer: Subschema) -> Iterator[Subschema]:
    yield outer
    if isinstance(outer.schema, dict):
        for keyword, value in outer.schema.items():
            for inner in _inside(outer, keyword, value):
                yield from _from(inner)


def _inside(outer: Subschema, keyword: str, value: Any) -> Iterator[Subschema]:
    here = (*outer.location, keyword)
    if keyword == "properties" and isinstance(value, dict):
        for name, schema in value.items():
            yield Subschema((*here, name), (*outer.path, name), schema, outer.role)
    elif keyword == "items" and outer.role == "field":
        yield Subschema(here, outer.path, value, "item")
    elif outer.role != "condition":
        for steps, schema, role in _branches(keyword, value):
            yield Subschema((*here, *steps), outer.path, schema, role)
        if keyword == KEYWORD and outer.role == "field" and isinstance(value, list):
            yield from _advice(here, outer.path, value)


def _branches(keyword: str, value: Any) -> Iterator[tuple[Location, Any, Role]]:
    """The subschemas of an applicator that are about the same field."""
    if keyword == "allOf" and isinstance(value, list):
        yield from (((index,), schema, "rule") for index, schema in enumerate(value))
    elif keyword in ("then", "else"):
        yield (), value, "rule"
    elif keyword in ("if", "x-self"):
        yield (), value, "condition"


def _advice(here: Location, path: tuple[str, ...], entries: list[Any]) -> Iterator[Subschema]:
    for index, entry in enumerate(entries):
        for part in ("if", "then"):
            if isinstance(entry, dict) and part in entry:
                yield Subschema((*here, index, part), path, entry[part], "condition")
