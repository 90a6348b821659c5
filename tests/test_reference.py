"""The reference of every field, made from the schema."""

from __future__ import annotations

import pytest

from enquiry.site.field_reference import field_reference
from enquiry.schema.fields import enquiry_schema, fields
from enquiry.text import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_row_for_each_field(language: Language) -> None:
    """Each field has a row, in the form's order, with its label in the language."""
    rows = field_reference(language).splitlines()[2:]
    known = [field for field in fields(enquiry_schema()) if field.path]
    assert len(rows) == len(known)
    for row, field in zip(rows, known, strict=True):
        assert row.startswith(f"| `{field.pointer}` | {field.schema['x-label'][language]}")
        assert row.count(" | ") == 3


def test_rows_say_when_and_what() -> None:
    """A row says which values a field takes and when it is required."""
    rows = {row.split("`")[1]: row for row in field_reference("en").splitlines()[2:]}
    assert rows["/enquirer/email"].endswith(
        '| text, at most 254 characters | when `/channel` is `"email"` |'
    )
    assert rows["/message"].endswith("| text, 1 to 4000 characters | always |")
    assert rows["/applicant/dateOfBirth"].endswith(
        "| ISO date, not after today | inside `/applicant` |"
    )
    assert rows["/recipient/office"].endswith("| no |")
    assert rows["/schemaVersion"].endswith('| `"1"` | always |')
