"""Keywords, and their values, that every program carries out alike."""

from __future__ import annotations

import pytest

from enquiry.schema.fields import KINDS
from enquiry.schema.portable import keyword_findings
from enquiry.schema.subschemas import subschemas
from tests.engine.unit.lint_lines import ANYWHERE, said, unsupported

RULES = (
    "allOf, const, else, enum, format, if, maxItems, maxLength, maximum, minItems, minLength,"
    " minimum, pattern, properties, required, then, type, uniqueItems, x-errors, x-not-after"
)
CONDITIONS = "const, enum, pattern, properties, required, type"
NOT_PORTABLE = (
    "The pattern is not portable: only literals, classes and (?:) are portable, not what stands at "
    "character {}. "
    "Use literals, classes such as [A-Z0-9], (?:…), | and the quantifiers * + ? {{2,9}}."
)
DRAFT = "https://json-schema.org/draft/2020-12/schema"
NO_KIND = f"The form does not ask for a value of this type. {KINDS}"
CONDITION_TYPES = "array, boolean, integer, null, object, string"
ITEMS = "enum, type, x-enum-labels, x-errors"
EXACT = "Write a whole number from -9007199254740991 to 9007199254740991."
BOUND = "This bound is not the same to every program."
LENGTH = "This length is not supported. Write a whole number up to 1000000."
NAME = "Use the letters A to Z, digits and _, a letter first, as in fullName."
DESCRIBE = "Describe it in the object's properties."
CANNOT = "has a value that the field cannot have. Write texts, true and false for a tick,"
AS_TYPE = "or whole numbers, as the field's type says."
NO_URI = '"$id" is no absolute URI. Write one such as urn:example:schema:1.'
ONCE = '"enum" needs choices, each of them once. Name the choices that there are.'
NO_IF = 'There is no "if" beside this. Say in "if" when these rules count.'
ALONE = '"if" has no "then" and no "else". Say what follows from the condition.'
ONLY_DATES = '"x-not-after" judges only dates. Write "format": "date" beside it.'


