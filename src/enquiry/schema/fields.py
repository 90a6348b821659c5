"""An enquiry's schema: its fields in the form's order, its rules by place, its keywords.

The browser interprets the same keywords in the same order; ADR 0003 says why these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from enquiry.guide_files import shipped_guide
from enquiry.pointers import pointer_of

Schema = Mapping[str, Any]
Location = tuple[str | int, ...]

ANNOTATIONS = frozenset(
    {"$schema", "$id", "x-label", "x-hint", "x-errors", "x-enum-labels", "x-steps", "x-subject"}
)

# The one statement of precedence: of several failures at one pointer, the first is reported.
PRECEDENCE = (
    "type",
    "required",
    "const",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "x-not-after",
    "additionalProperties",
)
ASSERTIONS = frozenset(PRECEDENCE)
APPLICATORS = frozenset({"properties", "allOf", "if", "then"})
KEYWORDS = ANNOTATIONS | ASSERTIONS | APPLICATORS | {"x-advice"}

# What the `if` and `then` of an x-advice may say: enough to ask about the form's state.
CONDITION_KEYWORDS = frozenset({"type", "const", "enum", "required", "properties", "pattern"})

TYPES = frozenset({"object", "array", "string", "number", "integer", "boolean", "null"})
FORMATS = frozenset({"date"})


@cache
def enquiry_schema() -> Schema:
    """The shipped schema of an enquiry, as data. Callers must not change it."""
    schema: Schema = json.loads(shipped_guide().schema.read_text(encoding="utf-8"))
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
