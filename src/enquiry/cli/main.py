"""The command `enquiry`. Never a traceback: whatever goes wrong has a line and an exit status.

What is heavy is imported where it is used, so that help and one file are quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enquiry.cli.arguments import Arguments

INTERRUPTED = 130
BROKEN_PIPE = 141
INTERNAL_ERROR = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status: 0, 1, 2 or 64.

    An interrupt and a reader that went away end it quietly, with the statuses that a shell gives
    them.
    """
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered must not fail again when the interpreter closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:  # details could hold data
        print(f"enquiry: internal error ({type(error).__name__}); report it", file=sys.stderr)
        return INTERNAL_ERROR


def _run(arguments: Sequence[str] | None) -> int:
    from enquiry.cli.arguments import parse

    try:
        parsed = parse(arguments)
        return _check(parsed.root) if parsed.command == "check" else _examine(parsed)
    except SystemExit as end:  # argparse leaves so, after help and after wrong usage
        return int(end.code or 0)
    finally:
        sys.stdout.flush()


def _examine(arguments: Arguments) -> int:
    from enquiry.cli.batches import RunOptions, results
    from enquiry.cli.progress import Progress, Total
    from enquiry.dates import latest_today
    from enquiry.intake.inputs import Inputs

    options = RunOptions(
        today=arguments.today or latest_today(),
        format=arguments.format,
        language=arguments.language,
        routes=arguments.command == "route",
    )
    total = Total()
    progress = Progress(sys.stderr)
    inputs = Inputs(arguments.paths, sys.stdin.buffer)
    try:
        for batch in results(inputs, options, arguments.jobs):
            total.add(batch)
            if batch.output:
                progress.clear()
                sys.stdout.buffer.write(batch.output.encode())
            progress.show(total.documents, inputs.fraction_read())
    finally:
        progress.clear()
    if options.format == "text":
        sys.stdout.flush()
        print(total.in_words(options.language), file=sys.stderr)
    return total.exit_status


def _check(root: str | None) -> int:
    from enquiry.check import findings, guide_to_check

    found = findings(guide_to_check(root))
    for finding in found:
        print(finding)
    print(f"{len(found)} finding{'s' if len(found) != 1 else ''}", file=sys.stderr)
    return 1 if found else 0
