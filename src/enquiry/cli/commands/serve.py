"""`enquiry serve`: the same verdicts over HTTP."""

from __future__ import annotations

import os
import signal
from argparse import Namespace
from errno import errorcode

from enquiry.cli.options import add_guide, chosen_guide
from enquiry.cli.output import say
from enquiry.cli.parser import Parser
from enquiry.cli.statuses import INTERNAL_ERROR
from enquiry.guide_files import shipped_guide

PURPOSE = "answer over HTTP what each document lacks and where it goes"
EPILOG = """\
examples:
  enquiry serve --guide my-guide
      at http://127.0.0.1:8080/, described in /openapi.json
  enquiry serve --host 0.0.0.0 --port 80 --workers 2
      for all, in two processes
  kill -HUP PID
      reads the guide again; where something is wrong with it, the one before stays

The README lists every setting with its environment variable. Options win over variables.

exit status:
  0   after --help
  64  wrong usage, a setting or a guide that cannot be used, a port that is taken
  70  a fault of this program
  74  the output cannot be written
  130, 141, 143
      ended by Ctrl-C, by a reader that went away, by SIGTERM; the first and the last once what
      was in flight is answered
"""


def add_arguments(parser: Parser) -> None:
    """Adds where to listen, and the guide."""
    parser.add_argument("--host", help="the address to listen at (ENQUIRY_HOST, else 127.0.0.1)")
    parser.add_argument("--port", help="the port to listen at (ENQUIRY_PORT, else 8080)")
    parser.add_argument(
        "--workers", metavar="N", help="how many processes answer (ENQUIRY_WORKERS, else 1)"
    )
    add_guide(parser, ships=True)


def run(parser: Parser, given: Namespace) -> int:
    """Serves until a signal ends it."""
    try:
        from enquiry.service import server, workers
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] == "enquiry":
            raise
        parser.refuse("what serves is not installed: pip install 'enquiry-guide[server]'")
    from enquiry.authoring.findings import GuideError
    from enquiry.cli.findings import in_lines
    from enquiry.service.deliveries import deliveries_from
    from enquiry.service.published import read_guide
    from enquiry.service.settings import Settings, WrongSetting

    files = chosen_guide(given.guide) or shipped_guide()
    try:
        settings = Settings.from_environment(
            os.environ, host=given.host, port=given.port, workers=given.workers
        )
        deliveries = deliveries_from(settings.deliver_to, settings.deliver_command)
    except WrongSetting as wrong:
        parser.refuse(str(wrong))
    except ValueError as wrong:
        parser.refuse(f"ENQUIRY_DELIVER_COMMAND: {wrong}")
    try:
        published = read_guide(files)
    except GuideError as error:
        say(in_lines(error.findings))
        parser.refuse("this guide cannot be used")
    try:
        listening = server.listen(settings)
    except OSError as error:
        # What Python adds repeats the address; a name that is not found has no number of errno.
        is_known = error.errno is not None and error.errno in errorcode
        why = os.strerror(error.errno or 0) if is_known else "there is no such address"
        parser.refuse(f"cannot listen at {settings.host}, port {settings.port}: {why}")
    say(f"enquiry: {files.root.resolve()} at {server.address(listening)}\n")
    with listening:
        if settings.workers == 1:
            server.run(published, deliveries, settings, files, listening)
            return 0
        try:
            ended_by = workers.run(settings, files, listening)
        except OSError as error:
            parser.refuse(f"there is no place for temporary files: {error.strerror}")
    if ended_by is None:
        return INTERNAL_ERROR
    signal.signal(
        ended_by, signal.SIG_DFL if ended_by is signal.SIGTERM else signal.default_int_handler
    )
    signal.raise_signal(ended_by)
    return 0
