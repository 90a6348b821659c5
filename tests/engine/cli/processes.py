"""The command as a process of its own, of which nothing is left after a test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

COMMAND = [sys.executable, "-m", "enquiry"]
SECONDS = 60
"""After so long a process has failed, and is ended."""


@contextmanager
def started(
    *command: str, seconds: float = SECONDS, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, of which nothing is left afterwards.

    It can be interrupted and ended even where the tests run with such signals ignored, as below
    nohup: a process hands that on to those it starts.
    """
    before = {
        number: signal.signal(number, handler)
        for number, handler in (
            (signal.SIGINT, signal.default_int_handler),
            (signal.SIGHUP, signal.SIG_DFL),
            (signal.SIGTERM, signal.SIG_DFL),
        )
    }
    try:
        process = subprocess.Popen(command, start_new_session=True, **options)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    is_late = False

    def end(late: bool = False) -> None:
        nonlocal is_late
        is_late = late
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    limit = Timer(seconds, end, [True])
    limit.start()
    try:
        with process:
            yield process
    finally:
        limit.cancel()
        assert not is_late, "it had to be ended"
        end()


def completed(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command, once it has ended."""
    return subprocess.run(
        [*COMMAND, *arguments],
        **{"capture_output": True, "text": True, "check": False, "timeout": SECONDS, **options},
    )


def shell(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A script for a shell in which "$@" is the command with some arguments."""
    return subprocess.run(
        ["bash", "-c", script, "bash", *COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
