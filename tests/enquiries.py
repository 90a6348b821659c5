"""Documents that the engine's tests start from: enquiries to the made-up harbour office."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.support import HARBOUR, ROOT

TODAY = date(2026, 11, 23)

ENQUIRY: dict[str, Any] = json.loads((HARBOUR / "enquiry.json").read_text(encoding="utf-8"))
"""A valid document that says everything an enquiry can say."""


def enquiry(**members: Any) -> dict[str, Any]:
    """A copy of ENQUIRY with other members at its root."""
    return {**deepcopy(ENQUIRY), **members}


@dataclass(frozen=True)
class Case:
    """A document of `tests/cases`, and what has to be said about it."""

    name: str
    today: date
    document: Any
    problems: list[dict[str, str]]
    warnings: list[dict[str, str]]


def cases(kind: str) -> list[Case]:
    """The cases in the folder `valid` or `invalid`, by name."""
    return [_case(path) for path in sorted((ROOT / "tests/cases" / kind).glob("*.json"))]


def _case(path: Path) -> Case:
    data = json.loads(path.read_text(encoding="utf-8"))
    today = date.fromisoformat(data.pop("today"))
    return Case(name=path.stem, today=today, **data)
