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
    {
        *("$schema", "$id", "x-label", "x-hint", "x-errors", "x-enum-labels"),
        *("x-steps", "x-self", "x-same-as", "x-autocomplete", "x-own-autocomplete", "x-keyboard"),
        *("x-subject", "x-signature", "x-letterhead", "x-none", "x-none-choice"),
    }
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
    "minItems",
    "maxItems",
    "uniqueItems",
    "minimum",
    "maximum",
    "additionalProperties",
)
ASSERTIONS = frozenset(PRECEDENCE)
APPLICATORS = frozenset({"properties", "items", "allOf", "if", "then", "else"})
KEYWORDS = ANNOTATIONS | ASSERTIONS | APPLICATORS | {"x-advice"}

# What stands at the root alone.
ROOT_KEYWORDS = frozenset({"$schema", "$id", "x-steps", "x-self"})
# What a further rule about a field may say: in an allOf, a then or an else.
RULE_KEYWORDS = (ASSERTIONS | APPLICATORS | {"x-errors"}) - {"additionalProperties", "items"}
# What the items of a list may say: each of them is one of the field's choices.
ITEM_KEYWORDS = frozenset({"type", "enum", "x-enum-labels", "x-errors"})

# What the `if` and `then` of an x-advice may say: enough to ask about the form's state.
CONDITION_KEYWORDS = frozenset({"type", "const", "enum", "required", "properties", "pattern"})

TYPES = frozenset({"object", "string", "boolean", "integer", "array"})
CONDITION_TYPES = TYPES | {"null"}
KINDS = (
    'Write "string" (a text, a date or one of several choices), "array" (some of several choices),'
    ' "boolean" (yes or no), "integer" (a whole number) or "object" (a group of fields).'
)
"""What to write as the type of a field."""
FORMATS = frozenset({"date"})
ENVELOPE = frozenset(
    {
        *("schemaVersion", "language", "category", "channel", "recipient", "previousEnquiry"),
        *("preparedOn", "message"),
    }
)
"""The members of an enquiry that mean the same in every guide; all others are the guide's own."""


@cache
def enquiry_schema() -> Schema:
    """The shipped schema of an enquiry, as data. Callers must not change it."""
    schema: Schema = json.loads(shipped_guide().schema.read_text(encoding="utf-8"))
    return schema


def languages(schema: Schema) -> tuple[str, ...]:
    """The guide's languages, its first one first: those of the label of the whole enquiry."""
    label = schema.get("x-label")
    return tuple(label) if isinstance(label, Mapping) else ()


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
class Guard:
    """A condition on which a rule depends: whether the value at `path` must satisfy `schema`."""

    schema: Schema
    path: tuple[str, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One keyword of the schema that can fail.

    `location` is where it stands in the schema, its own name last; `path` the field that it
    judges; `schema` the subschema that holds it; `guards` the conditions around it.
    """

    location: Location
    path: tuple[str, ...]
    schema: Schema
    guards: tuple[Guard, ...] = ()

    @property
    def keyword(self) -> str:
        """The keyword that fails."""
        return str(self.location[-1])


def rules(schema: Schema) -> Iterator[Rule]:
    """Every rule of `schema`. What stands in an `if` only asks, so it is none."""
    yield from rules_in(schema, (), ())


def rules_in(
    schema: Any, location: Location, path: tuple[str, ...], guards: tuple[Guard, ...] = ()
) -> Iterator[Rule]:
    """Every rule of a subschema that stands at `location` and judges the field at `path`.

    What follows from a condition comes in the place of the `if`, as the browser reads it.
    """
    if not isinstance(schema, Mapping):  # true and false hold no rule that has words
        return
    for keyword, value in schema.items():
        if keyword in ASSERTIONS:
            yield Rule((*location, keyword), path, schema, guards)
        elif keyword in APPLICATORS:
            for steps, name, holds in _parts(keyword, schema):
                below = path if name is None else (*path, name)
                around = guards if holds is None else (*guards, Guard(value, path, holds))
                yield from rules_in(reached(schema, steps), (*location, *steps), below, around)


def reached(schema: Any, steps: Location) -> Any:
    """What stands so many steps inside a schema."""
    for step in steps:
        schema = schema[step]
    return schema


def _parts(keyword: str, schema: Schema) -> Iterator[tuple[Location, str | None, bool | None]]:
    """Where the subschemas of an applicator stand; of which member; if the `if` must hold.

    What the items of a list fail is a failure of the list.
    """
    if keyword == "items":
        yield (keyword,), None, None
    elif keyword == "properties":
        yield from (((keyword, name), name, None) for name in schema[keyword])
    elif keyword == "allOf":
        yield from (((keyword, index), None, None) for index in range(len(schema[keyword])))
    elif keyword == "if":
        for branch, holds in (("then", True), ("else", False)):
            if branch in schema:
                yield (branch,), None, holds
