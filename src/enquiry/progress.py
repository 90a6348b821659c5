"""A progress bar on a terminal, for work that takes more than a second."""

from __future__ import annotations

from time import monotonic
from typing import TextIO

PATIENCE = 1.0
INTERVAL = 0.1
WIDTH = 30


class Progress:
    """Draws on `stream` when that is a terminal, and leaves nothing behind."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = False
        self._next = monotonic() + PATIENCE if stream.isatty() else float("inf")

    def show(self, documents: int, fraction: float | None) -> None:
        """Draws how many documents are done and, where it is known, which part of the input."""
        if monotonic() < self._next:
            return
        bar = ""
        if fraction is not None:
            done = int(fraction * WIDTH)
            bar = f"[{'#' * done}{'.' * (WIDTH - done)}] {fraction:4.0%} "
        self._stream.write(f"\r{bar}{documents:,} documents")
        self._stream.flush()
        self._shown = True
        self._next = monotonic() + INTERVAL

    def clear(self) -> None:
        """Removes the bar, so that what is written next starts on an empty line."""
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()
            self._shown = False
