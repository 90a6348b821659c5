"""Whether a schema says only what every program reads, and reads alike."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import pointer_of
from enquiry.schema.fields import (
    CONDITION_KEYWORDS,
    CONDITION_TYPES,
    FORMATS,
    ITEM_KEYWORDS,
    KEYWORDS,
    KINDS,
    ROOT_KEYWORDS,
    RULE_KEYWORDS,
    TYPES,
    Schema,
    fields,
)
from enquiry.schema.patterns import portability_problems
from enquiry.schema.subschemas import Subschema, subschemas

Known = Mapping[tuple[str, ...], Schema]
"""The subschema of each field by its path."""
Complaint = tuple[str, str]
"""What is wrong with a keyword, and what to write instead."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9/:._~-]+")
_MOST_CHARACTERS = 1_000_000
# Beyond, a whole number is not the same to every program.
_LARGEST = 2**53 - 1
# A control carries the names from the root with full stops between them, and scripts look members
# up by name: one that looks like a number comes first there, and some are taken.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TAKEN = frozenset(
    {
        *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"),
        *("toLocaleString", "toString", "valueOf"),
    }
)
_PORTABLE = "Use literals, classes such as [A-Z0-9], (?:…), | and the quantifiers * + ? {2,9}."
_ALLOWED: Mapping[str, frozenset[Any]] = {
    "format": FORMATS,
    "additionalProperties": frozenset({False}),
    "uniqueItems": frozenset({True}),
    "$schema": frozenset({DIALECT}),
}
_JUDGES: Mapping[str, str] = {
    **dict.fromkeys(("required", "properties", "additionalProperties"), "object"),
    **dict.fromkeys(("minLength", "maxLength", "pattern", "format", "x-not-after"), "string"),
    **dict.fromkeys(("items", "minItems", "maxItems", "uniqueItems"), "array"),
    **dict.fromkeys(("minimum", "maximum"), "integer"),
    **dict.fromkeys(("enum", "x-enum-labels", "x-subject", "x-signature"), "string"),
    **dict.fromkeys(("x-letterhead", "x-none", "x-none-choice", "x-same-as"), "string"),
    **dict.fromkeys(("x-autocomplete", "x-own-autocomplete", "x-keyboard"), "string"),
}


def keyword_findings(source: YamlFile) -> Iterator[Finding]:
    """Where the schema says what some program does not read, or reads otherwise."""
    known = {field.path: field.schema for field in fields(source.data)}
    for each in subschemas(source.data):
        for keyword, value in each.schema.items():
            for problem, expected in _complaints(each, keyword, value, known):
                yield source.finding(pointer_of((*each.location, keyword)), problem, expected)


def _complaints(each: Subschema, keyword: str, value: Any, known: Known) -> Iterator[Complaint]:
    allowed = _allowed_keywords(each)
    if keyword not in allowed:
        near = [] if keyword in KEYWORDS else get_close_matches(keyword, allowed, cutoff=0.8)
        expected = (
            did_you_mean(keyword, near) if near else f"Use only {', '.join(sorted(allowed))}."
        )
        yield f'The keyword "{keyword}" is not supported here.', expected
        return
    kind = _judged(each, known).get("type")
    judges = _JUDGES.get(keyword, kind)
    if isinstance(kind, str) and kind in TYPES and judges != kind:
        yield f'"{keyword}" judges no {kind}.', f"Use it on a field of the type {judges}."
    if keyword in _ALLOWED:
        yield from _choice(keyword, value, _ALLOWED[keyword])
    elif keyword in _CHECKS:
        yield from _CHECKS[keyword](each, value, known)


def _judged(each: Subschema, known: Known) -> Schema:
    """The subschema that says what is judged: an item of a list, or a field."""
    own: Schema = each.schema if each.role == "item" else known.get(each.path, {})
    return own


def _allowed_keywords(each: Subschema) -> frozenset[str]:
    if each.role == "item":
        return ITEM_KEYWORDS
    if each.role == "condition":
        return CONDITION_KEYWORDS
    if each.role == "rule":
        return RULE_KEYWORDS
    return KEYWORDS - ROOT_KEYWORDS if each.location else KEYWORDS


def _choice(keyword: str, value: Any, allowed: frozenset[Any]) -> Iterator[Complaint]:
    if isinstance(value, dict | list) or value not in allowed:
        choices = ", ".join(
            sorted(each if isinstance(each, str) else json.dumps(each) for each in allowed)
        )
        yield f'"{keyword}" has a value that is not supported.', f"Use one of: {choices}."


def _type(each: Subschema, value: Any, _known: Known) -> Iterator[Complaint]:
    if each.role == "condition":
        yield from _choice("type", value, CONDITION_TYPES)
    elif each.role == "item":
        yield from _choice("type", value, frozenset({"string"}))
    elif not isinstance(value, str) or value not in TYPES:
        yield "The form does not ask for a value of this type.", KINDS


