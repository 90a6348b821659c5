"""Each keyword, wherever it stands, means in Python what the standard means. The browser is held to
the same cases in `tests/engine/browser/test_one_verdict.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from enquiry.validation.engines import Fast, Reference
from enquiry.validation.validator import Validator
from tests.support import ROOT

TODAY = "2026-11-23"
FILES = sorted((ROOT / "tests/cases/keywords").glob("*.json"))
# What the check refuses, and a bare format, which an enquiry's schema never has.
REFUSED = ("annotates", "a property of characters", "boolean schemas")


def groups() -> Iterator[Any]:
    """Each schema with its documents."""
    for path in FILES:
        for group in json.loads(path.read_text(encoding="utf-8")):
            is_refused = any(words in group["description"] for words in REFUSED)
            if isinstance(group["schema"], dict) and not is_refused:
                yield pytest.param(group, id=f"{path.stem}: {group['description']}")


@pytest.mark.parametrize("group", list(groups()))
def test_engines_mean_what_the_standard_means(group: dict[str, Any]) -> None:
    """Both engines and plain jsonschema decide the cases; only ours know today."""
    schema = group["schema"]
    checker = Draft202012Validator.FORMAT_CHECKER
    plain = Draft202012Validator(schema, format_checker=checker)
    knows_today = "x-not-after" not in json.dumps(schema)
    for case in group["tests"]:
        for engine in (Fast, Reference):
            result = Validator(schema, engine).of_any(case["data"], TODAY)
            assert result.valid == case["valid"], case["description"]
        # Python's $ lets a last line break pass, and so does a jsonschema that nobody adapted.
        if knows_today and not str(case["data"]).endswith("\n"):
            assert plain.is_valid(case["data"]) == case["valid"], case["description"]
