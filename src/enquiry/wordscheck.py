"""Whether an enquiry's schema has the words for everything, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from enquiry.advice import KEYWORD
from enquiry.errors import Finding
from enquiry.pointers import pointer_of
from enquiry.schema import Field, Location, Rule, Schema, fields, rules
from enquiry.source import Source
from enquiry.text import LANGUAGES

CATEGORY = ("category",)
"""The field whose choices have their labels in the routing table."""


def word_findings(source: Source) -> Iterator[Finding]:
    """Every label, message or translation that is missing, and what belongs to no field."""
    known = {field.path: field for field in fields(source.data)}
    for field in known.values():
        yield from _label_findings(source, field)
        yield from _advice_findings(source, field, known)
        if field.schema.get("type") == "object" and "additionalProperties" not in field.schema:
            problem = f'The object "{field.pointer or "/"}" is not closed.'
            expected = 'Add "additionalProperties": false.'
            yield source.finding(pointer_of(field.location), problem, expected)
    for rule in rules(source.data):
        yield from _message_findings(source, rule, known)


def _label_findings(source: Source, field: Field) -> Iterator[Finding]:
    here = field.location
    yield from _pair_findings(source, field.schema, (*here, "x-label"), "label")
    if "x-hint" in field.schema:
        yield from _pair_findings(source, field.schema, (*here, "x-hint"), "hint")
    if "enum" in field.schema and field.path != CATEGORY:
        labels = field.schema.get("x-enum-labels", {})
        for choice in field.schema["enum"]:
            place = (*here, "x-enum-labels", str(choice))
            yield from _pair_findings(source, labels, place, f'label of the choice "{choice}"')


def _message_findings(
    source: Source, rule: Rule, known: dict[tuple[str, ...], Field]
) -> Iterator[Finding]:
    if rule.keyword != "required":
        holder, place = rule.schema, rule.location[:-1]
        yield from _error_findings(source, holder, place, rule.keyword)
        return
    for name in rule.schema["required"]:
        missing = known.get((*rule.path, name))
        if missing:
            yield from _error_findings(source, missing.schema, missing.location, rule.keyword)
        else:
            problem = f'"{name}" is required and is no field.'
            yield source.finding(
                pointer_of(rule.location), problem, "Describe it in the object's properties."
            )


def _error_findings(
    source: Source, holder: Schema, place: Location, keyword: str
) -> Iterator[Finding]:
    errors = holder.get("x-errors", {})
    where = (*place, "x-errors", keyword)
    yield from _pair_findings(source, errors, where, f'message for a failing "{keyword}"')


def _advice_findings(
    source: Source, field: Field, known: dict[tuple[str, ...], Field]
) -> Iterator[Finding]:
    pointers = {each.pointer for each in known.values()}
    entries = field.schema.get(KEYWORD, [])
    for index, entry in enumerate(entries if isinstance(entries, list) else [entries]):
        place = (*field.location, KEYWORD, index)
        if not isinstance(entry, dict) or not isinstance(entry.get("then"), dict):
            expected = 'Write {"if"?, "then", "pointer"?, "message"}.'
            yield source.finding(pointer_of(place), "This advice demands nothing.", expected)
            continue
        yield from _pair_findings(source, entry, (*place, "message"), "message of the advice")
        if field.pointer + str(entry.get("pointer", "")) not in pointers:
            problem, expected = "The advice is about no field.", "Point to a field from here."
            yield source.finding(pointer_of((*place, "pointer")), problem, expected)


def _pair_findings(source: Source, holder: Any, place: Location, what: str) -> Iterator[Finding]:
    pair = holder.get(place[-1]) if isinstance(holder, dict) else None
    for language in LANGUAGES:
        text = pair.get(language) if isinstance(pair, dict) else None
        if not isinstance(text, str) or not text.strip():
            pointer = pointer_of(place)
            yield source.finding(
                pointer,
                f'The {what} is missing in "{language}".',
                f"Write it at {pointer}/{language}.",
            )
