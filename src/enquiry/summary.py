"""How many documents were checked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from enquiry.batches import Outcome
from enquiry.text import Language, Text

_NOUN = Text("document", "document")
_LABELS = {
    "valid": Text("valid", "valide"),
    "invalid": Text("invalid", "non valide"),
    "unreadable": Text("unreadable", "illisible"),
    "advised": Text("with advice", "avec conseil"),
}


@dataclass(slots=True)
class Total:
    """The sum of all outcomes so far."""

    documents: int = 0
    invalid: int = 0
    unreadable: int = 0
    advised: int = 0

    def add(self, outcome: Outcome) -> None:
        """Counts one more batch."""
        self.documents += outcome.documents
        self.invalid += outcome.invalid
        self.unreadable += outcome.unreadable
        self.advised += outcome.advised

    @property
    def exit_status(self) -> int:
        """2 when some input could not be read, else 1 when some document is invalid, else 0."""
        if self.unreadable:
            return 2
        return 1 if self.invalid else 0

    def in_words(self, language: Language) -> str:
        """One line for a person, such as `3 documents: 2 valid, 1 invalid`."""
        counts = {
            "valid": self.documents - self.invalid - self.unreadable,
            "invalid": self.invalid,
            "unreadable": self.unreadable,
            "advised": self.advised,
        }
        parts = [
            f"{count} {_LABELS[name][language]}{_plural(name, count, language)}"
            for name, count in counts.items()
            if count or name == "valid"
        ]
        noun = _NOUN[language] + ("s" if self.documents != 1 else "")
        colon = ":" if language == "en" else "\u00a0:"
        return f"{self.documents} {noun}{colon} {', '.join(parts)}"


def _plural(name: str, count: int, language: Language) -> str:
    return "s" if language == "fr" and count > 1 and name != "advised" else ""
