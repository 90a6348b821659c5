"""A valid enquiry to whatever guide the package ships, for what the command alone can show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from enquiry.pointers import path_of
from enquiry.schema.fields import Schema, enquiry_schema, fields
from enquiry.validation.result import Result
from enquiry.validation.validator import Validator
from tests.enquiries import TODAY

TEXTS = ("a", "a@example.org", "1975-06-02", "1", "AB-12345")
"""What people fill in: one of these satisfies each ordinary pattern."""


def shipped_enquiry() -> dict[str, Any]:
    """The least that the shipped schema takes for an enquiry."""
    return completed(enquiry_schema(), {})


def completed(schema: Schema, document: dict[str, Any]) -> dict[str, Any]:
    """The document with what `schema` asks for besides; changed in place."""
    check, by_pointer = Validator(schema), {field.pointer: field for field in fields(schema)}
    while missing := _missing(check(document, TODAY)):
        *parents, name = path_of(missing)
        holder = document
        for parent in parents:
            holder = holder[parent]
        for holder[name] in _candidates(by_pointer[missing].schema):
            problems = check(document, TODAY).problems
            if all(each.pointer != missing for each in problems):
                break
        else:
            raise AssertionError(f"nothing that tests know can stand at {missing}")
    return document


def _missing(result: Result) -> str | None:
    """The first member that the document lacks. Anything else that is wrong ends the test."""
    for problem in result.problems:
        assert problem.keyword == "required", problem
        return problem.pointer
    return None


def _candidates(schema: Schema) -> Iterator[Any]:
    if "const" in schema:
        yield schema["const"]
    elif "enum" in schema:
        yield from schema["enum"]
    elif schema["type"] == "string":
        yield from TEXTS
    else:
        yield {"object": {}, "array": [], "boolean": True, "null": None}.get(schema["type"], 1)
