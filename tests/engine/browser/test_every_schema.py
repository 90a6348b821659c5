"""Whatever schema `enquiry check` accepts has one verdict: from both engines, in the browser and,
but for `x-not-after`, from jsonschema as anybody uses it."""

from __future__ import annotations

import json
import os
from itertools import islice
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Page

from enquiry.authoring.json_file import JsonFile
from enquiry.schema.lint import schema_findings
from enquiry.validation.engines import Fast, Reference
from enquiry.validation.messages import GENERAL
from enquiry.validation.validator import Validator
from tests.engine.document_edits import documents
from tests.engine.schema_edits import edited

SEED = int(os.environ.get("SEED", "20261125"))
# SCHEMAS=10000 is the longer run, by hand.
PARTS = int(os.environ.get("SCHEMAS", "160")) // 160
SCHEMAS, DOCUMENTS = 160, 30  # in each part
TODAY = "2026-11-23"


def accepted(seed: int, count: int) -> list[dict[str, Any]]:
    """So many edited schemas that the check accepts."""
    right = (s for s in edited(seed, 10 * count) if not findings(s))
    return list(islice(right, count))


def findings(schema: dict[str, Any]) -> list[Any]:
    """What the check says of a schema."""
    return schema_findings(JsonFile("s.json", schema, json.dumps(schema)))


def in_browser(modules: Page, asked: list[tuple[dict[str, Any], list[Any]]]) -> list[list[Any]]:
    """The browser's results for each schema and its documents."""
    answers = modules.evaluate(
        """([asked, today]) => JSON.stringify(JSON.parse(asked).map(([schema, documents]) => {
          const validate = guide.validator.createValidator(schema);
          return documents.map((each) => validate(each, { today }));
        }))""",
        [json.dumps(asked), TODAY],
    )
    found: list[list[Any]] = json.loads(answers)
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_every_schema_has_one_verdict(modules: Page, part: int) -> None:
    """Verdict, pointers, keywords, messages and their order are the same on all sides."""
    seed = SEED + part
    schemas = accepted(seed, SCHEMAS)
    asked = [
        (schema, list(documents(schema, seed + index, DOCUMENTS)))
        for index, schema in enumerate(schemas)
    ]
    assert len(asked) == SCHEMAS
    valid = 0
    for (schema, tried), answers in zip(asked, in_browser(modules, asked), strict=True):
        fast, reference = Validator(schema, Fast), Validator(schema, Reference)
        stock = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for document, answer in zip(tried, answers, strict=True):
            said = f"seed {seed}: {json.dumps(document)} under {json.dumps(schema)}"
            result = fast.of_any(document, TODAY)
            assert reference.of_any(document, TODAY) == result, said
            assert answer == without_origin(result.as_dict()), said
            assert all(each.message != GENERAL for each in result.problems), said
            lateness = {each.keyword for each in result.problems} == {"x-not-after"}
            assert stock.is_valid(document) == (result.valid or lateness), said
            valid += result.valid
    assert valid > SCHEMAS * DOCUMENTS / 10


def test_the_form_asks_for_what_every_schema_requires(modules: Page) -> None:
    """Whatever the validator misses in an object that is there, the form asks for or has hidden."""
    asked = [
        (schema, [each for each in documents(schema, SEED + index, 10) if isinstance(each, dict)])
        for index, schema in enumerate(accepted(SEED, 60))
    ]
    answers = modules.evaluate(
        """([asked, today]) => JSON.parse(asked).map(([schema, documents]) => {
          const validate = guide.validator.createValidator(schema);
          return documents.map((each) => {
            const shown = guide.visibility.visibility(schema, each, () => true);
            const { required, hidden, optional } = shown;
            const missing = validate(each, { today }).problems
              .filter(({ keyword }) => keyword === "required")
              .map(({ pointer }) => pointer.slice(1).replaceAll("/", "."));
            const known = new Set([...required, ...hidden, ...optional]);
            return missing.filter((name) => !known.has(name) && !hidden.has(name.split(".")[0]));
          });
        })""",
        [json.dumps(asked), TODAY],
    )
    assert {name for missing in answers for names in missing for name in names} == set()


def without_origin(result: dict[str, Any]) -> dict[str, Any]:
    """A result as the browser gives it, which knows no file."""
    return {key: value for key, value in result.items() if key not in ("source", "line")}
