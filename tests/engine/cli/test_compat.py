"""`enquiry compat` at the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from enquiry.guide_files import GuideFiles
from tests.engine.cli.conftest import Command
from tests.support import HARBOUR, TOWN

RELEASED = GuideFiles.of(HARBOUR).schema


def written(name: str, **members: Any) -> Path:
    """The harbour's schema in a file, with other members at its root."""
    schema = json.loads(RELEASED.read_text(encoding="utf-8"))
    path = Path(name)
    path.write_text(json.dumps({**schema, **members}, indent=1), encoding="utf-8")
    return path


def test_the_guide_at_hand_is_the_new_one(command: Command) -> None:
    """Without a second schema that of the guide counts; nothing narrower is 0."""
    run = command("compat", str(RELEASED))
    assert (run.status, run.out, run.err) == (0, "", "0 narrower, 0 undecided\n")


def test_two_files(command: Command) -> None:
    """What became narrower is on standard output, with file, line and pointer; that is 1."""
    new = written("new.json", required=["category", "preparedOn"])
    run = command("compat", str(RELEASED), str(new))
    assert run.status == 1
    lines = new.read_text().splitlines()
    line = next(number for number, each in enumerate(lines, 1) if '"preparedOn"' in each)
    assert run.out.startswith(f"new.json:{line}:3: /required/1: Narrower: ")
    assert run.err == "1 narrower, 0 undecided\n"


def test_what_is_undecided_counts(command: Command) -> None:
    """What cannot be decided is 1 too: it is not known that nothing breaks."""
    new = written("new.json", minProperties=3)
    run = command("compat", str(RELEASED), str(new))
    assert (run.status, run.err) == (1, "0 narrower, 1 undecided\n")


def test_verbose_also_tells_what_became_wider(command: Command) -> None:
    """With --verbose, rules of the old schema that count no more are named; that is no fault."""
    new = written("new.json", required=["category"])
    run = command("compat", "--verbose", str(RELEASED), str(new))
    assert run.status == 0
    assert len(run.out.splitlines()) == 5
    assert all(": Wider: " in line for line in run.out.splitlines())
    assert command("compat", "-q", str(RELEASED), str(new)).err == ""


@pytest.mark.parametrize("content", [None, "{", "[]", '{"type": 1}', '{"pattern": "("}'])
def test_what_cannot_be_compared(command: Command, content: str | None) -> None:
    """A file that is missing or is no schema is wrong usage, with its name."""
    if content is not None:
        Path("old.json").write_text(content)
    run = command("compat", "old.json")
    assert (run.status, run.out) == (64, "")
    assert "old.json" in run.err


def test_the_new_schema_is_named_once(command: Command) -> None:
    """Either a file or a guide is the new one."""
    assert command("compat", str(RELEASED), str(RELEASED), "--guide", str(HARBOUR)).status == 64


def test_a_schema_beside_itself(command: Command) -> None:
    """A schema is always compatible with itself."""
    for guide in (HARBOUR, TOWN):
        schema = str(GuideFiles.of(guide).schema)
        assert command("compat", schema, schema).status == 0
