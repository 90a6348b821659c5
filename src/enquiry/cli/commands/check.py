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
    from enquiry.check import findings
    from enquiry.cli.findings import in_lines
    from enquiry.site.words import word_findings

    if given.root is not None and given.guide is not None:
        parser.error("name the guide once: either ROOT or --guide")
    guide = guide_at_hand(parser, given.guide if given.root is None else given.root)
    if given.verbose:
        say(f"enquiry: {guide.schema} and {guide.table}\n")
    found = sorted({*findings(guide), *word_findings(guide)})
    write(in_lines(found))
    if not given.quiet:
        say(f"{len(found)} finding{'s' if len(found) != 1 else ''}\n")
    return 1 if found else 0
