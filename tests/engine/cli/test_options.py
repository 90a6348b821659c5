"""The options of the command: language and day."""

from __future__ import annotations

import pytest

from tests.engine.cli.conftest import Command
from tests.engine.cli.documents import BAD, GOOD, ON_THE_DAY


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "valide"),
        ({"LANG": "en_CA.UTF-8"}, "valid"),
        ({"LC_ALL": "C", "LANG": "fr_CA.UTF-8"}, "valid"),
        ({"LC_MESSAGES": "fr_CA", "LANG": "en_CA"}, "valide"),
        ({}, "valid"),
    ],
)
def test_language_of_the_locale(
    command: Command, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], word: str
) -> None:
    """Without --lang the locale decides, then English."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert command("validate", *ON_THE_DAY, stdin=GOOD.encode()).err.endswith(f" 1 {word}\n")


def test_french(command: Command) -> None:
    """--lang fr speaks French whatever the locale."""
    run = command("validate", "--lang", "fr", *ON_THE_DAY, stdin=BAD.encode())
    assert "/message: Posez votre question. Il n’y a encore rien." in run.out
    assert run.err == "1 document\u00a0: 0 valide, 1 non valide\n"


@pytest.mark.parametrize(("day", "valid"), [("2026-10-31", False), ("2026-11-01", True)])
def test_today(command: Command, day: str, valid: bool) -> None:
    """--today is the day after which no date may be; the sample's last date is 2026-11-01."""
    run = command("validate", "--format", "jsonl", "--today", day, stdin=GOOD.encode())
    assert [each["valid"] for each in run.objects] == [valid]
