"""What a page says beside what the sources say; each difference is a finding about the page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from enquiry.authoring.findings import Finding
from enquiry.readback.html import Line, plain
from enquiry.readback.sources import Sources

MOST_FINDINGS = 1000
_LONGEST = 200
_MOST_LINES = 10_000


@dataclass(frozen=True, slots=True)
class Stated:
    """A line that a page has to have: the fact in it, and its pointer in the table.

    `pointer` is None where the line is the guide's wording alone.
    """

    text: str
    fact: str
    pointer: str | None = None


@dataclass
class Comparison:
    """The differences between a site and its sources."""

    sources: Sources
    findings: list[Finding] = field(default_factory=list)
    left_out: int = 0

    def add(self, page: str, problem: str, expected: str) -> None:
        """A finding about a page, as long as there are not too many to read."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(page, 0, 0, problem, expected))
        else:
            self.left_out += 1

    def differs(
        self, page: str, fact: str, said: Any, stated: Any, pointer: str | None, **where: bool
    ) -> None:
        """A fact that a page says otherwise than its source. None stands for nothing said."""
        problem = f"It does not say {fact}." if said is None else f"It says {_short(said)}: {fact}."
        if stated is None:
            self.add(page, problem, "Neither table nor schema states this here.")
        else:
            place = self.sources.place(pointer, **where)
            self.add(page, problem, f"Stated: {_short(stated)} ({place}).")

    def same(
        self, page: str, fact: str, said: Any, stated: Any, pointer: str | None, **where: bool
    ) -> None:
        """Compare one value."""
        if said != stated:
            self.differs(page, fact, said, stated, pointer, **where)

    def lines(
        self, page: str, part: str, said: Iterable[Line], stated: Sequence[Stated], *, whole: bool
    ) -> None:
        """Compare lines in their order.

        With `whole`, the page may have no further line there; else none in its lists and tables.
        """
        read = list(said)[:_MOST_LINES]
        texts = [line.text for line in read]
        wanted_texts = [plain(each.text) for each in stated]
        matcher = SequenceMatcher(None, texts, wanted_texts, autojunk=False)
        for kind, i, i_end, j, j_end in matcher.get_opcodes():
            if kind == "equal":
                continue
            for line, wanted in zip_longest(read[i:i_end], stated[j:j_end]):
                if wanted is None:
                    if whole or line.listed:
                        self.differs(page, f"what stands in {part}", line.text, None, None)
                else:
                    near = line and _alike(line.text, wanted.text)
                    text = line.text if line and near else None
                    self.differs(page, wanted.fact, text, wanted.text, wanted.pointer)
                    if line and not near and (whole or line.listed):
                        self.differs(page, f"what stands in {part}", line.text, None, None)


def _alike(one: str, other: str) -> bool:
    """Whether one text may stand where another one is wanted."""
    return SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST]).ratio() > 0.4


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text
    return f"“{text}”"
