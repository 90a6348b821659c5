"""What the command understands, and its help."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NoReturn, get_args

from enquiry import __version__
from enquiry.cli.output import say, write
from enquiry.cli.reporters import FORMATS, Format
from enquiry.cli.statuses import USAGE_ERROR
from enquiry.guide_files import TABLE, GuideFiles, shipped_guide

MAX_JOBS = 64
GUIDE_VARIABLE = "ENQUIRY_GUIDE"

Command = Literal["validate", "route", "check", "new"]
COMMANDS: tuple[Command, ...] = get_args(Command)

_OTHER_STATUSES = """\
  64  wrong usage, or a guide that cannot be used
  70  a fault of this program
  74  the output cannot be written
  130, 141, 143
      ended by Ctrl-C, by a reader that went away, by SIGTERM
"""
_EXIT_STATUS = f"""\
exit status:
  0   every document is valid
  1   some document is invalid; with --strict, or has advice
  2   some input cannot be read: not JSON, not UTF-8, missing, over a limit, a folder
      without a document; the rest is still checked
{_OTHER_STATUSES}"""
_EPILOGS: Mapping[Command, str] = {
    "validate": f"""\
examples:
  enquiry validate enquiry.json
      one document
  enquiry validate --jobs 2 2026/*.ndjson
      a document a line, in two processes
  enquiry validate --strict --lang fr folder
      every *.json, *.ndjson, *.jsonl in it, also .gz; advice fails, too
  tail -f new.log | enquiry validate --lines --format jsonl
      each result as soon as its line is there

{_EXIT_STATUS}""",
    "route": f"""\
examples:
  enquiry route enquiry.json
      the contact, and from which day the next one
  enquiry route --today 2026-12-23 --guide my-guide folder
      as of another day, by another guide
  enquiry route --format jsonl < all.ndjson
      each result, with its routing object as "route"

{_EXIT_STATUS}""",
    "check": f"""\
examples:
  enquiry check         the guide in this folder
  enquiry check guide   the guide in another folder

exit status:
  0   the guide holds
  1   it does not; every finding is printed with its file and line
{_OTHER_STATUSES}""",
    "new": """\
examples:
  enquiry new my-guide
      on a terminal, asks for name and languages
  enquiry new my-guide --name "Town Library" --languages en,fr
      asks nothing

exit status:
  0   the guide is written; each file is named
  64  wrong usage: the folder is not empty, the name or the languages cannot be used
  70  a fault of this program
  74  the folder or the output cannot be written
  130, 141, 143
      ended by Ctrl-C, by a reader that went away, by SIGTERM
""",
}
_PURPOSES: Mapping[Command, str] = {
    "validate": "say what each document lacks",
    "route": "say where each valid document goes, and what the others lack",
    "check": "check the schema and the routing table of a guide",
    "new": "start a guide of your own in an empty folder",
}


class _Parser(argparse.ArgumentParser):
    def __init__(self, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        say(f"{self.format_usage()}{self.prog}: {message}\n")
        sys.exit(USAGE_ERROR)

    def _print_message(self, message: str, _file: object = None) -> None:
        write(message)  # help, and the version


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the command was asked to do.

    `guide` is the one that was named, or that is at hand, or else the shipped one. All that follows
    it but `quiet` and `verbose` is for `validate` and `route`. `language` and `today` are None
    where nobody said them, `paths` is empty for standard input. Only `new` has the last three.
    """

    command: Command
    guide: GuideFiles
    quiet: bool = False
    verbose: bool = False
    paths: tuple[str, ...] = ()
    lines: bool = False
    format: Format = "text"
    language: str | None = None
    strict: bool = False
    today: date | None = None
    jobs: int = 1
    folder: str = ""
    name: str | None = None
    languages: str | None = None


def parse(arguments: Sequence[str] | None) -> Arguments:
    """Reads the command line. Exits with 64 on wrong usage, with 0 after help."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    name = next((each for each in COMMANDS if words[:1] == [each]), None)
    if name is None:
        root = root_parser()
        root.parse_args(words)
        root.error("name the command first")
    parser = command_parser(name)
    # Options may stand between the paths, as users of other commands expect.
    given = vars(parser.parse_intermixed_args(words[1:]))
    if name == "new":
        return Arguments(command="new", guide=GuideFiles.of(Path(given["folder"])), **given)
    folder = given.pop("guide")
    if name == "check":
        root = given.pop("root")
        if root is not None and folder is not None:
            parser.error("name the guide once: either ROOT or --guide")
        folder = root if folder is None else folder
    else:
        given["paths"] = tuple(given["paths"])
    guide = chosen_guide(folder, os.environ)
    if guide is None:
        if name == "check":
            parser.error(f"there is no guide here (no {TABLE}); name its folder")
        guide = shipped_guide()
    return Arguments(command=name, guide=guide, **given)


def wrong_usage(command: Command, message: str) -> NoReturn:
    """Says what is wrong, with the usage of the command at hand, and exits with 64."""
    command_parser(command).error(message)


def chosen_guide(folder: str | None, environment: Mapping[str, str]) -> GuideFiles | None:
    """The guide in `folder`, else the one that the environment names, else that of the current
    folder, if it has one."""
    named = folder or environment.get(GUIDE_VARIABLE)
    if named:
        return GuideFiles.of(Path(named))
    return GuideFiles.of(Path()) if Path(TABLE).is_file() else None


def root_parser() -> argparse.ArgumentParser:
    """The parser of what goes without a command: help and the version."""
    purposes = "\n".join(f"  {name:10}{purpose}" for name, purpose in _PURPOSES.items())
    root = _Parser(
        "enquiry",
        "Check enquiries, find out where they go, and start a guide.",
        f"commands:\n{purposes}\n\nenquiry COMMAND --help explains each, with examples and exit "
        "statuses.",
    )
    root.usage = "enquiry [--help] [--version] COMMAND …"
    root.add_argument("--version", action="version", version=f"enquiry {__version__}")
    root.add_argument("command", metavar="COMMAND", choices=sorted(_PURPOSES), help="see below")
    return root


def command_parser(name: Command) -> argparse.ArgumentParser:
    """The parser of one command."""
    purpose = _PURPOSES[name]
    command = _Parser(f"enquiry {name}", f"{purpose[0].upper()}{purpose[1:]}.", _EPILOGS[name])
    if name == "new":
        _add_new(command)
        return command
    if name == "check":
        command.add_argument("root", nargs="?", metavar="ROOT", help="the guide's folder")
    else:
        _add_inputs(command)
    command.add_argument(
        "--guide",
        metavar="FOLDER",
        help="the guide whose schema and table count (ENQUIRY_GUIDE, else the guide in this "
        "folder" + (")" if name == "check" else ", else the shipped one)"),
    )
    how_much = command.add_mutually_exclusive_group()
    how_much.add_argument("-q", "--quiet", action="store_true", help="no summary")
    how_much.add_argument(
        "-v", "--verbose", action="store_true", help="also what holds, and by which guide"
    )
    return command


def _add_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="FOLDER", help="the guide's folder, new or empty")
    command.add_argument("--name", metavar="TEXT", help="the institution (a made-up library)")
    command.add_argument(
        "--languages",
        metavar="CODES",
        help="the guide's languages, the first one at the top (en,fr)",
    )
    command.add_argument("-q", "--quiet", action="store_true", help="do not say what to do next")


def _add_inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a file, a folder, a pipe, or - for standard input, which is also read without a path",
    )
    command.add_argument(
        "--lines",
        action="store_true",
        help="each input holds a document a line; no result waits for the next line",
    )
    command.add_argument("--format", choices=FORMATS, default="text", help="how to report (text)")
    command.add_argument(
        "--lang",
        dest="language",
        metavar="CODE",
        help="language of text and github (that of the locale, else the guide's first)",
    )
    command.add_argument(
        "--strict", action="store_true", help="advice counts as a problem for the exit status"
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
    if not re.fullmatch("[1-9][0-9]?", text) or int(text) > MAX_JOBS:
        raise argparse.ArgumentTypeError(f"write a number from 1 to {MAX_JOBS}")
    return int(text)


def language_of(environment: Mapping[str, str], languages: Sequence[str]) -> str:
    """The language of a POSIX locale, where it is one of `languages`; else the first of them."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            code = re.split("[_.@-]", value.lower())[0]
            return code if code in languages else languages[0]
    return languages[0]
