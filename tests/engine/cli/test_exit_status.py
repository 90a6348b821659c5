"""The exit status of the command, which scripts rely on as numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.cli.conftest import Command
from tests.engine.cli.documents import BAD, GOOD, ON_THE_DAY
from tests.support import HARBOUR


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
        ["validate", "--format", "xml"],
        ["validate", "--lang", "no-such-language"],
        ["validate", "--today", "2026-02-30"],
        ["validate", "--today", "20261123"],
        ["validate", "--jobs", "0"],
        ["validate", "--jobs", "two"],
        ["validate", "--no-such-option"],
        ["check", "one", "two"],
    ],
    ids=" ".join,
)
def test_wrong_usage(command: Command, arguments: list[str]) -> None:
    """Wrong usage ends with 64, and says how to use the command on standard error."""
    run = command(*arguments)
    assert run.status == 64
    assert run.out == ""
    assert run.err.startswith("usage: enquiry")


@pytest.mark.parametrize("name", [[], ["validate"], ["route"], ["check"]], ids=" ".join)
def test_help(command: Command, name: list[str]) -> None:
    """--help has examples and exit statuses, and ends with 0."""
    run = command(*name, "--help")
    assert run.status == 0
    assert not name or "examples:" in run.out
    assert not name or "exit status:" in run.out


def test_check(command: Command) -> None:
    """`enquiry check` ends with 0 for a guide that holds, with 1 and its findings for another."""
    assert command("check", str(HARBOUR)).status == 0
    run = command("check", "no-such-folder")
    assert run.status == 1
    assert "no-such-folder/docs/routing.yml" in run.out
    assert run.err.endswith("findings\n")


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
