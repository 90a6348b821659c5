"""Patterns that mean the same in Python, Rust and JavaScript: how Python reads one, and a lint.

The portable subset: literals; classes with `( ) [ ] { } / - | \\` escaped and no doubled
punctuation; greedy quantifiers; `(?:)`; `|`; `^` and `$` at the ends of a branch. Nothing that
repeats without bound stands inside something that does, and nothing repeats thousands of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_ESCAPE_CLASS_OR_DOLLAR = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
_CLASS = re.compile(r"\[\^?+(?:\\[()\[\]{}/|\\^-]|[^\\()\[\]{}/|])+\]", re.DOTALL)
_CLASS_ITEM = re.compile(r"\\(.)|(.)", re.DOTALL)
_DOUBLED = re.compile(r"([!#$%&*+,.:;<=>?@^`~])\1")
_LITERAL = re.compile(r"\\[\\^$.*+?()\[\]{}|/]|[^\\^$.*+?()\[\]{}|]", re.DOTALL)
_QUANTIFIER = re.compile(r"[*+?]|\{[0-9]+(?:,[0-9]*)?\}")
_BOUND = re.compile("[0-9]+")
_MOST = 5_000


def compile_pattern(pattern: str) -> re.Pattern[str]:
    r"""The pattern with its meaning in ECMA-262, to be used with `search`.

    In Python `$` also matches before a trailing newline, which would let one into a one-line
    field; `\Z` does not. Portable patterns write a literal dollar as `\$` or inside a class.
    """
    return re.compile(_ESCAPE_CLASS_OR_DOLLAR.sub(_end_of_text, pattern))


def _end_of_text(match: re.Match[str]) -> str:
    return r"\Z" if match[0] == "$" else match[0]


def portability_problems(pattern: str) -> Iterator[str]:
    """Why `pattern` is not portable, in the order of its characters; nothing if it is."""
    reader = _Reader(pattern)
    try:
        reader.alternatives(in_group=False)
    except _NotPortableError as error:
        yield str(error)
        return
    if reader.at < len(pattern):
        yield f'the ")" at character {reader.at + 1} closes nothing'
        return
    try:
        re.compile(pattern)
    except re.error as error:
        yield str(error)


class _NotPortableError(Exception):
    pass


class _Reader:
    """Reads a pattern from left to right.

    Each method says whether what it read repeats without bound, and how many characters it asks
    for at least or lists at most, which every engine must keep in memory.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self, *, in_group: bool) -> tuple[bool, int]:
        unbounded, size = self._branch()
        while self._take("|"):
            also_unbounded, more = self._branch()
            unbounded, size = unbounded or also_unbounded, size + more
        if in_group and not self._take(")"):
            raise self._error('a "(?:" is not closed before')
        return unbounded, size

    def _branch(self) -> tuple[bool, int]:
        unbounded, size = False, 0
        self._take("^")
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            if self._take("$"):
                if self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
                    raise self._error('a "$" stands before the end of a branch, before')
                break
            also_unbounded, more = self._piece()
            unbounded, size = unbounded or also_unbounded, size + more
        return unbounded, size

    def _piece(self) -> tuple[bool, int]:
        inner, size = self._atom()
        quantifier = self._match(_QUANTIFIER)
        repeats = quantifier in ("*", "+") or quantifier.endswith(",}")
        if inner and repeats:
            raise self._error("something unbounded is repeated without bound before")
        bounds = _BOUND.findall(quantifier)
        # Python itself would give up on a number of many digits.
        if max(map(len, bounds), default=0) > len(str(_MOST)):
            raise self._error(f"something is repeated more than {_MOST} times before")
        size *= max(map(int, bounds), default=1)
        if size > _MOST:
            raise self._error(f"something is repeated more than {_MOST} times before")
        if self._match(_QUANTIFIER):
            raise self._error("a quantifier follows another before")
        return inner or repeats, size

    def _atom(self) -> tuple[bool, int]:
        if self._take("(?:"):
            return self.alternatives(in_group=True)
        if self.pattern.startswith("[", self.at):
            self._check_class(self._match(_CLASS))
        elif not self._match(_LITERAL):
            raise self._error("only literals, classes and (?:) are portable, not what stands")
        return False, 1

    def _check_class(self, text: str) -> None:
        if not text:
            raise self._error("a class holds an unescaped ( ) [ ] { } / - or | or an escape")
        members = text[1:-1].removeprefix("^")
        if _DOUBLED.search(members):
            raise self._error("a class doubles a punctuation mark before")
        items = [(escaped or plain, bool(plain)) for escaped, plain in _CLASS_ITEM.findall(members)]
        for index, (character, is_plain) in enumerate(items):
            if character == "-" and is_plain:
                ends = items[index - 1 : index] + items[index + 1 : index + 2]
                if len(ends) != 2 or ends[0][0] > ends[1][0]:
                    raise self._error("a class holds a range without ends in order before")
        if any(pair == (("-", True), ("-", True)) for pair in pairwise(items)):
            raise self._error("a class doubles a hyphen before")

    def _take(self, text: str) -> bool:
        found = self.pattern.startswith(text, self.at)
        self.at += len(text) * found
        return found

    def _match(self, expression: re.Pattern[str]) -> str:
        match = expression.match(self.pattern, self.at)
        self.at = match.end() if match else self.at
        return match[0] if match else ""

    def _error(self, what: str) -> _NotPortableError:
        return _NotPortableError(f"{what} at character {self.at + 1}")
