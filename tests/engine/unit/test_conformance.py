"""A file of the wrong shape is refused in words that an editor understands."""

from __future__ import annotations

from typing import Any

import pytest

from enquiry.authoring.conformance import conformance_findings
from enquiry.authoring.yaml_file import parse

WORDS = {"type": "string", "pattern": "[^ ]", "description": "Words."}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A thing.",
    "additionalProperties": False,
    "required": ["a", "ab"],
    "properties": {
        "a": {"type": "string", "description": "The first."},
        "ab": {"type": "string"},
        "text": WORDS,
        "group": {
            "type": "object",
            "description": "Some keys.",
            "properties": {"one": WORDS, "two": WORDS},
            "additionalProperties": False,
        },
        "list": {"type": "array", "description": "A few.", "items": WORDS, "minItems": 2},
        "flag": {"type": "boolean", "description": "Or not."},
        "count": {"type": "integer", "description": "How many.", "minimum": 1},
        "void": {"type": "null", "description": "Void."},
        "mixed": {"type": ["object", "null"], "description": "Either."},
        "maybe": {"anyOf": [WORDS, {"type": "null"}], "description": "Perhaps."},
        "day": {"type": "string", "format": "date", "description": "A day."},
        "bare": {"const": 1},
        "open": {"type": "object", "required": ["x"]},
        "more": {"description": "More."},
    },
}
VALID = "a: x\nab: x\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (VALID, []),
        ("a: x\n", ['f.yml:1:1: The key "ab" is missing. Add "ab:" with its words.']),
        ("ab: x\n", ['f.yml:1:1: The key "a" is missing. The first.']),
        (
            "{}\n",
            [
                'f.yml:1:1: The key "a" is missing. The first.',
                'f.yml:1:1: The key "ab" is missing. Add "ab:" with its words.',
            ],
        ),
        (VALID + "open: {}\n", ['f.yml:3:1: The key "x" is missing. Add "x:" with its words.']),
        (
            VALID + "txet: x\nc/d: x\n",
            [
                'f.yml:3:1: The key "txet" is not known here. Did you mean "text"?',
                'f.yml:4:1: The key "c/d" is not known here. Known here: text, group, list, flag,'
                " count, void, mixed, maybe, day, bare, open, more.",
            ],
        ),
        # Only what is still free is proposed, unless nothing is.
        (
            VALID + "group: {one: x, tow: x, ones: x}\n",
            [
                'f.yml:3:17: The key "tow" is not known here. Did you mean "two"?',
                'f.yml:3:25: The key "ones" is not known here. Known here: two.',
            ],
        ),
        (
            VALID + "group: {one: x, two: x, tow: x}\n",
            ['f.yml:3:25: The key "tow" is not known here. Did you mean "two"?'],
        ),
        (
            VALID + "group:\n  one: ' '\n",
            ["f.yml:4:3: This text is blank. Words."],
        ),
        (
            VALID + "text: 7\n",
            ["f.yml:3:1: This is a number, not a text. Put it in quotes. Words."],
        ),
        (
            VALID + "text: 7.5\n",
            ["f.yml:3:1: This is a number, not a text. Put it in quotes. Words."],
        ),
        (
            VALID + "text: no\n",
            ["f.yml:3:1: This is true or false, not a text. Put it in quotes. Words."],
        ),
        (VALID + "text:\n", ["f.yml:3:1: This is empty, not a text. Put it in quotes. Words."]),
        (VALID + "text: []\n", ["f.yml:3:1: This is a list, not a text. Words."]),
        (VALID + "text: {}\n", ["f.yml:3:1: This is a group of keys, not a text. Words."]),
        (VALID + "group: x\n", ["f.yml:3:1: This is a text, not a group of keys. Some keys."]),
        (VALID + "list: x\n", ["f.yml:3:1: This is a text, not a list. A few."]),
        (VALID + "flag: x\n", ["f.yml:3:1: This is a text, not true or false. Or not."]),
        (VALID + "count: x\n", ["f.yml:3:1: This is a text, not a whole number. How many."]),
        (VALID + "void: x\n", ["f.yml:3:1: This is a text, not nothing. Void."]),
        (
            VALID + "mixed: 1\n",
            ["f.yml:3:1: This is a number, not a group of keys or nothing. Either."],
        ),
        (
            VALID + "maybe: 1\n",
            ["f.yml:3:1: This is a number, not a text. Put it in quotes. Words."],
        ),
        (VALID + "maybe: ''\n", ["f.yml:3:1: This text is blank. Words."]),
        (VALID + "maybe: null\n", []),
        (VALID + "count: 0\n", ["f.yml:3:1: 0 does not fit here. How many."]),
        (VALID + "list: [x, [y]]\n", ["f.yml:3:11: This is a list, not a text. Words."]),
        (VALID + "list: [é]\n", ['f.yml:3:1: ["é"] does not fit here. A few.']),
        (VALID + "day: 2026-02-30\n", ['f.yml:3:1: "2026-02-30" does not fit here. A day.']),
        (VALID + "bare: 2\n", ["f.yml:3:1: 2 does not fit here. 1 was expected"]),
        # A long value is shown in 60 characters, its quotes included.
        (
            VALID + f"day: {'é' * 58}\n",
            [f'f.yml:3:1: "{"é" * 58}" does not fit here. A day.'],
        ),
        (
            VALID + f"day: {'é' * 59}\n",
            [f'f.yml:3:1: "{"é" * 56}… does not fit here. A day.'],
        ),
    ],
)
def test_says_what_does_not_fit(text: str, says: list[str]) -> None:
    """Each departure from a schema is named with its place and what was expected there."""
    assert list(map(str, conformance_findings(parse(text, "f.yml"), SCHEMA))) == says
