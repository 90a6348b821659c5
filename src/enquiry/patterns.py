"""A portable pattern of the schema as Python reads it."""

from __future__ import annotations

import re


def compile_pattern(pattern: str) -> re.Pattern[str]:
    r"""The pattern with its meaning in ECMA-262, to be used with `search`.

    In Python `$` also matches before a trailing newline, which would let one into a one-line
    field; `\Z` does not. Portable patterns write a literal dollar as `\$` or inside a class.
    """
    return re.compile(_ESCAPE_CLASS_OR_DOLLAR.sub(_end_of_text, pattern))


_ESCAPE_CLASS_OR_DOLLAR = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)


def _end_of_text(match: re.Match[str]) -> str:
    return r"\Z" if match[0] == "$" else match[0]
