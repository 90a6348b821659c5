"""The rules about dates that no engine judges."""

from __future__ import annotations

from typing import Any

import pytest

from enquiry.validation.engines import DateRules

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
