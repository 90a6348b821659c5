"""Valid enquiries to whatever guide the package ships, made from its schema alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import find, settings
from hypothesis.strategies import from_regex

from enquiry.pointers import path_of
from enquiry.schema.fields import Schema, enquiry_schema, fields
from enquiry.schema.patterns import compile_pattern
from enquiry.validation.validator import Validator
from tests.enquiries import TODAY

TEXTS = ("a", "a@example.org", "1975-06-02", "1", "AB-12345")
"""What people fill in: one of these satisfies each ordinary pattern. For others one is made up."""


def shipped_enquiry() -> dict[str, Any]:
    """The least that the shipped schema takes for an enquiry."""
    return completed(enquiry_schema(), {})


def completed(schema: Schema, document: dict[str, Any]) -> dict[str, Any]:
    """The document with what `schema` asks for besides; it is changed in place."""
    check, by_pointer = Validator(schema), {field.pointer: field for field in fields(schema)}
    while problems := check(document, TODAY).problems:
        assert problems[0].keyword == "required", problems[0]
        *parents, name = path_of(problems[0].pointer)
        holder = document
        for parent in parents:
            holder = holder[parent]
        holder[name] = value_of(by_pointer[problems[0].pointer].schema)
    return document


def value_of(schema: Schema) -> Any:
    """A value that is valid for one field's schema."""
    check = Validator(schema)
    for value in _candidates(schema):
        if check(value, TODAY).valid:
            return value
    return find(
        from_regex(compile_pattern(schema["pattern"])),
        lambda value: check(value, TODAY).valid,
        settings=settings(derandomize=True, database=None),
    )


def _candidates(schema: Schema) -> Iterator[Any]:
    if "const" in schema:
        yield schema["const"]
    elif "enum" in schema:
        yield from schema["enum"]
    elif schema["type"] == "string":
        yield from TEXTS
    elif schema["type"] == "object":
        yield completed(schema, {})
    else:
        yield {"array": [], "boolean": True, "null": None}.get(schema["type"], 1)
