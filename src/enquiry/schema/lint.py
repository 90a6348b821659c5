"""Whether an enquiry's schema is right: a schema that every program carries out alike, whose fields
a form can ask for, with words for all of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from enquiry.authoring.findings import Finding
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import pointer_of
from enquiry.schema.annotations import annotation_findings
from enquiry.schema.answerable import answer_findings
from enquiry.schema.fields import Location, reached
from enquiry.schema.portable import keyword_findings
from enquiry.schema.steps import step_findings
from enquiry.schema.subschemas import subschemas
from enquiry.schema.wording import word_findings


def schema_findings(source: YamlFile) -> list[Finding]:
    """What is wrong with an enquiry's schema by itself, without its routing table."""
    if broken := broken_findings(source):  # no rule can be looked for in it
        return broken
    words = list(word_findings(source))
    said = {(each.line, each.column) for each in words}
    annotations = list(annotation_findings(source)) or step_findings(source)
    return [
        *keyword_findings(source),
        *answer_findings(source),
        *words,
        *(each for each in annotations if (each.line, each.column) not in said),
    ]


def broken_findings(source: YamlFile) -> list[Finding]:
    """Why this is no schema at all: only what is one can be walked through for what is in it."""
    return list(character_findings(source.data, (), source)) or standard_findings(source)


def character_findings(value: Any, location: Location, source: YamlFile) -> Iterator[Finding]:
    """Where the schema holds half a character, which no program can compare with anything."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from character_findings(item, (*location, index), source)
    elif isinstance(value, dict):
        for name, item in value.items():
            if _is_whole(name):
                yield from character_findings(item, (*location, name), source)
            else:
                yield _half(location, source)
    elif isinstance(value, str) and not _is_whole(value):
        yield _half(location, source)


def _half(location: Location, source: YamlFile) -> Finding:
    problem = "Half a character stands here: a lone surrogate such as \\uD800."
    return source.finding(pointer_of(location), problem, "Write the whole character.")


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def standard_findings(source: YamlFile) -> list[Finding]:
    """Where the schema, or a condition of its advice, is no schema of draft 2020-12.

    `true` and `false`, which are schemas too, are refused below the root: they explain nothing.
    """
    return list(_metaschema_errors((), source)) or [
        finding
        for each in subschemas(source.data)
        if {"x-advice", "x-self"} & {*each.location} or not isinstance(each.schema, dict)
        for finding in _metaschema_errors(each.location, source)
    ]


@cache
def _metaschema() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(Draft202012Validator.META_SCHEMA)


def _metaschema_errors(location: Location, source: YamlFile) -> Iterator[Finding]:
    schema = reached(source.data, location)
    if not isinstance(schema, dict):
        problem, expected = "This schema is not an object.", "Write it between { and }."
        yield source.finding(pointer_of(location), problem, expected)
        return
    for error in _metaschema().iter_errors(schema):
        pointer = pointer_of((*location, *error.absolute_path))
        problem = f'"{pointer}" is not what draft 2020-12 allows there:'
        yield source.finding(pointer, problem, f"{error.message[:200]}.")
