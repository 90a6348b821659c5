"""Whether an enquiry's schema is one that every reader carries out alike, and can explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from enquiry.errors import Finding
from enquiry.keywords import CONDITION_KEYWORDS, FORMATS, KEYWORDS, TYPES
from enquiry.pointers import pointer_of
from enquiry.portable import faults
from enquiry.schema import Location
from enquiry.source import Source

_ALLOWED: Mapping[str, frozenset[Any]] = {
    "type": TYPES,
    "format": FORMATS,
    "x-not-after": frozenset({"today"}),
    "additionalProperties": frozenset({False}),
}


def standard_findings(source: Source) -> list[Finding]:
    """Where the schema, or a condition of its advice, is no schema of draft 2020-12.

    `true` and `false`, which are schemas too, are refused below the root: they explain nothing.
    """
    # Only what is a schema can be walked through for the conditions in it.
    return list(_departures((), source)) or [
        finding
        for location, schema in subschemas(source.data)
        if "x-advice" in location or not isinstance(schema, dict)
        for finding in _departures(location, source)
    ]


def _departures(location: Location, source: Source) -> Iterator[Finding]:
    from jsonschema import Draft202012Validator

    schema = source.data
    for step in location:
        schema = schema[step]
    if not isinstance(schema, dict):
        problem, expected = "A schema is no object here.", "Write it between { and }."
        yield source.finding(pointer_of(location), problem, expected)
        return
    meta = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for error in meta.iter_errors(schema):
        pointer = pointer_of((*location, *error.absolute_path))
        problem = f'"{pointer or "/"}" is not what draft 2020-12 allows there:'
        yield source.finding(pointer, problem, f"{error.message[:200]}.")


def keyword_findings(source: Source) -> Iterator[Finding]:
    """Where the schema says what the browser's interpreter does not read, or not alike."""
    for location, schema in subschemas(source.data):
        allowed = CONDITION_KEYWORDS if _is_condition(location) else KEYWORDS
        for keyword, value in schema.items():
            pointer = pointer_of((*location, keyword))
            if keyword not in allowed:
                expected = f"Use only {', '.join(sorted(allowed))}."
                yield source.finding(
                    pointer, f'The keyword "{keyword}" is not read here.', expected
                )
            elif keyword in _ALLOWED and not _is_among(value, _ALLOWED[keyword]):
                choices = ", ".join(sorted(map(str, _ALLOWED[keyword])))
                yield source.finding(
                    pointer, f'"{keyword}" has a value that is not read.', f"Use one of: {choices}."
                )
            elif keyword == "pattern":
                for fault in faults(value):
                    yield source.finding(
                        pointer, f"The pattern is not portable: {fault}.", "See enquiry.portable."
                    )


def subschemas(schema: Mapping[str, Any]) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    """Every subschema with its place, those in `if`, `then` and `x-advice` included."""
    yield from _subschemas((), schema)


def _subschemas(
    location: Location, schema: Mapping[str, Any]
) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    yield location, schema
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        for step, subschema in _inside(keyword, value):
            yield from _subschemas((*location, keyword, *step), subschema)


def _inside(keyword: str, value: Any) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    if keyword == "properties" and isinstance(value, dict):
        yield from (((name,), subschema) for name, subschema in value.items())
    elif keyword == "allOf" and isinstance(value, list):
        yield from (((index,), subschema) for index, subschema in enumerate(value))
    elif keyword in ("if", "then"):
        yield (), value
    elif keyword == "x-advice":
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            for part in ("if", "then"):
                if isinstance(entry, dict) and part in entry:
                    yield (index, part), entry[part]


def _is_condition(location: Location) -> bool:
    return "if" in location or "x-advice" in location


def _is_among(value: Any, allowed: frozenset[Any]) -> bool:
    return not isinstance(value, dict | list) and value in allowed