def value(column: int, keyword: str, allowed: str) -> str:
    """The finding about a keyword's value."""
    return f'{column}: "{keyword}" has a value that is not supported. Use one of: {allowed}.'


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (f'{{"$schema": "{DRAFT}", "$id": "urn:a:b", "x-label": 1, "x-subject": true}}', []),
        ('{"$schema": "x"}', [value(2, "$schema", DRAFT)]),
        (
            '{"$id": "a b"}',
            ['2: "$id" is no absolute URI. Write one such as urn:example:schema:1.'],
        ),
        ('{"properties": {"a": {"$id": "urn:a:b"}}}', [unsupported(23, "$id", ANYWHERE)]),
        ('{"type": "object", "additionalProperties": false}', []),
        ('{"format": "date", "x-not-after": "today", "pattern": "^a$"}', []),
        ('{"oneOf": [], "x": 1}', [unsupported(2, "oneOf"), unsupported(15, "x")]),
        ('{"properties": {"a": {"not": {}}}}', [unsupported(23, "not", ANYWHERE)]),
        # A further rule says less than a field, a condition less than a rule.
        ('{"allOf": [{"contains": {}, "minLength": 1}]}', [unsupported(13, "contains", RULES)]),
        ('{"allOf": [{"items": {}}]}', [unsupported(13, "items", RULES)]),
        ('{"allOf": [{"x-label": 1}]}', [unsupported(13, "x-label", RULES)]),
        ('{"allOf": [{"x-advice": []}]}', [unsupported(13, "x-advice", RULES)]),
        (
            '{"allOf": [{"additionalProperties": false}]}',
            [unsupported(13, "additionalProperties", RULES)],
        ),
        ('{"if": {}, "then": {"multipleOf": 1}}', [unsupported(21, "multipleOf", RULES)]),
        ('{"if": {}, "else": {"multipleOf": 1}}', [unsupported(21, "multipleOf", RULES)]),
        ('{"if": {"minLength": 1}, "then": {}}', [unsupported(9, "minLength", CONDITIONS)]),
        (
            '{"properties": {"a": {}}, "then": {},'
            ' "if": {"properties": {"a": {"x-label": 1, "const": "b"}}}}',
            [unsupported(67, "x-label", CONDITIONS)],
        ),
        ('{"x-advice": [{"then": {"format": "date"}}]}', [unsupported(25, "format", CONDITIONS)]),
        (
            '{"x-advice": [{"if": {"allOf": []}, "then": {}}]}',
            [unsupported(23, "allOf", CONDITIONS)],
        ),
        # A field may have the name of a keyword.
        ('{"properties": {"if": {"minLength": 1}, "then": {}, "allOf": {"x-label": 1}}}', []),
        # A condition has something to decide.
        ('{"then": {}, "else": {}}', [f"2: {NO_IF}", f"14: {NO_IF}"]),
        ('{"if": {}}', [f"2: {ALONE}"]),
        ('{"type": ["string", "null"]}', [f"2: {NO_KIND}"]),
        ('{"type": "number", "minimum": 1}', [f"2: {NO_KIND}"]),
        ('{"type": "null"}', [f"2: {NO_KIND}"]),
        ('{"minimum": -9007199254740991, "maximum": 9007199254740991}', []),
        (
            '{"minimum": 9007199254740992, "maximum": 1.0}',
            [f"{column}: {BOUND} {EXACT}" for column in (2, 31)],
        ),
        ('{"minItems": 1, "maxItems": 2, "uniqueItems": true}', []),
        ('{"minItems": 1.0}', [f"2: {LENGTH}"]),
        ('{"uniqueItems": false}', [value(2, "uniqueItems", "true")]),
        ('{"type": "array", "items": {"type": "string", "enum": ["a"], "x-errors": {}}}', []),
        ('{"items": {"type": "integer"}}', [value(12, "type", "string")]),
        ('{"items": {"minLength": 1}}', [unsupported(12, "minLength", ITEMS)]),
        ('{"items": {"type": "string", "enum": ["a", "a"]}}', [f"30: {ONCE}"]),
        ('{"if": {"type": "number"}, "then": {}}', [value(9, "type", CONDITION_TYPES)]),
        ('{"if": {"type": "null"}, "else": {}}', []),
        ('{"format": "email"}', [value(2, "format", "date")]),
        ('{"format": "date", "x-not-after": "2026-01-01"}', [value(20, "x-not-after", "today")]),
        ('{"additionalProperties": {}}', [value(2, "additionalProperties", "false")]),
        ('{"additionalProperties": true}', [value(2, "additionalProperties", "false")]),
        ('{"pattern": "a\\d"}', [f"2: {NOT_PORTABLE.format(2)}"]),
        ('{"x-advice": [{"then": {"pattern": "(a)"}}]}', [f"25: {NOT_PORTABLE.format(1)}"]),
        ('{"maxLength": 2.0, "minLength": 3}', [f"2: {LENGTH}"]),
        ('{"maxLength": 1000001}', [f"2: {LENGTH}"]),
        # What is found at one keyword hides nothing behind it.
        (
            '{"x": 1, "type": 1, "pattern": "(", "format": 1}',
            [
                unsupported(2, "x"),
                f"10: {NO_KIND}",
                f"21: {NOT_PORTABLE.format(1)}",
                value(37, "format", "date"),
            ],
        ),
        # Advice that is no list of objects is the matter of another check.
        ('{"x-advice": {"then": {"x": 1}}}', []),
        ('{"x-advice": 7}', []),
        ('{"x-advice": [5, {"if": {"x": 1}}]}', [unsupported(26, "x", CONDITIONS)]),
    ],
)
def test_what_every_program_carries_out_alike(schema: str, says: list[str]) -> None:
    """A keyword, or a value of one, that some program does not read is refused at its place."""
    assert said(keyword_findings, schema.replace("a\\d", "a\\\\d")) == says


