"""The harbour's guide as the engine's tests use it: its schema, its table, its validator."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from enquiry.guide_files import GuideFiles
from enquiry.routing.loader import load_table
from enquiry.validation.validator import Validator
from tests.support import HARBOUR

FILES = GuideFiles.of(HARBOUR)
SCHEMA: dict[str, Any] = json.loads(FILES.schema.read_text(encoding="utf-8"))
TABLE = load_table(FILES.table, today=date(2026, 11, 23))
check = Validator(SCHEMA)
