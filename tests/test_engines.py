"""The two engines give the same results."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from enquiry.validation.engines import Fast, Reference
from enquiry.schema.fields import enquiry_schema
from enquiry.validation.validator import Validator
from tests.enquiries import ENQUIRY, TODAY, Case, cases, enquiry
from tests.mutations import mutated

COUNT = 24_000
FAST = Validator(enquiry_schema(), Fast)
REFERENCE = Validator(enquiry_schema(), Reference)


def test_engines_agree_on_mutated_documents() -> None:
    """On thousands of mutated documents both engines tell the same, whatever the seed."""
    seed = secrets.randbits(32)
    verdicts = set()
    for index, document in enumerate(mutated(seed, COUNT)):
        fast, reference = FAST(document, TODAY), REFERENCE(document, TODAY)
        assert fast == reference, f"seed {seed}, document {index}: {document!r}"
        verdicts.add((fast.valid, bool(fast.warnings)))
    assert len(verdicts) == 4, f"seed {seed} does not cover every kind of verdict"


@pytest.mark.parametrize("case", cases("valid") + cases("invalid"), ids=lambda case: case.name)
def test_engines_agree_on_the_cases(case: Case) -> None:
    """On every case both engines tell the same."""
    assert FAST.of_any(case.document, case.today) == REFERENCE.of_any(case.document, case.today)


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
    """Values that no JSON holds, or of absurd size, raise nothing and are told alike."""
    for document in (value, enquiry(message=value), enquiry(x=[value])):
        told = FAST.of_any(document, TODAY)
        assert told == REFERENCE.of_any(document, TODAY)
        assert not told.valid


def test_engines_agree_on_deep_and_endless_values() -> None:
    """Nesting without end, and values that hold themselves, are told as unreadable."""
    deep: Any = []
    for _ in range(50_000):
        deep = [deep]
    endless: dict[str, Any] = enquiry()
    endless["x"] = endless
    for document in (deep, enquiry(message=deep), endless):
        told = FAST.of_any(document, TODAY)
        assert told.unreadable
        assert told == REFERENCE.of_any(document, TODAY)
    # Freed level by level: CPython 3.11 may overflow its stack otherwise.
    while deep:
        deep = deep.pop()


def test_valid_document_has_nothing_to_say() -> None:
    """The document that says everything is valid for both engines, without a warning."""
    for check in (FAST, REFERENCE):
        assert check(ENQUIRY, TODAY).as_dict("a.json", 3) == {
            "source": "a.json",
            "line": 3,
            "valid": True,
            "problems": [],
            "warnings": [],
        }
