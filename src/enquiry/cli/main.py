"""The command `enquiry`. Never a traceback: whatever goes wrong has a line and an exit status.

What is heavy is imported where it is used, so that help and one file are quick.
"""

from __future__ import annotations

from collections.abc import Sequence

from enquiry.cli.output import OutputError, say, secure_streams
from enquiry.cli.statuses import BROKEN_PIPE, INTERNAL_ERROR, INTERRUPTED, OUTPUT_ERROR


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
        return parse(arguments).run()
    except SystemExit as end:  # argparse leaves so, after help and after wrong usage
        return int(end.code or 0)
