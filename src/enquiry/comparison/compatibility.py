"""Whether every document that one schema lets pass is let pass by another."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from enquiry.authoring.findings import Finding
from enquiry.authoring.yaml_file import YamlFile
from enquiry.comparison.demands import ITEM, Demand, Path, as_key, asked_in, demands
from enquiry.comparison.implied import Before, implied
from enquiry.comparison.worlds import Old, TooManyWorldsError, World, active, worlds
from enquiry.pointers import pointer_of
from enquiry.schema.lint import broken_findings
from enquiry.schema.patterns import compile_pattern

Verdict = Literal["narrower", "undecided"]

_LONGEST = 90


@dataclass(frozen=True)
class Narrowing:
    """A rule of the new schema that refuses what the old one let pass, or perhaps does.

    `world` is a kind of document in which it does, as pointers and values of the schemas.
    """

    rule: Demand
    verdict: Verdict
    before: tuple[Any, ...] = ()
    world: tuple[tuple[str, str], ...] = ()

    @property
    def pointer(self) -> str:
        """Where the rule stands in the new schema."""
        return pointer_of(self.rule.location)

    def finding(self, source: YamlFile, *, is_wider: bool = False) -> Finding:
        """The same for a person, in the file that holds the rule.

        With `is_wider` the rule is one of the old schema that the new one does not hold to.
        """
        where = (
            pointer_of("…" if step == ITEM else step for step in self.rule.path) or "the enquiry"
        )
        return source.finding(self.pointer, f"{self.pointer}: {self._words(where, is_wider)}", "")

    def _words(self, where: str, is_wider: bool) -> str:
        kind = "Undecided" if self.verdict == "undecided" else "Wider" if is_wider else "Narrower"
        case = " and ".join(f"{pointer} is {value}" for pointer, value in self.world)
        example = f", for example where {case}" if case else ""
        keyword, value = self.rule.keyword, self.rule.value
        if self.verdict == "undecided":
            why = "" if self.rule.is_known else " (this keyword is not compared)"
            return (
                f'{kind}: whether "{keyword}" of {where} refuses more is not known{why}{example}.'
            )
        if is_wider:
            return f'{kind}: "{keyword}" of {where} asks for less{example}.'
        if keyword == "required":
            return f'{kind}: "{value}" of {where} is required{example}.'
        if keyword == "additionalProperties":
            lost = sorted(frozenset().union(*self.before) - value)
            names = ", ".join(map(json.dumps, lost)) or "members that it does not describe"
            return f"{kind}: {where} may no longer hold {names}{example}."
        before = " and ".join(map(_short, self.before)) or "nothing"
        return f'{kind}: "{keyword}" of {where} is {_short(value)}, before {before}{example}.'


def unusable(source: YamlFile) -> list[Finding]:
    """Why a schema cannot be compared; nothing if it can."""
    found = broken_findings(source)
    for rule in () if found else demands(source.data):
        if rule.keyword == "pattern":
            try:
                compile_pattern(rule.value)
            except re.error as error:
                problem = f"This pattern cannot be read: {error}."
                found.append(source.finding(pointer_of(rule.location), problem, "Fix it here."))
    return found


def narrowings(old: Any, new: Any) -> list[Narrowing]:
    """Each rule of the schema `new` that is not known to hold of every document that the schema
    `old` lets pass. Nothing if all of those are valid still."""
    before = Old(demands(old))
    known = {each.key for each in before.demands if each.is_known}
    same = as_key(_bare(old)) == as_key(_bare(new))
    found = (
        _narrowing(before, rule)
        for rule in demands(new)
        if rule.key not in known and not (same and not rule.is_known)
    )
    return [each for each in found if each]


def _bare(schema: Any) -> Any:
    """A schema without its labels and messages."""
    if isinstance(schema, Mapping):
        return {k: _bare(v) for k, v in schema.items() if k in _COUNTS or not k.startswith("x-")}
    return [_bare(each) for each in schema] if isinstance(schema, list) else schema


_COUNTS = frozenset({"x-not-after"})


def _narrowing(old: Old, rule: Demand) -> Narrowing | None:
    if not old.may_be_there(rule.path):
        return None
    if not rule.is_known or any(ITEM in guard.path for guard in rule.guards):
        return Narrowing(rule, "undecided")
    try:
        answers = [
            (world, implied(rule, Before.of(old, rule.path, world)))
            for world in _worlds(old, rule)
            if active(rule, world)
        ]
    except TooManyWorldsError:
        return Narrowing(rule, "undecided")
    failing = [world for world, answer in answers if answer != "yes"]
    sure = [
        world
        for world, answer in answers
        if answer == "no" and all(state.is_sure for state in world.values())
    ]
    for world in (sure or failing)[:1]:
        said = tuple(Before.of(old, rule.path, world).values(rule.keyword))
        asked = _asked(rule) if len(failing) == len(answers) else {*world}
        verdict: Verdict = "narrower" if sure else "undecided"
        return Narrowing(rule, verdict, said, _told(world, asked))
    return None


def _worlds(old: Old, rule: Demand) -> Iterator[World]:
    """The worlds that conditions on this rule, and on the old ones about its place, tell apart."""
    near = [*old.at(rule.path), *old.at((*rule.path, ITEM))]
    guards = [guard for each in (rule, *near) for guard in each.guards if ITEM not in guard.path]
    return worlds(old, guards)


def _asked(rule: Demand) -> set[Path]:
    """The places that the conditions around a rule ask about."""
    return {path for g in rule.guards for path, _, _ in asked_in(g.schema, g.path)}


def _told(world: World, asked: Container[Path]) -> tuple[tuple[str, str], ...]:
    """What a world says of some places, in words."""
    found = []
    for path, state in world.items():
        if not path or path not in asked:
            continue
        if not state.is_there:
            found.append((pointer_of(path), "left out"))
        elif state.values:
            found.append((pointer_of(path), _short(state.values[0])))
    return tuple(found)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
