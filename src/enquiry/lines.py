"""A stream of documents, one a line, in constant memory whatever the stream holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from enquiry.files import READ_ERRORS, read_fault
from enquiry.limits import MAX_BYTES
from enquiry.reading import Unreadable
from enquiry.text import Text

CHUNK = 512 * 1024
MAX_SKIPPED = 256 * MAX_BYTES
_BLANKS = b" \t\r\n"
_TOO_LONG = MAX_BYTES + len(b"\r\n")

ENDLESS_LINE = Text(
    "Break the line before: it goes on for more than 16 MiB, and what follows was not read.",
    "Coupez la ligne précédente\u00a0: elle dépasse 16 Mio, et la suite n’a pas été lue.",
)


class Stream(Protocol):
    """Bytes that come in pieces."""

    def read1(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, as many as come at once; none at the end."""


def chunks(stream: Stream) -> Iterator[bytes | Unreadable]:
    """The stream in pieces of whole lines, so that each piece can be checked by itself.

    Of a line over 64 KiB a piece holds enough to see that; the rest is skipped. After a line that
    has no end in sight, and where the stream cannot be read on, the reason comes last.
    """
    begun = b""
    try:
        while content := stream.read1(CHUNK):
            lines, newline, begun = (begun + content).rpartition(b"\n")
            if newline:
                yield lines + newline
            if len(begun) >= _TOO_LONG:
                yield begun[:_TOO_LONG] + b"\n"
                begun = _after_this_line(stream)
    except READ_ERRORS as error:
        yield read_fault(error)
        return
    except Unreadable as fault:
        yield fault
        return
    if begun:
        yield begun


def _after_this_line(stream: Stream) -> bytes:
    """What comes with the end of the line. Raises Unreadable where that is not in sight."""
    skipped = 0
    while content := stream.read1(CHUNK):
        _, newline, begun = content.partition(b"\n")
        if newline:
            return begun
        skipped += len(content)
        if skipped > MAX_SKIPPED:
            raise Unreadable(ENDLESS_LINE)
    return b""


def documents(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The number, from 0, and the bytes of each line that is not blank."""
    for number, line in enumerate(content.split(b"\n")):
        if line.strip(_BLANKS):
            yield number, line.removesuffix(b"\r")
