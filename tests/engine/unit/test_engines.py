"""What each engine answers by itself. That both agree is proven on whole documents."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from enquiry.validation import engines
from enquiry.validation.engines import Engine, Fast, Reference

BOTH = pytest.mark.parametrize("make", [Fast, Reference])
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 3},
        "day": {"type": "string", "format": "date"},
    },
    "additionalProperties": False,
    "allOf": [{"if": {"required": ["day"]}, "then": {"required": ["why"]}}],
}


@BOTH
@pytest.mark.parametrize(
    ("document", "failing"),
    [
        ({"name": "ab"}, []),
        ({}, [("required",)]),
        ({"name": 7}, [("properties", "name", "type")]),
        ({"name": "a\n"}, [("properties", "name", "pattern")]),
        (
            {"name": "abCd"},
            [("properties", "name", "maxLength"), ("properties", "name", "pattern")],
        ),
        ({"name": "a", "x": 1, "y": 2}, [("additionalProperties",)]),
        # The calendar is DateRules' matter.
        ({"name": "a", "day": "2026-02-30", "why": 1}, [("additionalProperties",)]),
        ({"name": "a", "day": "x"}, [("allOf", 0, "then", "required")]),
        ([], [("type",)]),
    ],
)
def test_names_the_failing_keywords(
    make: type[Fast | Reference], document: Any, failing: list[tuple[str | int, ...]]
) -> None:
    """An engine names where in the schema each failing keyword stands."""
    engine: Engine = make(SCHEMA)
    assert sorted(engine.failures(document)) == failing


@BOTH
def test_refuses_half_a_character(make: type[Fast | Reference]) -> None:
    """No engine lets half a character pass where a pattern reads it."""
    engine: Engine = make({"properties": {"name": {"type": "string", "pattern": "^[^a]*$"}}})
    with pytest.raises(ValueError, match="surrogate"):
        engine.failures({"name": "\ud800"})


def test_fast_engine_knows_only_patterns_of_linear_time() -> None:
    """A pattern that may take exponential time is refused, not carried out."""
    with pytest.raises(ValueError, match='is not a "regex"'):
        Fast({"pattern": "(?=a)"})


def test_fast_engine_holds_no_value_in_its_messages() -> None:
    """What is wrong with a document never repeats a value, even where nobody reads it."""
    [error] = Fast({"const": 1})._validator.iter_errors("Zoé")
    assert "Zoé" not in str(error)


def test_fast_engine_takes_any_mapping() -> None:
    """A schema needs not be a dict."""
    assert Fast(MappingProxyType({"type": "null"})).failures(1) == [("type",)]


def test_takes_the_fast_engine_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra `fast`, the reference does the work."""
    assert engines.fastest() is Fast
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    assert engines.fastest() is Reference
