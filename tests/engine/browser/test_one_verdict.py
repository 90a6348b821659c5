"""The browser's check and routing say what the package's say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from enquiry.routing.router import route
from enquiry.validation.engines import Reference
from enquiry.validation.validator import Validator
from tests.engine.browser.enquiries import CATEGORIES, OFFICIAL
from tests.engine.harbour import SCHEMA, TABLE, check
from tests.engine.mutations import mutated
from tests.enquiries import cases, enquiry
from tests.support import ROOT

TODAY = date(2026, 11, 23)
OUTCOMES = ("no-reply", "disagreement")
SEED = 20261123
# The fast engine and the browser take all of them in a second, the reference some 3,000 a second.
MUTANTS, FOR_REFERENCE = 6_000, 1_000
KEYWORD_CASES = sorted((ROOT / "tests/cases/keywords").glob("*.json"))


def from_python(document: Any, today: date, validator: Validator = check) -> dict[str, Any]:
    """The result without where it came from."""
    result = validator.of_any(document, today).as_dict()
    return {key: result[key] for key in ("valid", "problems", "warnings")}


def from_browser(modules: Page, asked: list[tuple[Any, date]]) -> list[dict[str, Any]]:
    """The same from the browser, for each document and day."""
    answers = modules.evaluate(
        """([schema, asked]) => {
          const validate = guide.validator.createValidator(JSON.parse(schema));
          const results = JSON.parse(asked).map(([each, today]) => validate(each, { today }));
          return JSON.stringify(results);
        }""",
        [json.dumps(SCHEMA), json.dumps([(each, str(today)) for each, today in asked])],
    )
    found: list[dict[str, Any]] = json.loads(answers)
    return found


def test_gives_the_package_s_verdict_on_mutated_documents(modules: Page) -> None:
    """Thousands of mutated documents get the same problems and warnings, in the same order."""
    documents = list(mutated(SEED, MUTANTS))
    found = from_browser(modules, [(document, TODAY) for document in documents])
    for document, answer in zip(documents, found, strict=True):
        assert answer == from_python(document, TODAY), f"seed {SEED}: {json.dumps(document)}"
    assert MUTANTS / 20 < sum(answer["valid"] for answer in found) < MUTANTS / 2
    reference = Validator(SCHEMA, Reference)
    for document, answer in list(zip(documents, found, strict=True))[:FOR_REFERENCE]:
        assert answer == from_python(document, TODAY, reference), json.dumps(document)


def test_refuses_what_the_package_cannot_read(modules: Page) -> None:
    """Half a character and endless nesting are unreadable in the browser too."""
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]
    documents = [enquiry(message="half \ud83d"), enquiry(message=deep), enquiry(**{"\udc00": 1})]
    expected = [from_python(each, TODAY) for each in documents]
    assert from_browser(modules, [(each, TODAY) for each in documents]) == expected
    assert {answer["problems"][0]["keyword"] for answer in expected} == {"unreadable"}


@pytest.mark.parametrize("kind", ["valid", "invalid"])
def test_gives_the_package_s_verdict_on_the_cases(modules: Page, kind: str) -> None:
    """The folder of cases gets the same results in the browser."""
    asked = cases(kind)
    found = from_browser(modules, [(case.document, case.today) for case in asked])
    for case, answer in zip(asked, found, strict=True):
        assert answer == from_python(case.document, case.today), case.name


def test_routes_as_the_package_does(modules: Page, site: Path) -> None:
    """Every category, outcome and day gets the same routing object, from the published table."""
    published = json.loads((site / "routing.json").read_text(encoding="utf-8"))
    waits = {row.escalation.after_days for row in TABLE.categories.values() if row.escalation}
    days = [
        *("0001-01-01", "1999-12-31", "2024-01-31", "2024-02-29", str(TODAY)),
        # The day on which each wait is over, and the day after.
        *(
            str(date.fromordinal(TODAY.toordinal() - wait + late))
            for wait in waits
            for late in (0, 1)
        ),
    ]
    before: list[dict[str, Any] | None] = [None]
    before += [{"sentOn": day, "outcome": outcome} for day in days for outcome in OUTCOMES]
    asked = [
        (routable(category, recipient, previous), today)
        for category in CATEGORIES
        for recipient in (None, {}, {"office": "x"}, {"email": OFFICIAL})
        for previous in before
        for today in (str(TODAY), "2026-11-24", "2027-01-01")
    ]
    answers = modules.evaluate(
        """([table, asked]) =>
          asked.map(([each, today]) => guide.router.route(each, table, { today }))""",
        [published, asked],
    )
    for (document, today), answer in zip(asked, answers, strict=True):
        assert answer == route(document, TABLE, today)


def routable(
    category: str, recipient: dict[str, Any] | None, previous: dict[str, Any] | None
) -> dict[str, Any]:
    """As much of an enquiry as routing reads."""
    document = {"category": category, "recipient": recipient, "previousEnquiry": previous}
    return {name: value for name, value in document.items() if value is not None}


def test_means_by_a_keyword_what_the_standard_means(modules: Page) -> None:
    """Each keyword decides the cases written for it, in the form of the official test suite."""
    wrong = modules.evaluate(
        """(texts) => texts.flatMap((text) => JSON.parse(text))
          .flatMap(({ description, schema, tests }) => {
            const validate = guide.validator.createValidator(schema);
            return tests.filter(({ data, valid }) => validate(data).valid !== valid)
              .map((test) => `${description}: ${test.description}`);
          })""",
        [path.read_text(encoding="utf-8") for path in KEYWORD_CASES],
    )
    assert KEYWORD_CASES
    assert wrong == []
