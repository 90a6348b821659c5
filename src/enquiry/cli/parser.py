"""How every command reads its arguments: usage and help on our streams, 64 for wrong usage."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from enquiry.cli.output import say, write
from enquiry.cli.statuses import USAGE_ERROR

OTHER_STATUSES = """\
  64  wrong usage, or a guide that cannot be used
  70  a fault of this program
  74  the output cannot be written
  130, 141, 143
      ended by Ctrl-C, by a reader that went away, by SIGTERM
"""
"""For the help of each command: the exit statuses that mean the same in all of them."""


class Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviations and keeps the line breaks of its epilog."""

    def __init__(self, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Says what is wrong, with the usage, and exits with 64."""
        say(f"{self.format_usage()}{self.prog}: {message}\n")
        sys.exit(USAGE_ERROR)

    def refuse(self, why: str) -> NoReturn:
        """Says why what was asked for cannot be done, and exits with 64."""
        say(f"{self.prog}: {why}\n")
        sys.exit(USAGE_ERROR)

    def _print_message(self, message: str, _file: object = None) -> None:
        write(message)  # help, and the version
