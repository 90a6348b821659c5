"""`enquiry check`: whether a guide holds."""

from __future__ import annotations

from argparse import Namespace

from enquiry.cli.options import add_guide, add_quiet_and_verbose, guide_at_hand
from enquiry.cli.output import say, write
from enquiry.cli.parser import OTHER_STATUSES, Parser

PURPOSE = "check the schema and the routing table of a guide"
EPILOG = f"""\
examples:
  enquiry check         the guide in this folder
  enquiry check guide   the guide in another folder

exit status:
  0   the guide holds
  1   it does not; every finding is printed with its file and line
{OTHER_STATUSES}"""


def add_arguments(parser: Parser) -> None:
    """Adds the guide's folder."""
    parser.add_argument("root", nargs="?", metavar="ROOT", help="the guide's folder")
    add_guide(parser, ships=False)
    add_quiet_and_verbose(parser)


def run(parser: Parser, given: Namespace) -> int:
    """Prints every finding."""
    from enquiry.cli.findings import in_lines
    from enquiry.site.every_finding import findings, reads_pages

    if given.root is not None and given.guide is not None:
        parser.error("name the guide once: either ROOT or --guide")
    guide = guide_at_hand(parser, given.guide if given.root is None else given.root)
    if given.verbose:
        say(f"enquiry: {guide.schema} and {guide.table}\n")
    found = findings(guide)
    write(in_lines(found))
    warnings = sum(each.warning for each in found)
    if not given.quiet:
        say(f"{_count(len(found) - warnings, 'finding')}")
        say(f", {_count(warnings, 'warning')}\n" if warnings else "\n")
        if not reads_pages():
            say("enquiry: the pages were not checked; what reads them is in enquiry-guide[site]\n")
    return 1 if len(found) > warnings else 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
