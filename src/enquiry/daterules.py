"""What JSON Schema cannot say, judged once for both engines: real dates, none after today."""

from __future__ import annotations

from datetime import date
from typing import Any

from enquiry.pointers import reach
from enquiry.schema import Location, Schema, fields


class DateRules:
    """The rules `format: date` and `x-not-after: today` of a schema.

    A real date is one of the Gregorian calendar, from year 1 to 9999. Dates stay ISO texts, whose
    order is that of the calendar; what is no text is not judged here.
    """

    def __init__(self, schema: Schema) -> None:
        self._rules = [
            (field.path, field.location, "x-not-after" in field.schema)
            for field in fields(schema)
            if "format" in field.schema
        ]

    def failures(self, document: Any, today: date) -> list[Location]:
        """Where the rules stand that the document fails when it is `today`."""
        iso = today.isoformat()
        failing: list[Location] = []
        for path, location, is_limited in self._rules:
            value = reach(document, path)
            if not isinstance(value, str):
                continue
            if not _is_real(value):
                failing.append((*location, "format"))
            elif is_limited and value > iso:
                failing.append((*location, "x-not-after"))
        return failing


def _is_real(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True
