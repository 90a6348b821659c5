"""The browser's check and routing say what the package's say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from enquiry.intake.json_reader import read
from enquiry.routing.router import route
from enquiry.validation.engines import Reference
from enquiry.validation.messages import GENERAL
from enquiry.validation.validator import Validator
from tests.engine.browser.enquiries import CATEGORIES, CHANNELS, OFFICIAL
from tests.engine.harbour import SCHEMA, TABLE, check
from tests.engine.mutations import mutated
from tests.enquiries import ENQUIRY, cases, enquiry
from tests.support import ROOT

TODAY = date(2026, 11, 23)
OUTCOMES = ("no-reply", "disagreement")
RECIPIENTS: list[dict[str, str] | None] = [
    None,
    {},
    {"office": "x", "email": OFFICIAL},
    {"via": "office", "email": OFFICIAL},
    {"fax": "1", "postalAddress": "x"},
]
SEED = 20261123
# The fast engine takes all of them in a third of a second, the reference some 2,000 a second.
MUTANTS, FOR_REFERENCE = 4_000, 600
KEYWORD_CASES = sorted((ROOT / "tests/cases/keywords").glob("*.json"))


def from_python(document: Any, today: date, validator: Validator = check) -> dict[str, Any]:
    """The result without where it came from."""
    result = validator.of_any(document, today).as_dict()
    return {key: value for key, value in result.items() if key not in ("source", "line")}


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


def test_stops_at_a_hundred_problems(modules: Page) -> None:
    """A document of many faults has a hundred problems, the first, and says that it has more."""
    names = [f"x{number}" for number in range(120)]
    documents = [enquiry(**dict.fromkeys(names[:count], 1)) for count in (99, 100, 101, 120)]
    found = from_browser(modules, [(each, TODAY) for each in documents])
    assert found == [from_python(each, TODAY) for each in documents]
    assert [len(each["problems"]) for each in found] == [99, 100, 100, 100]
    assert ["truncated" in each for each in found] == [False, False, True, True]


def test_has_words_for_every_failure(modules: Page) -> None:
    """A rule without words of its own is told in general ones, the same as in Python."""
    documents: list[Any] = [{"day": "2026-02-30"}, {"day": "2026-02-28"}]
    of_regions = {"fr-CA": "Date", "en-CA": "Date", "es": "Fecha"}
    for label in ({}, of_regions):
        bare = {"x-label": label, "properties": {"day": {"x-label": label, "format": "date"}}}
        answers = modules.evaluate(
            """([schema, asked, today]) => {
              const validate = guide.validator.createValidator(schema);
              return asked.map((each) => validate(each, { today }));
            }""",
            [bare, documents, str(TODAY)],
        )
        assert answers == [from_python(each, TODAY, Validator(bare)) for each in documents]
        said = answers[0]["problems"][0]["message"]
        assert said == ({key: GENERAL[key[:2]] for key in label} or GENERAL.as_dict())


@pytest.mark.parametrize(
    "today", ["", "not a date", "2026-02-30", "20261123", "2026-W48-1", 5, None]
)
def test_refuses_a_today_that_is_no_date(modules: Page, today: Any) -> None:
    """Nothing could be compared with it: every date would pass, and no wait could be counted."""
    messages = modules.evaluate(
        """([schema, today]) => [
          () => guide.validator.createValidator(schema)({}, { today }),
          () => guide.router.route({}, {}, { today }),
        ].map((ask) => {
          try { ask(); }
          catch (error) { return `${error.name}: ${error.message}`; }
        })""",
        [SCHEMA, today],
    )
    assert messages == ["RangeError: Give today as a date that exists: YYYY-MM-DD."] * 2


def test_takes_a_member_that_is_undefined_for_none(modules: Page) -> None:
    """It has the verdict on what is sent: JSON.stringify leaves it out."""
    pointers = modules.evaluate(
        """([schema, document, today]) => guide.validator.createValidator(schema)(
          {
            ...document,
            unknown: undefined,
            recipient: undefined,
            message: undefined,
            enquirer: { ...document.enquirer, fax: undefined },
          },
          { today },
        ).problems.map(({ pointer, keyword }) => [pointer, keyword])""",
        [SCHEMA, ENQUIRY, str(TODAY)],
    )
    assert pointers == [["/message", "required"]]


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": []},
        {"properties": {"a": {"items": {"multipleOf": 2}}}},
        {"allOf": [{"if": {"not": {}}}]},
        {"then": {"additionalProperties": {"$ref": "#"}}},
    ],
)
def test_refuses_a_schema_that_it_cannot_carry_out(modules: Page, schema: Any) -> None:
    """A keyword of the standard that is not carried out is never passed over in silence."""
    message = modules.evaluate(
        """(schema) => {
          try { guide.validator.createValidator(schema); }
          catch (error) { return `${error.name}: ${error.message}`; }
        }""",
        schema,
    )
    assert re.fullmatch("RangeError: The keyword “(.+)” is not supported.", message)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1" * 400, "1e-400", '"Infinity"'])
def test_reads_numbers_as_the_package_does(modules: Page, number: str) -> None:
    """A number beyond all doubles is too large, and not of another kind."""
    raw = json.dumps(enquiry(vessel={"crew": 0})).replace('"crew": 0', f'"crew": {number}')
    found = modules.evaluate(
        """([schema, raw, today]) =>
          guide.validator.createValidator(schema)(JSON.parse(raw), { today })""",
        [SCHEMA, raw, str(TODAY)],
    )
    assert found == from_python(read(raw.encode()), TODAY)


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
    """Every category, channel, recipient, outcome and day gets the same route."""
    published = (site / "routing.json").read_text(encoding="utf-8")
    asked = [
        ({name: part for name, part in document.items() if part is not None}, today)
        for category in CATEGORIES
        for recipient, channel in product(RECIPIENTS, (None, *CHANNELS))
        for previous in earlier(category)
        for prepared_on, today in ((None, str(TODAY)), (None, "2027-01-01"), (TODAY, "2027-01-01"))
        for document in [
            {
                "category": category,
                "channel": channel,
                "recipient": recipient,
                "previousEnquiry": previous,
                "preparedOn": prepared_on and str(prepared_on),
            }
        ]
    ]
    answers = modules.evaluate(
        """([table, asked]) => {
          const published = JSON.parse(table);
          return JSON.stringify(JSON.parse(asked)
            .map(([each, today]) => guide.router.route(each, published, { today })));
        }""",
        [published, json.dumps(asked)],
    )
    for (document, today), answer in zip(asked, json.loads(answers), strict=True):
        assert answer == route(document, TABLE, today), (document, today)


def earlier(category: str) -> Iterator[dict[str, str] | None]:
    """What may have gone before: nothing, or a message long ago, or just within the wait or not."""
    yield None
    escalation = TABLE.categories[category].escalation
    wait = escalation.after_days if escalation else 0
    over = TODAY - timedelta(days=wait)
    for day in (date(1, 1, 1), date(2024, 2, 29), over, over + timedelta(days=1)):
        for outcome in OUTCOMES:
            yield {"sentOn": str(day), "outcome": outcome}


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
