"""The steps of a form: read from the schema, and checked there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from enquiry.schema.steps import step_findings, steps
from tests.engine.unit.lint_lines import said

TITLE = {"en": "Both", "fr": "Les deux"}


def schema(*listed: Any) -> dict[str, Any]:
    """A schema with three fields to ask for, and with these steps."""
    fields = {"version": {"const": "1"}, "a": {}, "b": {}, "c": {}, "preparedOn": {}}
    return {"x-steps": list(listed), "properties": fields}


def step(*fields: str, **more: Any) -> dict[str, Any]:
    """A step as the schema has it."""
    return {"id": "one", "fields": list(fields), **more}


def test_reads_the_steps_and_adds_one_for_each_other_field() -> None:
    """A field that no step names is asked at the end; what the form knows is not asked."""
    found = steps(schema(step("b", "a", title=TITLE)))
    assert [(each.id, each.title, each.fields) for each in found] == [
        ("one", TITLE, ("b", "a")),
        ("c", None, ("c",)),
    ]


def test_asks_for_one_field_at_a_time_where_no_steps_are_listed() -> None:
    """Without steps each field has its own, in the order of the schema."""
    assert [each.fields for each in steps({"properties": schema()["properties"]})] == [
        ("a",),
        ("b",),
        ("c",),
    ]


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        ([step("a"), step("b", "c", id="two", title=TITLE)], []),
        ([step("a"), step("b")], ['The step "one" is there already. Choose another id.']),
        ([step("a", id="send")], ['The step "send" is there already. Choose another id.']),
        ([step("aa")], ['"aa" is no field that the form asks at the root. Did you mean "a"?']),
        (
            [step("version")],
            ['"version" is no field that the form asks at the root. Known here: a, b, c.'],
        ),
        (
            [step("a"), step("a", id="two")],
            ['The field "a" stands in a step already. Name each field once.'],
        ),
        (
            [step("a", "b")],
            ['This step has several questions and no title. Add "title": {language: text}.'],
        ),
    ],
)
def test_says_what_is_wrong_with_the_steps(listed: list[Any], says: list[str]) -> None:
    """Shape, names and repetitions are findings, each with what to write instead."""
    found = said(step_findings, json.dumps(schema(*listed)))
    assert [line.partition(": ")[2] for line in found] == says
