"""The kinds of documents that conditions tell apart: what stands at each place they ask about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from enquiry.comparison.demands import ITEM, Demand, Path, as_key, asked_in
from enquiry.comparison.pattern_texts import some_text
from enquiry.comparison.values import fits_type, is_a, satisfies
from enquiry.schema.fields import Guard
from enquiry.schema.patterns import compile_pattern

MOST_WORLDS = 5_000
KINDS = ("object", "array", "string", "integer", "number", "boolean", "null")


@dataclass(frozen=True)
class State:
    """What stands at a place: nothing (`kind` ""), or a value of a kind.

    `values` are the values it may have, where they are few, all alike to the conditions. `truths`
    say what else conditions find out about it: which patterns it fits, by their text.
    """

    kind: str
    values: tuple[Any, ...] | None = None
    truths: tuple[tuple[str, bool], ...] = ()
    is_sure: bool = True

    @property
    def is_there(self) -> bool:
        """Whether anything stands there."""
        return bool(self.kind)


ABSENT = State("")
World = Mapping[Path, State]


class TooManyWorldsError(Exception):
    """The conditions tell apart more kinds of documents than can be gone through."""


class Old:
    """What the old schema lets a document be."""

    def __init__(self, demands: Sequence[Demand]) -> None:
        self.demands = demands
        self._at: dict[Path, list[Demand]] = {}
        for each in demands:
            if each.is_known:
                self._at.setdefault(each.path, []).append(each)

    def at(self, path: Path) -> Sequence[Demand]:
        """What it demands of the value at a path, under any condition."""
        return self._at.get(path, ())

    def always_at(self, path: Path) -> list[Demand]:
        """What it demands there under no condition."""
        return [each for each in self.at(path) if not each.guards]

    def may_be_there(self, path: Path) -> bool:
        """Whether a document can hold something at a path."""
        return all(
            step in each.value
            for depth, step in enumerate(path)
            if step != ITEM
            for each in self.always_at(path[:depth])
            if each.keyword == "additionalProperties"
        )


def worlds(old: Old, guards: Iterable[Guard]) -> Iterator[World]:
    """Every kind of document that the guards tell apart and the old schema may let pass.

    Raises TooManyWorldsError.
    """
    asked: dict[Path, list[tuple[str, Any]]] = {(): []}
    for guard in guards:
        for path, keyword, value in asked_in(guard.schema, guard.path):
            for depth in range(len(path) + 1):
                asked.setdefault(path[:depth], [])
            if keyword:
                asked[path] += [] if (keyword, value) in asked[path] else [(keyword, value)]
    states = {path: _states(old, path, questions) for path, questions in asked.items()}
    if prod(map(len, states.values())) > MOST_WORLDS:
        raise TooManyWorldsError
    for chosen in product(*states.values()):
        world = dict(zip(states, chosen, strict=True))
        if _can_be(old, world):
            yield world


def active(demand: Demand, world: World) -> bool | None:
    """Whether a demand counts in a world. None where the world does not tell."""
    if any(not world.get(demand.path[:depth], _SOMETHING).is_there for depth in _depths(demand)):
        return False
    found = True
    for guard in demand.guards:
        try:
            if holds(guard.schema, guard.path, world) != guard.holds:
                return False
        except KeyError:
            found = False
    return found or None


_SOMETHING = State("object")


def _depths(demand: Demand) -> range:
    return range(len(demand.path) + 1)


def holds(condition: Any, path: Path, world: World) -> bool:
    """Whether a condition holds. Raises KeyError where the world does not tell."""
    state = world[path]
    if not isinstance(condition, Mapping):
        return condition is not False
    return all(_holds(each, value, path, state, world) for each, value in condition.items())


def _holds(keyword: str, value: Any, path: Path, state: State, world: World) -> bool:
    if keyword == "type":
        return fits_type(state.kind, value)
    if keyword in ("const", "enum"):
        choices = {as_key(each) for each in (value if keyword == "enum" else [value])}
        return state.values is not None and all(as_key(each) in choices for each in state.values)
    if keyword == "pattern":
        return state.kind != "string" or dict(state.truths)[value]
    if keyword == "required":
        there = (world[(*path, name)].is_there for name in value)
        return state.kind != "object" or all(there)
    if keyword == "properties":
        inner = (
            holds(part, (*path, name), world)
            for name, part in value.items()
            if world[(*path, name)].is_there
        )
        return state.kind != "object" or all(inner)
    unknown = as_key({keyword: value})
    return dict(state.truths).get(unknown, True)


def _states(old: Old, path: Path, questions: Sequence[tuple[str, Any]]) -> list[State]:
    """What may stand at a path, as far as the questions tell it apart."""
    if path and not old.may_be_there(path):
        return [ABSENT]
    patterns = list(dict.fromkeys(value for keyword, value in questions if keyword == "pattern"))
    unknown = list(dict.fromkeys(as_key(value) for keyword, value in questions if keyword == "?"))
    choices = [
        [as_key(each) for each in (value if keyword == "enum" else [value])]
        for keyword, value in questions
        if keyword in ("enum", "const")
    ]
    rules = old.always_at(path)
    found = [ABSENT] if path else []
    limits = finite(rules)
    if limits is None:
        named = {as_key(v): v for k, vs in questions if k in ("enum", "const") for v in _all(k, vs)}
        limits = [each for each in named.values() if all(satisfies(each, rule) for rule in rules)]
        types = [rule.value for rule in rules if rule.keyword == "type"]
        for kind in KINDS:
            if all(fits_type(kind, each) for each in types):
                found += _unnamed(kind, patterns, rules)
    alike: dict[Any, list[Any]] = {}
    for value in limits:
        truths = tuple((each, _matches(each, value)) for each in patterns)
        kinds = (_kind(value), *(as_key(value) in each for each in choices))
        alike.setdefault((kinds, truths), []).append(value)
    found += [State(kinds[0], tuple(same), truths) for (kinds, truths), same in alike.items()]
    for question in unknown:  # whatever it says, it may hold and it may not
        found = [
            State(each.kind, each.values, (*each.truths, (question, truth)), is_sure=False)
            for each in found
            for truth in ((True, False) if each.is_there else (True,))
        ]
    return found


def _all(keyword: str, value: Any) -> list[Any]:
    return list(value) if keyword == "enum" else [value]


def _unnamed(kind: str, patterns: Sequence[str], rules: Sequence[Demand]) -> Iterator[State]:
    """A value of a kind that no condition names, for each way in which patterns may fit it."""
    if kind != "string" or not patterns:
        yield State(kind)
        return
    own = [rule.value for rule in rules if rule.keyword == "pattern"]
    for truths in product((True, False), repeat=len(patterns)):
        told = tuple(zip(patterns, truths, strict=True))
        fits = (*own, *(each for each, truth in told if truth))
        misses = tuple(each for each, truth in told if not truth)
        answer = some_text(fits, misses)
        if answer != "no":
            yield State(kind, None, told, is_sure=answer == "yes")


def finite(rules: Iterable[Demand]) -> list[Any] | None:
    """The values that rules about one place leave, where the rules list them; else None."""
    rules = list(rules)
    listed: list[Any] | None = None
    for rule in rules:
        if rule.keyword in ("enum", "const"):
            listed = _all(rule.keyword, rule.value)
        elif rule.keyword == "type" and rule.value == "boolean":
            listed = [True, False]
        if listed is not None:
            return [each for each in listed if all(satisfies(each, other) for other in rules)]
    return None


def _kind(value: Any) -> str:
    return next(kind for kind in KINDS if is_a(value, kind))


def _matches(pattern: str, value: Any) -> bool:
    return not isinstance(value, str) or bool(compile_pattern(pattern).search(value))


def _can_be(old: Old, world: World) -> bool:
    """Whether the old schema may let such a document pass."""
    for path, state in world.items():
        if path and state.is_there and world[path[:-1]].kind not in ("object", "array"):
            return False
    for path, state in world.items():
        for rule in old.at(path) if state.is_there else ():
            child = (*path, rule.value) if rule.keyword == "required" else None
            lacks = child is not None and not world.get(child, _SOMETHING).is_there
            wrong = state.values is not None and not any(satisfies(v, rule) for v in state.values)
            if (lacks or wrong) and active(rule, world):
                return False
    return True
