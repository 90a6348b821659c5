"""The page's scripts as they are published: the modules of the package, without their comments."""

from __future__ import annotations

import re

# A comment on lines of its own. Text in quotes never begins a line so: no template spans lines.
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)$", re.MULTILINE | re.DOTALL)


def published(source: str) -> str:
    """A module without the comments that have lines of their own.

    They are a third of what a phone would load. Their lines stay, empty, so that an error in a
    browser names the line of the source.
    """
    return _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)
