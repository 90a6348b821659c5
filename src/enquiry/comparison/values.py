"""Whether one value is what a schema demands of it."""

from __future__ import annotations

from typing import Any

from enquiry.comparison.demands import Demand, as_key
from enquiry.dates import is_date, iso_date, latest_today
from enquiry.schema.patterns import compile_pattern

_PYTHON: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": int | float,
    "boolean": bool,
    "null": type(None),
}


def fits_type(kind: str, allowed: Any) -> bool:
    """Whether a kind of values is one of the `allowed`: a name, or a list of names."""
    names = allowed if isinstance(allowed, list) else [allowed]
    return kind in names or (kind == "integer" and "number" in names)


def is_a(value: Any, kind: str) -> bool:
    """Whether a value is of a kind, by the name that JSON Schema has for it."""
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _PYTHON[kind])


def satisfies(value: Any, rule: Demand) -> bool:
    """Whether a value, which is no object, is what a rule about its place demands."""
    keyword, wanted = rule.keyword, rule.value
    if keyword == "type":
        names = wanted if isinstance(wanted, list) else [wanted]
        return any(is_a(value, name) for name in names if name in _PYTHON)
    if keyword in ("const", "enum"):
        choices = wanted if keyword == "enum" else [wanted]
        return as_key(value) in map(as_key, choices)
    if isinstance(value, str):
        return _text_satisfies(value, keyword, wanted)
    if is_a(value, "number") and keyword in ("minimum", "maximum"):
        return bool(value >= wanted if keyword == "minimum" else value <= wanted)
    return True


def _text_satisfies(value: str, keyword: str, wanted: Any) -> bool:
    if keyword == "minLength":
        return bool(len(value) >= wanted)
    if keyword == "maxLength":
        return bool(len(value) <= wanted)
    if keyword == "pattern":
        return bool(compile_pattern(wanted).search(value))
    if keyword == "format":
        return is_date(value)
    return keyword != "x-not-after" or value <= iso_date(latest_today())
