"""Standard input, which has no name to tell how many documents it holds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from enquiry.limits import MAX_BYTES
from enquiry.lines import documents
from enquiry.reading import Unreadable, read


def one_or_lines(stream: BinaryIO) -> Iterator[tuple[int | None, bytes | Unreadable]]:
    """One document, without a line, or else one in each line.

    It is one where all of it reads as one, or where no line reads as an object of its own.
    """
    head = stream.read(MAX_BYTES + 1)
    if len(head) > MAX_BYTES:
        yield from documents(io.BufferedReader(_Joined(head, stream)))
    elif _reads(head) or not any(_reads(line) for line in head.splitlines() if line[:1] == b"{"):
        yield None, head
    else:
        yield from documents(io.BytesIO(head))


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
