"""Which guide the command goes by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.engine.cli.conftest import Command
from tests.engine.cli.documents import GOOD, ON_THE_DAY
from tests.samples import shipped_enquiry
from tests.support import HARBOUR, copy_guide

SHIPPED = json.dumps(shipped_enquiry())


@pytest.fixture(autouse=True)
def documents(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document for the harbour, one for the shipped guide, and no guide that is named."""
    del command  # it names one
    monkeypatch.delenv("ENQUIRY_GUIDE")
    Path("harbour.json").write_text(GOOD)
    Path("shipped.json").write_text(SHIPPED)


def goes_by(command: Command, *arguments: str) -> str:
    """By which guide documents are checked, and go where they go."""
    run = command("route", "--format", "jsonl", *arguments, *ON_THE_DAY, "harbour.json")
    [harbour] = run.objects
    [shipped] = command("validate", "--format", "jsonl", *arguments, "shipped.json").objects
    assert (harbour["route"] is not None) == harbour["valid"] != shipped["valid"]
    return "harbour" if harbour["valid"] else "shipped"


def test_guide_that_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """--guide names the guide; else ENQUIRY_GUIDE does; empty names none."""
    assert goes_by(command, "--guide", str(HARBOUR)) == "harbour"
    monkeypatch.setenv("ENQUIRY_GUIDE", str(HARBOUR))
    assert goes_by(command) == "harbour"
    assert goes_by(command, "--jobs", "2") == "harbour"
    monkeypatch.setenv("ENQUIRY_GUIDE", "no-such-guide")
    assert goes_by(command, "--guide", str(HARBOUR)) == "harbour"
    monkeypatch.setenv("ENQUIRY_GUIDE", "")
    assert goes_by(command) == "shipped"


def test_guide_at_hand(command: Command, tmp_path: Path) -> None:
    """Else the guide in the current folder counts; else the shipped one."""
    assert goes_by(command) == "shipped"
    copy_guide(tmp_path)
    assert goes_by(command) == "harbour"


@pytest.mark.parametrize("name", ["validate", "route"])
def test_guide_that_is_not_there(command: Command, name: str) -> None:
    """A guide that is named and is not there is wrong usage, and says what is missing."""
    run = command(name, "--guide", "no-such-guide", "harbour.json")
    assert run.status == 64
    assert run.out == ""
    assert "no-such-guide/schema/enquiry.schema.json" in run.err


def test_guide_that_is_broken(command: Command, tmp_path: Path) -> None:
    """Where the schema or the table cannot be used, what is wrong with it is said; no traceback."""
    guide = copy_guide(tmp_path / "guide")
    (guide / "docs/routing.yml").write_text("categories: 1\n")
    assert command("validate", "--guide", "guide", "harbour.json", *ON_THE_DAY).status == 0
    run = command("route", "--guide", "guide", "harbour.json")
    assert (run.status, run.out) == (64, "")
    assert "guide/docs/routing.yml:1" in run.err
    (guide / "schema/enquiry.schema.json").write_text("{")
    run = command("validate", "--guide", "guide", "harbour.json")
    assert (run.status, run.out) == (64, "")
    assert "guide/schema/enquiry.schema.json:1:2: This is not JSON" in run.err


def test_guide_to_check(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` takes a folder, --guide, ENQUIRY_GUIDE or the guide at hand, and else has none."""
    run = command("check")
    assert run.status == 64
    assert run.err.startswith("usage: enquiry check")
    assert command("check", str(HARBOUR)).status == 0
    assert command("check", "--guide", str(HARBOUR)).status == 0
    run = command("check", "no-such-guide")
    assert (run.status, run.out) == (64, "")
    assert "no guide in no-such-guide" in run.err
    monkeypatch.setenv("ENQUIRY_GUIDE", str(HARBOUR))
    assert command("check").status == 0
    monkeypatch.delenv("ENQUIRY_GUIDE")
    copy_guide(tmp_path)
    assert command("check").status == 0


def test_language_is_one_of_the_guides(command: Command) -> None:
    """A language that the guide has not is wrong usage, and says which ones it has."""
    run = command("validate", "--lang", "es", "harbour.json")
    assert run.status == 64
    assert "en, fr" in run.err
