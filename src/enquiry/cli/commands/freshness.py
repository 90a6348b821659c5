"""`enquiry freshness`: whether the source page still says what the table says."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.cli.options import add_guide, add_quiet_and_verbose, day, guide_at_hand
from enquiry.cli.output import say, write
from enquiry.cli.parser import OTHER_STATUSES, Parser
from enquiry.cli.statuses import OUTPUT_ERROR
from enquiry.dates import latest_today

if TYPE_CHECKING:
    pass

UNREADABLE = 2
PURPOSE = "whether the source page still says what the table says"
EPILOG = f"""\
examples:
  curl -L -o page.html "$ADDRESS"; enquiry freshness page.html
      is the page what it was, and does it state every fact of the table?
  enquiry freshness page.html --accept
      the page and the table were compared: record that in docs/routing.yml

Only what the page says counts, not its markup, scripts and spaces, nor the day on which it last
changed. Addresses, phone numbers and numbers of days are looked for in it. Where no fingerprint
was ever recorded, only these are.

exit status:
  0   the page says what it said, and states every fact
  1   it says something else, or a fact is not in it; each is printed with its place in the table
  2   the page cannot be read: no such file, too large, no text, an unknown encoding
{OTHER_STATUSES}"""


def add_arguments(parser: Parser) -> None:
    """Adds the page, and what to do about it."""
    parser.add_argument(
        "page", metavar="PAGE", help="a saved copy of the source page, HTML or text, or -"
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="record in docs/routing.yml that page and table were compared today",
    )
    parser.add_argument(
        "--today", type=day, metavar="YYYY-MM-DD", help="the day that --accept records (today)"
    )
    add_guide(parser, ships=False)
    add_quiet_and_verbose(parser)


def run(parser: Parser, given: Namespace) -> int:
    """Prints what differs, and records the comparison where that is wanted."""
    from importlib.util import find_spec

    if not all(find_spec(name) for name in ("selectolax", "unicode_rbnf")):
        parser.refuse("what reads pages is in enquiry-guide[freshness]")

    from enquiry.authoring.findings import GuideError
    from enquiry.authoring.rewriting import rewrite
    from enquiry.cli.findings import counted, in_lines
    from enquiry.cli.reporters import printable
    from enquiry.freshness.comparison import compare
    from enquiry.freshness.page import UnreadablePage
    from enquiry.freshness.record import recorded
    from enquiry.routing.loader import load_table_file

    guide = guide_at_hand(parser, given.guide)
    if given.accept and _day(given) > latest_today().isoformat():
        parser.error("argument --today: nobody has compared the table on a day to come")
    try:
        table = load_table_file(guide.table)
        found = compare(guide, table, _bytes(given.page))
        text = recorded(table, found.fingerprint, _day(given)) if given.accept else None
    except GuideError as error:
        parser.refuse(f"the guide cannot be used\n{in_lines(error.findings)}".rstrip())
    except (UnreadablePage, OSError) as error:
        why = getattr(error, "strerror", None) or error
        say(f"enquiry freshness: {printable(given.page)}: {why}\n")
        return UNREADABLE
    if text is not None:
        try:
            rewrite(guide.table, text)
        except OSError as error:
            say(f"enquiry freshness: {guide.table} cannot be written: {error.strerror}\n")
            return OUTPUT_ERROR
    findings = (*(() if given.accept else found.changes), *found.missing)
    write(in_lines(findings))
    if not given.quiet:
        wrong = sum(not each.warning for each in findings)
        say(f"{'recorded; ' if given.accept else ''}{counted(wrong, 'finding')}\n")
    if given.verbose:
        say(f"enquiry: {guide.table}; the page has {found.fingerprint}\n")
    return 1 if any(not each.warning for each in findings) else 0


def _bytes(page: str) -> bytes:
    """At most a little more of a page than is read."""
    from enquiry.freshness.page import MAX_BYTES, UnreadablePage

    if page == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    if not Path(page).is_file() and Path(page).exists():
        raise UnreadablePage("this is not a file")
    with Path(page).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _day(given: Namespace) -> str:
    chosen: date = given.today or datetime.now().astimezone().date()
    return chosen.isoformat()
