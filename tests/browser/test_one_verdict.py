"""The browser's check and routing say what the package's say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from enquiry import validate
from enquiry.routing.router import route
from enquiry.schema.fields import enquiry_schema
from enquiry.routing.table import Table
from tests.enquiries import TODAY, cases, enquiry
from tests.mutations import mutated

OUTCOMES = ("no-reply", "disagreement")
SEED = 20261123
MUTANTS = 12_000
SCHEMA_CASES = sorted((Path(__file__).parent / "schema-cases").glob("*.json"))
CATEGORIES = enquiry_schema()["properties"]["category"]["enum"]


def told_in_python(document: Any, today: date) -> dict[str, Any]:
    """The result without where it came from."""
    result = validate(document, today=today).as_dict()
    return {key: result[key] for key in ("valid", "problems", "warnings")}


def told_in_browser(modules: Page, asked: list[tuple[Any, date]]) -> list[dict[str, Any]]:
    """The same from the browser, for each document and day."""
    answers = modules.evaluate(
        """([schema, asked]) => {
          const validate = guide.validator.createValidator(JSON.parse(schema));
          const results = JSON.parse(asked).map(([each, today]) => validate(each, { today }));
          return JSON.stringify(results);
        }""",
        [json.dumps(enquiry_schema()), json.dumps([(each, str(today)) for each, today in asked])],
    )
    found: list[dict[str, Any]] = json.loads(answers)
    return found


def test_gives_the_package_s_verdict_on_mutated_documents(modules: Page) -> None:
    """Over ten thousand mutated documents get the same problems and warnings, in the same order."""
    asked = [(document, TODAY) for document in mutated(SEED, MUTANTS)]
    found = told_in_browser(modules, asked)
    for (document, today), answer in zip(asked, found, strict=True):
        assert answer == told_in_python(document, today), f"seed {SEED}: {json.dumps(document)}"
    assert MUTANTS / 20 < sum(answer["valid"] for answer in found) < MUTANTS / 2


def test_refuses_what_the_package_cannot_read(modules: Page) -> None:
    """Half a character and endless nesting are unreadable in the browser too."""
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]
    documents = [enquiry(message="half \ud83d"), enquiry(message=deep), enquiry(**{"\udc00": 1})]
    expected = [told_in_python(each, TODAY) for each in documents]
    assert told_in_browser(modules, [(each, TODAY) for each in documents]) == expected
    assert {answer["problems"][0]["keyword"] for answer in expected} == {"unreadable"}


@pytest.mark.parametrize("kind", ["valid", "invalid"])
def test_gives_the_package_s_verdict_on_the_cases(modules: Page, kind: str) -> None:
    """The folder of cases gets the same results in the browser."""
    asked = cases(kind)
    found = told_in_browser(modules, [(case.document, case.today) for case in asked])
    for case, answer in zip(asked, found, strict=True):
        assert answer == told_in_python(case.document, case.today), case.name
        assert answer["valid"] == (kind == "valid"), case.name


def test_routes_as_the_package_does(modules: Page, table: Table, site: Path) -> None:
    """Every category, outcome and day gets the same routing object, from the published table."""
    published = json.loads((site / "routing.json").read_text(encoding="utf-8"))
    days = [
        *("0001-01-01", "1999-12-31", "2024-01-31", "2024-02-29", "2026-10-24", "2026-10-25"),
        str(TODAY),
    ]
    before: list[dict[str, Any] | None] = [None]
    before += [{"sentOn": day, "outcome": outcome} for day in days for outcome in OUTCOMES]
    asked = [
        (routable(category, recipient, previous), today)
        for category in CATEGORIES
        for recipient in (None, {}, {"office": "x"}, {"email": "office@example.org"})
        for previous in before
        for today in (str(TODAY), "2026-11-24", "2027-01-01")
    ]
    answers = modules.evaluate(
        """([table, asked]) =>
          asked.map(([each, today]) => guide.router.route(each, table, { today }))""",
        [published, asked],
    )
    for (document, today), answer in zip(asked, answers, strict=True):
        assert answer == route(document, table, today)


def routable(
    category: str, recipient: dict[str, Any] | None, previous: dict[str, Any] | None
) -> dict[str, Any]:
    """As much of an enquiry as routing reads."""
    document = {"category": category, "recipient": recipient, "previousEnquiry": previous}
    return {name: value for name, value in document.items() if value is not None}


@pytest.mark.parametrize("path", SCHEMA_CASES, ids=lambda path: str(path.stem))
def test_means_by_a_keyword_what_the_standard_means(modules: Page, path: Path) -> None:
    """Each keyword decides the cases written for it, in the form of the official test suite."""
    text = path.read_text(encoding="utf-8")
    wrong = modules.evaluate(
        """(text) => JSON.parse(text).flatMap(({ description, schema, tests }) => {
          const validate = guide.validator.createValidator(schema);
          return tests.filter(({ data, valid }) => validate(data).valid !== valid)
            .map((test) => `${description}: ${test.description}`);
        })""",
        text,
    )
    assert wrong == []
