"""What a form can ask for and a letter can say."""

from __future__ import annotations

import pytest

from enquiry.schema.answerable import answer_findings
from enquiry.schema.fields import KINDS
from tests.engine.unit.lint_lines import said

WHOLE = '"type": "object", "required": ["schemaVersion", "category"]'
DESCRIBE = 'The object has no fields. Describe them in "properties".'
CONSTANT = "The form does not ask for a text that is always the same."
CHOICES = '"items": {"type": "string", "enum": ["b"]}'
NO_CHOICES = 'The form asks only for a list of choices. Write "items": {"type": "string", "enum":'
TWICE = 'A choice could stand in the list twice. Add "uniqueItems": true.'
TEXT = 'This field is a text in every guide. Write "type": "string".'
LOST = "The letter does not say what this field holds."
DATE = 'This field is a date in every guide. Write "format": "date".'
SAME = "This field has the same choices in every guide. Use some of:"
CHANNELS = "counter, email, fax, mail, phone, web-form"


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ('"a": {"type": "string"}', []),
        ('"a": {"type": "boolean", "const": true}, "b": {"type": "boolean"}', []),
        ('"a": {"type": "object", "properties": {"b": {"type": "string"}}}', []),
        ('"schemaVersion": {"type": "string", "const": "1"}', []),
        ('"a": {}', [f'The field has no "type". {KINDS}']),
        ('"a": {"type": "integer", "minimum": 1, "maximum": 9}', []),
        (
            '"a": {"type": "integer", "const": 1}',
            [
                "The form does not ask for a number that is always the same. Leave the field out.",
                'The number has no "minimum". Write the smallest number that makes sense.',
                'The number has no "maximum". Write the largest number that makes sense.',
            ],
        ),
        (f'"a": {{"type": "array", {CHOICES}, "uniqueItems": true}}', []),
        (f'"a": {{"type": "array", {CHOICES}}}', [TWICE]),
        ('"a": {"type": "array", "uniqueItems": true}', [NO_CHOICES]),
        ('"a": {"type": "array", "uniqueItems": true, "items": {}}', [NO_CHOICES]),
        ('"a": {"type": "array", "items": {"type": "string"}}', [NO_CHOICES, TWICE]),
        ('"a": {"type": "object"}', [DESCRIBE]),
        ('"a": {"type": "object", "properties": {}}', [DESCRIBE]),
        (
            '"a": {"type": "object", "properties": {"b": {"type": "object", "properties":'
            ' {"c": {"type": "string"}}}}}',
            ["An object in an object does not reach the letter."],
        ),
        (
            '"a": {"type": "boolean", "const": false}',
            ['A tick can only say yes. Write "const": true.'],
        ),
        ('"a": {"type": "string", "const": "1"}', [CONSTANT]),
        # The envelope is the same in every guide.
        ('"recipient": {"type": "object", "properties": {"office": {"type": "string"}}}', []),
        ('"recipient": {"type": "object", "properties": {"desk": {"type": "string"}}}', [LOST]),
        ('"preparedOn": {"type": "string"}', [DATE]),
        ('"a": {"type": "string", "minLength": 3, "maxLength": 3}', []),
        ('"a": {"type": "string", "minLength": 4, "maxLength": 3}', ["No answer can be allowed:"]),
        (
            '"a": {"type": "integer", "minimum": 1, "maximum": 0}',
            ['No answer can be allowed: "minimum" is above "maximum". Write 0 at most'],
        ),
        ('"language": {"type": "string"}', ["This field is one of the guide's languages"]),
        ('"language": {"type": "boolean"}, "message": {"type": "boolean"}', [TEXT, TEXT]),
        (
            '"recipient": {"type": "object", "properties": {"fax": {"type": "boolean"}}}',
            [TEXT],
        ),
        ('"channel": {"type": "string", "enum": ["fax", "mail"]}', []),
        ('"channel": {"type": "string", "enum": ["pigeon"]}', [f"{SAME} {CHANNELS}."]),
        ('"channel": {"type": "string"}', [f"{SAME} {CHANNELS}."]),
        (
            '"recipient": {"type": "object", "properties": {"via": {"type": "string"}}}',
            [f"{SAME} office."],
        ),
        (
            '"previousEnquiry": {"type": "object", "required": ["outcome"], "properties":'
            ' {"sentOn": {"type": "string"},'
            ' "outcome": {"type": "string", "enum": ["no-reply"]}, "to": {"type": "string"}}}',
            ['An earlier enquiry needs "sentOn". Name it here.', DATE, LOST],
        ),
    ],
)
def test_fields_that_a_form_can_ask_for(field: str, says: list[str]) -> None:
    """Every field has a control, and its answer a place in the letter."""
    found = said(answer_findings, f'{{{WHOLE}, "properties": {{{field}}}}}')
    messages = [line.partition(": ")[2] for line in found]
    assert len(messages) == len(says)
    assert all(line.startswith(start) for line, start in zip(messages, says, strict=True))


def test_what_every_enquiry_is() -> None:
    """An enquiry is an object that names its version and its category."""
    assert said(answer_findings, '{"type": "string", "required": ["category"]}') == [
        '2: An enquiry is an object. Write "type": "object".',
        '20: Not every enquiry has "schemaVersion". Name it here.',
    ]
