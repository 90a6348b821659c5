"""Whether a schema has words for everything that may be said about a document."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any

from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import pointer_of
from enquiry.schema import advice
from enquiry.schema.fields import (
    KEYWORDS,
    PRECEDENCE,
    Field,
    Location,
    Rule,
    Schema,
    fields,
    languages,
    rules,
)
from enquiry.schema.subschemas import subschemas

CATEGORY = ("category",)
EARLIER_CONTACT = ("previousEnquiry", "contact")
"""The fields whose choices have their labels in the routing table."""
_TEXTS = {
    "x-hint": "hint",
    "x-none": "text for none",
    "x-none-choice": "label of the box for none",
}
# How alike two names are of which one may be a misspelling of the other.
_NEAR = 0.8
_ADVICE = '{"if"?, "then", "pointer"?, "message"}'


def word_findings(source: YamlFile) -> Iterator[Finding]:
    """Every label, message or translation that is missing, and what belongs to no field."""
    known = {field.path: field for field in fields(source.data)}
    if not languages(source.data):
        problem = "The enquiry has no label, from which its languages are known."
        yield source.finding("/x-label", problem, 'Add "x-label": {language: text}.')
    steps = source.data.get("x-steps", ())
    for index, step in enumerate(steps if isinstance(steps, list) else ()):
        if isinstance(step, dict) and "title" in step:
            yield from _pair_findings(source, step, ("x-steps", index, "title"), "title")
    for field in known.values():
        yield from _label_findings(source, field)
        yield from _advice_findings(source, field, known)
        if field.schema.get("type") == "object" and "additionalProperties" not in field.schema:
            problem = f'The object "{field.pointer or "/"}" is not closed.'
            expected = 'Add "additionalProperties": false.'
            yield source.finding(pointer_of(field.location), problem, expected)
    for rule in rules(source.data):
        yield from _message_findings(source, rule, known)
    for each in subschemas(source.data):
        if isinstance(each.schema, dict):
            yield from _stray_findings(source, each.schema.get("x-errors"), each.location)


def _label_findings(source: YamlFile, field: Field) -> Iterator[Finding]:
    here = field.location
    yield from _pair_findings(source, field.schema, (*here, "x-label"), "label")
    for keyword, what in _TEXTS.items():
        if keyword in field.schema:
            yield from _pair_findings(source, field.schema, (*here, keyword), what)
    if isinstance(same := field.schema.get("x-same-as"), dict):
        yield from _pair_findings(source, same, (*here, "x-same-as", "hint"), "hint")
    holder, around = field.schema, here
    if isinstance(items := field.schema.get("items"), dict):
        holder, around = items, (*here, "items")
    if "enum" in holder and field.path not in (CATEGORY, EARLIER_CONTACT):
        choices = [str(choice) for choice in holder["enum"]]
        for choice in choices:
            place = (*around, "x-enum-labels", choice)
            yield from _said_of(source, holder, place, f'label of the choice "{choice}"', choices)
        labels = holder.get("x-enum-labels", {})
        if isinstance(labels, dict):
            yield from _misspelled_choices(source, labels, (*around, "x-enum-labels"), choices)


def _misspelled_choices(
    source: YamlFile, labels: Schema, place: Location, choices: Collection[str]
) -> Iterator[Finding]:
    """Labels of no choice, where one that has none may be meant."""
    lacking = [choice for choice in choices if choice not in labels]
    for choice in labels:
        if choice not in choices and (near := get_close_matches(choice, lacking, cutoff=_NEAR)):
            problem = f'"{choice}" is no choice of this field.'
            where = pointer_of((*place, choice))
            yield source.finding(where, problem, did_you_mean(choice, near))


def _message_findings(
    source: YamlFile, rule: Rule, known: dict[tuple[str, ...], Field]
) -> Iterator[Finding]:
    if rule.keyword != "required":
        holder, place = rule.schema, rule.location[:-1]
        yield from _error_findings(source, holder, place, rule.keyword)
        return
    for name in rule.schema["required"]:
        if missing := known.get((*rule.path, name)):
            yield from _error_findings(source, missing.schema, missing.location, rule.keyword)


def _stray_findings(source: YamlFile, errors: Any, place: Location) -> Iterator[Finding]:
    """Messages for what is no rule, such as one whose name is spelled wrong."""
    for keyword in errors if isinstance(errors, dict) else ():
        if keyword not in PRECEDENCE:
            pointer = pointer_of((*place, "x-errors", keyword))
            problem = f'"{keyword}" is no rule that can fail.'
            yield source.finding(pointer, problem, did_you_mean(keyword, PRECEDENCE))


def _error_findings(
    source: YamlFile, holder: Schema, place: Location, keyword: str
) -> Iterator[Finding]:
    what = f'message for a failing "{keyword}"'
    yield from _said_of(source, holder, (*place, "x-errors", keyword), what, PRECEDENCE)


def _said_of(
    source: YamlFile, holder: Schema, place: Location, what: str, known: Collection[str]
) -> Iterator[Finding]:
    """What is wrong with one of several texts that stand together in the `holder`, each below one
    of the `known` names."""
    group, name = str(place[-2]), str(place[-1])
    texts = holder.get(group, {})
    if not isinstance(texts, dict):
        problem = f'"{group}" is no group of texts.'
        yield source.finding(pointer_of(place[:-1]), problem, "Write {name: {language: text}}.")
    elif not _is_misspelled(group, holder, KEYWORDS) and not _is_misspelled(name, texts, known):
        yield from _pair_findings(source, texts, place, what)


def _is_misspelled(name: str, holder: Schema, known: Collection[str]) -> bool:
    """Whether a name is not missing but spelled wrong, which is a finding of its own."""
    return name not in holder and bool(
        get_close_matches(name, [key for key in holder if key not in known], cutoff=_NEAR)
    )


def _advice_findings(
    source: YamlFile, field: Field, known: dict[tuple[str, ...], Field]
) -> Iterator[Finding]:
    pointers = {each.pointer for each in known.values()}
    entries = field.schema.get(advice.KEYWORD, [])
    if not isinstance(entries, list):
        where = pointer_of((*field.location, advice.KEYWORD))
        yield source.finding(where, "This advice is not a list.", f"Write [{_ADVICE}].")
        return
    for index, entry in enumerate(entries):
        place = (*field.location, advice.KEYWORD, index)
        if not isinstance(entry, dict) or not isinstance(entry.get("then"), dict):
            expected = f"Write {_ADVICE}."
            yield source.finding(pointer_of(place), "This advice asks for nothing.", expected)
            continue
        for key in entry:
            if key not in ("if", "then", "pointer", "message"):
                problem = f'The key "{key}" is not known here.'
                yield source.finding(pointer_of((*place, key)), problem, f"Write {_ADVICE}.")
        yield from _pair_findings(source, entry, (*place, "message"), "message of the advice")
        target = entry.get("pointer", "")
        if not isinstance(target, str) or field.pointer + target not in pointers:
            problem, expected = "The advice is about no field.", "Point to a field from here."
            yield source.finding(pointer_of((*place, "pointer")), problem, expected)


def _pair_findings(
    source: YamlFile, holder: Schema, place: Location, what: str
) -> Iterator[Finding]:
    name = str(place[-1])
    texts = holder.get(name, {})
    pointer = pointer_of(place)
    known = languages(source.data)
    if not isinstance(texts, dict):
        problem = f"The {what} is no group of texts."
        if known:
            yield source.finding(pointer, problem, "Write {language: text}.")
        return
    if name in KEYWORDS and _is_misspelled(name, holder, KEYWORDS):
        return
    for language in known:
        text = texts.get(language)
        if _is_misspelled(language, texts, known):
            continue
        if not isinstance(text, str) or not text.strip():
            problem = f'The {what} is missing in "{language}".'
            yield source.finding(pointer, problem, f"Write it at {pointer}/{language}.")
    for language in texts:
        if language not in known:
            problem = f'"{language}" is no language of the guide.'
            where = pointer_of((*place, language))
            near = get_close_matches(language, [code for code in known if code not in texts])
            expected = did_you_mean(language, near) if near else f"Use {' and '.join(known)}."
            yield source.finding(where, problem, expected)
