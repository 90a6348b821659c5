"""From failing rules to problems and warnings: one for each field, in the form's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from enquiry.pointers import escape, reach
from enquiry.schema.advice import KEYWORD, advice
from enquiry.schema.fields import PRECEDENCE, Field, Location, Rule, Schema, fields, rules
from enquiry.text import Text
from enquiry.validation.result import Problem, Result


@dataclass(frozen=True, slots=True)
class Candidate:
    """A problem or warning, its place in the form, and its rank: a pointer's lowest is reported."""

    position: tuple[int, ...]
    rank: tuple[int, int]
    problem: Problem


class MessageSelector:
    """Knows for every rule of a schema which message to report, and at which pointer.

    A missing member is reported at its own pointer in the words of its own field, an unknown
    member at its own pointer in the words of the object that does not know it, every other failure
    at the field it judges in the words beside the keyword. Raises KeyError for a message that the
    schema lacks.
    """

    def __init__(self, schema: Schema) -> None:
        by_path = {field.path: field for field in fields(schema)}
        self._failed: dict[Location, Candidate] = {}
        self._missing: dict[Location, tuple[Rule, dict[str, Candidate]]] = {}
        self._closed: dict[Location, tuple[Field, Text]] = {}
        for index, rule in enumerate(rules(schema)):
            field = by_path[rule.path]
            if rule.keyword == "required":
                members = [by_path[(*rule.path, name)] for name in rule.schema["required"]]
                self._missing[rule.location] = (
                    rule,
                    {
                        member.path[-1]: _candidate(rule.keyword, member, member.schema, index)
                        for member in members
                    },
                )
            elif rule.keyword == "additionalProperties":
                self._closed[rule.location] = field, _message(field.schema, rule.keyword)
            else:
                self._failed[rule.location] = _candidate(rule.keyword, field, rule.schema, index)
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
                for candidate in self._members(location, document):
                    _keep_lowest(problems, candidate)
        for pointer in problems.keys() & warnings.keys():
            del warnings[pointer]
        return Result(_in_form_order(problems), _in_form_order(warnings))

    def _members(self, location: Location, document: Any) -> Iterator[Candidate]:
        """The missing or the unknown members of an object.

        Unknown ones come after the known fields of their object, in the order of their names as
        a browser sorts them, by UTF-16: it does not keep the document's order of all names.
        """
        if location in self._missing:
            rule, members = self._missing[location]
            present = reach(document, rule.path)
            yield from [missing for name, missing in members.items() if name not in present]
            return
        field, message = self._closed[location]
        known = field.schema["properties"]
        rank = (PRECEDENCE.index("additionalProperties"), 0)
        for name in reach(document, field.path):
            if name not in known:
                position = (*field.position, len(known), *name.encode("utf-16-be"))
                pointer = f"{field.pointer}/{escape(name)}"
                yield Candidate(position, rank, Problem(pointer, "additionalProperties", message))


def _candidate(keyword: str, field: Field, holder: Schema, index: int) -> Candidate:
    problem = Problem(field.pointer, keyword, _message(holder, keyword))
    return Candidate(field.position, (PRECEDENCE.index(keyword), index), problem)


def _warning(field: Field, message: Mapping[str, str], index: int) -> Candidate:
    return Candidate(field.position, (index, 0), Problem(field.pointer, KEYWORD, Text.of(message)))


def _message(holder: Schema, keyword: str) -> Text:
    return Text.of(holder["x-errors"][keyword])


def _keep_lowest(kept: dict[str, Candidate], candidate: Candidate) -> None:
    held = kept.setdefault(candidate.problem.pointer, candidate)
    if candidate.rank < held.rank:
        kept[candidate.problem.pointer] = candidate


def _in_form_order(kept: Mapping[str, Candidate]) -> tuple[Problem, ...]:
    return tuple(each.problem for each in sorted(kept.values(), key=lambda each: each.position))
