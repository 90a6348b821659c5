"""The two engines give the same results."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from enquiry.validation.engines import Fast, Reference
from enquiry.validation.validator import Validator
from tests.engine.harbour import SCHEMA
from tests.engine.mutations import mutated, single_steps
from tests.enquiries import ENQUIRY, TODAY, enquiry

FAST = Validator(SCHEMA, Fast)
REFERENCE = Validator(SCHEMA, Reference)


def test_engines_agree_one_step_away_from_a_valid_document() -> None:
    """Whatever one member is replaced by, and whichever two are missing, both say the same."""
    verdicts = set()
    for document in single_steps():
        fast, reference = FAST(document, TODAY), REFERENCE(document, TODAY)
        assert fast == reference, f"{document!r}"
        verdicts.add((fast.valid, bool(fast.warnings)))
    assert verdicts >= {(True, False), (True, True), (False, False)}


def test_engines_agree_a_few_random_steps_away() -> None:
    """After several changes at once both say the same, whatever the seed."""
    seed = secrets.randbits(32)
    for index, document in enumerate(mutated(seed, 1_500)):
        fast, reference = FAST(document, TODAY), REFERENCE(document, TODAY)
        assert fast == reference, f"seed {seed}, document {index}: {document!r}"


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        10**400,
        10**5000,
        "\ud800",
        b"bytes",
        {1, 2},
        (1, 2),
        {1: 2},
        object(),
        "x" * 10_000_000,
    ],
    ids=lambda value: (
        f"{type(value).__name__}-{repr(value)[:9] if not isinstance(value, int) else ''}"
    ),
)
def test_engines_agree_on_what_is_no_document(value: Any) -> None:
    """Values that no JSON holds, or of absurd size, raise nothing and have the same result."""
    for document in (value, enquiry(message=value), enquiry(x=[value])):
        result = FAST.of_any(document, TODAY)
        assert result == REFERENCE.of_any(document, TODAY)
        assert not result.valid


def test_engines_agree_on_deep_and_endless_values() -> None:
    """Nesting without end, and values that hold themselves, are unreadable."""
    deep: Any = []
    for _ in range(50_000):
        deep = [deep]
    endless: dict[str, Any] = enquiry()
    endless["x"] = endless
    for document in (deep, enquiry(message=deep), endless):
        result = FAST.of_any(document, TODAY)
        assert result.unreadable
        assert result == REFERENCE.of_any(document, TODAY)
    # Freed level by level: CPython 3.11 may overflow its stack otherwise.
    while deep:
        deep = deep.pop()


def test_valid_document_has_nothing_to_report() -> None:
    """The document that says everything is valid for both engines, without a warning."""
    for check in (FAST, REFERENCE):
        assert check(ENQUIRY, TODAY).as_dict("a.json", 3) == {
            "source": "a.json",
            "line": 3,
            "valid": True,
            "problems": [],
            "warnings": [],
        }
