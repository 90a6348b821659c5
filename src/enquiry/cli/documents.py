"""What `validate` and `route` share: their arguments, and the way through all documents."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING

from enquiry.cli.options import (
    add_guide,
    add_quiet_and_verbose,
    chosen_guide,
    chosen_language,
    day,
)
from enquiry.cli.output import say, write
from enquiry.cli.parser import OTHER_STATUSES, Parser
from enquiry.cli.reporters import FORMATS
from enquiry.guide_files import shipped_guide

if TYPE_CHECKING:
    from enquiry.guide import Guide

MAX_JOBS = 64
EXIT_STATUS = f"""\
exit status:
  0   every document is valid
  1   some document is invalid; with --strict, or has advice
  2   some input cannot be read: not JSON, not UTF-8, missing, over a limit, a folder
      without a document; the rest is still checked
{OTHER_STATUSES}"""


def add_arguments(parser: Parser) -> None:
    """Adds the inputs, and how to report on them."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a file, a folder, a pipe, or - for standard input, which is also read without a path",
    )
    parser.add_argument(
        "--lines",
        action="store_true",
        help="each input holds a document a line; no result waits for the next line",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to report (text)")
    parser.add_argument(
        "--lang",
        dest="language",
        metavar="CODE",
        help="language of text and github (that of the locale, else the guide's first)",
    )
    parser.add_argument(
        "--strict", action="store_true", help="advice counts as a problem for the exit status"
    )
    parser.add_argument(
        "--today",
        type=day,
        metavar="YYYY-MM-DD",
        help="the day after which no date may be (the date at UTC+14)",
    )
    parser.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="how many processes to use (1)"
    )
    add_guide(parser, ships=True)
    add_quiet_and_verbose(parser)


def examine(parser: Parser, given: argparse.Namespace, *, routes: bool) -> int:
    """Checks every document, reports each as its turn comes, and returns the exit status."""
    from enquiry.cli.batches import RunOptions, results
    from enquiry.cli.progress import Progress, Total
    from enquiry.cli.reporters import Style
    from enquiry.dates import latest_today
    from enquiry.intake.inputs import Inputs

    guide = _guide(parser, given.guide, routes=routes)
    language = chosen_language(parser, given.language, guide.languages)
    options = RunOptions(
        guide=guide,
        today=given.today or latest_today(),
        format=given.format,
        style=Style(language, routes, given.verbose, guide.phrases),
    )
    if given.verbose:
        say(f"enquiry: {options.in_words()}\n")
    total = Total()
    progress = Progress(quiet=given.quiet)
    stdin = sys.stdin.buffer if sys.stdin else None
    inputs = Inputs(tuple(given.paths), stdin, lines=given.lines)
    try:
        for batch in results(inputs, options, given.jobs):
            total.add(batch)
            if batch.output:
                progress.clear()
                write(batch.output)
            progress.show(total.documents, inputs.fraction_read())
    finally:
        progress.clear()
    if options.format == "text" and not given.quiet:
        say(f"{total.in_words(options.style)}\n")
    return total.exit_status(strict=given.strict)


def _guide(parser: Parser, folder: str | None, *, routes: bool) -> Guide:
    """The guide, once it is known that it can be used. Exits with 64 where it cannot."""
    from enquiry.guide import Guide

    guide = Guide(chosen_guide(folder) or shipped_guide())
    try:
        _ = guide.validator
        if routes:
            _ = guide.table
    except Exception as error:
        from enquiry.authoring.findings import GuideError
        from enquiry.cli.findings import in_lines

        if not isinstance(error, GuideError):
            raise
        say(in_lines(error.findings))
        parser.refuse("this guide cannot be used")
    return guide


def _jobs(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]?", text) or int(text) > MAX_JOBS:
        raise argparse.ArgumentTypeError(f"write a number from 1 to {MAX_JOBS}")
    return int(text)
