"""From failing rules to problems and warnings: one for each field, in the form's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from enquiry.phrases import Phrases, phrase
from enquiry.pointers import escape, pointer_of, reach
from enquiry.schema.advice import KEYWORD, advice
from enquiry.schema.fields import (
    PRECEDENCE,
    Field,
    Location,
    Rule,
    Schema,
    fields,
    languages,
    rules,
)
from enquiry.text import Text
from enquiry.validation.result import MOST, Problem, Result

GENERAL = phrase("general")
"""What is said where a rule fails that has no words of its own."""


_Failing = tuple[Location, tuple[str, ...]]
"""Where a rule stands that fails, and which members it misses."""
_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Candidate:
    """A problem or warning, its place in the form, and its rank: a pointer's lowest is reported."""

    position: tuple[int, ...]
    rank: tuple[int, int]
    problem: Problem


@dataclass(frozen=True, slots=True)
class _Closed:
    """A rule against unknown members: of which object, which ones it knows, in which words.

    `pointer` and `position` are those of the object, `count` says how many fields it has.
    """

    path: tuple[str, ...]
    pointer: str
    position: tuple[int, ...]
    count: int
    known: frozenset[str]
    message: Text

    def after(self, name: str) -> tuple[int, ...]:
        """Where an unknown member comes in the form."""
        return _after(self.position, self.count, name)


class MessageSelector:
    """Knows for every rule of a schema which message to report, and at which pointer.

    A missing member is reported at its own pointer in the words of its own field, an unknown
    member at its own pointer in the words of the object that does not know it, every other failure
    at the field it judges in the words beside the keyword. No failure goes untold: where words
    are missing, general ones stand for them.
    """

    def __init__(self, schema: Schema, say: Phrases | None = None) -> None:
        self._languages = frozenset(languages(schema))
        self._general = (say or Phrases(languages(schema)))(GENERAL)
        self._fields = {field.path: field for field in fields(schema)}
        self._failed: dict[Location, Candidate] = {}
        self._missing: dict[Location, tuple[Rule, dict[str, Candidate]]] = {}
        self._closed: dict[Location, _Closed] = {}
        for index, rule in enumerate(rules(schema)):
            if rule.keyword == "required":
                members = {
                    name: self._candidate((*rule.path, name), rule.keyword, index)
                    for name in rule.schema["required"]
                }
                self._missing[rule.location] = rule, members
            elif rule.keyword == "additionalProperties":
                self._closed[rule.location] = self._closing(rule)
            else:
                self._failed[rule.location] = self._candidate(
                    rule.path, rule.keyword, index, rule.schema
                )
        self._advised = {
            location: _warning(each.target, each.message, index)
            for index, each in enumerate(advice(schema))
            for location in each.locations
        }
        # People make the same mistakes: what fails alike is told alike, and is immutable.
        self._result_of = lru_cache(maxsize=_KEPT)(self._selected_of)

    def result(self, locations: Iterable[Location], document: Any) -> Result:
        """What to report about a document that fails `with_advice_as_rules` at `locations`."""
        failing: list[_Failing] = []
        unknown: list[Candidate] = []
        for location in dict.fromkeys(locations):
            if location in self._missing:
                rule, members = self._missing[location]
                present = reach(document, rule.path)
                failing.append((location, tuple(n for n in members if n not in present)))
                continue
            closed = self._closed.get(location)
            found = self._unknown_members(closed, document) if closed else []
            unknown += found
            if not found:
                failing.append((location, ()))
        if unknown:
            return _selected([*self._candidates(failing), *unknown])
        return self._result_of(tuple(failing))

    def _selected_of(self, failing: tuple[_Failing, ...]) -> Result:
        return _selected(self._candidates(failing))

    def _candidates(self, failing: Iterable[_Failing]) -> Iterator[Candidate]:
        for location, missing in failing:
            if location in self._missing:
                _, members = self._missing[location]
                yield from (members[name] for name in missing)
            else:
                known = self._failed.get(location) or self._advised.get(location)
                yield known or self._unworded(location)

    def _unknown_members(self, closed: _Closed, document: Any) -> list[Candidate]:
        found = []
        for name in reach(document, closed.path):
            if name not in closed.known:
                # Another rule may close an object to some of its own fields.
                field = self._fields.get((*closed.path, name))
                position = field.position if field else closed.after(name)
                pointer = f"{closed.pointer}/{escape(name)}"
                problem = Problem(pointer, "additionalProperties", closed.message)
                found.append(Candidate(position, _CLOSED_RANK, problem))
        return found

    def _closing(self, rule: Rule) -> _Closed:
        return _Closed(
            path=rule.path,
            pointer=pointer_of(rule.path),
            position=self._position(rule.path),
            count=self._count(rule.path),
            known=frozenset(rule.schema.get("properties", ())),
            message=self._message(rule.schema, rule.keyword),
        )

    def _message(self, holder: Schema, keyword: str) -> Text:
        words = reach(holder, ("x-errors", keyword))
        is_whole = isinstance(words, Mapping) and words and words.keys() >= self._languages
        return Text.of(words) if is_whole else self._general

    def _position(self, path: tuple[str, ...]) -> tuple[int, ...]:
        """Where a member comes in the form."""
        if path in self._fields:
            return self._fields[path].position
        return _after(self._position(path[:-1]), self._count(path[:-1]), path[-1])

    def _count(self, path: tuple[str, ...]) -> int:
        """How many fields an object has."""
        return len(self._fields[path].schema.get("properties", ())) if path in self._fields else 0

    def _candidate(
        self, path: tuple[str, ...], keyword: str, index: int, holder: Schema | None = None
    ) -> Candidate:
        """What is reported of a field, in the words of `holder` or else in its own."""
        if holder is None:
            holder = self._fields[path].schema if path in self._fields else {}
        problem = Problem(pointer_of(path), keyword, self._message(holder, keyword))
        return Candidate(self._position(path), (PRECEDENCE.index(keyword), index), problem)

    def _unworded(self, location: Location) -> Candidate:
        """What is reported of a rule that nobody here knows, at the field that it judges."""
        steps = iter(location)
        path = tuple(str(next(steps, "")) for step in steps if step == "properties")
        problem = Problem(pointer_of(path), str(location[-1]) if location else "", self._general)
        return Candidate(self._position(path), (len(PRECEDENCE), 0), problem)


