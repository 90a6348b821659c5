"""Whether every program carries out an enquiry's schema alike, and has words for all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from enquiry.authoring.findings import Finding
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import pointer_of
from enquiry.schema import advice
from enquiry.schema.fields import (
    CONDITION_KEYWORDS,
    FORMATS,
    KEYWORDS,
    TYPES,
    Field,
    Location,
    Rule,
    Schema,
    fields,
    rules,
)
from enquiry.schema.patterns import portability_problems
from enquiry.schema.steps import step_findings
from enquiry.text import LANGUAGES

CATEGORY = ("category",)
"""The field whose choices have their labels in the routing table."""

_PORTABLE = "Use literals, classes such as [A-Z0-9], (?:…), | and the quantifiers * + ? {2,9}."
_ALLOWED: Mapping[str, frozenset[Any]] = {
    "type": TYPES,
    "format": FORMATS,
    "x-not-after": frozenset({"today"}),
    "additionalProperties": frozenset({False}),
}


def schema_findings(source: YamlFile) -> list[Finding]:
    """What is wrong with an enquiry's schema by itself, without its routing table."""
    return standard_findings(source) or [
        *keyword_findings(source),
        *word_findings(source),
        *step_findings(source),
    ]


def standard_findings(source: YamlFile) -> list[Finding]:
    """Where the schema, or a condition of its advice, is no schema of draft 2020-12.

    `true` and `false`, which are schemas too, are refused below the root: they explain nothing.
    """
    # Only what is a schema can be walked through for the conditions in it.
    return list(_metaschema_errors((), source)) or [
        finding
        for location, schema in subschemas(source.data)
        if "x-advice" in location or not isinstance(schema, dict)
        for finding in _metaschema_errors(location, source)
    ]


def _metaschema_errors(location: Location, source: YamlFile) -> Iterator[Finding]:
    from jsonschema import Draft202012Validator

    schema = source.data
    for step in location:
        schema = schema[step]
    if not isinstance(schema, dict):
        problem, expected = "This schema is not an object.", "Write it between { and }."
        yield source.finding(pointer_of(location), problem, expected)
        return
    meta = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for error in meta.iter_errors(schema):
        pointer = pointer_of((*location, *error.absolute_path))
        problem = f'"{pointer}" is not what draft 2020-12 allows there:'
        yield source.finding(pointer, problem, f"{error.message[:200]}.")


def keyword_findings(source: YamlFile) -> Iterator[Finding]:
    """Where the schema says what the browser's interpreter does not read, or not alike."""
    for location, schema in subschemas(source.data):
        allowed = CONDITION_KEYWORDS if _is_condition(location) else KEYWORDS
        for keyword, value in schema.items():
            pointer = pointer_of((*location, keyword))
            if keyword not in allowed:
                expected = f"Use only {', '.join(sorted(allowed))}."
                yield source.finding(
                    pointer, f'The keyword "{keyword}" is not supported here.', expected
                )
            elif keyword in _ALLOWED and not _is_among(value, _ALLOWED[keyword]):
                choices = ", ".join(sorted(map(str, _ALLOWED[keyword])))
                problem = f'"{keyword}" has a value that is not supported.'
                yield source.finding(pointer, problem, f"Use one of: {choices}.")
            elif keyword == "pattern":
                for reason in portability_problems(value):
                    yield source.finding(
                        pointer,
                        f"The pattern is not portable: {reason}.",
                        _PORTABLE,
                    )


def subschemas(schema: Mapping[str, Any]) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    """Every subschema with its place, those in `if`, `then` and `x-advice` included."""
    yield from _subschemas((), schema)


def _subschemas(
    location: Location, schema: Mapping[str, Any]
) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    yield location, schema
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        for step, subschema in _inside(keyword, value):
            yield from _subschemas((*location, keyword, *step), subschema)


def _inside(keyword: str, value: Any) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    if keyword == "properties" and isinstance(value, dict):
        yield from (((name,), subschema) for name, subschema in value.items())
    elif keyword == "allOf" and isinstance(value, list):
        yield from (((index,), subschema) for index, subschema in enumerate(value))
    elif keyword in ("if", "then"):
        yield (), value
    elif keyword == "x-advice":
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            for part in ("if", "then"):
                if isinstance(entry, dict) and part in entry:
                    yield (index, part), entry[part]


def _is_condition(location: Location) -> bool:
    return "if" in location or "x-advice" in location


def _is_among(value: Any, allowed: frozenset[Any]) -> bool:
    return not isinstance(value, dict | list) and value in allowed


def word_findings(source: YamlFile) -> Iterator[Finding]:
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


def _label_findings(source: YamlFile, field: Field) -> Iterator[Finding]:
    here = field.location
    yield from _pair_findings(source, field.schema, (*here, "x-label"), "label")
    if "x-hint" in field.schema:
        yield from _pair_findings(source, field.schema, (*here, "x-hint"), "hint")
    if "enum" in field.schema and field.path != CATEGORY:
        labels = field.schema.get("x-enum-labels")
        for choice in field.schema["enum"]:
            place = (*here, "x-enum-labels", str(choice))
            yield from _pair_findings(source, labels, place, f'label of the choice "{choice}"')


def _message_findings(
    source: YamlFile, rule: Rule, known: dict[tuple[str, ...], Field]
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
    for index, entry in enumerate(entries if isinstance(entries, list) else [entries]):
        place = (*field.location, advice.KEYWORD, index)
        if not isinstance(entry, dict) or not isinstance(entry.get("then"), dict):
            expected = 'Write {"if"?, "then", "pointer"?, "message"}.'
            yield source.finding(pointer_of(place), "This advice asks for nothing.", expected)
            continue
        yield from _pair_findings(source, entry, (*place, "message"), "message of the advice")
        if field.pointer + str(entry.get("pointer", "")) not in pointers:
            problem, expected = "The advice is about no field.", "Point to a field from here."
            yield source.finding(pointer_of((*place, "pointer")), problem, expected)


def _pair_findings(source: YamlFile, holder: Any, place: Location, what: str) -> Iterator[Finding]:
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
