"""What the command says on standard error: a progress bar, and at the end how many documents."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import monotonic

from enquiry.cli.batches import BatchResult
from enquiry.cli.output import say
from enquiry.cli.reporters import Style
from enquiry.phrases import phrase

PATIENCE = 1.0
INTERVAL = 0.1
WIDTH = 30


class Progress:
    """A progress bar for work that takes more than a second.

    Draws where standard error is a terminal, and leaves nothing behind.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = False
        is_seen = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._next = monotonic() + PATIENCE if is_seen else float("inf")

    def show(self, documents: int, fraction: float | None) -> None:
        """Draws how many documents are done and, where it is known, which part of the input."""
        if monotonic() < self._next:
            return
        bar = ""
        if fraction is not None:
            done = int(fraction * WIDTH)
            bar = f"[{'#' * done}{'.' * (WIDTH - done)}] {fraction:4.0%} "
        say(f"\r{bar}{documents:,} documents")
        self._shown = True
        self._next = monotonic() + INTERVAL

    def clear(self) -> None:
        """Removes the bar, so that what is written next starts on an empty line."""
        if self._shown:
            say("\r\033[K")
            self._shown = False


@dataclass(slots=True)
class Total:
    """The sum of all batches so far."""

    documents: int = 0
    invalid: int = 0
    unreadable: int = 0
    advised: int = 0

    def add(self, batch: BatchResult) -> None:
        """Counts one more batch."""
        self.documents += batch.documents
        self.invalid += batch.invalid
        self.unreadable += batch.unreadable
        self.advised += batch.advised

    def exit_status(self, *, strict: bool) -> int:
        """2 when some input could not be read, else 1 when some document is invalid, else 0.

        Where it is `strict`, advice counts as a problem does.
        """
        if self.unreadable:
            return 2
        return 1 if self.invalid or (strict and self.advised) else 0

    def in_words(self, style: Style) -> str:
        """One line for a person, such as `Documents: 3 (2 valid, 1 invalid)`.

        No number stands where a word would have to agree with it: the command has no plurals.
        """
        counts = {
            "valid": self.documents - self.invalid - self.unreadable,
            "invalid": self.invalid,
            "unreadable": self.unreadable,
            "advised": self.advised,
        }
        parts = [
            style.say(phrase(f"count_{name}")).format(count=count)
            for name, count in counts.items()
            if count or name == "valid"
        ]
        comma = style.say(phrase("route_comma"))
        total = style.say(phrase("total"))
        return total.format(count=self.documents, parts=comma.join(parts))
