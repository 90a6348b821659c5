"""What a schema may not say, and what it must say besides."""

from __future__ import annotations

import json
from typing import Any

import pytest

from enquiry.authoring.json_file import JsonFile
from enquiry.schema.lint import schema_findings, standard_findings
from tests.engine.harbour import SCHEMA
from tests.engine.unit.lint_lines import said, unsupported

NO_OBJECT = "This schema is not an object. Write it between { and }."
DESCRIBE = "Describe it in the object's properties."
ALWAYS = ("schemaVersion", "category")
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


def test_says_all_at_once_unless_it_is_no_schema() -> None:
    """Keywords and words are checked together, once every schema is one."""
    assert said(schema_findings, '{"oneOf": 1}') == [
        "2: \"/oneOf\" is not what draft 2020-12 allows there: 1 is not of type 'array'."
    ]
    assert said(schema_findings, '{"x": 1, "required": ["schemaVersion", "category"]}') == [
        unsupported(2, "x"),
        *[f'10: "{name}" is required and is no field. {DESCRIBE}' for name in ALWAYS],
        '1: An enquiry is an object. Write "type": "object".',
        "1: The enquiry has no label, from which its languages are known."
        ' Add "x-label": {language: text}.',
    ]


@pytest.mark.parametrize(
    ("schema", "column"),
    [
        ('{"x-label": {"en": "\\ud800"}}', 14),
        ('{"properties": {"a": {}, "\\udfff": {}}}', 2),
        ('{"properties": {"a": {"enum": ["a", "\\udfff"]}}}', 37),
    ],
)
def test_half_a_character(schema: str, column: int) -> None:
    """Half a character is refused wherever it stands, and is not repeated."""
    schema = schema.replace("\\\\", "\\")
    assert said(schema_findings, schema) == [
        f"{column}: Half a character stands here: a lone surrogate such as \\uD800."
        " Write the whole character."
    ]


def test_a_right_schema_has_no_findings() -> None:
    """The harbour's schema is right."""
    text = json.dumps(SCHEMA)
    schema: dict[str, Any] = json.loads(text)
    assert schema_findings(JsonFile("s.json", schema, text)) == []


def test_an_annotation_where_its_shape_does_not_look() -> None:
    """At the root, too, a wrong annotation is a finding and not a fault of ours."""
    schema = '{"x-same-as": "x", "properties": {}}'
    assert '2: This is no list of fields. Write {"fields": ["…"]}.' in said(schema_findings, schema)