FIELDS = (
    '"properties": {"a": {"type": "string", "enum": ["b", "c"]}, "t": {"type": "boolean"},'
    ' "n": {"type": "integer"}, "l": {"type": "array"}}'
)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        # Names of members, at the root whose fields are a and t.
        ('"required": ["a", "b"]', ['"b" is required and is no field. Known here: a, t, n, l.']),
        ('"required": ["x y"]', ['"x y" is required and is no field. Known here: a, t, n, l.']),
        ('"allOf": [{"properties": {"x": {}}}]', ['"x" is no field. Known here: a, t, n, l.']),
        ('"allOf": [{"properties": {"a": {"properties": {"b": {}}}}}]', None),
        ('"if": {"required": ["x"]}, "then": {}', ['"x" is required and is no field.']),
        ('"if": {"properties": {"x": {}}}, "then": {}', ['"x" is no field.']),
        ('"x-advice": [{"then": {"required": ["x"]}}]', ['"x" is required and is no field.']),
        # Values of fields.
        ('"if": {"properties": {"a": {"const": "b"}}}, "then": {}', []),
        (
            '"if": {"properties": {"a": {"const": "bb"}}}, "then": {}',
            ['"bb" is no value of the field /a. Did you mean "b"?'],
        ),
        (
            '"allOf": [{"if": {"properties": {"a": {"enum": ["b", "x"]}}}, "then": {}}]',
            ['"x" is no value of the field /a. Known here: b, c.'],
        ),
        (
            '"allOf": [{"properties": {"t": {"const": "x"}}}]',
            [f'"const" {CANNOT} {AS_TYPE}'],
        ),
        ('"allOf": [{"properties": {"a": {"enum": ["b", 1]}}}]', [f'"enum" {CANNOT} {AS_TYPE}']),
        ('"allOf": [{"properties": {"a": {"enum": []}}}]', [ONCE]),
        ('"allOf": [{"properties": {"a": {"enum": ["b", "b"]}}}]', [ONCE]),
        ('"if": {"properties": {"n": {"const": 3}, "t": {"const": false}}}, "then": {}', []),
        (
            '"if": {"properties": {"n": {"const": 1.5}}}, "then": {}',
            [f'"const" {CANNOT} {AS_TYPE}'],
        ),
        (
            '"if": {"properties": {"n": {"const": true}}}, "then": {}',
            [f'"const" {CANNOT} {AS_TYPE}'],
        ),
        (
            '"if": {"properties": {"l": {"const": "b"}}}, "then": {}',
            [f'"const" {CANNOT} {AS_TYPE}'],
        ),
        # What judges another type.
        (
            '"allOf": [{"properties": {"n": {"minItems": 1}, "l": {"maximum": 1}}}]',
            [
                '"minItems" judges no integer. Use it on a field of the type array.',
                '"maximum" judges no array. Use it on a field of the type integer.',
            ],
        ),
        (
            '"allOf": [{"properties": {"t": {"pattern": "a"}}}]',
            ['"pattern" judges no boolean. Use it on a field of the type string.'],
        ),
        (
            '"if": {"properties": {"a": {"required": []}}}, "then": {}',
            ['"required" judges no string. Use it on a field of the type object.'],
        ),
        # Dates.
        ('"allOf": [{"properties": {"a": {"x-not-after": "today"}}}]', [ONLY_DATES]),
        (
            '"allOf": [{"properties": {"a": {"format": "date", "x-not-after": "today"}}}]',
            [],
        ),
    ],
)
def test_rules_and_conditions_are_about_fields(more: str, says: list[str] | None) -> None:
    """What rules and conditions name is there, and can be what they say."""
    found = [line.partition(": ")[2] for line in said(keyword_findings, f"{{{FIELDS}, {more}}}")]
    if says is None:
        assert len(found) == 2
    else:
        assert len(found) == len(says)
        assert all(line.startswith(start) for line, start in zip(found, says, strict=True))


@pytest.mark.parametrize(
    "name", ["", "10", "a b", "a.b", "a-b", "é", "_a", "__proto__", "constructor", "toString"]
)
def test_names_of_fields(name: str) -> None:
    """A field has a name that a control can carry and that no script takes for its own."""
    schema = f'{{"properties": {{"{name}": {{}}}}}}'
    assert said(keyword_findings, schema) == [f'2: "{name}" cannot be the name of a field. {NAME}']


def test_walks_through_every_subschema() -> None:
    """Fields, items, rules, conditions and advice are subschemas; nothing else is."""
    schema = {
        "properties": {"if": {"const": {"if": {}}, "items": {"items": {}}}},
        "allOf": [{"if": {"required": []}, "then": {"type": "null"}, "else": {"x-advice": [{}]}}],
        "x-advice": [{"if": {"if": {}}, "then": {"properties": {"a": {}}}, "message": {}}, 5],
    }
    assert [(each.location, each.path, each.role) for each in subschemas(schema)] == [
        ((), (), "field"),
        (("properties", "if"), ("if",), "field"),
        (("properties", "if", "items"), ("if",), "item"),
        (("allOf", 0), (), "rule"),
        (("allOf", 0, "if"), (), "condition"),
        (("allOf", 0, "then"), (), "rule"),
        (("allOf", 0, "else"), (), "rule"),
        (("x-advice", 0, "if"), (), "condition"),
        (("x-advice", 0, "then"), (), "condition"),
        (("x-advice", 0, "then", "properties", "a"), ("a",), "condition"),
    ]
