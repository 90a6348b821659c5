"""What gzip packed, unpacked in bounded memory, to a bounded size, and as soon as it comes."""

from __future__ import annotations

import zlib

from enquiry.intake.limits import Unreadable
from enquiry.intake.streams import CHUNK, Stream
from enquiry.phrases import phrase

MAGIC = b"\x1f\x8b"
MAX_UNPACKED = 256 * 1024 * 1024
MAX_RATIO = 200
_WITH_HEADER = zlib.MAX_WBITS | 16

BOMB = phrase("bomb")


class Unpacked:
    """The stream that was packed, of one member of gzip or of several.

    Raises zlib.error where it is damaged, EOFError where it is cut short, and Unreadable where it
    is made to grow without bound.
    """

    def __init__(self, packed: Stream) -> None:
        self._stream = packed
        self._packed = b""
        self._member = zlib.decompressobj(_WITH_HEADER)
        self._is_whole = True
        self._has_more = False
        self._size_in = self._size_out = 0

    def may_wait(self) -> bool:
        """Whether reading on may have to wait for somebody to write."""
        return not self._packed and not self._has_more and self._stream.may_wait()

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes, as many as come at once; none at the end."""
        while self._packed or self._has_more or self._next_piece():
            if self._is_whole:  # between two members there may be zeros, and nothing else
                self._packed = self._packed.lstrip(b"\0")
                self._member = zlib.decompressobj(_WITH_HEADER)
                self._is_whole = not self._packed
                continue
            piece = self._member.decompress(self._packed, size)
            self._is_whole = self._member.eof
            self._packed = self._member.unused_data or self._member.unconsumed_tail
            self._has_more = len(piece) == size and not self._is_whole
            self._size_out += len(piece)
            if self._size_out > max(MAX_UNPACKED, MAX_RATIO * self._size_in):
                raise Unreadable(BOMB)
            if piece:
                return piece
        if not self._is_whole:
            raise EOFError
        return b""

    def _next_piece(self) -> bool:
        self._packed = self._stream.read1(CHUNK)
        self._size_in += len(self._packed)
        return bool(self._packed)
