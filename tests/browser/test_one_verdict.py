"""The browser's check and routing say what the package's say."""

from __future__ import annotations

import copy
import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.visit import TODAY, enquiry

from enquiry import validate
from enquiry.route import route
from enquiry.schema import enquiry_schema
from enquiry.table import Table

SEED = 20261123
MUTANTS = 12_000
CASES = Path(__file__).parents[1] / "cases"
SCHEMA_CASES = sorted((Path(__file__).parent / "schema-cases").glob("*.json"))
CATEGORIES = enquiry_schema()["properties"]["category"]["enum"]
ROLES = enquiry_schema()["properties"]["enquirer"]["properties"]["role"]["enum"]
ODD = [
    "",
    " ",
    "\u00a0",
    "x",
    "a\nb",
    "a\tb",
    "a\r",
    "trailing\n",
    "\u202e",
    "\u2028",
    "\x00",
    "é",
    "e\u0301",
    "\U0001f4e8" * 200,
    "\U0001f4e8" * 201,
    "x" * 40,
    "x" * 41,
    "x" * 100,
    "x" * 101,
    "x" * 255,
    "x" * 501,
    "x" * 4000,
    "x" * 4001,
    "N/A",
    "S/O",
    "ᐃᓄᒃᑎᑐᑦ",
    "العربية",
    "a@b",
    "a@@b",
    "ana@example.org",
    "a@cic.gc.ca",
    "a@evil-cic.gc.ca.example.org",
    "a@International.GC.ca",
    "1899-12-31",
    "1900-01-01",
    "2026-11-23",
    "2026-11-24",
    "2023-02-29",
    "2024-02-29",
    "2000-02-29",
    "1900-02-29",
    "0000-01-01",
    "0001-01-01",
    "1980-00-10",
    "1980-13-01",
    "1980-4-1",
    "١٩٨٠-٠٣-٣١",
    "2026-11-23\n",
    "20260501",
    "2026-W01-1",
    "E099977028",
    "E 099-977 028",
    "X12345",
    "B1",
    "12/34",
    "en",
    "fr",
    "email",
    "fax",
    "mail",
    "no-reply",
    "disagreement",
    "1",
    "+1 (613) 555-0100",
    "()",
    *CATEGORIES,
    *ROLES,
    True,
    False,
    None,
    0,
    1,
    1.0,
    -0.0,
    1e300,
    [],
    ["x"],
    {},
    {"email": True},
    {"x": {"y": [1]}},
]
NAMES = [
    "x",
    "2",
    "10",
    "__proto__",
    "constructor",
    "toString",
    "a/b",
    "~",
    "",
    "é",
    "\U0001f4e8",
    "\uffee",
]


def mutants(seed: int, count: int) -> list[Any]:
    """Enquiries of every kind, each changed in a few places."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    made = []
    for _ in range(count):
        document = enquiry(
            chance.choice(CATEGORIES), chance.choice(["email", "fax", "mail"]), chance.choice(ROLES)
        )
        document["enquirer"].setdefault("fullName", "Zoé Example")
        if chance.random() < 0.3:
            sent, outcome = (
                chance.choice(["2026-10-01", "2026-11-20"]),
                chance.choice(["no-reply", "disagreement"]),
            )
            document["previousEnquiry"] = {"sentOn": sent, "outcome": outcome}
        for _ in range(chance.choice([0, 1, 1, 1, 2, 3])):
            document = mutated(document, chance)
        made.append(document)
    return made


def mutated(document: Any, chance: random.Random) -> Any:
    """The document with one place changed, removed or added."""
    if not isinstance(document, dict) or chance.random() < 0.005:
        return copy.deepcopy(chance.choice(ODD))
    place = document
    while True:
        inner = [value for value in place.values() if isinstance(value, dict) and value]
        if not inner or chance.random() < 0.45:
            break
        place = chance.choice(inner)
    if place and chance.random() < 0.75:
        name = chance.choice(list(place))
        if chance.random() < 0.3:
            del place[name]
            return document
    else:
        name = chance.choice(NAMES)
    place[name] = copy.deepcopy(chance.choice(ODD))
    return document


def told_in_python(document: Any) -> dict[str, Any]:
    """The result without where it came from."""
    result = validate(document, today=date.fromisoformat(TODAY)).as_dict()
    return {key: result[key] for key in ("valid", "problems", "warnings")}


def told_in_browser(modules: Page, documents: list[Any]) -> list[dict[str, Any]]:
    """The same from the browser."""
    answers = modules.evaluate(
        """([schema, documents, today]) => {
          const validate = guide.validator.createValidator(JSON.parse(schema));
          return JSON.stringify(JSON.parse(documents).map((each) => validate(each, { today })));
        }""",
        [json.dumps(enquiry_schema()), json.dumps(documents), TODAY],
    )
    found: list[dict[str, Any]] = json.loads(answers)
    return found


def test_gives_the_package_s_verdict_on_mutated_documents(modules: Page) -> None:
    """Over ten thousand mutated documents get the same problems and warnings, in the same order."""
    documents = mutants(SEED, MUTANTS)
    found = told_in_browser(modules, documents)
    for document, answer in zip(documents, found, strict=True):
        expected = told_in_python(json.loads(json.dumps(document)))
        assert answer == expected, f"seed {SEED}: {json.dumps(document)[:2000]}"
    valid = sum(answer["valid"] for answer in found)
    assert MUTANTS / 20 < valid < MUTANTS * 3 / 4


def test_refuses_what_the_package_cannot_read(modules: Page) -> None:
    """Half a character and endless nesting are unreadable in the browser too."""
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]
    documents = [enquiry(message="half \ud83d"), enquiry(message=deep), enquiry(**{"\udc00": 1})]
    assert told_in_browser(modules, documents) == [told_in_python(each) for each in documents]


def documents_of_cases() -> list[tuple[str, Any]]:
    """What the folder of cases holds, where it is one JSON document."""
    files = [
        path for kind in ("valid", "invalid") for path in sorted((CASES / kind).glob("*.json"))
    ]
    return [(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in files]


def test_gives_the_package_s_verdict_on_the_cases(modules: Page) -> None:
    """The folder of cases gets the same results in the browser."""
    cases = documents_of_cases()
    for (name, case), answer in zip(
        cases, told_in_browser(modules, [document for _, document in cases]), strict=True
    ):
        assert answer == told_in_python(case), name


def test_routes_as_the_package_does(modules: Page, table: Table, site: Path) -> None:
    """Every category, outcome and day gets the same routing object, from the published table."""
    published = json.loads((site / "routing.json").read_text(encoding="utf-8"))
    days = [
        "0001-01-01",
        "1999-12-31",
        "2024-01-31",
        "2024-02-29",
        "2026-10-24",
        "2026-10-25",
        TODAY,
    ]
    asked = [
        (enquiry(category, **recipient, **before), today)
        for category in CATEGORIES
        for recipient in ({}, {"recipient": {}}, {"recipient": {"office": "x"}})
        for before in (
            {},
            *(
                {"previousEnquiry": {"sentOn": day, "outcome": outcome}}
                for day in days
                for outcome in ("no-reply", "disagreement")
            ),
        )
        for today in (TODAY, "2026-11-24", "2027-01-01")
    ]
    answers = modules.evaluate(
        """([table, asked]) =>
          asked.map(([each, today]) => guide.router.route(each, table, { today }))""",
        [published, asked],
    )
    for (document, today), answer in zip(asked, answers, strict=True):
        assert answer == route(document, table, today)


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
