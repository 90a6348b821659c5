"""What a user may rely on is written down, in both languages."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from enquiry.cli.arguments import parser
from tests.support import ROOT

PAGES = [
    ROOT / "README.md",
    ROOT / "docs/en/for-developers.md",
    ROOT / "docs/fr/for-developers.md",
]


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command by its name."""
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the command has no commands")


def options() -> Iterator[str]:
    """Every long option of every command, once."""
    seen = set()
    for command in (parser(), *commands().values()):
        for action in command._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help" and option not in seen:
                    seen.add(option)
                    yield option


@pytest.mark.parametrize("name", sorted(commands()))
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name + "/" + page.name)
def test_every_command_is_documented(page: Path, name: str) -> None:
    """Each page for developers shows each command."""
    assert f"enquiry {name}" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", sorted(options()))
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name + "/" + page.name)
def test_every_option_is_documented(page: Path, option: str) -> None:
    """Each page for developers names each option, or the README does."""
    readme = PAGES[0].read_text(encoding="utf-8")
    assert option in page.read_text(encoding="utf-8") or option in readme


def test_every_option_has_help() -> None:
    """No option and no command goes without a line of help."""
    for command in commands().values():
        assert command.description
        assert command.epilog
        assert all(action.help for action in command._actions)
