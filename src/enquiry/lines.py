"""A stream of documents, one a line, in constant memory whatever the stream holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Protocol

from enquiry.limits import MAX_BYTES, TOO_LARGE
from enquiry.reading import Unreadable
from enquiry.text import Text

MAX_SKIPPED = 256 * MAX_BYTES
_BLANKS = b" \t\r\n"
_LONGEST = MAX_BYTES + len(b"\r\n")


class Stream(Protocol):
    """Bytes that can be read line by line."""

    def readline(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, up to and with the next newline; none at the end."""


ENDLESS_LINE = Text(
    "Break this line: it goes on for more than 16 MiB, and what follows was not read.",
    "Coupez cette ligne\u00a0: elle dépasse 16 Mio, et la suite n’a pas été lue.",
)


def documents(stream: Stream) -> Iterator[tuple[int, bytes | Unreadable]]:
    """The number, from 1, and the bytes of each line that is not blank.

    A line over 64 KiB is named and skipped; after one that has no end in sight, the rest of the
    stream is left alone.
    """
    for number in count(1):
        line = stream.readline(_LONGEST)
        if not line:
            return
        if len(line) < _LONGEST or line.endswith(b"\n"):
            if line.strip(_BLANKS):
                yield number, line.rstrip(b"\r\n")
        elif _skip_line(stream):
            yield number, Unreadable(TOO_LARGE)
        else:
            yield number, Unreadable(ENDLESS_LINE)
            return


def _skip_line(stream: Stream) -> bool:
    """Reads to the end of the line; whether that was in sight."""
    for _ in range(MAX_SKIPPED // MAX_BYTES):
        part = stream.readline(MAX_BYTES)
        if not part or part.endswith(b"\n"):
            return True
    return False
