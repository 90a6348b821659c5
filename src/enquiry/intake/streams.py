"""Streams: a document a line, in constant memory, or one whole document.

Standard input and pipes have no name that says which it is; there the first line decides.
"""

from __future__ import annotations

import io
import os
import select
import stat
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol

from enquiry.intake.files import READ_ERRORS, read_error
from enquiry.intake.json_reader import is_json
from enquiry.intake.limits import MAX_BYTES, Unreadable
from enquiry.phrases import phrase

CHUNK = 512 * 1024
MAX_LINES = 4096
"""Lines in a chunk: what is said about a line may be a thousand times as long."""
MAX_SKIPPED = 256 * MAX_BYTES
MAX_HEAD = 4 * MAX_BYTES
"""Bytes in which the first line ends, if what comes is lines: it may be one that is too large."""
_BLANKS = b" \t\r\n"
_TOO_LONG = MAX_BYTES + len(b"\r\n")

ENDLESS_LINE = phrase("endless_line")


class Stream(Protocol):
    """Bytes that come in pieces."""

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes, as many as come at once; none at the end."""

    def may_wait(self) -> bool:
        """Whether reading on may have to wait for somebody to write."""


class Pieces:
    """The bytes of a file, a pipe or standard input, in the pieces in which they come."""

    def __init__(self, file: BinaryIO) -> None:
        self._file: Any = file
        self._is_live = _is_live(file)

    def read1(self, size: int, /) -> bytes:
        """See Stream."""
        return self._file.read1(size)  # type: ignore[no-any-return]

    def may_wait(self) -> bool:
        """See Stream."""
        if not self._is_live:
            return False
        try:
            return not select.select([self._file], [], [], 0)[0]
        except (OSError, ValueError):  # where a system can say it of sockets alone
            return True


class Begun:
    """A stream of which the head was read already, and is still to be read."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head = head
        self._rest = rest

    def read1(self, size: int, /) -> bytes:
        """See Stream."""
        if not self._head:
            return self._rest.read1(size)
        piece, self._head = self._head[:size], self._head[size:]
        return piece

    def may_wait(self) -> bool:
        """See Stream."""
        return not self._head and self._rest.may_wait()


def _is_live(file: BinaryIO) -> bool:
    """Whether somebody may still be writing: to a pipe or a terminal, not to a file on a disk."""
    try:
        return not stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except (AttributeError, io.UnsupportedOperation):  # bytes in memory
        return False


def up_to(stream: Stream, size: int) -> bytes:
    """The first `size` bytes of a stream, or all of it."""
    pieces = []
    while size > 0 and (piece := stream.read1(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def one_or_lines(stream: Stream) -> tuple[bytes | None, Stream]:
    """One document, or None and the stream of what comes as lines.

    It is one document, however it is wrapped, unless its first line is a whole JSON value and more
    follows. Of one document hardly more is read than shows that it is too large.
    """
    head = b""
    first = newline = rest = b""
    while not newline and len(head) <= MAX_HEAD:
        piece = stream.read1(CHUNK)
        if not piece:
            return head, stream
        head += piece
        if b"\n" in piece:
            first, newline, rest = head.lstrip(_BLANKS).partition(b"\n")
    # In whatever pieces it comes, the same is read of it in the same way.
    if newline and len(head) - len(rest) <= MAX_HEAD and is_json(first):
        while not rest.strip(_BLANKS):
            piece = stream.read1(CHUNK) if len(rest) <= MAX_HEAD else b""
            if not piece:
                return head, stream
            head += piece
            rest += piece
        return None, Begun(head, stream)
    return head + up_to(stream, MAX_BYTES + 1 - len(head)), stream


def chunks(stream: Stream) -> Iterator[bytes | Unreadable | None]:
    """The stream in pieces of whole lines, so that each piece can be checked by itself.

    None stands wherever reading on may wait. Of a line over 64 KiB a piece holds enough to see
    that; the rest is skipped. After a line that has no end in sight, and where the stream cannot be
    read on, the reason comes last.
    """
    begun = b""
    try:
        while True:
            if stream.may_wait():
                yield None
            content = stream.read1(CHUNK)
            if not content:
                break
            lines, newline, begun = (begun + content).rpartition(b"\n")
            if newline:
                yield from _few_lines(lines + newline)
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


def _few_lines(content: bytes) -> Iterator[bytes]:
    """Whole lines in pieces of at most MAX_LINES lines, unless all of them are blank."""
    if content.count(b"\n") <= MAX_LINES or _is_blank(content):
        yield content
        return
    lines = content.removesuffix(b"\n").split(b"\n")
    for start in range(0, len(lines), MAX_LINES):
        yield b"\n".join([*lines[start : start + MAX_LINES], b""])


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
    if _is_blank(content):
        return
    for number, line in enumerate(content.split(b"\n")):
        if line.strip(_BLANKS):
            yield number, line.removesuffix(b"\r")


def _is_blank(content: bytes) -> bool:
    # Nearly always the first character answers.
    return content.isspace() and not content.strip(_BLANKS)
