"""Whether some text fits certain patterns and not others, by the finite automata of the patterns.

Portable patterns are regular expressions in the strict sense, so this can be decided; where an
automaton grows beyond bounds, nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from enquiry.schema.patterns import portability_problems

Answer = Literal["yes", "no", "unknown"]

_MOST_STATES = 30_000
_MOST_WIDE, _MOST_DEEP = 5_000, 20_000
_MOST_REPEATS = 1_000
_LAST = 0x10FFFF
_SURROGATES = (0xD800, 0xDFFF)
_BEGIN, _END = "^", "$"

Ranges = tuple[tuple[int, int], ...]
"""Code points from and to, both of them included."""
_ANY: Ranges = ((0, _LAST),)
_States = tuple[frozenset[int], ...]


class _TooLargeError(Exception):
    pass


@dataclass
class _Automaton:
    """Nondeterministic. State 0 is the first; `last` is reached where the pattern has matched."""

    steps: list[list[tuple[Ranges, int]]] = field(default_factory=list)
    free: list[list[tuple[str, int]]] = field(default_factory=list)
    last: int = 0

    def state(self) -> int:
        if len(self.steps) >= _MOST_STATES:
            raise _TooLargeError
        self.steps.append([])
        self.free.append([])
        return len(self.steps) - 1

    def closed(self, states: Iterable[int], passing: str) -> frozenset[int]:
        """The states that are reached without reading on; of the anchors, `passing` hold."""
        found, ahead = set(states), list(states)
        while ahead:
            for anchor, there in self.free[ahead.pop()]:
                if (not anchor or anchor in passing) and there not in found:
                    found.add(there)
                    ahead.append(there)
        return frozenset(found)

    def after(self, states: frozenset[int], code: int) -> frozenset[int]:
        there = {
            target
            for state in states
            for ranges, target in self.steps[state]
            if any(low <= code <= high for low, high in ranges)
        }
        return self.closed(there, "")

    def accepts(self, states: frozenset[int], at: int) -> bool:
        """Whether the text may end here, after so many characters."""
        return self.last in self.closed(states, _END if at else _BEGIN + _END)


class _Builder:
    """Makes the automaton of a portable pattern, which matches anywhere in a text."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at, self.made = pattern, 0, _Automaton()
        start = self.made.state()
        self.made.steps[start].append((_ANY, start))
        self.made.last = self._alternatives(start)
        self.made.steps[self.made.last].append((_ANY, self.made.last))

    def _alternatives(self, start: int) -> int:
        end = self.made.state()
        while True:
            self.made.free[self._branch(start)].append(("", end))
            if not self._take("|"):
                return end

    def _branch(self, here: int) -> int:
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            anchor = next((each for each in (_BEGIN, _END) if self._take(each)), None)
            here = self._anchor(here, anchor) if anchor else self._piece(here)
        return here

    def _anchor(self, here: int, anchor: str) -> int:
        there = self.made.state()
        self.made.free[here].append((anchor, there))
        return there

    def _piece(self, here: int) -> int:
        begin = self.at
        there = self._atom(here)
        end = self.at
        least, most = self._quantifier()
        if (least, most) == (1, 1):
            return there
        if max(least, most or 0) > _MOST_REPEATS:
            raise _TooLargeError
        after = self.at
        # The first copy is there already; what it may be skipped by comes from its start.
        ends = [here, there]
        for _ in range(max(least, most or 1) - 1):
            self.at = begin
            ends.append(self._atom(ends[-1]))
        self.at = end
        last = self.made.state()
        if most is None:
            again = self.made.state()
            self.made.free[ends[max(least, 1)]].append(("", again))
            self.at = begin
            self.made.free[self._atom(again)].append(("", again))
            self.made.free[again].append(("", last))
        for state in ends[least:] if most != 0 else ends[:1]:
            self.made.free[state].append(("", last))
        self.at = after
        return last

    def _atom(self, here: int) -> int:
        # A start of its own, so that nothing leads back into the atom before.
        start = self.made.state()
        self.made.free[here].append(("", start))
        if self._take("(?:"):
            end = self._alternatives(start)
            self._take(")")
            return end
        there = self.made.state()
        self.made.steps[start].append((self._ranges(), there))
        return there

    def _ranges(self) -> Ranges:
        if not self._take("["):
            code = ord(self._character())
            return ((code, code),)
        outside = self._take("^")
        found: list[tuple[int, int]] = []
        while not self._take("]"):
            low = high = ord(self._character())
            if self._take("-"):
                high = ord(self._character())
            found.append((low, high))
        return _complement(found) if outside else tuple(found)

    def _character(self) -> str:
        self._take("\\")
        self.at += 1
        return self.pattern[self.at - 1]

    def _quantifier(self) -> tuple[int, int | None]:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return bounds
        if not self._take("{"):
            return 1, 1
        end = self.pattern.index("}", self.at)
        least, comma, most = self.pattern[self.at : end].partition(",")
        self.at = end + 1
        return int(least), int(most) if most else None if comma else int(least)

    def _take(self, text: str) -> bool:
        found = self.pattern.startswith(text, self.at)
        self.at += len(text) * found
        return found


