"""Which documents a file or standard input holds: one, or one a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.engine.cli.conftest import Command
from tests.engine.cli.documents import BAD, GOOD, ON_THE_DAY
from tests.enquiries import ENQUIRY


def test_lines_are_counted(command: Command) -> None:
    """`line` counts from 1 and counts blank lines, which are no documents."""
    Path("a.ndjson").write_text(f"{GOOD}\n\n  \t\n{BAD}\r\n{GOOD}")
    run = command("validate", "--format", "jsonl", "a.ndjson", *ON_THE_DAY)
    assert [(each["source"], each["line"], each["valid"]) for each in run.objects] == [
        ("a.ndjson", 1, True),
        ("a.ndjson", 4, False),
        ("a.ndjson", 5, True),
    ]
    text = command("validate", "a.ndjson", *ON_THE_DAY)
    assert text.out.startswith("a.ndjson:4:")
    assert text.err == "3 documents: 2 valid, 1 invalid\n"


@pytest.mark.parametrize("arguments", [[], ["-"]], ids=["no path", "a hyphen"])
@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (GOOD, [None]),
        (json.dumps(ENQUIRY, indent=2), [None]),
        (f"{GOOD}\n{BAD}\n", [1, 2]),
        (f"oops\n{GOOD}\n", [1, 2]),
        ("{\n oops\n}", [None]),
        ("", [None]),
        (f"{GOOD}\n" * 100, list(range(1, 101))),
    ],
    ids=["one", "one in many lines", "lines", "lines with a bad one", "broken", "empty", "long"],
)
def test_one_document_or_else_one_a_line(
    command: Command, arguments: list[str], content: str, lines: list[int | None]
) -> None:
    """`-` or no path reads standard input: one document, or else one a line."""
    run = command("validate", "--format", "jsonl", *arguments, *ON_THE_DAY, stdin=content.encode())
    assert [(each["source"], each["line"]) for each in run.objects] == [("-", n) for n in lines]
