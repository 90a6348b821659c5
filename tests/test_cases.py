"""Every document in tests/cases has the verdict that its name states."""

from __future__ import annotations

import pytest

from enquiry.validation.result import Problem, Result
from enquiry.validation.validator import validate
from tests.enquiries import Case, cases

ALL = cases("valid") + cases("invalid")


def said(problems: tuple[Problem, ...]) -> list[dict[str, str]]:
    return [{"pointer": each.pointer, "keyword": each.keyword} for each in problems]


def result_of(case: Case) -> Result:
    return validate(case.document, today=case.today)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_problems_and_warnings(case: Case) -> None:
    """The problems and warnings are those of the case, in the form's order."""
    result = result_of(case)
    assert said(result.problems) == case.problems
    assert said(result.warnings) == case.warnings


@pytest.mark.parametrize("kind", ["valid", "invalid"])
def test_folder_states_validity(kind: str) -> None:
    """What stands in the folder `valid` is valid; what stands in `invalid` is not."""
    assert {result_of(case).valid for case in cases(kind)} == {kind == "valid"}


def test_there_are_enough_cases() -> None:
    """There are at least 120 cases."""
    assert len(ALL) >= 120
