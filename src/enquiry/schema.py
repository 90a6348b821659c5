"""Find and load the enquiry's schema; its fields in the form's order, its rules by place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from enquiry.keywords import ASSERTIONS
from enquiry.pointers import pointer_of

Schema = Mapping[str, Any]
Location = tuple[str | int, ...]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = {
    "enquiry.schema.json": "schema/enquiry.schema.json",
    "routing.schema.json": "schema/routing.schema.json",
    "interface.schema.json": "schema/interface.schema.json",
    "routing.yml": "docs/routing.yml",
}


def data_file(name: str) -> Path:
    """The path of a shipped file: one of the three schemas, or routing.yml.

    An installed wheel carries them beside its modules; a checkout keeps them where people edit
    them. Raises KeyError for another name.
    """
    in_wheel = _PACKAGE / "data" / name
    return in_wheel if in_wheel.is_file() else _PACKAGE.parents[1] / _CHECKOUT[name]


@cache
def enquiry_schema() -> Schema:
    """The shipped schema of an enquiry, as data. Callers must not change it."""
    schema: Schema = json.loads(data_file("enquiry.schema.json").read_text(encoding="utf-8"))
    return schema


@dataclass(frozen=True, slots=True)
class Field:
    """One member that a document may hold: a value to fill in, or an object of such values.

    `path` holds the member names from the root; `position` sorts fields in the form's order;
    `required` says whether its object always asks for it (conditions come on top).
    """

    path: tuple[str, ...]
    position: tuple[int, ...]
    schema: Schema
    required: bool

    @property
    def pointer(self) -> str:
        """The field's JSON pointer (RFC 6901)."""
        return pointer_of(self.path)

    @property
    def location(self) -> Location:
        """Where the field's own subschema stands in the schema."""
        return tuple(step for name in self.path for step in ("properties", name))


def fields(schema: Schema) -> Iterator[Field]:
    """Every field of `schema`, the root first, then in the form's order: that of `properties`."""
    yield from _fields(Field((), (), schema, required=True))


def _fields(field: Field) -> Iterator[Field]:
    yield field
    required = field.schema.get("required", ())
    for index, (name, schema) in enumerate(field.schema.get("properties", {}).items()):
        place = (*field.path, name), (*field.position, index)
        yield from _fields(Field(*place, schema, required=name in required))


@dataclass(frozen=True, slots=True)
class Rule:
    """One keyword of the schema that can fail.

    `location` is where it stands in the schema, its own name last; `path` the field that it
    judges; `schema` the subschema that holds it.
    """

    location: Location
    path: tuple[str, ...]
    schema: Schema

    @property
    def keyword(self) -> str:
        """The keyword that fails."""
        return str(self.location[-1])


def rules(schema: Schema) -> Iterator[Rule]:
    """Every rule of `schema`. What stands in an `if` only asks, so it is none."""
    yield from rules_in(schema, (), ())


def rules_in(schema: Schema, location: Location, path: tuple[str, ...]) -> Iterator[Rule]:
    """Every rule of a subschema that stands at `location` and judges the field at `path`."""
    for keyword, value in schema.items():
        here = (*location, keyword)
        if keyword in ASSERTIONS:
            yield Rule(here, path, schema)
        elif keyword == "properties":
            for name, subschema in value.items():
                yield from rules_in(subschema, (*here, name), (*path, name))
        elif keyword == "allOf":
            for index, subschema in enumerate(value):
                yield from rules_in(subschema, (*here, index), path)
        elif keyword == "then":
            yield from rules_in(value, here, path)
