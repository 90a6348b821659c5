"""How the command says what it found: for people, for programs, for GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from enquiry.inputs import Item
from enquiry.places import Places
from enquiry.reading import Unreadable
from enquiry.result import Problem, Result
from enquiry.terminal import printable
from enquiry.text import Language, Text

Format = Literal["text", "jsonl", "github"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a valid document goes: the object of the public format, and the same in words."""

    answer: Mapping[str, Any]
    words: Text


class Report(NamedTuple):
    """What the command found about one item: its result, and its route where one was asked."""

    item: Item
    result: Result
    route: Route | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem or a warning, at its line and column."""

    source: str
    line: int
    column: int
    is_warning: bool
    problem: Problem


def remarks(report: Report) -> Iterator[Remark]:
    """Every problem and warning of a report, the problems first."""
    item, result = report.item, report.result
    if result.valid and not result.warnings:
        return
    find = _finder(item)
    # A line of NDJSON is a line of its file.
    before = (item.line or 1) - 1
    for is_warning, problems in ((False, result.problems), (True, result.warnings)):
        for problem in problems:
            line, column = find(problem.pointer)
            yield Remark(printable(item.source), before + line, column, is_warning, problem)


def _finder(item: Item) -> Callable[[str], tuple[int, int]]:
    """A function that says where in the item a pointer is."""
    try:
        return Places(item.content().decode()).of
    except Unreadable as fault:
        place = fault.line, fault.column
        return lambda _pointer: place


ADVICE = Text("Advice: ", "Conseil\u00a0: ")


def text(report: Report, language: Language) -> str:
    """`path:line:column: /pointer: message`, a line for each problem and warning."""
    lines = [
        f"{remark.source}:{remark.line}:{remark.column}: {_said(remark, language)}\n"
        for remark in remarks(report)
    ]
    if report.route is not None:
        lines.append(f"{_origin(report.item)}: {report.route.words[language]}\n")
    return "".join(lines)


def github(report: Report, language: Language) -> str:
    """Workflow commands, which GitHub shows beside the line of the file."""
    lines = [
        f"::{'warning' if remark.is_warning else 'error'} file={_property(remark.source)},"
        f"line={remark.line},col={remark.column}::{_data(_said(remark, language))}\n"
        for remark in remarks(report)
    ]
    if report.route is not None:
        source, words = printable(report.item.source), report.route.words[language]
        lines.append(f"::notice file={_property(source)}::{_data(words)}\n")
    return "".join(lines)


def jsonl(report: Report, _language: Language) -> str:
    """One object a line, in ASCII: the result, or the route of a valid document."""
    item, result, route = report
    if route is not None:
        return f"{_origin_as_json(item)}, {json.dumps(route.answer)[1:]}\n"
    if result.valid and not result.warnings:
        return f'{_origin_as_json(item)}, "valid": true, "problems": [], "warnings": []}}\n'
    return json.dumps(result.as_dict(_utf8(item.source), item.line)) + "\n"


def _origin_as_json(item: Item) -> str:
    """The start of an object that says where an item comes from."""
    return f'{{"source": {_as_json(item.source)}, "line": {json.dumps(item.line)}'


@lru_cache(maxsize=1)
def _as_json(source: str) -> str:
    return json.dumps(_utf8(source))


def _utf8(source: str) -> str:
    """A path, with a replacement character for each byte that is no UTF-8."""
    return source.encode(errors="surrogateescape").decode(errors="replace")


REPORTERS: Mapping[Format, Callable[[Report, Language], str]] = {
    "text": text,
    "jsonl": jsonl,
    "github": github,
}


def _said(remark: Remark, language: Language) -> str:
    message = remark.problem.message[language]
    if remark.is_warning:
        message = ADVICE[language] + message
    pointer = printable(remark.problem.pointer)
    return f"{pointer}: {message}" if pointer else message


def _origin(item: Item) -> str:
    place = printable(item.source)
    return f"{place}:{item.line}" if item.line else place


def _data(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
