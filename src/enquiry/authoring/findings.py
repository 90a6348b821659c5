"""What is wrong in a guide's files, where, and how to fix it: the one shape of every message to
a publisher."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing that is wrong in one place of a guide's files.

    `file` is the path as the publisher knows it; `line` and `column` count from 1 and are 0
    where a whole file is meant. `problem` says what is wrong, `expected` what to write instead.
    A `warning` stops neither a check nor a build.
    """

    file: str
    line: int
    column: int
    problem: str
    expected: str
    warning: bool = False

    def below(self, folder: Path) -> Finding:
        """The same finding where the file's path is one below `folder`."""
        return replace(self, file=(folder / self.file).as_posix())

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        kind = "Warning: " if self.warning else ""
        return f"{place}: {kind}{self.problem} {self.expected}".rstrip()


class GuideError(Exception):
    """A guide that cannot be built. Carries every finding, in the order of the files."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__("\n".join(map(str, self.findings)))

    def __reduce__(self) -> tuple[type[GuideError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)


@contextmanager
def collecting(findings: list[Finding]) -> Iterator[None]:
    """Go on after a file with findings, so that one run names those of all files."""
    try:
        yield
    except GuideError as error:
        findings.extend(error.findings)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Which known word may be meant by `word`, which is none. None where no word is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return near[0] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """What to write instead of `word`: the nearest known word, or all of them."""
    words = list(known)
    if near := nearest(word, words):
        return f'Did you mean "{near}"?'
    return known_here(words)


def known_here(words: Sequence[str]) -> str:
    """The known words, where none is near."""
    return f"Known here: {', '.join(words[:12])}{', …' if len(words) > 12 else ''}."


def hidden_character(character: str) -> tuple[str, str]:
    """What is wrong with a hidden character, and what to do."""
    if character in "\n\r":
        return "This text has a line break.", "Write it in one line."
    return f"The hidden character U+{ord(character):04X} is not allowed.", "Delete it."
