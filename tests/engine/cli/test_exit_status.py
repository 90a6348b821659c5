"""The exit status of the command, which scripts rely on as numbers."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from enquiry.cli.arguments import COMMANDS, command_parser
from tests.engine.cli.conftest import Command
from tests.engine.cli.documents import BAD, GOOD, ON_THE_DAY
from tests.support import HARBOUR, copy_guide


@pytest.mark.parametrize("name", ["validate", "route"])
@pytest.mark.parametrize(
    ("contents", "status"),
    [
        ([GOOD], 0),
        ([BAD], 1),
        (["oops"], 2),
        ([GOOD, BAD, GOOD], 1),
        ([GOOD, "oops", GOOD], 2),
        ([BAD, "oops", BAD], 2),
    ],
    ids=["valid", "invalid", "unreadable", "one invalid", "one unreadable", "both"],
)
def test_worst_document_decides(
    command: Command, name: str, contents: list[str], status: int
) -> None:
    """0 where every document is valid, 1 where some is not, 2 where some cannot be read."""
    for index, content in enumerate(contents):
        Path(f"{index}.json").write_text(content)
    assert command(name, ".", *ON_THE_DAY).status == status


def test_advice_alone_is_no_fault(command: Command) -> None:
    """A document with warnings alone ends with 0."""
    content = GOOD.replace("north-quay@harbour.example.org", "a@example.org")
    run = command("validate", *ON_THE_DAY, stdin=content.encode())
    assert "Advice" in run.out
    assert run.status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-command"],
        ["--", "validate"],
        ["--quiet", "validate"],
        ["validate", "--format", "xml"],
        ["validate", "--lang", "no-such-language"],
        ["validate", "--today", "2026-02-30"],
        ["validate", "--today", "20261123"],
        ["validate", "--jobs", "0"],
        ["validate", "--jobs", "two"],
        ["validate", "--jobs", "00000001999"],
        ["validate", "--jobs", "65"],
        ["validate", "--jobs", "٢"],
        ["validate", "--no-such-option"],
        ["validate", "--form", "jsonl"],
        ["validate", "--quiet", "--verbose"],
        ["check", "one", "two"],
        ["check", "one", "--guide", "two"],
        ["check", "--lines"],
    ],
    ids=" ".join,
)
def test_wrong_usage(command: Command, arguments: list[str]) -> None:
    """Wrong usage ends with 64, and says how to use the command on standard error."""
    run = command(*arguments)
    assert run.status == 64
    assert run.out == ""
    at_hand = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    assert run.err.startswith(f"usage: enquiry {at_hand}")
    assert run.err.splitlines()[-1].startswith(f"enquiry {at_hand}".strip() + ": ")


@pytest.mark.parametrize("name", [[], *([each] for each in COMMANDS)], ids=" ".join)
def test_help(command: Command, name: list[str]) -> None:
    """--help has examples and exit statuses, and ends with 0."""
    run = command(*name, "--help")
    assert run.status == 0
    assert not name or "examples:" in run.out
    assert not name or "exit status:" in run.out


def test_help_names_every_status() -> None:
    """What may come out is written down for each command."""
    common = "0 64 70 74 130 141 143"
    own = {"new": common, "serve": "64 70 130 143"}
    own |= dict.fromkeys(("check", "compat", "diff"), f"{common} 1")
    for name in COMMANDS:
        text = command_parser(name).format_help()
        statuses = own.get(name, f"{common} 1 2")
        assert [each for each in statuses.split() if not re.search(rf"\b{each}\b", text)] == []


def test_advice_is_a_fault_where_it_is_strict(command: Command) -> None:
    """With --strict a document with warnings alone ends with 1; what is worse decides as ever."""
    content = GOOD.replace("north-quay@harbour.example.org", "a@example.org")
    for name in ("validate", "route"):
        run = command(name, "--strict", *ON_THE_DAY, stdin=content.encode())
        assert run.status == 1
        assert run.err == "Documents: 1 (1 valid, 1 with advice)\n"
        assert command(name, "--strict", *ON_THE_DAY, stdin=GOOD.encode()).status == 0
        assert command(name, "--strict", *ON_THE_DAY, stdin=b"oops").status == 2


def test_folder_without_a_document(command: Command) -> None:
    """A folder without a document, as one whose name was mistyped, cannot be read."""
    Path("empty").mkdir()
    Path("good.json").write_text(GOOD)
    run = command("validate", "empty", "good.json", *ON_THE_DAY)
    assert run.status == 2
    assert run.out.startswith("empty:1:1: Check the path")
    assert run.err == "Documents: 2 (1 valid, 1 unreadable)\n"


@pytest.mark.parametrize("name", ["validate", "route"])
def test_last_day_of_the_calendar(command: Command, name: str) -> None:
    """Today may be the last day there is."""
    assert command(name, "--today", "9999-12-31", stdin=GOOD.encode()).status == 0


def test_schema_of_many_levels(command: Command, tmp_path: Path) -> None:
    """A schema with more levels than anyone writes is a finding."""
    guide = copy_guide(tmp_path / "guide")
    schema = guide / "schema/enquiry.schema.json"
    schema.write_text('{"allOf": [' * 500 + "{}" + "]}" * 500)
    run = command("check", str(guide))
    assert run.status == 1
    assert "levels" in run.out


def test_table_that_is_a_pipe(command: Command, tmp_path: Path) -> None:
    """A pipe in the place of the table is a finding, and nobody waits for its writer."""
    guide = copy_guide(tmp_path / "guide")
    (guide / "docs/routing.yml").unlink()
    os.mkfifo(guide / "docs/routing.yml")
    run = command("check", str(guide))
    assert run.status == 1
    assert "docs/routing.yml: This is not a file." in run.out


def test_check(command: Command, tmp_path: Path) -> None:
    """`enquiry check` ends with 0 for a guide that holds, with 1 and its findings for another."""
    assert command("check", str(HARBOUR)).status == 0
    (copy_guide(tmp_path / "guide") / "docs/routing.yml").unlink()
    run = command("check", "guide")
    assert run.status == 1
    assert "guide/docs/routing.yml: The file cannot be read" in run.out
    assert run.err.endswith("finding\n")


def test_fault_of_the_program(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program itself ends with 70 and a line, without a traceback or data."""
    monkeypatch.setattr("enquiry.cli.batches.read", lambda raw: {}[raw])
    run = command("validate", stdin=GOOD.encode())
    assert run.status == 70
    assert run.out == ""
    assert run.err == "enquiry: internal error (KeyError); report it\n"


def test_interrupt(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt ends with 130 and without a word."""

    def interrupted(_raw: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("enquiry.cli.batches.read", interrupted)
    run = command("validate", stdin=GOOD.encode())
    assert (run.status, run.out, run.err) == (130, "", "")
