"""`enquiry check`: whether a guide holds."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from enquiry.authoring.findings import Finding, GuideError
from enquiry.cli.options import add_guide, add_quiet_and_verbose, guide_at_hand
from enquiry.cli.output import say, write
from enquiry.cli.parser import OTHER_STATUSES, Parser
from enquiry.guide_files import GuideFiles

PURPOSE = "check the schema and the routing table of a guide"
EPILOG = f"""\
examples:
  enquiry check         the guide in this folder
  enquiry check guide   the guide in another folder
  enquiry check --site site   whether the site built in that folder says what the guide says

exit status:
  0   the guide holds
  1   it does not; every finding is printed with its file and line, or with its page
{OTHER_STATUSES}"""


def add_arguments(parser: Parser) -> None:
    """Adds the guide's folder."""
    parser.add_argument("root", nargs="?", metavar="ROOT", help="the guide's folder")
    parser.add_argument(
        "--site",
        metavar="DIR",
        type=Path,
        help="read the built site in this folder back, and compare it with table and schema",
    )
    add_guide(parser, ships=False)
    add_quiet_and_verbose(parser)


def run(parser: Parser, given: Namespace) -> int:
    """Prints every finding."""
    from enquiry.cli.findings import counted, in_lines
    from enquiry.site.every_finding import findings, reads_pages

    if given.root is not None and given.guide is not None:
        parser.error("name the guide once: either ROOT or --guide")
    guide = guide_at_hand(parser, given.guide if given.root is None else given.root)
    if given.verbose:
        say(f"enquiry: {guide.schema} and {guide.table}\n")
    found = _of_site(parser, guide, given.site) if given.site else findings(guide)
    write(in_lines(found))
    warnings = sum(each.warning for each in found)
    if not given.quiet:
        say(f"{counted(len(found) - warnings, 'finding')}")
        say(f", {counted(warnings, 'warning')}\n" if warnings else "\n")
        if given.site is None and not reads_pages():
            say("enquiry: the pages were not checked; what reads them is in enquiry-guide[site]\n")
    return 1 if len(found) > warnings else 0


def _of_site(parser: Parser, guide: GuideFiles, folder: Path) -> Sequence[Finding]:
    """Where a built site disagrees with the guide, or what is wrong with the guide itself."""
    if not all(find_spec(name) for name in ("babel", "html5lib")):
        parser.error("argument --site: what reads a site is in enquiry-guide[site]")
    from enquiry.readback import check_site

    if not check_site.is_site(folder):
        parser.error(f"argument --site: {folder} is no built site (it has no index.html)")
    try:
        return check_site.findings(guide, folder)
    except GuideError as error:
        return [each.below(guide.root) for each in error.findings]