def _complement(ranges: Iterable[tuple[int, int]]) -> Ranges:
    found, start = [], 0
    for low, high in sorted(ranges):
        if start < low:
            found.append((start, low - 1))
        start = max(start, high + 1)
    return (*found, (start, _LAST)) if start <= _LAST else tuple(found)


@cache
def _automaton(pattern: str) -> _Automaton | None:
    """None for what is not portable or too large."""
    if any(portability_problems(pattern)):
        return None
    try:
        return _Builder(pattern).made
    except _TooLargeError:
        return None


@cache
def some_text(
    fits: tuple[str, ...], misses: tuple[str, ...] = (), least: int = 0, most: int | None = None
) -> Answer:
    """Whether there is a text of so many characters that fits all of some patterns and none of
    others."""
    if most is not None and least > most:
        return "no"
    automata = [_automaton(pattern) for pattern in (*fits, *misses)]
    known = [each for each in automata if each is not None]
    if len(known) < len(automata):
        return "unknown"
    search = _Search(known, len(fits), least, most)
    # A text of many characters is soon found by going on and on; that there is none, by going wide.
    return "yes" if search.deep() else search.wide()


class _Search:
    """For a text that the first automata accept, so many of them, and the others do not."""

    def __init__(
        self, automata: list[_Automaton], fitting: int, least: int, most: int | None
    ) -> None:
        self._automata, self._fitting = automata, fitting
        self._least, self._most = least, most
        self._codes = _one_of_each(automata)
        self._after: dict[_States, list[_States]] = {}
        self._start: _States = tuple(each.closed([0], _BEGIN) for each in automata)

    def deep(self) -> bool:
        """Whether a text is found in a few steps, the longest first."""
        ahead, seen = [(self._start, 0)], {(self._start, 0)}
        while ahead and len(seen) < _MOST_DEEP:
            states, length = ahead.pop()
            if self._ends(states, length):
                return True
            if length != self._most:
                new = {(there, length + 1) for there in self._next(states)} - seen
                ahead += sorted(new, key=lambda step: sum(map(len, step[0])))
                seen |= new
        return False

    def wide(self) -> Answer:
        """Whether there is a text, the shortest first."""
        here = {(self._start, 0)}
        seen = set(here)
        length = 0
        while here:
            if any(self._ends(states, length) for states, _ in here):
                return "yes"
            if length == self._most:
                return "no"
            length += 1
            here = {
                (there, min(length, self._least))
                for states, _ in here
                for there in self._next(states)
            } - seen
            seen |= here
            if len(seen) > _MOST_WIDE:
                return "unknown"
        return "no"

    def _ends(self, states: _States, length: int) -> bool:
        return length >= self._least and all(
            automaton.accepts(at, length) == (index < self._fitting)
            for index, (automaton, at) in enumerate(zip(self._automata, states, strict=True))
        )

    def _next(self, states: _States) -> list[_States]:
        """Where one goes on to, without the ways that lead nowhere."""
        if states not in self._after:
            found = {
                tuple(a.after(at, code) for a, at in zip(self._automata, states, strict=True))
                for code in self._codes
            }
            self._after[states] = [each for each in found if self._leads_on(each)]
        return self._after[states]

    def _leads_on(self, states: _States) -> bool:
        return all(
            bool(at) if index < self._fitting else automaton.last not in at
            for index, (automaton, at) in enumerate(zip(self._automata, states, strict=True))
        )


def _one_of_each(automata: Iterable[_Automaton]) -> list[int]:
    """A code point of each kind that the automata tell apart."""
    classes = {ranges for automaton in automata for steps in automaton.steps for ranges, _ in steps}
    edges = {0, _SURROGATES[0], _SURROGATES[1] + 1}
    edges |= {edge for ranges in classes for low, high in ranges for edge in (low, high + 1)}
    kinds = {
        tuple(any(low <= code <= high for low, high in ranges) for ranges in classes): code
        for code in sorted(edges)
        if code <= _LAST and not _SURROGATES[0] <= code <= _SURROGATES[1]
    }
    return sorted(kinds.values())