def _id(_each: Subschema, value: str, _known: Known) -> Iterator[Complaint]:
    if not _URI.fullmatch(value):
        yield '"$id" is no absolute URI.', "Write one such as urn:example:schema:1."


def _length(_each: Subschema, value: Any, _known: Known) -> Iterator[Complaint]:
    if type(value) is not int or value > _MOST_CHARACTERS:
        yield "This length is not supported.", f"Write a whole number up to {_MOST_CHARACTERS}."


def _bound(_each: Subschema, value: Any, _known: Known) -> Iterator[Complaint]:
    if not _is_whole(value):
        expected = f"Write a whole number from -{_LARGEST} to {_LARGEST}."
        yield "This bound is not the same to every program.", expected


def _is_whole(value: Any) -> bool:
    return type(value) is int and abs(value) <= _LARGEST


def _pattern(_each: Subschema, value: str, _known: Known) -> Iterator[Complaint]:
    for reason in portability_problems(value):
        yield f"The pattern is not portable: {reason}.", _PORTABLE


def _const(each: Subschema, value: Any, known: Known) -> Iterator[Complaint]:
    yield from _values("const", each, [value], known)


def _enum(each: Subschema, value: list[Any], known: Known) -> Iterator[Complaint]:
    if not value or any(one in value[:index] for index, one in enumerate(value)):
        yield '"enum" needs choices, each of them once.', "Name the choices that there are."
    yield from _values("enum", each, value, known)


def _values(keyword: str, each: Subschema, values: list[Any], known: Known) -> Iterator[Complaint]:
    """Whether a field can have the values that a rule or a condition names."""
    own = _judged(each, known)
    if not all(_can_be(str(own.get("type")), value) for value in values):
        expected = (
            "Write texts, true and false for a tick, or whole numbers, as the field's type says."
        )
        yield f'"{keyword}" has a value that the field cannot have.', expected
        return
    choices = own.get("enum", [own["const"]] if "const" in own else None)
    if each.role in ("field", "item") or not isinstance(choices, list):
        return
    for value in values:
        if value not in choices:
            texts = [choice for choice in choices if isinstance(choice, str)]
            expected = did_you_mean(str(value), texts or ["true"])
            yield f"{json.dumps(value)} is no value of the field {pointer_of(each.path)}.", expected


def _can_be(kind: str, value: Any) -> bool:
    """Whether a field of this type can have a value. Of an unknown type, each kind will do."""
    if kind == "integer":
        return _is_whole(value)
    return kind != "array" and isinstance(
        value, {"string": str, "boolean": bool}.get(kind, str | bool)
    )


def _required(each: Subschema, value: list[str], known: Known) -> Iterator[Complaint]:
    for name in value:
        if (*each.path, name) not in known:
            problem = f'"{name}" is required and is no field.'
            yield problem, _nearest(each.path, name, known)


def _properties(each: Subschema, value: Any, known: Known) -> Iterator[Complaint]:
    for name in value:
        if each.role == "field" and (not _NAME.fullmatch(name) or name in _TAKEN):
            problem = f'"{name}" cannot be the name of a field.'
            yield problem, "Use the letters A to Z, digits and _, a letter first, as in fullName."
        elif (*each.path, name) not in known:
            yield f'"{name}" is no field.', _nearest(each.path, name, known)


def _nearest(path: tuple[str, ...], name: str, known: Known) -> str:
    names = list(known.get(path, {}).get("properties", ()))
    return did_you_mean(name, names) if names else "Describe it in the object's properties."


def _if(each: Subschema, _value: Any, _known: Known) -> Iterator[Complaint]:
    if not each.schema.keys() & {"then", "else"}:
        yield '"if" has no "then" and no "else".', "Say what follows from the condition."


def _branch(each: Subschema, _value: Any, _known: Known) -> Iterator[Complaint]:
    if "if" not in each.schema:
        yield 'There is no "if" beside this.', 'Say in "if" when these rules count.'


def _not_after(each: Subschema, value: Any, known: Known) -> Iterator[Complaint]:
    yield from _choice("x-not-after", value, frozenset({"today"}))
    if "format" not in each.schema and "format" not in known.get(each.path, {}):
        yield '"x-not-after" judges only dates.', 'Write "format": "date" beside it.'


_CHECKS: Mapping[str, Callable[[Subschema, Any, Known], Iterator[Complaint]]] = {
    "type": _type,
    "$id": _id,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "minimum": _bound,
    "maximum": _bound,
    "pattern": _pattern,
    "const": _const,
    "enum": _enum,
    "required": _required,
    "properties": _properties,
    "if": _if,
    "then": _branch,
    "else": _branch,
    "x-not-after": _not_after,
}
