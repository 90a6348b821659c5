"""What the command understands: which commands there are, the general help, the command at hand.

Each command is a module in `enquiry.cli.commands`, imported when it is asked for. A new one is such
a module, and a line in `COMMANDS`.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from enquiry import __version__
from enquiry.cli.parser import Parser

COMMANDS = ("validate", "route", "check", "new", "diff", "compat", "freshness", "serve")


class Command(Protocol):
    """A module of `enquiry.cli.commands`."""

    PURPOSE: str
    EPILOG: str

    def add_arguments(self, parser: Parser) -> None:
        """Adds what the command takes."""

    def run(self, parser: Parser, given: Namespace) -> int:
        """Does what was asked for, and returns the exit status."""


class Request(NamedTuple):
    """A command with what it was given."""

    command: Command
    parser: Parser
    given: Namespace

    def run(self) -> int:
        """Does what was asked for, and returns the exit status."""
        return self.command.run(self.parser, self.given)


def parse(arguments: Sequence[str] | None) -> Request:
    """Reads the command line. Exits with 64 on wrong usage, with 0 after help."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    name = next((each for each in COMMANDS if words[:1] == [each]), None)
    if name is None:
        root = root_parser()
        root.parse_args(words)
        root.error("name the command first")
    parser = command_parser(name)
    # Options may stand between the paths, as users of other commands expect.
    return Request(_command(name), parser, parser.parse_intermixed_args(_without_mark(words[1:])))


def _without_mark(words: Sequence[str]) -> list[str]:
    """The words without `--`, after which each is a path, whatever it begins with.

    argparse forgets that where options may stand between paths.
    """
    end = words.index("--") if "--" in words else len(words)
    paths = words[end + 1 :]
    return [*words[:end], *(f"./{path}" if path[:1] == "-" != path else path for path in paths)]


def root_parser() -> Parser:
    """The parser of what goes without a command: help and the version."""
    purposes = "\n".join(f"  {name:10}{_command(name).PURPOSE}" for name in COMMANDS)
    root = Parser(
        "enquiry",
        "Check enquiries, find out where they go, and start a guide.",
        f"commands:\n{purposes}\n\nenquiry COMMAND --help explains each, with examples and exit "
        "statuses.",
    )
    root.usage = "enquiry [--help] [--version] COMMAND …"
    root.add_argument("--version", action="version", version=f"enquiry {__version__}")
    root.add_argument("command", metavar="COMMAND", choices=sorted(COMMANDS), help="see below")
    return root


def command_parser(name: str) -> Parser:
    """The parser of one command."""
    command = _command(name)
    purpose = command.PURPOSE
    parser = Parser(f"enquiry {name}", f"{purpose[0].upper()}{purpose[1:]}.", command.EPILOG)
    command.add_arguments(parser)
    return parser


def _command(name: str) -> Command:
    return cast(Command, import_module(f"enquiry.cli.commands.{name}"))
