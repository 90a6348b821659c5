"""Every document in tests/cases has the verdict that its name states, by either engine."""

from __future__ import annotations

from copy import deepcopy
from itertools import product
from typing import Any

import pytest

from enquiry.validation.engines import Fast, Reference
from enquiry.validation.result import Problem
from enquiry.validation.validator import Validator
from tests.engine.harbour import SCHEMA
from tests.enquiries import TODAY, Case, cases, enquiry

VALID, INVALID = cases("valid"), cases("invalid")
ENGINES = {"fast": Validator(SCHEMA, Fast), "reference": Validator(SCHEMA, Reference)}

# What an enquiry must hold besides, by what it says of itself.
CATEGORIES = {
    "moorings": {"/applicant"},
    "lost-property": set[str](),
    "harbour-dues": {"/applicant"},
    "noise": set[str](),
    "pilotage": {"/applicant"},
    "staff-conduct": set[str](),
    "harbour-works": set[str](),
    "public-notices": set[str](),
}
ROLES = {
    "applicant": set[str](),
    "skipper": {"/consent/behalf"},
    "agent": {"/consent/behalf"},
    "neighbour": set[str](),
}
CHANNELS = {
    "email": {"/enquirer/email", "/consent/email"},
    "fax": set[str](),
    "mail": set[str](),
}


def reported(problems: tuple[Problem, ...]) -> list[dict[str, str]]:
    """Problems as a case states them."""
    return [{"pointer": each.pointer, "keyword": each.keyword} for each in problems]


@pytest.mark.parametrize("case", VALID + INVALID, ids=lambda case: case.name)
def test_problems_and_warnings(case: Case) -> None:
    """The problems and warnings are those of the case, in the form's order."""
    for check in ENGINES.values():
        result = check.of_any(case.document, case.today)
        assert reported(result.problems) == case.problems
        assert reported(result.warnings) == case.warnings
        assert result.valid == (case in VALID)


def test_names_state_the_folder() -> None:
    """No name stands in both folders, and neither folder is empty."""
    valid, invalid = ({case.name for case in kind} for kind in (VALID, INVALID))
    assert valid
    assert invalid
    assert not valid & invalid


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("engine", ENGINES)
def test_each_situation_asks_for_its_members_and_no_others(category: str, engine: str) -> None:
    """For each category, role and channel what it asks for is required, and nothing else is."""
    for role, channel in product(ROLES, CHANNELS):
        asked = CATEGORIES[category] | ROLES[role] | CHANNELS[channel]
        whole = situation(category, role, channel)
        assert ENGINES[engine](whole, TODAY).valid
        for pointer in ("/applicant", "/consent/behalf", "/consent/email", "/enquirer/email"):
            problems = reported(ENGINES[engine](without(whole, pointer), TODAY).problems)
            expected = [{"pointer": pointer, "keyword": "required"}] if pointer in asked else []
            assert problems == expected, f"{role} by {channel} without {pointer}"


def situation(category: str, role: str, channel: str) -> dict[str, Any]:
    """The enquiry that says everything, in another situation."""
    document = enquiry(category=category, channel=channel)
    document["enquirer"]["role"] = role
    return document


def without(document: dict[str, Any], pointer: str) -> dict[str, Any]:
    """A copy of a document that lacks one member."""
    copy = deepcopy(document)
    *parents, name = pointer.split("/")[1:]
    holder = copy
    for parent in parents:
        holder = holder[parent]
    del holder[name]
    return copy
