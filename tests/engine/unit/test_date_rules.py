"""The rules about dates that no engine judges."""

from __future__ import annotations

import json
from typing import Any

import pytest

from enquiry.validation.engines import DateRules, Fast, Reference

TODAY = "2026-11-23"
SCHEMA: dict[str, Any] = {
    "properties": {
        "plain": {"type": "string"},
        "any": {"format": "date"},
        "past": {"format": "date", "x-not-after": "today"},
        "group": {"properties": {"past": {"format": "date", "x-not-after": "today"}}},
    }
}
ANY = ("properties", "any")
PAST = ("properties", "past")
IN_GROUP = ("properties", "group", "properties", "past")


@pytest.mark.parametrize(
    ("document", "failing"),
    [
        ({}, []),
        ({"any": "2026-11-24", "past": "2026-11-23", "plain": "2026-02-30"}, []),
        ({"any": "9999-12-31", "past": "0001-01-01"}, []),
        ({"any": "0000-01-01"}, [(*ANY, "format")]),
        ({"any": "2024-02-29"}, []),
        ({"any": "2023-02-29"}, [(*ANY, "format")]),
        ({"any": "2100-02-29"}, [(*ANY, "format")]),
        ({"any": "2026-04-31"}, [(*ANY, "format")]),
        ({"any": "words"}, [(*ANY, "format")]),
        ({"any": ""}, [(*ANY, "format")]),
        ({"past": "2026-11-24"}, [(*PAST, "x-not-after")]),
        ({"past": "2999-02-30"}, [(*PAST, "format")]),
        ({"group": {"past": "2026-12-01"}}, [(*IN_GROUP, "x-not-after")]),
        ({"any": "x", "past": "2027-01-01"}, [(*ANY, "format"), (*PAST, "x-not-after")]),
        # What is no text is another rule's; what comes after it is still judged.
        ({"any": 20261124, "past": "2026-11-24"}, [(*PAST, "x-not-after")]),
        ({"any": "2026-13-01", "past": None, "group": []}, [(*ANY, "format")]),
        ("2026-13-01", []),
    ],
)
def test_where_a_date_fails(document: Any, failing: list[tuple[str, ...]]) -> None:
    """A date exists in the calendar, and is not after today where the schema says so."""
    assert DateRules(SCHEMA).failures(document, TODAY) == failing


def test_judges_the_document_itself() -> None:
    """A schema of one date judges the whole document, at the root."""
    rules = DateRules({"format": "date", "x-not-after": "today"})
    assert rules.failures("2026-11-24", TODAY) == [("x-not-after",)]
    assert rules.failures("2026-11-31", TODAY) == [("format",)]
    assert rules.failures("2026-11-23", TODAY) == []


def in_branches(rule: dict[str, Any]) -> dict[str, Any]:
    """The same rule about the day behind several conditions."""
    day = {"properties": {"day": rule}}
    return {
        "allOf": [
            {
                "if": {"required": ["a"]},
                "then": {"if": {"required": ["b"]}, "then": day, "else": {"allOf": [day]}},
            },
            {"if": {"required": ["c"]}, "else": {"properties": {"group": day}}},
        ]
    }


IN_THEN = ("allOf", 0, "then", "then", "properties", "day")
IN_ELSE = ("allOf", 0, "then", "else", "allOf", 0, "properties", "day")
IN_MEMBER = ("allOf", 1, "else", "properties", "group", "properties", "day")


@pytest.mark.parametrize("engine", [Fast, Reference])
@pytest.mark.parametrize(
    ("document", "failing"),
    [
        ({"day": "x"}, []),
        ({"day": "x", "b": 1}, []),
        ({"day": "x", "a": 1}, [IN_ELSE]),
        ({"day": "x", "a": 1, "b": 1}, [IN_THEN]),
        ({"day": "2026-11-23", "a": 1, "b": 1}, []),
        ({"group": {"day": "x"}}, [IN_MEMBER]),
        ({"group": {"day": "x"}, "c": 1}, []),
        ({"group": {"day": "x"}, "day": "x", "a": 1}, [IN_ELSE, IN_MEMBER]),
        ({"group": {}, "a": 1}, []),
    ],
)
def test_rules_behind_conditions(
    document: Any, failing: list[tuple[str, ...]], engine: type[Fast | Reference]
) -> None:
    """A rule about a date counts where its conditions are met, wherever it stands."""
    rules = DateRules(in_branches({"format": "date"}), engine)
    found = rules.failures(document, TODAY)
    assert found == [(*location, "format") for location in failing]
    late = json.loads(json.dumps(document).replace('"x"', '"2026-11-24"'))
    rules = DateRules(in_branches({"x-not-after": "today"}), engine)
    found = rules.failures(late, TODAY)
    assert found == [(*location, "x-not-after") for location in failing]


@pytest.mark.parametrize("text", ["19800331", "1980-W01-1", "1980W011", "1980-W13", "1980-090"])
def test_other_ways_to_write_a_day_are_no_dates(text: str) -> None:
    """Python reads them, the browser and the format do not."""
    assert DateRules({"format": "date"}).failures(text, TODAY) == [("format",)]
