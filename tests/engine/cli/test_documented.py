"""What a user of the command may rely on is written down."""

from __future__ import annotations

import re

import pytest
import yaml

from enquiry.cli.arguments import COMMANDS, command_parser, root_parser
from tests.support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def options() -> set[str]:
    """Every long option of every command."""
    parsers = (root_parser(), *map(command_parser, COMMANDS))
    actions = [action for each in parsers for action in each._actions]
    named = {option for action in actions for option in action.option_strings}
    return {option for option in named if option.startswith("--")} - {"--help"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    """The README shows each command."""
    assert f"enquiry {name}" in README


@pytest.mark.parametrize("option", sorted(options()))
def test_every_option_is_in_the_readme(option: str) -> None:
    """The README names each option."""
    assert option in README


def test_every_option_has_help() -> None:
    """No option and no command goes without a line of help."""
    for command in map(command_parser, COMMANDS):
        assert command.description
        assert command.epilog
        assert all(action.help for action in command._actions)


def test_hooks_for_pre_commit() -> None:
    """Each hook runs a command that exists, on the files that it is about."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    about = {hook["entry"].removeprefix("enquiry "): re.compile(hook["files"]) for hook in hooks}
    assert set(about) == {"validate", "check"} <= set(COMMANDS)
    for path in ("enquiries/a.json", "of/2026/enquiries/b/c.ndjson.gz", "enquiries/d.jsonl"):
        assert about["validate"].search(path)
    for path in ("a.json", "enquiries/a.txt", "my-enquiries/a.json"):
        assert not about["validate"].search(path)
    for path in ("docs/routing.yml", "guide/schema/enquiry.schema.json"):
        assert about["check"].search(path)
    for name in ("en", "fr"):
        page = (ROOT / f"docs/{name}/for-developers.md").read_text(encoding="utf-8")
        assert all(hook["id"] in page for hook in hooks)
