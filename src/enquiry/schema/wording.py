"""Whether a schema has words for everything that may be said about a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import pointer_of
from enquiry.schema import advice
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
from enquiry.schema.subschemas import subschemas

CATEGORY = ("category",)
EARLIER_CONTACT = ("previousEnquiry", "contact")
"""The fields whose choices have their labels in the routing table."""
_TEXTS = {
    "x-hint": "hint",
    "x-none": "text for none",
    "x-none-choice": "label of the box for none",
}
_ADVICE = '{"if"?, "then", "pointer"?, "message"}'


def word_findings(source: YamlFile) -> Iterator[Finding]:
    """Every label, message or translation that is missing, and what belongs to no field."""
    known = {field.path: field for field in fields(source.data)}
    if not languages(source.data):
        problem = "The enquiry has no label, from which its languages are known."
        yield source.finding("/x-label", problem, 'Add "x-label": {language: text}.')
    for index, step in enumerate(source.data.get("x-steps", ())):
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
        for choice in holder["enum"]:
            place = (*around, "x-enum-labels", str(choice))
            labels = holder.get("x-enum-labels")
            yield from _pair_findings(source, labels, place, f'label of the choice "{choice}"')


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
    errors = holder.get("x-errors")
    where = (*place, "x-errors", keyword)
    yield from _pair_findings(source, errors, where, f'message for a failing "{keyword}"')


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


def _pair_findings(source: YamlFile, holder: Any, place: Location, what: str) -> Iterator[Finding]:
    pair = holder.get(place[-1]) if isinstance(holder, dict) else None
    pointer = pointer_of(place)
    texts = pair if isinstance(pair, dict) else {}
    known = languages(source.data)
    for language in known:
        text = texts.get(language)
        if not isinstance(text, str) or not text.strip():
            problem = f'The {what} is missing in "{language}".'
            yield source.finding(pointer, problem, f"Write it at {pointer}/{language}.")
    for language in texts:
        if language not in known:
            problem = f'"{language}" is no language of the guide.'
            where = pointer_of((*place, language))
            yield source.finding(where, problem, f"Use {' and '.join(known)}.")
