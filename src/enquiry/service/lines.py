"""Documents a line, out of pieces that come one by one: as `enquiry.intake.streams` reads them."""

from __future__ import annotations

from collections.abc import Iterator

from enquiry.intake.limits import MAX_BYTES, Unreadable
from enquiry.intake.streams import ENDLESS_LINE, MAX_SKIPPED

_BLANKS = b" \t\r\n"
_TOO_LONG = MAX_BYTES + len(b"\r\n")


class LineSplitter:
    """Gives each line that is not blank, with its number from 1, as soon as its end is there.

    Of a line over 64 KiB it gives as much as shows that; the rest is not kept.
    """

    def __init__(self) -> None:
        self.line = 1
        """The number of the line that has begun."""
        self._begun = bytearray()
        self._skipped = 0

    def feed(self, piece: bytes) -> Iterator[tuple[int, bytes]]:
        """The lines that end in the next piece. Raises Unreadable for one without end."""
        start = 0
        while (end := piece.find(b"\n", start)) >= 0:
            self._add(piece[start:end])
            yield from self._ended()
            start = end + 1
        self._add(piece[start:] if start else piece)
        if self._skipped > MAX_SKIPPED:
            raise Unreadable(ENDLESS_LINE)

    def end(self) -> Iterator[tuple[int, bytes]]:
        """The last line, where it has no end."""
        yield from self._ended()

    def _add(self, part: bytes) -> None:
        room = _TOO_LONG - len(self._begun)
        self._begun += part[:room]
        self._skipped += max(0, len(part) - room)

    def _ended(self) -> Iterator[tuple[int, bytes]]:
        line = bytes(self._begun)
        if line.strip(_BLANKS):
            yield self.line, line.removesuffix(b"\r")
        self._begun.clear()
        self._skipped = 0
        self.line += 1
