"""What a schema says to form and letter about its own fields, and how that is checked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from enquiry.schema.annotations import annotation_findings, asked_first, subject_group
from tests.engine.unit.lint_lines import said

SELF = {"properties": {"who": {"properties": {"role": {"const": "owner"}}}}}


def schema(annotations: dict[str, Any], **root: Any) -> dict[str, Any]:
    """A schema in which `who.name` has these annotations, and the root those."""
    who = {"type": "object", "properties": {"name": annotations, "role": {}}}
    return {**root, "properties": {"who": who, "note": {}}}


def test_asks_first_what_conditions_depend_on() -> None:
    """Fields that x-self or a rule's condition names come first, as some of the envelope do."""
    rule: dict[str, Any] = {
        "if": {"properties": {"who": {"properties": {"name": {}}}, "note": {}}},
        "then": {},
    }
    envelope = {"previousEnquiry.outcome", "recipient.via"}
    assert asked_first(schema({})) == envelope
    assert asked_first(schema({}, **{"x-self": SELF})) == envelope | {"who.role"}
    assert asked_first(schema({}, allOf=[rule])) == envelope | {"who.name"}


def test_names_the_object_that_the_subject_comes_from() -> None:
    """The value of the subject is in an object, or in none."""
    assert subject_group(schema({})) == ""
    assert subject_group(schema({"x-subject": True})) == "who"


@pytest.mark.parametrize(
    ("annotations", "says"),
    [
        (
            {
                "x-autocomplete": "fax tel",
                "x-own-autocomplete": "given-name",
                "x-keyboard": "tel",
                "x-subject": True,
                "x-signature": True,
                "x-letterhead": True,
                "x-none": {"en": "N/A"},
                "x-none-choice": {"en": "None"},
                "x-same-as": {"fields": ["who.role", "note"], "hint": {"en": "Below."}},
            },
            [],
        ),
        (
            {"x-keyboard": "big"},
            [
                '"big" does not fit here.'
                " Choose the keyboard of a phone: email, tel, numeric or url."
            ],
        ),
        (
            {"x-autocomplete": "e-mail"},
            [
                '"e-mail" does not fit here. Write a token of HTML\'s autocomplete, such as email:'
                " what a browser may fill in about the sender."
            ],
        ),
        (
            {"x-subject": 2},
            ["2 does not fit here. Write true: the answer stands in the subject of the message."],
        ),
        (
            {"x-none": "N/A"},
            ["This is a text, not a group of keys. Write a text for each language."],
        ),
        (
            {"x-none-choice": {"en": "None"}},
            ['This box would enter nothing. Add "x-none": {language: text}.'],
        ),
        (
            {"x-same-as": {"fields": ["who.rule"], "hint": {"en": "Below."}}},
            ['"who.rule" is no field. Did you mean "who.role"?'],
        ),
        (
            {"x-same-as": {"fields": []}},
            [
                'The key "hint" is missing.'
                " Say where the question is asked instead, in every language.",
                "[] does not fit here."
                " List fields by their dotted names, such as applicant.givenName.",
            ],
        ),
    ],
)
def test_annotations_of_a_field(annotations: dict[str, Any], says: list[str]) -> None:
    """Each annotation has its shape, and names what is there."""
    whole = schema(annotations, **{"x-self": SELF})
    found = said(annotation_findings, json.dumps(whole))
    assert sorted(line.partition(": ")[2] for line in found) == sorted(says)


@pytest.mark.parametrize("keyword", ["x-own-autocomplete", "x-same-as"])
def test_needs_to_know_when_the_sender_writes_for_themselves(keyword: str) -> None:
    """What counts only for a sender who writes for themselves needs that condition."""
    value = {"fields": ["note"], "hint": {}} if keyword == "x-same-as" else "name"
    (line,) = said(annotation_findings, json.dumps(schema({keyword: value})))
    assert f'"{keyword}" needs "x-self" at the root.' in line


@pytest.mark.parametrize("keyword", ["x-subject", "x-signature"])
def test_one_field_alone_is_in_the_subject_or_signs(keyword: str) -> None:
    """A second field with the mark is a finding that names the first."""
    fields = {"a": {"type": "string", keyword: True}, "b": {"type": "string", keyword: True}}
    (line,) = said(annotation_findings, json.dumps({"properties": fields}))
    assert line.endswith(f'Another field has "{keyword}" already. Keep one: this, or /a.')


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([{"id": "No 1", "fields": ["note"]}], '"No 1" does not fit here.'),
        ([{"id": "one", "fields": []}], "[] does not fit here."),
        ([{"id": "one", "fields": ["note"], "titel": {}}], 'Did you mean "title"?'),
        (["note"], "This is a text, not a group of keys."),
        ([{"fields": ["note"]}], 'The key "id" is missing.'),
    ],
)
def test_steps_have_their_shape(steps: list[Any], says: str) -> None:
    """A step without its shape is a finding, before its names are looked at."""
    (line,) = said(annotation_findings, json.dumps(schema({}, **{"x-steps": steps})))
    assert says in line
