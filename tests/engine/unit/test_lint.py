"""What a schema may not say, and what it must say besides."""

from __future__ import annotations

import json
from typing import Any

import pytest

from enquiry.authoring.yaml_file import JsonFile
from enquiry.schema.lint import (
    keyword_findings,
    schema_findings,
    standard_findings,
    subschemas,
)
from tests.engine.harbour import SCHEMA
from tests.engine.unit.lint_lines import lacks, said

NO_OBJECT = "This schema is not an object. Write it between { and }."
NOT_ALLOWED = "is not what draft 2020-12 allows there:"


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ("{}", []),
        (
            '{"properties": {"a": {"type": "null"}}, "allOf": [{"if": {}, "then": {}}],'
            ' "x-advice": [{"if": {}, "then": {}}, {"then": {}}]}',
            [],
        ),
        ("true", [f"1: {NO_OBJECT}"]),
        ("[]", [f"1: {NO_OBJECT}"]),
        ('{"properties": {"a": true}}', [f"17: {NO_OBJECT}"]),
        ('{"allOf": [true, {"if": false}]}', [f"12: {NO_OBJECT}", f"19: {NO_OBJECT}"]),
        ('{"then": true}', [f"2: {NO_OBJECT}"]),
        ('{"if": {"properties": {"a": true}}}', [f"24: {NO_OBJECT}"]),
        (
            '{"type": 5}',
            [f'2: "/type" {NOT_ALLOWED} 5 is not valid under any of the given schemas.'],
        ),
        (
            '{"required": 5, "properties": {"a": {"maxLength": -1}}}',
            [
                f'38: "/properties/a/maxLength" {NOT_ALLOWED} -1 is less than the minimum of 0.',
                f"2: \"/required\" {NOT_ALLOWED} 5 is not of type 'array'.",
            ],
        ),
        # What is no part of the draft's schemas is found too, once these are right.
        (
            '{"x-advice": [{"if": {"const": 1}, "then": {"properties": 5}}, {"then": true}]}',
            [
                f"45: \"/x-advice/0/then/properties\" {NOT_ALLOWED} 5 is not of type 'object'.",
                f"65: {NO_OBJECT}",
            ],
        ),
        (
            '{"x-advice": [{"then": {"properties": {"a": {"enum": 1}}}}]}',
            [f"46: \"/x-advice/0/then/properties/a/enum\" {NOT_ALLOWED} 1 is not of type 'array'."]
            * 2,
        ),
        (
            '{"type": 5, "x-advice": [{"then": true}]}',
            [f'2: "/type" {NOT_ALLOWED} 5 is not valid under any of the given schemas.'],
        ),
        # A long explanation is cut.
        (
            f'{{"enum": "{"x" * 250}"}}',
            [f'2: "/enum" {NOT_ALLOWED} \'{"x" * 199}.'],
        ),
        (
            f'{{"enum": "{"x" * 174}"}}',
            [f"2: \"/enum\" {NOT_ALLOWED} '{'x' * 174}' is not of type 'array'."],
        ),
    ],
)
def test_a_schema_of_the_draft(schema: str, says: list[str]) -> None:
    """Every schema, those in advice included, is an object of draft 2020-12."""
    assert said(standard_findings, schema) == says


ANYWHERE = (
    "$id, $schema, additionalProperties, allOf, const, enum, format, if, maxLength, minLength,"
    " pattern, properties, required, then, type, x-advice, x-enum-labels, x-errors, x-hint,"
    " x-label, x-not-after, x-steps, x-subject"
)
CONDITIONS = "const, enum, pattern, properties, required, type"


def unsupported(column: int, keyword: str, allowed: str = ANYWHERE) -> str:
    """The finding about a keyword."""
    return f'{column}: The keyword "{keyword}" is not supported here. Use only {allowed}.'


def value(column: int, keyword: str, allowed: str) -> str:
    """The finding about a keyword's value."""
    return f'{column}: "{keyword}" has a value that is not supported. Use one of: {allowed}.'


