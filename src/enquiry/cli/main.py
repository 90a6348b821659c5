"""The command `enquiry`. Never a traceback: whatever goes wrong has a line and an exit status.

What is heavy is imported where it is used, so that help and one file are quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from enquiry.cli.output import OutputError, say, secure_streams, write
from enquiry.cli.statuses import (
    BROKEN_PIPE,
    INTERNAL_ERROR,
    INTERRUPTED,
    OUTPUT_ERROR,
    USAGE_ERROR,
)

if TYPE_CHECKING:
    from enquiry.authoring.findings import Finding
    from enquiry.cli.arguments import Arguments
    from enquiry.guide import Guide


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status: 0, 1, 2 or 64.

    An interrupt and a reader that went away end it quietly, with the statuses that a shell gives
    them; 74 says that the output cannot be written. Other signals are left to the system, which
    never misses one, while Python would let it wait for a read that has just begun.
    """
    secure_streams()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE
    except OutputError as error:
        say(f"enquiry: the output cannot be written: {error}\n")
        return OUTPUT_ERROR
    except Exception as error:  # details could hold data
        say(f"enquiry: internal error ({type(error).__name__}); report it\n")
        return INTERNAL_ERROR


def _run(arguments: Sequence[str] | None) -> int:
    from enquiry.cli.arguments import parse

    try:
        parsed = parse(arguments)
        if parsed.command == "new":
            return _new(parsed)
        return _check(parsed) if parsed.command == "check" else _examine(parsed)
    except SystemExit as end:  # argparse leaves so, after help and after wrong usage
        return int(end.code or 0)


def _examine(arguments: Arguments) -> int:
    from enquiry.cli.batches import RunOptions, results
    from enquiry.cli.progress import Progress, Total
    from enquiry.cli.reporters import Style
    from enquiry.dates import latest_today
    from enquiry.intake.inputs import Inputs

    guide = _guide(arguments)
    language = _language(arguments, guide)
    options = RunOptions(
        guide=guide,
        today=arguments.today or latest_today(),
        format=arguments.format,
        style=Style(language, arguments.command == "route", arguments.verbose, guide.phrases),
    )
    if arguments.verbose:
        say(f"enquiry: {options.in_words()}\n")
    total = Total()
    progress = Progress(quiet=arguments.quiet)
    stdin = sys.stdin.buffer if sys.stdin else None
    inputs = Inputs(arguments.paths, stdin, lines=arguments.lines)
    try:
        for batch in results(inputs, options, arguments.jobs):
            total.add(batch)
            if batch.output:
                progress.clear()
                write(batch.output)
            progress.show(total.documents, inputs.fraction_read())
    finally:
        progress.clear()
    if options.format == "text" and not arguments.quiet:
        say(f"{total.in_words(options.style)}\n")
    return total.exit_status(strict=arguments.strict)


def _guide(arguments: Arguments) -> Guide:
    """The guide, once it is known that it can be used. Exits with 64 where it cannot."""
    from enquiry.guide import Guide

    guide = Guide(arguments.guide)
    try:
        _ = guide.validator
        if arguments.command == "route":
            _ = guide.table
    except Exception as error:
        from enquiry.authoring.findings import GuideError

        if not isinstance(error, GuideError):
            raise
        say(_in_lines(error.findings))
        say(f"enquiry {arguments.command}: this guide cannot be used\n")
        raise SystemExit(USAGE_ERROR) from None
    return guide


def _language(arguments: Arguments, guide: Guide) -> str:
    from enquiry.cli.arguments import language_of, wrong_usage

    if arguments.language is None:
        return language_of(os.environ, guide.languages)
    if arguments.language not in guide.languages:
        known = ", ".join(guide.languages)
        wrong_usage(arguments.command, f"argument --lang: the guide has {known}")
    return arguments.language


def _check(arguments: Arguments) -> int:
    from enquiry.site.every_finding import findings, reads_pages

    if arguments.verbose:
        say(f"enquiry: {arguments.guide.schema} and {arguments.guide.table}\n")
    found = findings(arguments.guide)
    write(_in_lines(found))
    warnings = sum(each.warning for each in found)
    if not arguments.quiet:
        say(f"{_count(len(found) - warnings, 'finding')}")
        say(f", {_count(warnings, 'warning')}\n" if warnings else "\n")
        if not reads_pages():
            say("enquiry: the pages were not checked; what reads them is in enquiry-guide[site]\n")
    return 1 if len(found) > warnings else 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"


def _new(arguments: Arguments) -> int:
    from enquiry.cli.new import run

    return run(arguments.folder, arguments.name, arguments.languages, quiet=arguments.quiet)


def _in_lines(findings: Iterable[Finding]) -> str:
    from enquiry.cli.reporters import printable

    return "".join(f"{printable(str(finding))}\n" for finding in findings)
