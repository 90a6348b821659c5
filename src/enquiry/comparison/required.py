"""What enquiries have to hold since an edit, and what they may leave out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from enquiry.comparison.demands import Demand, as_key, demands
from enquiry.comparison.situations import choices, common_situations, document, roles
from enquiry.comparison.telling import Change, Teller
from enquiry.comparison.values import is_a
from enquiry.comparison.versions import Version
from enquiry.pointers import path_of, pointer_of, reach
from enquiry.routing.table import Category
from enquiry.schema.patterns import compile_pattern
from enquiry.text import Text

Case = tuple[tuple[str, str], ...]
"""What tells situations apart for a person: the pointers of some choices, and their values."""
_EARLIER = "/previousEnquiry"
_FILLERS: dict[str, Any] = {"object": {}, "boolean": True, "integer": 1, "array": []}


@dataclass
class _Cases:
    """The situations of a category: all of them, and those in which a field is concerned."""

    every: list[Case] = field(default_factory=list)
    concerned: dict[tuple[str, bool], list[Case]] = field(default_factory=dict)


def required_changes(
    old: Version, new: Version, pairs: Mapping[str, str], teller: Teller
) -> Iterator[Change]:
    """What is required now, and what no longer is, in the categories that both versions have."""
    before, after = _Required(old), _Required(new)
    if before.keys == after.keys:
        return
    alike: dict[object, _Cases] = {}
    found = {}
    for name_before, name in pairs.items():
        was, now = old.table.categories[name_before], new.table.categories[name]
        # Categories that neither conditions nor contacts tell apart are gone through once.
        key = before.told_apart(name_before), was.chain, after.told_apart(name), now.chain
        if key not in alike:
            alike[key] = _cases(old, new, was, now, before, after)
        found[name] = alike[key]
    concerned = dict.fromkeys(key for cases in found.values() for key in cases.concerned)
    for pointer, is_asked in sorted(concerned, key=lambda key: (_order(new, key[0]), not key[1])):
        kind = "required" if is_asked else "optional"
        label = new.label(pointer)
        told = {
            name: cases.concerned[pointer, is_asked]
            for name, cases in found.items()
            if (pointer, is_asked) in cases.concerned
        }
        words = {
            name: _in_words(cases, found[name].every, new, teller) for name, cases in told.items()
        }
        if told.keys() == found.keys() and len(set(words.values())) == 1:
            case = next(iter(words.values()))
            message = teller.say(f"{kind}_everywhere", field=label, case=case)
            count = sum(map(len, told.values()))
            yield Change("required", None, pointer, count, message)
            continue
        for name, case in words.items():
            title = new.table.categories[name].title
            message = teller.say(f"{kind}_here", field=label, category=title, case=case)
            yield Change("required", name, pointer, len(told[name]), message)


def _order(version: Version, pointer: str) -> int:
    return list(version.fields).index(pointer)


def _cases(
    old: Version, new: Version, was: Category, now: Category, before: _Required, after: _Required
) -> _Cases:
    """The situations of a category that both versions know, and what changes in each."""
    found = _Cases()
    own = roles(new)
    for situation in common_situations(old, new, was, now):
        for values in product(*(listed for _, listed in own)):
            if any(v not in choices(old, path) for (path, _), v in zip(own, values, strict=True)):
                continue
            role = {path: value for (path, _), value in zip(own, values, strict=True)}
            asked_before = before.of(document(was, situation), role)
            asked_after = after.of(document(now, situation), role)
            case = (
                ("/channel", situation.channel),
                (_EARLIER, "" if situation.history == "first" else "1"),
                *((pointer_of(path), value) for path, value in role.items()),
            )
            found.every.append(case)
            for is_asked, more, less in (
                (True, asked_after, asked_before),
                (False, asked_before, asked_after),
            ):
                for pointer in _topmost(more - less):
                    if pointer in new.fields:
                        found.concerned.setdefault((pointer, is_asked), []).append(case)
    return found


def _topmost(pointers: frozenset[str]) -> Iterator[str]:
    """Those that are in no other one: of a group that is asked for, not each of its fields."""
    for each in sorted(pointers):
        if not any(each.startswith(f"{other}/") for other in pointers):
            yield each


def _in_words(cases: list[Case], every: list[Case], version: Version, teller: Teller) -> Text:
    """In which cases of all, by what is chosen in them."""
    if len(cases) == len(every):
        return teller.by_language(lambda _language: "")
    columns = range(len(every[0]))
    values = [list(dict.fromkeys(case[column] for case in cases)) for column in columns]
    described = sum(all(case[c] in values[c] for c in columns) for case in every)
    if described != len(cases):
        return teller.phrase("case_some")
    conditions = [
        teller.say(
            "choice_is",
            field=_name(values[column][0][0], version, teller),
            choices=teller.joined(
                (_value(each, version, teller) for each in values[column]), "change_or"
            ),
        )
        for column in columns
        if len(values[column]) < len({case[column] for case in every})
    ]
    return teller.say("case", conditions=teller.joined(conditions))


def _name(pointer: str, version: Version, teller: Teller) -> Text:
    return teller.phrase("earlier_message") if pointer == _EARLIER else version.label(pointer)


def _value(chosen: tuple[str, str], version: Version, teller: Teller) -> Text | str:
    pointer, value = chosen
    if pointer == _EARLIER:
        return teller.phrase("some_earlier_message" if value else "no_earlier_message")
    return version.choice(pointer, value)


class _Required:
    """What a schema requires of enquiries of which some things are known."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._rules = [
            each for each in demands(version.schema) if each.keyword == "required" and each.is_known
        ]
        self.keys = {each.key for each in self._rules}
        self._lists = [
            {as_key(value) for value in values}
            for rule in self._rules
            for guard in rule.guards
            for values in _about_category(guard.schema)
        ]
        self._known: dict[str, frozenset[str]] = {}

    def of(self, given: dict[str, Any], role: Mapping[tuple[str, ...], str]) -> frozenset[str]:
        """The pointers of what is required; `given` is changed."""
        for path, value in role.items():
            self._put(given, path, value)
        rest = {name: value for name, value in given.items() if name != "category"}
        key = json.dumps([self.told_apart(given["category"]), rest])
        if key not in self._known:
            self._known[key] = self._complete(given)
        return self._known[key]

    def told_apart(self, category: str) -> tuple[bool, ...]:
        """What conditions find out about a category: whether each of their lists holds it."""
        name = as_key(category)
        return tuple(name in each for each in self._lists)

    def _complete(self, given: dict[str, Any]) -> frozenset[str]:
        found: set[str] = set()
        while new := [rule for rule in self._rules if self._lacks(rule, given, found)]:
            for rule in new:
                path = (*rule.path, rule.value)
                found.add(pointer_of(path))
                if rule.value not in reach(given, rule.path):
                    self._put(given, path, self._filler(path))
        return frozenset(found)

    def _lacks(self, rule: Demand, given: dict[str, Any], found: set[str]) -> bool:
        return (
            pointer_of((*rule.path, rule.value)) not in found
            and isinstance(reach(given, rule.path), dict)
            and all(
                meets(guard.schema, reach(given, guard.path)) == guard.holds
                for guard in rule.guards
            )
        )

    def _filler(self, path: tuple[str, ...]) -> Any:
        schema = reach(self._version.schema, [s for name in path for s in ("properties", name)])
        if not isinstance(schema, dict):
            return ""
        if "const" in schema or "enum" in schema:
            return schema.get("const", schema.get("enum", [""])[0])
        filler = _FILLERS.get(str(schema.get("type")), "-")
        return dict(filler) if isinstance(filler, dict) else filler

    def _put(self, given: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
        for name in path[:-1]:
            given = given.setdefault(name, {})
        given[path[-1]] = value


def _about_category(condition: Any) -> Iterator[list[Any]]:
    asked = reach(condition, path_of("/properties/category"))
    if isinstance(asked, dict):
        yield from ([asked["const"]] if "const" in asked else [], asked.get("enum", []))


def meets(condition: Any, value: Any) -> bool:
    """Whether a value meets a condition. Of a keyword that no condition may have, it does."""
    if not isinstance(condition, Mapping):
        return condition is not False
    kinds = condition.get("type", [])
    if kinds and not any(
        is_a(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)
    ):
        return False
    for keyword in ("const", "enum"):
        if keyword in condition:
            listed = condition[keyword] if keyword == "enum" else [condition[keyword]]
            if as_key(value) not in map(as_key, listed):
                return False
    if isinstance(value, str) and "pattern" in condition:
        return bool(compile_pattern(condition["pattern"]).search(value))
    if not isinstance(value, dict):
        return True
    return all(name in value for name in condition.get("required", ())) and all(
        meets(part, value[name])
        for name, part in condition.get("properties", {}).items()
        if name in value
    )