NOT_PORTABLE = (
    "The pattern is not portable: only literals, classes and (?:) are portable, not what stands at "
    "character {}. "
    "Use literals, classes such as [A-Z0-9], (?:…), | and the quantifiers * + ? {{2,9}}."
)
TYPES = "array, boolean, integer, null, number, object, string"


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ('{"$schema": "", "$id": "", "x-label": 1, "x-hint": 1, "x-subject": true}', []),
        ('{"type": "object", "additionalProperties": false}', []),
        ('{"format": "date", "x-not-after": "today", "pattern": "^a$"}', []),
        ('{"oneOf": [], "x": 1}', [unsupported(2, "oneOf"), unsupported(15, "x")]),
        ('{"properties": {"a": {"not": {}}}}', [unsupported(23, "not")]),
        ('{"allOf": [{"minItems": 1, "minLength": 1}]}', [unsupported(13, "minItems")]),
        ('{"then": {"minimum": 1, "minLength": 1}}', [unsupported(11, "minimum")]),
        # A condition may say less.
        ('{"if": {"minLength": 1}}', [unsupported(9, "minLength", CONDITIONS)]),
        (
            '{"if": {"properties": {"a": {"x-label": 1, "const": 1}}}}',
            [unsupported(30, "x-label", CONDITIONS)],
        ),
        ('{"x-advice": [{"then": {"format": "date"}}]}', [unsupported(25, "format", CONDITIONS)]),
        (
            '{"x-advice": [{"if": {"allOf": []}, "then": {}}]}',
            [unsupported(23, "allOf", CONDITIONS)],
        ),
        ('{"if": {"type": "string", "const": 1, "enum": [], "required": [], "pattern": "a"}}', []),
        ('{"type": ["string", "null"]}', [value(2, "type", TYPES)]),
        ('{"type": "text"}', [value(2, "type", TYPES)]),
        ('{"if": {"type": {}}}', [value(9, "type", TYPES)]),
        ('{"format": "email"}', [value(2, "format", "date")]),
        ('{"x-not-after": "2026-01-01"}', [value(2, "x-not-after", "today")]),
        ('{"additionalProperties": {}}', [value(2, "additionalProperties", "False")]),
        ('{"additionalProperties": true}', [value(2, "additionalProperties", "False")]),
        ('{"pattern": "a\\\\d"}', [f"2: {NOT_PORTABLE.format(2)}"]),
        ('{"x-advice": [{"then": {"pattern": "(a)"}}]}', [f"25: {NOT_PORTABLE.format(1)}"]),
        # What is found at one keyword hides nothing behind it.
        (
            '{"x": 1, "type": 1, "pattern": "(", "format": 1}',
            [
                unsupported(2, "x"),
                value(10, "type", TYPES),
                f"21: {NOT_PORTABLE.format(1)}",
                value(37, "format", "date"),
            ],
        ),
        # Advice that is no list of objects is the matter of another check.
        ('{"x-advice": {"then": {"x": 1}}}', []),
        ('{"x-advice": 7}', []),
        ('{"x-advice": [5, {"if": {"x": 1}}]}', [unsupported(26, "x", CONDITIONS)]),
        ('{"properties": [], "allOf": {}}', []),
    ],
)
def test_keywords_that_every_program_carries_out_alike(schema: str, says: list[str]) -> None:
    """A keyword, or a value of one, that the browser does not read is refused at its place."""
    assert said(keyword_findings, schema) == says


def test_walks_through_every_subschema() -> None:
    """Fields, branches, conditions and advice are subschemas; nothing else is."""
    schema = {
        "properties": {"a": {"const": {"if": {}}}},
        "allOf": [{"if": {"required": []}, "then": {"type": "null"}}],
        "x-advice": [{"if": {"type": "array"}, "then": {"type": "object"}, "message": {}}],
    }
    assert list(subschemas(schema)) == [
        ((), schema),
        (("properties", "a"), {"const": {"if": {}}}),
        (("allOf", 0), schema["allOf"][0]),  # type: ignore[index]
        (("allOf", 0, "if"), {"required": []}),
        (("allOf", 0, "then"), {"type": "null"}),
        (("x-advice", 0, "if"), {"type": "array"}),
        (("x-advice", 0, "then"), {"type": "object"}),
    ]


def test_says_all_at_once_unless_it_is_no_schema() -> None:
    """Keywords and words are checked together, once every schema is one."""
    assert said(schema_findings, '{"oneOf": 1}') == [
        "2: \"/oneOf\" is not what draft 2020-12 allows there: 1 is not of type 'array'."
    ]
    assert said(schema_findings, '{"x": 1}') == [
        unsupported(2, "x"),
        *lacks(1, "label", "/x-label"),
    ]


def test_a_right_schema_has_no_findings() -> None:
    """The harbour's schema is right."""
    text = json.dumps(SCHEMA)
    schema: dict[str, Any] = json.loads(text)
    assert schema_findings(JsonFile("s.json", schema, text)) == []
