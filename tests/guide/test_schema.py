"""The schema says what the contract says, in words for people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from enquiry.schema.patterns import faults
from enquiry.schema.fields import data_file, enquiry_schema, fields, rules
from enquiry.text import LANGUAGES

FIELDS = {field.pointer: field.schema for field in fields(enquiry_schema())}
ONE_LINE = [
    "/recipient/office",
    "/enquirer/fullName",
    "/applicant/givenName",
    "/applicant/familyName",
]
LENGTHS = {
    "/recipient/office": (1, 200),
    "/recipient/email": (None, 254),
    "/enquirer/fullName": (1, 200),
    "/enquirer/email": (None, 254),
    "/enquirer/postalAddress": (None, 500),
    "/enquirer/fax": (None, 40),
    "/applicant/givenName": (1, 100),
    "/applicant/familyName": (1, 100),
    "/applicant/visaOfficeFileNumber": (1, 40),
    "/message": (1, 4000),
}


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every {en, fr} pair in the schema."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES) and all(isinstance(text, str) for text in value.values()):
            yield value
        else:
            for child in value.values():
                yield from texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from texts(child)


@pytest.mark.parametrize("pointer", LENGTHS)
def test_length(pointer: str) -> None:
    """Each text has the lengths of the format."""
    schema = FIELDS[pointer]
    assert (schema.get("minLength"), schema["maxLength"]) == LENGTHS[pointer]


def test_one_line_means_the_same_everywhere() -> None:
    """All one-line fields share one pattern, both email addresses another."""
    assert len({FIELDS[pointer]["pattern"] for pointer in ONE_LINE}) == 1
    assert FIELDS["/recipient/email"]["pattern"] == FIELDS["/enquirer/email"]["pattern"]
    assert FIELDS["/message"]["pattern"] == FIELDS["/enquirer/postalAddress"]["pattern"]


def test_every_object_is_closed() -> None:
    """No object takes members that the format does not name."""
    objects = [schema for schema in FIELDS.values() if schema["type"] == "object"]
    assert len(objects) == 6
    assert all(schema["additionalProperties"] is False for schema in objects)


def test_each_way_to_fail_has_words_of_its_own() -> None:
    """At one field no two failures are told in the same words."""
    told: dict[str, list[str]] = {}
    for rule in rules(enquiry_schema()):
        if rule.keyword not in ("required", "additionalProperties"):
            told.setdefault("/".join(rule.path), []).append(
                rule.schema["x-errors"][rule.keyword]["en"]
            )
    for pointer, words in told.items():
        assert len(set(words)) == len(words), pointer


def test_messages_are_sentences() -> None:
    """Each message is a sentence, differs between languages and says nothing of schemas."""
    for pair in texts(enquiry_schema()):
        assert pair["en"] != pair["fr"] or pair["en"] == pair["fr"] == "Consent", pair
        assert not re.search(r"schema|valid under|regex|pattern", pair["en"], re.IGNORECASE), pair
    for schema in FIELDS.values():
        for pair in schema["x-errors"].values():
            assert pair["en"].endswith(".")
            assert pair["fr"].endswith(".")


def test_french_typography() -> None:
    """French has non-breaking spaces inside guillemets and before : ; ? ! and »."""
    for pair in texts(enquiry_schema()):
        assert not re.search(r"[^\u00a0][:;?!»](?![0-9/])|«[^\u00a0]", pair["fr"]), pair["fr"]
        assert "'" not in pair["fr"], pair["fr"]


def test_invisible_characters_are_escaped_in_the_file() -> None:
    """The file itself holds no character that an editor does not show."""
    text = data_file("enquiry.schema.json").read_text(encoding="utf-8")
    assert all(line.isprintable() for line in text.splitlines())


def test_patterns_are_portable() -> None:
    """Every pattern, those of advice included, is in the portable subset."""

    def patterns(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for name, child in value.items():
                yield from (
                    [child] if name == "pattern" and isinstance(child, str) else patterns(child)
                )
        elif isinstance(value, list):
            for child in value:
                yield from patterns(child)

    found = list(patterns(json.loads(json.dumps(enquiry_schema()))))
    assert len(found) > 15
    assert [fault for pattern in found for fault in faults(pattern)] == []
