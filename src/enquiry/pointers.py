"""JSON pointers (RFC 6901): to write one, and to reach what it names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

MISSING: Final = object()
"""What `reach` answers where a document holds nothing. JSON's null is None, and is something."""


def pointer_of(path: Iterable[str | int]) -> str:
    """The pointer of a path of member names; the empty path is the whole document, ""."""
    return "".join(f"/{escape(str(token))}" for token in path)


def escape(name: str) -> str:
    """A member's name as one token of a pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def path_of(pointer: str) -> tuple[str, ...]:
    """The member names of a pointer: the inverse of `pointer_of`."""
    tokens = pointer.split("/")[1:]
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in tokens)


def reach(document: Any, path: Iterable[str]) -> Any:
    """The value at `path`, or MISSING where an object on the way lacks it or is no object."""
    for name in path:
        if not isinstance(document, dict):
            return MISSING
        document = document.get(name, MISSING)
    return document
