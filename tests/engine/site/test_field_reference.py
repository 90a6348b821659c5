"""The reference of every field: what a row says of a value and of when it is required."""

from __future__ import annotations

import re
from typing import Any

import pytest

from enquiry.schema.fields import Schema
from enquiry.site.field_reference import field_reference
from enquiry.site.guide import Guide

LABEL = {"x-label": {"en": "Label", "fr": "Étiquette"}}


def rows(guide: Guide, schema: Schema, language: str = "en") -> dict[str, tuple[str, ...]]:
    """The cells of each row behind its pointer."""
    reference = re.sub("</?code>", "`", field_reference(schema, guide.words, language))
    table = reference.replace("<wbr>", "").splitlines()[2:]
    cells = [re.split(r"(?<!\\)\|", row.strip("|")) for row in table]
    return {pointer.strip(" `"): tuple(cell.strip() for cell in rest) for pointer, *rest in cells}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "maxLength": 9}, "text, at most 9 characters"),
        ({"type": "string", "minLength": 1, "maxLength": 9}, "text, 1 to 9 characters"),
        ({"type": "string", "format": "date"}, "ISO date"),
        ({"type": "string", "format": "date", "x-not-after": "today"}, "ISO date, not after today"),
        ({"type": "string", "enum": ["a", "b"]}, '`"a"`, `"b"`'),
        ({"type": "string", "const": "1"}, '`"1"`'),
        ({"type": "boolean", "const": True}, "`true`"),
        ({"type": "boolean"}, "`true` or `false`"),
        ({"type": "integer"}, "whole number"),
        (
            {"type": "integer", "minimum": 0, "maximum": 9},
            "whole number, at least 0, at most 9",
        ),
        (
            {"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 1, "maxItems": 2},
            'list of some of `"a"`, `"b"`, each at most once,'
            " at least 1 of them, at most 2 of them",
        ),
        ({"type": "object", "properties": {}}, "object"),
    ],
)
def test_a_row_says_what_a_field_takes(guide: Guide, field: dict[str, Any], value: str) -> None:
    """Each kind of field is described by its limits or its choices."""
    schema = {"properties": {"x": {**LABEL, **field}}}
    assert rows(guide, schema)["/x"] == ("Label", value, "no")


REQUIREMENTS: dict[str, Any] = {
    "required": ["top", "outer"],
    "properties": {
        "top": {**LABEL, "type": "string"},
        "kind": {**LABEL, "type": "string"},
        "deep": {**LABEL, "type": "string"},
        "outer": {
            **LABEL,
            "type": "object",
            "required": ["always"],
            "properties": {
                "always": {**LABEL, "type": "string"},
                "now": {**LABEL, "type": "string"},
                "never": {**LABEL, "type": "string"},
                "plain": {**LABEL, "type": "string"},
            },
        },
    },
    "allOf": [
        {
            "if": {"properties": {"kind": {"enum": ["a", "b"]}}, "required": ["kind"]},
            "then": {"properties": {"outer": {"required": ["now"]}}},
        },
        {
            "if": {"properties": {"outer": {"properties": {"never": {"const": "c"}}}}},
            "then": {"properties": {"outer": {"required": ["now"]}}},
        },
        {
            "if": {
                "properties": {"kind": {"const": "a"}, "top": {"const": "t"}},
                "required": ["kind", "outer"],
            },
            "then": {"if": {"required": ["top"]}, "else": {"required": ["deep"]}},
        },
        {"properties": {"outer": {"required": ["plain"]}}},
    ],
}


@pytest.mark.parametrize(
    ("pointer", "language", "required"),
    [
        ("/top", "en", "always"),
        ("/top", "fr", "toujours"),
        ("/kind", "en", "no"),
        (
            "/deep",
            "en",
            'when `/kind` is `"a"` and `/top` is `"t"` and `/outer` is there'
            " unless `/top` is there",
        ),
        (
            "/deep",
            "fr",
            'quand `/kind` est `"a"` et `/top` est `"t"` et `/outer` est présent'
            " sauf quand `/top` est présent",
        ),
        ("/outer/plain", "en", "inside `/outer`"),
        ("/outer/always", "en", "inside `/outer`"),
        ("/outer/always", "fr", "dans `/outer`"),
        ("/outer/never", "en", "no"),
        (
            "/outer/now",
            "en",
            'when `/kind` is `"a"` or `"b"`; when `/outer/never` is `"c"`',
        ),
        (
            "/outer/now",
            "fr",
            'quand `/kind` est `"a"` ou `"b"`\u00a0; quand `/outer/never` est `"c"`',
        ),
    ],
)
def test_a_row_says_when_a_field_is_required(
    guide: Guide, pointer: str, language: str, required: str
) -> None:
    """A field is required always, inside its object, on conditions of other fields, or not."""
    assert rows(guide, REQUIREMENTS, language)[pointer][-1] == required


def test_a_pointer_may_break_after_its_parts(guide: Guide) -> None:
    """On a narrow page a long pointer goes on in the next line after a slash, and nowhere else."""
    assert "<code>/outer/<wbr>always</code>" in field_reference(REQUIREMENTS, guide.words, "en")


def test_a_hint_stands_below_its_label(guide: Guide) -> None:
    """A field's hint is on a line of its own; marks of Markdown are shown."""
    field = {"x-label": {"en": "A *b* | c"}, "x-hint": {"en": "d_e_"}, "type": "string"}
    purpose = rows(guide, {"properties": {"x": field}})["/x"][0]
    assert purpose == "A &#42;b&#42; &#124; c<br>d&#95;e&#95;"
