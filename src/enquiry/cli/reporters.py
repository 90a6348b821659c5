"""How the command reports what it found: for people, for programs, for GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from enquiry.intake.inputs import Item
from enquiry.intake.limits import Unreadable
from enquiry.phrases import Phrases, phrase
from enquiry.pointers import Positions
from enquiry.text import Text
from enquiry.validation.result import Problem, Result

if TYPE_CHECKING:
    from enquiry.routing.router import Route

Format = Literal["text", "jsonl", "github"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Directions:
    """Where a valid document goes: the object of the public format, and the same in a sentence."""

    route: Route
    sentence: Text


@dataclass(frozen=True, slots=True)
class Style:
    """How to report: in which language, the routes too, the valid documents too."""

    language: str
    routes: bool = False
    verbose: bool = False
    phrases: Phrases = field(default_factory=Phrases)

    def say(self, text: Text) -> str:
        """A phrase of the engine, in the language."""
        return self.phrases(text)[self.language]


class Report(NamedTuple):
    """What the command found about one item: its result, and its directions where asked for."""

    item: Item
    result: Result
    directions: Directions | None = None


@dataclass(frozen=True, slots=True)
class LocatedProblem:
    """A problem or a warning, at its line and column."""

    source: str
    line: int
    column: int
    is_warning: bool
    problem: Problem


def located_problems(report: Report) -> Iterator[LocatedProblem]:
    """Every problem and warning of a report, the problems first."""
    item, result = report.item, report.result
    if result.valid and not result.warnings:
        return
    position_of = _position_finder(item)
    # A line of NDJSON is a line of its file.
    before = (item.line or 1) - 1
    for is_warning, problems in ((False, result.problems), (True, result.warnings)):
        for problem in problems:
            line, column = position_of(problem.pointer)
            yield LocatedProblem(printable(item.source), before + line, column, is_warning, problem)


def _position_finder(item: Item) -> Callable[[str], tuple[int, int]]:
    """A function that says where in the item a pointer is."""
    try:
        return Positions(item.content().decode()).at
    except Unreadable as reason:
        place = reason.line, reason.column
        return lambda _pointer: place


ADVICE = phrase("advice")
VALID = phrase("valid")
MORE = phrase("more")


def text(report: Report, style: Style) -> str:
    """`path:line:column: /pointer: message`, a line for each problem and warning."""
    language = style.language
    lines = [
        f"{located.source}:{located.line}:{located.column}: {_format_message(located, style)}\n"
        for located in located_problems(report)
    ]
    if report.directions is not None:
        lines.append(f"{_origin(report.item)}: {report.directions.sentence[language]}\n")
    elif style.verbose and report.result.valid:
        lines.append(f"{_origin(report.item)}: {style.say(VALID)}\n")
    if report.result.truncated:
        lines.append(f"{_origin(report.item)}: {style.say(MORE)}\n")
    return "".join(lines)


def github(report: Report, style: Style) -> str:
    """Workflow commands, which GitHub shows beside the line of the file."""
    language = style.language
    lines = [
        f"::{'warning' if located.is_warning else 'error'} file={_escape_property(located.source)},"
        f"line={located.line},col={located.column}"
        f"::{_escape_data(_format_message(located, style))}\n"
        for located in located_problems(report)
    ]
    if report.directions is not None:
        lines.append(_notice(report.item, report.directions.sentence[language]))
    if report.result.truncated:
        lines.append(_notice(report.item, style.say(MORE)))
    return "".join(lines)


def _notice(item: Item, sentence: str) -> str:
    source = _escape_property(printable(item.source))
    return f"::notice file={source}::{_escape_data(sentence)}\n"


def jsonl(report: Report, style: Style) -> str:
    """One result a line, in ASCII; where routes are asked for, with the route or null."""
    item, result, directions = report
    if result.valid and not result.warnings:
        number = "null" if item.line is None else item.line
        line = f'{{"source": {_as_json(item.source)}, "line": {number}, {_NOTHING_WRONG}'
    else:
        line = json.dumps(result.as_dict(_utf8(item.source), item.line))
    if style.routes:
        route = json.dumps(directions.route if directions else None)
        line = f'{line[:-1]}, "route": {route}}}'
    return line + "\n"


_NOTHING_WRONG = '"valid": true, "problems": [], "warnings": []}'


# The documents of one file come one after the other, so its name is the only one worth keeping.
@lru_cache(maxsize=1)
def _as_json(source: str) -> str:
    return json.dumps(_utf8(source))


def _utf8(source: str) -> str:
    """A path, with a replacement character for each byte that is no UTF-8."""
    return source.encode(errors="surrogateescape").decode(errors="replace")


REPORTERS: Mapping[Format, Callable[[Report, Style], str]] = {
    "text": text,
    "jsonl": jsonl,
    "github": github,
}


def _format_message(located: LocatedProblem, style: Style) -> str:
    message = located.problem.message[style.language]
    if located.is_warning:
        message = style.say(ADVICE) + message
    pointer = printable(located.problem.pointer)
    return f"{pointer}: {message}" if pointer else message


def _origin(item: Item) -> str:
    place = printable(item.source)
    return f"{place}:{item.line}" if item.line else place


def _escape_data(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(value: str) -> str:
    return _escape_data(value).replace(":", "%3A").replace(",", "%2C")


def printable(text: str) -> str:
    r"""`text` with every character escaped that does not show: controls, directions, surrogates.

    A file's name or a member's name could otherwise drive the terminal it is printed on.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else escaped(ord(c)) for c in text)


def escaped(code: int) -> str:
    """The escape of a character, by its number."""
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
