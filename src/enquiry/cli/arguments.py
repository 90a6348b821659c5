"""What the command understands, and its help."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NoReturn

from enquiry import __version__
from enquiry.cli.reporters import FORMATS, Format
from enquiry.text import LANGUAGES, Language

USAGE_ERROR = 64
MAX_JOBS = 64

_EXIT_STATUS = """\
exit status:
  0   every document is valid
  1   some document is invalid
  2   some input cannot be read: not JSON, not UTF-8, missing, over a limit
  64  wrong usage
"""
_EXAMPLES = {
    "validate": """\
examples:
  enquiry validate enquiry.json            one document
  enquiry validate --jobs 2 2026/*.ndjson  a document a line, in two processes
  enquiry validate folder --lang fr        every *.json, *.ndjson, *.jsonl in it, also .gz
  curl … | enquiry validate --format jsonl from standard input, one result a line
""",
    "route": """\
examples:
  enquiry route enquiry.json                  the contact, and from which day the next one
  enquiry route --today 2026-12-23 folder     as of another day
  enquiry route --format jsonl < all.ndjson   one routing object a line
""",
    "check": """\
examples:
  enquiry check         the guide in this folder, or else the one that the package ships
  enquiry check guide   the guide in another folder

exit status:
  0   the guide holds
  1   it does not; every finding is printed with its file and line
  64  wrong usage
""",
}


_EPILOGS = {
    "validate": f"{_EXAMPLES['validate']}\n{_EXIT_STATUS}",
    "route": f"{_EXAMPLES['route']}\n{_EXIT_STATUS}",
    "check": _EXAMPLES["check"],
}
_PURPOSES = {
    "validate": "say what each document lacks",
    "route": "say where each valid document goes, and what the others lack",
    "check": "check the schema and the routing table of a guide",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE_ERROR, f"{self.prog}: {message}\n")


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the command was asked to do.

    `root` is for `check`, the rest for `validate` and `route`. `today` is None where nobody said
    it, `paths` is empty for standard input.
    """

    command: Literal["validate", "route", "check"]
    root: str | None = None
    paths: tuple[str, ...] = ()
    format: Format = "text"
    language: Language = "en"
    today: date | None = None
    jobs: int = 1


def parse(arguments: Sequence[str] | None) -> Arguments:
    """Reads the command line. Exits with 64 on wrong usage, with 0 after help."""
    given = vars(parser().parse_args(arguments))
    if given["command"] != "check":
        given["paths"] = tuple(given["paths"])
        given["language"] = given["language"] or language_of(dict(os.environ))
    return Arguments(**given)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command."""
    root = _Parser(
        prog="enquiry",
        description="Check enquiries, and find out where they go.",
    )
    root.add_argument("--version", action="version", version=f"enquiry {__version__}")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, purpose in _PURPOSES.items():
        command = commands.add_parser(
            name,
            help=purpose,
            description=f"{purpose[0].upper()}{purpose[1:]}.",
            epilog=_EPILOGS[name],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == "check":
            command.add_argument("root", nargs="?", metavar="ROOT", help="the guide's folder")
        else:
            _add_inputs(command)
    return root


def _add_inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a file, a folder, or - for standard input, which is also read without any path",
    )
    command.add_argument("--format", choices=FORMATS, default="text", help="how to report (text)")
    command.add_argument(
        "--lang",
        dest="language",
        choices=LANGUAGES,
        help="language of text and github (that of the locale, else English)",
    )
    command.add_argument(
        "--today",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day after which no date may be (the date at UTC+14)",
    )
    command.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="how many processes to use (1)"
    )


def _day(text: str) -> date:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise argparse.ArgumentTypeError("write a date as YYYY-MM-DD, for example 2026-12-23")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("the calendar has no such day") from error


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= MAX_JOBS:
        raise argparse.ArgumentTypeError(f"write a number from 1 to {MAX_JOBS}")
    return int(text)


def language_of(environment: dict[str, str]) -> Language:
    """The language of a POSIX locale: French where it says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"
