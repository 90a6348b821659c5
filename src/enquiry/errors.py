"""What went wrong, where, and how to mend it: the one shape of every message to a publisher."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One fault in one place of a guide's sources.

    `file` is the path as the publisher knows it; `line` and `column` count from 1 and are 0
    where a whole file is meant. `problem` says what is wrong, `expected` what to write instead.
    """

    file: str
    line: int
    column: int
    problem: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.problem} {self.expected}".rstrip()


class GuideError(Exception):
    """A guide that cannot be built. Carries every finding, in the order of the sources."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__("\n".join(map(str, self.findings)))
