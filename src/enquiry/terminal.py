"""Text of unknown origin made harmless for a terminal and for a log."""

from __future__ import annotations


def printable(text: str) -> str:
    r"""`text` with every character escaped that does not show: controls, directions, surrogates.

    A file's name or a member's name could otherwise drive the terminal it is printed on.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escaped(ord(c)) for c in text)


def _escaped(code: int) -> str:
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def language_of(environment: dict[str, str]) -> str:
    """The language of a POSIX locale: French where it says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"
