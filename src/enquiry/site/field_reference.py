"""The reference of every field, in Markdown, made from the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from enquiry.pointers import escape
from enquiry.schema.fields import Field, Guard, Schema, fields, rules
from enquiry.site.html import escape_markdown
from enquiry.site.localization import fill_in
from enquiry.site.plurals import Word, in_form
from enquiry.site.words import Words

_RULE = "| --- | --- | --- | --- |"


def field_reference(schema: Schema, words: Words, language: str) -> str:
    """A table with one row for each field, in the form's order: pointer, label and hint, value,
    and when it is required."""
    said = _Words(words.on_pages(language), language)
    columns = [said(f"field_{name}") for name in ("pointer", "purpose", "value", "required")]
    rows = [
        f"| {_pointer(field.path)} | {_purpose(field, language)} | {_value(field.schema, said)} "
        f"| {_required(field, schema, said)} |"
        for field in fields(schema)
        if field.path
    ]
    return "\n".join([f"| {' | '.join(columns)} |", _RULE, *rows])


class _Words:
    """The words of a page as Markdown that shows them letter by letter."""

    def __init__(self, words: Mapping[str, Word], language: str) -> None:
        self._words = words
        self._language = language

    def __call__(self, key: str, **values: object) -> str:
        """A word with its placeholders filled in by `values`, which are Markdown."""
        parts = re.split(r"(\{\w+\})", in_form(self._words[key], self._language, values))
        return "".join(
            fill_in(part, self._language, **values) if index % 2 else escape_markdown(part)
            for index, part in enumerate(parts)
        )

    def joined(self, parts: Iterable[str]) -> str:
        """Some of them after one another, parted as the language does it."""
        return self("letter_list").join(parts)


def _purpose(field: Field, language: str) -> str:
    texts = [field.schema[key][language] for key in ("x-label", "x-hint") if key in field.schema]
    return "<br>".join(map(escape_markdown, texts))


def _value(schema: Schema, said: _Words) -> str:
    if "const" in schema:
        return _code(schema["const"])
    if "enum" in schema:
        return said.joined(map(_code, schema["enum"]))
    if "items" in schema:
        choices = said.joined(map(_code, schema["items"]["enum"]))
        parts = [said("field_list", choices=choices)]
        return said.joined([*parts, *_bounds(schema, said, "minItems", "maxItems")])
    if schema["type"] == "integer":
        parts = [said("field_integer")]
        return said.joined([*parts, *_bounds(schema, said, "minimum", "maximum")])
    if schema["type"] == "boolean":
        return said("field_boolean", true=_code(True), false=_code(False))
    if schema["type"] == "object":
        return said("field_object")
    if "format" in schema:
        limits = [said("field_date")] + [said("field_not_after")] * ("x-not-after" in schema)
        return said.joined(limits)
    if "maxLength" not in schema:
        return said("field_text")
    length = said(
        "field_between" if "minLength" in schema else "field_at_most",
        least=schema.get("minLength"),
        most=schema["maxLength"],
    )
    return said.joined([said("field_text"), length])


def _bounds(schema: Schema, said: _Words, *keywords: str) -> Iterator[str]:
    """The least and the most that a field takes, as far as it says so."""
    for keyword in keywords:
        if keyword in schema:
            yield said(f"field_{keyword}", bound=schema[keyword])


def _required(field: Field, schema: Schema, said: _Words) -> str:
    demands = [
        rule.guards
        for rule in rules(schema)
        if rule.keyword == "required"
        and rule.path == field.path[:-1]
        and field.path[-1] in rule.schema["required"]
    ]
    if not all(demands):  # one of them stands behind no condition
        if len(field.path) == 1:
            return said("field_always")
        return said("field_inside", pointer=_pointer(field.path[:-1]))
    if not demands:
        return said("field_not_required")
    return said("field_also").join(
        " ".join(_guard(guard, said) for guard in guards) for guards in demands
    )


def _guard(guard: Guard, said: _Words) -> str:
    """A condition in words."""
    conditions = said("field_and").join(
        _condition(path, values, said) for path, values in _asked(guard.schema, guard.path)
    )
    return said("field_when" if guard.holds else "field_unless", conditions=conditions)


def _asked(schema: Schema, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """The fields that a condition asks about, each with the values that fulfil it.

    Where it only asks whether a field is there, there are none.
    """
    if "const" in schema or "enum" in schema:
        yield path, schema.get("enum") or [schema["const"]]
    members = schema.get("properties", {})
    for name, subschema in members.items():
        yield from _asked(subschema, (*path, name))
    for name in schema.get("required", ()):
        if name not in members:
            yield (*path, name), []


def _condition(path: tuple[str, ...], values: list[Any], said: _Words) -> str:
    if not values:
        return said("field_is_there", pointer=_pointer(path))
    choices = said("field_or").join(map(_code, values))
    return said("field_is", pointer=_pointer(path), values=choices)


def _pointer(path: tuple[str, ...]) -> str:
    """A pointer, which a narrow page may break after each of its parts."""
    parts = [escape_markdown(escape(part)) for part in path]
    return f"<code>/{'/<wbr>'.join(parts)}</code>"


def _code(value: Any) -> str:
    """A value as it stands in a document."""
    return f"`{json.dumps(value)}`"
