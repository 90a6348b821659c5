"""Options that several commands have, and what they stand for when nobody gave them."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from os.path import lexists
from pathlib import Path

from enquiry.cli.parser import Parser
from enquiry.guide_files import SCHEMA, TABLE, GuideFiles

GUIDE_VARIABLE = "ENQUIRY_GUIDE"


def add_guide(parser: Parser, *, ships: bool) -> None:
    """Adds --guide; `ships` says that without any guide the shipped one counts."""
    parser.add_argument(
        "--guide",
        metavar="FOLDER",
        help="the guide whose schema and table count (ENQUIRY_GUIDE, else the guide in this "
        "folder" + (", else the shipped one)" if ships else ")"),
    )


def add_quiet_and_verbose(parser: Parser) -> None:
    """Adds -q and -v, of which one at most may be given."""
    how_much = parser.add_mutually_exclusive_group()
    how_much.add_argument("-q", "--quiet", action="store_true", help="no summary")
    how_much.add_argument(
        "-v", "--verbose", action="store_true", help="also what holds, and by which guide"
    )


def chosen_guide(folder: str | None) -> GuideFiles | None:
    """The guide in `folder`, else the one that the environment names, else that of the current
    folder, if it has one."""
    named = folder or os.environ.get(GUIDE_VARIABLE)
    if named:
        return GuideFiles.of(Path(named))
    return GuideFiles.of(Path()) if Path(TABLE).is_file() else None


def guide_at_hand(parser: Parser, folder: str | None) -> GuideFiles:
    """The chosen guide. Exits with 64 where there is none."""
    guide = chosen_guide(folder)
    if guide is None:
        parser.error(f"there is no guide here (no {TABLE}); name its folder")
    if not lexists(guide.table) and not lexists(guide.schema):
        parser.error(f"there is no guide in {guide.root} (neither {TABLE} nor {SCHEMA})")
    return guide


def chosen_language(parser: Parser, given: str | None, languages: Sequence[str]) -> str:
    """The language that was given, else that of the locale. Exits with 64 for an unknown one."""
    if given is None:
        return language_of(os.environ, languages)
    if given not in languages:
        parser.error(f"argument --lang: the guide has {', '.join(languages)}")
    return given


def language_of(environment: Mapping[str, str], languages: Sequence[str]) -> str:
    """The language of a POSIX locale, where it is one of `languages`; else the first of them.

    The same language of another region, or of none, is nearer to a person than another language.
    """
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = re.split("[.@]", next(filter(None, named), ""))[0].replace("_", "-").casefold()
    spoken = locale.partition("-")[0]

    def is_far(code: str) -> tuple[bool, ...]:
        code = code.casefold()
        return code != locale, code != spoken, code.partition("-")[0] != spoken

    return min(languages, key=is_far)


def day(text: str) -> date:
    """A day of the calendar, of the type of --today."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise argparse.ArgumentTypeError("write a date as YYYY-MM-DD, for example 2026-12-23")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("the calendar has no such day") from error
