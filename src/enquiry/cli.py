"""The command `enquiry`. Never a traceback: every fault has a line and an exit status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

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
    from enquiry import options

    try:
        chosen = options.parse(arguments)
        return _check(chosen) if chosen.command == "check" else _examine(chosen)
    except SystemExit as end:  # argparse leaves so, after help and after wrong usage
        return int(end.code or 0)
    finally:
        sys.stdout.flush()


def _examine(options: argparse.Namespace) -> int:
    from enquiry.batches import Work, outcomes
    from enquiry.dates import latest_today
    from enquiry.inputs import Inputs
    from enquiry.progress import Progress
    from enquiry.summary import Total

    work = Work(
        today=options.today or latest_today(),
        format=options.format,
        language=options.language,
        routes=options.command == "route",
    )
    total = Total()
    progress = Progress(sys.stderr)
    inputs = Inputs(options.paths, sys.stdin.buffer)
    try:
        for outcome in outcomes(inputs, work, options.jobs):
            total.add(outcome)
            if outcome.output:
                progress.clear()
                sys.stdout.buffer.write(outcome.output.encode())
            progress.show(total.documents, inputs.fraction_read())
    finally:
        progress.clear()
    if work.format == "text":
        sys.stdout.flush()
        print(total.in_words(work.language), file=sys.stderr)
    return total.exit_status


def _check(options: argparse.Namespace) -> int:
    from enquiry.check import findings, guide_at

    found = findings(guide_at(options.root))
    for finding in found:
        print(finding)
    print(f"{len(found)} finding{'s' if len(found) != 1 else ''}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
