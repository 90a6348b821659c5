"""The options of the command: language and day."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.cli.options import language_of
from tests.engine.cli.conftest import Command, Run
from tests.engine.cli.documents import BAD, GOOD, ON_THE_DAY
from tests.support import HARBOUR


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "valides\u00a0: 1"),
        ({"LANG": "en_CA.UTF-8"}, "1 valid"),
        ({"LC_ALL": "C", "LANG": "fr_CA.UTF-8"}, "1 valid"),
        ({"LC_MESSAGES": "fr_CA", "LANG": "en_CA"}, "valides\u00a0: 1"),
        ({}, "1 valid"),
    ],
)
def test_language_of_the_locale(
    command: Command, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], word: str
) -> None:
    """Without --lang the locale decides, then English."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert command("validate", *ON_THE_DAY, stdin=GOOD.encode()).err.endswith(f"({word})\n")


@pytest.mark.parametrize(
    ("locale", "languages", "language"),
    [
        ("fr_CA.UTF-8", ["en", "fr", "fr-CA"], "fr-CA"),
        ("fr_CA.UTF-8", ["en", "fr-FR", "fr"], "fr"),
        ("fr_CA@euro", ["en", "fr-FR"], "fr-FR"),
        ("fr", ["en", "fr-FR"], "fr-FR"),
        ("POSIX", ["es", "en"], "es"),
    ],
)
def test_the_region_of_the_locale(locale: str, languages: list[str], language: str) -> None:
    """The same language of another region, or of none, is nearer than another language."""
    assert language_of({"LANG": locale}, languages) == language


def test_french(command: Command) -> None:
    """--lang fr speaks French whatever the locale."""
    run = command("validate", "--lang", "fr", *ON_THE_DAY, stdin=BAD.encode())
    assert "/message: Posez votre question. Il n’y a encore rien." in run.out
    assert run.err == "Documents\u00a0: 1 (valides\u00a0: 0, non valides\u00a0: 1)\n"


@pytest.mark.parametrize(("day", "valid"), [("2026-10-31", False), ("2026-11-01", True)])
def test_today(command: Command, day: str, valid: bool) -> None:
    """--today is the day after which no date may be; the sample's last date is 2026-11-01."""
    run = command("validate", "--format", "jsonl", "--today", day, stdin=GOOD.encode())
    assert [each["valid"] for each in run.objects] == [valid]


def test_options_may_stand_anywhere(command: Command) -> None:
    """Options may stand before, between and after the paths; after -- everything is a path."""
    for name in ("a.json", "--b.json", "c.json"):
        Path(name).write_text(GOOD)
    arguments = ["a.json", "--format", "jsonl", "c.json", *ON_THE_DAY, "--", "--b.json"]
    run = command("validate", *arguments)
    assert [each["source"] for each in run.objects] == ["a.json", "c.json", "./--b.json"]
    run = command("validate", "-q", *ON_THE_DAY, "--", "--b.json", "-", stdin=BAD.encode())
    assert (run.status, run.out.count("-:1:")) == (1, len(run.out.splitlines()))


@pytest.mark.parametrize("name", ["validate", "route"])
def test_quiet(command: Command, name: str) -> None:
    """--quiet says what is wrong, and neither that all is well nor how much there was."""
    Path("a.ndjson").write_text(f"{GOOD}\n{BAD}\n")
    loud = command(name, "a.ndjson", *ON_THE_DAY)
    for option in ("-q", "--quiet"):
        quiet = command(name, option, "a.ndjson", *ON_THE_DAY)
        assert (quiet.status, quiet.out, quiet.err) == (1, loud.out, "")
    assert command("check", "--quiet", str(HARBOUR)) == Run(0, "", "")


def test_verbose(command: Command) -> None:
    """--verbose also says what is valid, and by which guide and as of which day."""
    Path("a.ndjson").write_text(f"{GOOD}\n{BAD}\n")
    for option in ("-v", "--verbose"):
        run = command("validate", option, "a.ndjson", *ON_THE_DAY)
        assert run.out.startswith("a.ndjson:1: valid\na.ndjson:2:")
        by_what, total = run.err.splitlines()
        assert str(HARBOUR / "schema/enquiry.schema.json") in by_what
        assert "2026-11-23" in by_what
        assert total == "Documents: 2 (1 valid, 1 invalid)"
    assert str(HARBOUR) in command("check", "--verbose").err
