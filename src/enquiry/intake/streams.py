"""Streams: a document a line, in constant memory, or one whole document. Standard input has no
name that says which it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from enquiry.intake.files import READ_ERRORS, read_error
from enquiry.intake.json_reader import read
from enquiry.intake.limits import MAX_BYTES, Unreadable
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
        yield read_error(error)
        return
    except Unreadable as reason:
        yield reason
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


def one_or_lines(stream: BinaryIO) -> tuple[bytes | None, Stream]:
    """One document, or None, and the stream of what comes as lines.

    It is one document where all of it reads as one, or where no line reads as an object of its
    own; what is longer than a document can be comes as lines.
    """
    head = stream.read(MAX_BYTES + 1)
    if len(head) > MAX_BYTES:
        return None, io.BufferedReader(_Joined(head, stream))
    if _reads(head) or not any(_reads(line) for line in head.splitlines() if line[:1] == b"{"):
        return head, io.BytesIO()
    return None, io.BytesIO(head)


def _reads(raw: bytes) -> bool:
    try:
        read(raw)
    except Unreadable:
        return False
    return True


class _Joined(io.RawIOBase):
    """Bytes that were already read, then the rest of the stream they came from."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
