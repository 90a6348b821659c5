"""The form's modules as they are published: without the comments that only authors read."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
_INDENTATION = re.compile(r"^\s+", re.MULTILINE)


def published(module: str) -> str:
    """The module without comments on lines of their own, indentation and blank lines.

    The modules write no text over several lines, so no text can change (a test holds them to it).
    A third less to load, and nothing that needs another tool.
    """
    return _INDENTATION.sub("", _COMMENT.sub("", module))
