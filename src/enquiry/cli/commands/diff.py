"""`enquiry diff`: what an edit of a guide changes for readers."""

from __future__ import annotations

import argparse
import re
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.cli.changes import FORMATS
from enquiry.cli.options import add_guide, chosen_guide, chosen_language, day
from enquiry.cli.output import OutputError, say, write
from enquiry.cli.parser import OTHER_STATUSES, Parser
from enquiry.guide_files import RECORD, TABLE

if TYPE_CHECKING:
    from enquiry.comparison.telling import Change
    from enquiry.comparison.versions import Version

PURPOSE = "what an edit of a guide changes for readers"
EPILOG = f"""\
examples:
  enquiry diff HEAD
      what is not committed yet
  enquiry diff main --format markdown --lang en
      a branch, for a comment on a pull request
  enquiry diff v1.0 v1.1
      two revisions of the guide in this folder
  enquiry diff ../guide-of-last-year .
      two folders
  enquiry diff v1.0 --record --name 1.1
      writes the changes since v1.0 into {RECORD}, for the page "What changed"

Nothing of it is about comments, quotes or the order of keys: only what somebody reads, must say, or
who they write to.

exit status:
  0   nothing changes for readers; with --record, the changes are written down
  1   something does
{OTHER_STATUSES}"""
_PREVIEW = re.compile("https?://[A-Za-z0-9._~:/?#@!$&*+,;=%-]+")


def add_arguments(parser: Parser) -> None:
    """Adds the two versions, and how to tell their differences."""
    parser.add_argument("old", metavar="OLD", help="a guide's folder, or a git revision")
    parser.add_argument("new", nargs="?", metavar="NEW", help="the same (the guide as it is)")
    add_guide(parser, ships=False)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print (text)")
    parser.add_argument(
        "--lang", metavar="CODE", help="a language of the guide (that of the locale, or its first)"
    )
    parser.add_argument(
        "--preview", metavar="URL", type=_url, default="", help="where the edit can be seen"
    )
    parser.add_argument(
        "--record", action="store_true", help="add the changes to docs/changes.yml of the guide"
    )
    parser.add_argument(
        "--on", metavar="YYYY-MM-DD", type=day, help="the day of the record (today)"
    )
    parser.add_argument(
        "--name", metavar="NAME", type=_name, help="the name of the version that is recorded"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing")


def run(parser: Parser, given: Namespace) -> int:
    """Prints every change."""
    from enquiry.cli.changes import WRITERS
    from enquiry.comparison.changes import changes, teller_of

    if not given.record and (given.on or given.name):
        parser.error("--on and --name go with --record")
    if given.record and given.new is not None:
        parser.error("--record is about the guide as it is: leave out NEW")
    with ExitStack() as open_folders:
        old = _version(parser, given, given.old, open_folders)
        new = _version(parser, given, given.new, open_folders)
        language = chosen_language(parser, given.lang, new.guide.languages)
        found = changes(old, new)
        teller = teller_of(new)
    if not given.quiet:
        write(WRITERS[given.format](found, language, teller, given.preview))
    if given.record:
        return _record(parser, new, found, given)
    return 1 if found else 0


def _record(parser: Parser, new: Version, found: Sequence[Change], given: Namespace) -> int:
    """Writes the changes down, and says how many there are."""
    from enquiry.authoring.findings import GuideError
    from enquiry.authoring.record import Row, add_to_record
    from enquiry.cli.findings import in_lines
    from enquiry.dates import iso_date

    # A wording that was set right in one language alone is no news.
    news = (change for change in found if change.in_every_language)
    rows = [Row(change.category, change.message) for change in news]
    on = iso_date(given.on or date.today())  # noqa: DTZ011 - the writer's own day
    root, languages = new.guide.files.root, new.guide.languages
    try:
        added = add_to_record(root, on, given.name, rows, languages)
    except GuideError as error:
        parser.refuse(f"nothing was recorded\n{in_lines(error.findings)}".rstrip())
    except OSError as error:
        raise OutputError(f"{RECORD}: {error.strerror}") from None
    if not given.quiet:
        say(f"enquiry: {added} of {len(rows)} changes are new in {RECORD}\n")
    return 0


def _name(text: str) -> str:
    """The name of a version, of the type of --name."""
    if not text.strip() or not text.isprintable() or len(text) > 80:
        raise argparse.ArgumentTypeError("write a name in one line, for example 1.2")
    return text.strip()


def _url(text: str) -> str:
    """An address, of the type of --preview."""
    if text and not _PREVIEW.fullmatch(text):
        raise argparse.ArgumentTypeError("write an address that begins with https://")
    return text


def _version(
    parser: Parser, given: Namespace, name: str | None, open_folders: ExitStack
) -> Version:
    """A guide in a folder, or in a revision; without a name, the guide at hand."""
    from enquiry.authoring.findings import GuideError
    from enquiry.cli.findings import in_lines
    from enquiry.comparison.revisions import RevisionError, checked_out
    from enquiry.comparison.versions import read_version

    here = chosen_guide(given.guide)
    try:
        if name and Path(name, TABLE).is_file():
            root = Path(name)
        elif here is None:
            parser.error(f"there is no guide here (no {TABLE}); name its folder")
        elif name is None:
            root = here.root
        else:
            root = open_folders.enter_context(checked_out(here.root, name))
        return read_version(root)
    except RevisionError as error:
        parser.refuse(f"{error}")
    except GuideError as error:
        which = "as it is" if name is None else name
        parser.refuse(f"the guide {which} cannot be used\n{in_lines(error.findings)}".rstrip())
