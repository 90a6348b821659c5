"""What a form can ask for and a letter can say."""

from __future__ import annotations

import pytest

from enquiry.schema.answerable import answer_findings
from tests.engine.unit.lint_lines import said

WHOLE = '"type": "object", "required": ["schemaVersion", "category"]'
DESCRIBE = 'The object has no fields. Describe them in "properties".'
CONSTANT = "The form does not ask for a text that is always the same."
LOST = "The letter does not say what this field holds."
DATE = 'This field is a date in every guide. Write "format": "date".'
SAME = "This field has the same choices in every guide. Use some of:"


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ('"a": {"type": "string"}', []),
        ('"a": {"type": "boolean", "const": true}, "b": {"type": "boolean"}', []),
        ('"a": {"type": "object", "properties": {"b": {"type": "string"}}}', []),
        ('"schemaVersion": {"type": "string", "const": "1"}', []),
        ('"a": {}', ['The field has no type. Add "type": "string", "boolean" or "object".']),
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
        ('"channel": {"type": "string", "enum": ["fax", "mail"]}', []),
        ('"channel": {"type": "string", "enum": ["pigeon"]}', [f"{SAME} email, fax, mail."]),
        ('"channel": {"type": "string"}', [f"{SAME} email, fax, mail."]),
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
