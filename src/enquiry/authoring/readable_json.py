"""JSON as people read and edit it."""

from __future__ import annotations

import json
from typing import Any

_WIDTH = 100


def as_json(value: Any) -> str:
    """A value as JSON for people: what fits into a line is one, and nothing is invisible."""
    return f"{_lines(value, 0, 0)}\n"


def _lines(value: Any, indent: int, taken: int) -> str:
    flat = "".join(
        each if each.isprintable() or each in "\u00a0\u202f" else json.dumps(each)[1:-1]
        for each in json.dumps(value, ensure_ascii=False)
    )
    if not value or not isinstance(value, dict | list) or indent + taken + len(flat) < _WIDTH:
        return flat
    inner = " " * (indent + 2)
    if isinstance(value, list):
        parts = [inner + _lines(each, indent + 2, 0) for each in value]
    else:
        keys = [f"{json.dumps(key, ensure_ascii=False)}: " for key in value]
        parts = [
            f"{inner}{key}{_lines(each, indent + 2, len(key))}"
            for key, each in zip(keys, value.values(), strict=True)
        ]
    start, end = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([start, ",\n".join(parts), f"{' ' * indent}{end}"])
