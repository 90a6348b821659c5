"""Which documents a file or standard input holds: one, or one a line."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from enquiry.intake.streams import Pieces, one_or_lines
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
    assert text.err == "Documents: 3 (2 valid, 1 invalid)\n"


PRETTY = json.dumps(ENQUIRY, indent=2)
LARGE = json.dumps({"a": ["x" * 50] * 2000}, indent=1)
"""A document over the limit, in lines that each read as something."""
WIDE = json.dumps("x" * 100_000)
"""A document over the limit, in one line."""


@pytest.mark.parametrize("arguments", [[], ["-"]], ids=["no path", "a hyphen"])
@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (GOOD, [None]),
        (f"{GOOD}\n\n \n", [None]),
        (PRETTY, [None]),
        (f"\n{PRETTY}\n", [None]),
        (f"{GOOD}\n{BAD}\n", [1, 2]),
        (f" {GOOD}\r\n\t{BAD}", [1, 2]),
        (f"\n{GOOD}\n\n{BAD}\n", [2, 4]),
        (f"{GOOD}\noops\n{GOOD}\n", [1, 2, 3]),
        ('{"a": 1, "a": NaN}\n[]\n', [1, 2]),
        (f"oops\n{GOOD}\n", [None]),
        ("{\n oops\n}", [None]),
        (LARGE, [None]),
        ("[" * 5000 + "\n" + GOOD, [None]),
        ("", [None]),
        (f"{GOOD}\n" * 500, list(range(1, 501))),
        (f"{WIDE}\n{GOOD}\n", [1, 2]),
        (f"{WIDE}\n\n", [None]),
    ],
    ids=[
        "one",
        "one and blank lines",
        "one in many lines",
        "one after a blank line",
        "lines",
        "indented lines",
        "blank lines between",
        "a bad line",
        "a bad first line that is JSON",
        "a first line that is none",
        "broken",
        "too large",
        "too deep",
        "empty",
        "long",
        "a first line that is too large",
        "too large, in a line",
    ],
)
def test_one_document_or_else_one_a_line(
    command: Command, arguments: list[str], content: str, lines: list[int | None]
) -> None:
    """`-` or no path reads standard input: one document, unless a whole one is its first line."""
    for raw in (content.encode(), gzip.compress(content.encode())):
        run = command("validate", "--format", "jsonl", *arguments, *ON_THE_DAY, stdin=raw)
        assert [(each["source"], each["line"]) for each in run.objects] == [("-", n) for n in lines]


def test_lines_of_standard_input(command: Command) -> None:
    """With --lines standard input holds a document a line, whatever its first line is."""
    content = f"oops\n{PRETTY}".encode()
    run = command("validate", "--lines", "--format", "jsonl", *ON_THE_DAY, stdin=content)
    assert [each["line"] for each in run.objects] == [*range(1, PRETTY.count("\n") + 3)]
    assert (run.status, command("validate", "--lines").status) == (2, 0)


class InPieces(io.BytesIO):
    """A stream that comes in small pieces."""

    def read1(self, _size: int | None = None, /) -> bytes:
        """The next piece."""
        return self.read(1000)

    def may_wait(self) -> bool:
        """Whether somebody still writes."""
        return False


@pytest.mark.parametrize(("width", "is_lines"), [(100_000, True), (300_000, False)])
def test_pieces_make_no_difference(width: int, is_lines: bool) -> None:
    """However small the pieces are in which it comes, the same is read in the same way."""
    raw = f"{json.dumps('x' * width)}\n{GOOD}\n".encode()
    for stream in (InPieces(raw), Pieces(io.BytesIO(raw))):
        assert (one_or_lines(stream)[0] is None) == is_lines
