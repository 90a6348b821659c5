"""The reference of every field, in Markdown, made from the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from enquiry.pointers import pointer_of
from enquiry.schema import Field, Schema, enquiry_schema, fields, rules_in
from enquiry.text import Language, Text

_HEADINGS = Text(
    "| Pointer | What it is | Value | Required |",
    "| Pointeur | De quoi il s’agit | Valeur | Obligatoire |",
)
_RULE = "| --- | --- | --- | --- |"
_ALWAYS = Text("always", "toujours")
_INSIDE = Text("inside `{}`", "dans `{}`")
_NO = Text("no", "non")
_WHEN = Text("when {}", "quand {}")
_IS = Text("`{}` is {}", "`{}` est {}")
_OR = Text(" or ", " ou ")
_ALSO = Text("; ", "\u00a0; ")
_OBJECT = Text("object", "objet")
_DATE = Text("ISO date", "date ISO")
_NOT_AFTER = Text("not after today", "au plus tard aujourd’hui")
_TEXT = Text("text", "texte")
_BETWEEN = Text("{} to {} characters", "de {} à {} caractères")
_AT_MOST = Text("at most {} characters", "au plus {} caractères")


def field_reference(language: Language, schema: Schema | None = None) -> str:
    """A table with one row for each field, in the form's order: pointer, label and hint, value,
    and when it is required. `schema` is the shipped one unless another is given."""
    schema = schema or enquiry_schema()
    rows = [
        f"| `{field.pointer}` | {_purpose(field, language)} | {_value(field.schema, language)} "
        f"| {_required(field, schema, language)} |"
        for field in fields(schema)
        if field.path
    ]
    return "\n".join([_HEADINGS[language], _RULE, *rows])


def _purpose(field: Field, language: Language) -> str:
    label: str = field.schema["x-label"][language]
    if "x-hint" not in field.schema:
        return label
    return f"{label}<br>{field.schema['x-hint'][language]}"


def _value(schema: Schema, language: Language) -> str:
    if "const" in schema:
        return _code(schema["const"])
    if "enum" in schema:
        return ", ".join(map(_code, schema["enum"]))
    if schema["type"] == "object":
        return _OBJECT[language]
    if "format" in schema:
        limits = [_DATE[language]] + [_NOT_AFTER[language]] * ("x-not-after" in schema)
        return ", ".join(limits)
    if "maxLength" not in schema:
        return _TEXT[language]
    if "minLength" in schema:
        length = _BETWEEN[language].format(schema["minLength"], schema["maxLength"])
    else:
        length = _AT_MOST[language].format(schema["maxLength"])
    return f"{_TEXT[language]}, {length}"


def _required(field: Field, schema: Schema, language: Language) -> str:
    if field.required:
        around = pointer_of(field.path[:-1])
        return _INSIDE[language].format(around) if around else _ALWAYS[language]
    conditions = [
        " ".join(_said(pointer, values, language) for pointer, values in _asked(branch["if"], ()))
        for branch in schema.get("allOf", ())
        if field.path in _demanded(branch)
    ]
    if not conditions:
        return _NO[language]
    return _ALSO[language].join(_WHEN[language].format(condition) for condition in conditions)


def _demanded(branch: Schema) -> set[tuple[str, ...]]:
    """The fields that a conditional branch of the root makes required."""
    return {
        (*rule.path, name)
        for rule in rules_in(branch.get("then", {}), (), ())
        if rule.keyword == "required"
        for name in rule.schema["required"]
    }


def _asked(schema: Schema, path: tuple[str, ...]) -> Iterator[tuple[str, list[Any]]]:
    """The fields that a condition asks about, each with the values that fulfil it."""
    if "const" in schema or "enum" in schema:
        yield pointer_of(path), schema.get("enum") or [schema["const"]]
    for name, subschema in schema.get("properties", {}).items():
        yield from _asked(subschema, (*path, name))


def _said(pointer: str, values: list[Any], language: Language) -> str:
    return _IS[language].format(pointer, _OR[language].join(map(_code, values)))


def _code(value: Any) -> str:
    """A value as it stands in a document."""
    return f"`{json.dumps(value)}`"