_CLOSED_RANK = (PRECEDENCE.index("additionalProperties"), 0)


def _after(position: tuple[int, ...], count: int, name: str) -> tuple[int, ...]:
    """Where an unknown member comes, given the place of its object and how many fields that has.

    It comes after them, in the order of its name as a browser sorts it, by UTF-16: a browser does
    not keep the document's order of all names.
    """
    return (*position, count, *name.encode("utf-16-be"))


def _warning(field: Field, message: Mapping[str, str], index: int) -> Candidate:
    return Candidate(field.position, (index, 0), Problem(field.pointer, KEYWORD, Text.of(message)))


def _selected(candidates: Iterable[Candidate]) -> Result:
    """One problem or warning for each pointer. A problem is fixed before anything is improved."""
    problems: dict[str, Candidate] = {}
    warnings: dict[str, Candidate] = {}
    for candidate in candidates:
        is_advice = candidate.problem.keyword == KEYWORD
        _keep_lowest(warnings if is_advice else problems, candidate)
    for pointer in problems.keys() & warnings.keys():
        del warnings[pointer]
    truncated = max(len(problems), len(warnings)) > MOST
    return Result(_in_form_order(problems), _in_form_order(warnings), truncated)


def _keep_lowest(kept: dict[str, Candidate], candidate: Candidate) -> None:
    held = kept.setdefault(candidate.problem.pointer, candidate)
    if candidate.rank < held.rank:
        kept[candidate.problem.pointer] = candidate


def _in_form_order(kept: Mapping[str, Candidate]) -> tuple[Problem, ...]:
    ordered = sorted(kept.values(), key=lambda each: each.position)
    return tuple(each.problem for each in ordered[:MOST])
