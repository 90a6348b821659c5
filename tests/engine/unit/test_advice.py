"""Cautions that refuse nothing, as rules and as what to report."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from enquiry.schema.advice import advice, with_advice_as_rules

FIRST, SECOND, THIRD, FOURTH = ({"en": f"{n}.", "fr": f"{n} !"} for n in (1, 2, 3, 4))
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "plain": {"type": "string"},
        "number": {
            "type": "string",
            "allOf": [{"pattern": "a"}, {"pattern": "b"}],
            "x-advice": [{"then": {"pattern": "c", "enum": ["c", "cc"]}, "message": THIRD}],
        },
        "group": {
            "type": "object",
            "properties": {"inner": {"type": "string"}},
            "x-advice": [
                {
                    "if": {"required": ["inner"]},
                    "then": {"properties": {"inner": {"const": "x"}}},
                    "pointer": "/inner",
                    "message": FOURTH,
                }
            ],
        },
    },
    "x-advice": [
        {"then": {"required": ["plain"]}, "message": FIRST},
        {"if": False, "then": {"required": ["number"]}, "pointer": "/number", "message": SECOND},
    ],
}


def test_becomes_rules_behind_those_of_the_field() -> None:
    """Each entry is one more branch of its field's allOf; nothing else changes, nor the schema."""
    before = deepcopy(SCHEMA)
    assert with_advice_as_rules(SCHEMA) == {
        "type": "object",
        "properties": {
            "plain": {"type": "string"},
            "number": {
                **SCHEMA["properties"]["number"],
                "allOf": [
                    {"pattern": "a"},
                    {"pattern": "b"},
                    {"if": True, "then": {"pattern": "c", "enum": ["c", "cc"]}},
                ],
            },
            "group": {
                **SCHEMA["properties"]["group"],
                "allOf": [
                    {
                        "if": {"required": ["inner"]},
                        "then": {"properties": {"inner": {"const": "x"}}},
                    }
                ],
            },
        },
        "x-advice": SCHEMA["x-advice"],
        "allOf": [
            {"if": True, "then": {"required": ["plain"]}},
            {"if": False, "then": {"required": ["number"]}},
        ],
    }
    assert before == SCHEMA


def test_is_found_where_its_rules_stand() -> None:
    """Each entry knows its field, its message and the place of each keyword of its `then`."""
    number, group = ("properties", "number"), ("properties", "group")
    found = [(each.target.pointer, each.message, each.locations) for each in advice(SCHEMA)]
    assert found == [
        ("", FIRST, (("allOf", 0, "then", "required"),)),
        ("/number", SECOND, (("allOf", 1, "then", "required"),)),
        (
            "/number",
            THIRD,
            ((*number, "allOf", 2, "then", "pattern"), (*number, "allOf", 2, "then", "enum")),
        ),
        (
            "/group/inner",
            FOURTH,
            ((*group, "allOf", 0, "then", "properties", "inner", "const"),),
        ),
    ]


def test_about_no_field_is_an_error() -> None:
    """An entry that points to nothing is refused."""
    schema = {"x-advice": [{"then": {"const": 1}, "pointer": "/nothing", "message": FIRST}]}
    with pytest.raises(KeyError, match="/nothing"):
        list(advice(schema))
