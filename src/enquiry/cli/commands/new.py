"""`enquiry new`: a guide of one's own."""

from __future__ import annotations

from argparse import Namespace

from enquiry.cli.parser import Parser

PURPOSE = "start a guide of your own in an empty folder"
EPILOG = """\
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
"""


def add_arguments(parser: Parser) -> None:
    """Adds the folder, and what is asked for at a terminal otherwise."""
    parser.add_argument("folder", metavar="FOLDER", help="the guide's folder, new or empty")
    parser.add_argument("--name", metavar="TEXT", help="the institution (a made-up library)")
    parser.add_argument(
        "--languages",
        metavar="CODES",
        help="the guide's languages, the first one at the top (en,fr)",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="do not say what to do next")


def run(_parser: Parser, given: Namespace) -> int:
    """Writes the guide."""
    from enquiry.cli.new_guide import write_guide

    return write_guide(given.folder, given.name, given.languages, quiet=given.quiet)
