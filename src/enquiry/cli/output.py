"""The command's standard streams, any of which may be closed, full, or without a reader."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO


class OutputError(Exception):
    """Standard output cannot be written; the text says why."""


def secure_streams() -> None:
    """Puts nothing where a standard stream is closed, and has the others wait as files do.

    Otherwise the next file that is opened would take its number, and be taken for it; and another
    program that shares a pipe may have made it one that ends where it should wait.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        else:
            with contextlib.suppress(AttributeError, OSError):
                os.set_blocking(number, True)


def write(text: str) -> None:
    """Writes to standard output at once, in UTF-8 whatever the locale.

    Raises BrokenPipeError where nobody reads it any more, and OutputError.
    """
    if not text:
        return
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    try:
        sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
        sys.stdout.flush()
    except OSError as error:
        discard(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise
        raise OutputError(error.strerror) from None


def say(text: str) -> None:
    """Writes to standard error. Where that cannot be written nobody wants to know."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Lets what is still buffered go nowhere, instead of failing again as Python ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
