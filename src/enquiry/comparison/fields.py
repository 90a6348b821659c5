"""Fields of the enquiry that came, went, have another name or other rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from enquiry.comparison.demands import ITEM, Demand, demands
from enquiry.comparison.telling import Change, Teller
from enquiry.comparison.versions import Version
from enquiry.pointers import path_of, pointer_of
from enquiry.text import Text

_FORM = (
    *("x-same-as", "x-autocomplete", "x-own-autocomplete", "x-keyboard", "x-subject"),
    *("x-signature", "x-letterhead"),
)
"""Annotations by which the form asks for a field in another way, or uses it elsewhere."""
_FROM_TABLE = frozenset({"/category", "/previousEnquiry/contact"})
"""Fields whose choices are those of the table, which tells about them."""
_TOLD_ELSEWHERE = frozenset({"required", "additionalProperties"})
_LONGEST = 40


def field_changes(old: Version, new: Version, teller: Teller) -> Iterator[Change]:
    """Every change of a field but whether it is required."""

    yield from _came_and_went(old, new, teller)
    rules = _rules(old), _rules(new)
    for pointer in new.fields:
        if pointer in old.fields:
            yield from _choices(old, new, pointer, teller)
            before, after = (each.get(pointer, {}) for each in rules)
            yield from _otherwise(old, new, pointer, _different(before, after, teller), teller)
    if _order(old, new) != _order(new, old):
        yield _change("", teller.say("field_order"))


def _change(pointer: str, message: Text) -> Change:
    return Change("field", None, pointer, 0, message)


def _came_and_went(old: Version, new: Version, teller: Teller) -> Iterator[Change]:
    went = _topmost([each for each in old.fields if each not in new.fields])
    came = _topmost([each for each in new.fields if each not in old.fields])
    moved = {after: before for after in came for before in went if _moved(old, new, before, after)}
    for pointer in came:
        label = new.label(pointer)
        if pointer in moved:
            before, after = path_of(moved[pointer])[-1], path_of(pointer)[-1]
            message = teller.say("field_moved", field=label, old=before, new=after)
        else:
            message = teller.say("field_came", field=label)
        yield _change(pointer, message)
    for pointer in went:
        if pointer not in moved.values():
            yield _change(pointer, teller.say("field_went", field=old.label(pointer)))


def _otherwise(
    old: Version, new: Version, pointer: str, rules: list[Text], teller: Teller
) -> Iterator[Change]:
    """What is otherwise about a field that both versions have."""
    was, now = old.fields[pointer].schema, new.fields[pointer].schema
    label = new.label(pointer)
    before, after = Text.of(was["x-label"]), Text.of(now["x-label"])
    place = teller.say("place_category", name=label, part=teller.part("name"))
    if renamed := teller.renamed("field_renamed", place, before, after):
        yield _change(pointer, renamed)
    if rules:
        yield _change(pointer, teller.say("field_rules", field=label, rules=teller.joined(rules)))
    if any(was.get(name) != now.get(name) for name in _FORM):
        yield _change(pointer, teller.say("field_form", field=label))


def _topmost(pointers: list[str]) -> list[str]:
    return [
        each for each in pointers if not any(each.startswith(f"{other}/") for other in pointers)
    ]


def _moved(old: Version, new: Version, before: str, after: str) -> bool:
    same_group = before.rpartition("/")[0] == after.rpartition("/")[0]
    return same_group and old.label(before) == new.label(after)


def _choices(old: Version, new: Version, pointer: str, teller: Teller) -> Iterator[Change]:
    was, now = (_listed(version, pointer) for version in (old, new))
    if not was or not now or pointer in _FROM_TABLE:
        return
    label = new.label(pointer)
    for version, values, others, key in (
        (new, now, was, "choice_came"),
        (old, was, now, "choice_went"),
    ):
        for value in values:
            if value not in others:
                choice = version.choice(pointer, value)
                yield _change(pointer, teller.say(key, field=label, choice=choice))


def _listed(version: Version, pointer: str) -> list[str]:
    schema = version.fields[pointer].schema
    found = schema.get("items", schema).get("enum", ())
    return [each for each in found if isinstance(each, str)]


def _rules(version: Version) -> dict[str, dict[str, Demand]]:
    """The rules about each field but those that have words of their own."""
    found: dict[str, dict[str, Demand]] = {}
    for each in demands(version.schema):
        is_list_of_field = (
            each.keyword == "enum" and not each.guards and "allOf" not in each.location
        )
        if each.keyword in _TOLD_ELSEWHERE or is_list_of_field:
            continue
        pointer = pointer_of(step for step in each.path if step != ITEM)
        if each.keyword == "type" and pointer == "":
            continue
        found.setdefault(pointer, {})[each.key] = each
    return found


def _different(
    before: Mapping[str, Demand], after: Mapping[str, Demand], teller: Teller
) -> list[Text]:
    """Each keyword whose rules differ, with its values where they say something to a person."""
    was = [each for key, each in before.items() if key not in after]
    now = [each for key, each in after.items() if key not in before]
    keywords = dict.fromkeys(each.keyword for each in (*was, *now))
    return [
        teller.say(
            "rule_is",
            part=teller.part(keyword if keyword in _KNOWN else "other"),
            old=_values(keyword, was),
            new=_values(keyword, now),
        )
        for keyword in keywords
    ]


_KNOWN = frozenset(
    {
        *("type", "const", "minLength", "maxLength", "pattern", "format", "x-not-after"),
        *("minItems", "maxItems", "uniqueItems", "minimum", "maximum", "enum"),
    }
)


def _values(keyword: str, rules: list[Demand]) -> str:
    return " ".join(_short(keyword, each.value) for each in rules) or "–"


def _short(keyword: str, value: Any) -> str:
    if keyword in ("format", "x-not-after", "uniqueItems") or keyword not in _KNOWN:
        return "✓"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _order(version: Version, other: Version) -> object:
    """The order in which the form asks for what both versions have, by steps."""
    steps = version.schema.get("x-steps", ())
    common = [pointer for pointer in version.fields if pointer in other.fields]
    grouped = [
        [name for name in step.get("fields", ()) if f"/{name}" in other.fields] for step in steps
    ]
    return common, [each for each in grouped if each]
