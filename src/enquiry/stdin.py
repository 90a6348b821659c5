"""Standard input, which has no name to tell how many documents it holds."""

from __future__ import annotations

import io
from typing import BinaryIO

from enquiry.limits import MAX_BYTES
from enquiry.lines import Stream
from enquiry.reading import Unreadable, read


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
