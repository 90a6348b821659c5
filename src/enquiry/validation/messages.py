"""From failing rules to problems and warnings: one for each field, in the form's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from enquiry.pointers import pointer_of, reach
from enquiry.schema.advice import KEYWORD, advice
from enquiry.schema.fields import PRECEDENCE, Field, Location, Rule, Schema, fields, rules
from enquiry.text import Text
from enquiry.validation.result import MOST, Problem, Result

GENERAL = Text(
    "Correct this value: it does not follow the rules for it.",
    "Corrigez cette valeur\u00a0: elle ne suit pas les règles qui s’y appliquent.",
)
"""What is said where a rule fails that has no words of its own."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A problem or warning, its place in the form, and its rank: a pointer's lowest is reported."""

    position: tuple[int, ...]
    rank: tuple[int, int]
    problem: Problem


@dataclass(frozen=True, slots=True)
class _Closed:
    """A rule against unknown members: of which object, which ones it knows, in which words."""

    path: tuple[str, ...]
    known: frozenset[str]
    message: Text


class MessageSelector:
    """Knows for every rule of a schema which message to report, and at which pointer.

    A missing member is reported at its own pointer in the words of its own field, an unknown
    member at its own pointer in the words of the object that does not know it, every other failure
    at the field it judges in the words beside the keyword. No failure goes untold: where words
    are missing, general ones stand for them.
    """

    def __init__(self, schema: Schema) -> None:
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
                known = frozenset(rule.schema.get("properties", ()))
                message = _message(rule.schema, rule.keyword)
                self._closed[rule.location] = _Closed(rule.path, known, message)
            else:
                self._failed[rule.location] = self._candidate(
                    rule.path, rule.keyword, index, rule.schema
                )
        self._advised = {
            location: _warning(each.target, each.message, index)
            for index, each in enumerate(advice(schema))
            for location in each.locations
        }

    def result(self, locations: Iterable[Location], document: Any) -> Result:
        """What to report about a document that fails `with_advice_as_rules` at `locations`.

        A field with a problem has no warning: it is fixed before it is improved.
        """
        problems: dict[str, Candidate] = {}
        warnings: dict[str, Candidate] = {}
        for location in locations:
            if location in self._advised:
                _keep_lowest(warnings, self._advised[location])
            elif location in self._failed:
                _keep_lowest(problems, self._failed[location])
            else:
                members = list(self._members(location, document))
                for candidate in members or [self._unworded(location)]:
                    _keep_lowest(problems, candidate)
        for pointer in problems.keys() & warnings.keys():
            del warnings[pointer]
        truncated = max(len(problems), len(warnings)) > MOST
        return Result(_in_form_order(problems), _in_form_order(warnings), truncated)

    def _members(self, location: Location, document: Any) -> Iterator[Candidate]:
        """The missing or the unknown members of an object."""
        if location in self._missing:
            rule, members = self._missing[location]
            present = reach(document, rule.path)
            yield from [missing for name, missing in members.items() if name not in present]
        elif location in self._closed:
            closed = self._closed[location]
            rank = (PRECEDENCE.index("additionalProperties"), 0)
            for name in reach(document, closed.path):
                if name not in closed.known:
                    path = (*closed.path, name)
                    problem = Problem(pointer_of(path), "additionalProperties", closed.message)
                    yield Candidate(self._position(path), rank, problem)

    def _position(self, path: tuple[str, ...]) -> tuple[int, ...]:
        """Where a member comes in the form.

        Unknown ones come after the known fields of their object, in the order of their names as
        a browser sorts them, by UTF-16: it does not keep the document's order of all names.
        """
        if path in self._fields:
            return self._fields[path].position
        *around, name = path
        holder = self._fields.get(tuple(around))
        known = holder.schema.get("properties", ()) if holder else ()
        return (*self._position(tuple(around)), len(known), *name.encode("utf-16-be"))

    def _candidate(
        self, path: tuple[str, ...], keyword: str, index: int, holder: Schema | None = None
    ) -> Candidate:
        """What is reported of a field, in the words of `holder` or else in its own."""
        if holder is None:
            holder = self._fields[path].schema if path in self._fields else {}
        problem = Problem(pointer_of(path), keyword, _message(holder, keyword))
        return Candidate(self._position(path), (PRECEDENCE.index(keyword), index), problem)

    def _unworded(self, location: Location) -> Candidate:
        """What is reported of a rule that nobody here knows, at the field that it judges."""
        steps = iter(location)
        path = tuple(str(next(steps, "")) for step in steps if step == "properties")
        problem = Problem(pointer_of(path), str(location[-1]) if location else "", GENERAL)
        return Candidate(self._position(path), (len(PRECEDENCE), 0), problem)


def _warning(field: Field, message: Mapping[str, str], index: int) -> Candidate:
    return Candidate(field.position, (index, 0), Problem(field.pointer, KEYWORD, Text.of(message)))


def _message(holder: Schema, keyword: str) -> Text:
    try:
        return Text.of(holder["x-errors"][keyword])
    except (KeyError, TypeError):
        return GENERAL


def _keep_lowest(kept: dict[str, Candidate], candidate: Candidate) -> None:
    held = kept.setdefault(candidate.problem.pointer, candidate)
    if candidate.rank < held.rank:
        kept[candidate.problem.pointer] = candidate


def _in_form_order(kept: Mapping[str, Candidate]) -> tuple[Problem, ...]:
    ordered = sorted(kept.values(), key=lambda each: each.position)
    return tuple(each.problem for each in ordered[:MOST])
