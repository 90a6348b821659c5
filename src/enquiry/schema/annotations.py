"""What form and letter need to know about a guide's own fields: its annotations, and their check.

`annotations.schema.json` beside this file describes each of them and the check goes by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from enquiry.authoring.conformance import conformance_findings
from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import pointer_of
from enquiry.schema.fields import KEYWORDS, ROOT_KEYWORDS, Field, Schema, fields

SCHEMA_FILE = Path(__file__).with_name("annotations.schema.json")
# Of two answers neither could be the one.
_ONCE = ("x-subject", "x-signature")
_TEXTS = ("x-label", "x-hint")
_SELF = ("x-same-as", "x-own-autocomplete")
# Envelope fields on which others of their group depend.
_ASKED_FIRST = frozenset({"previousEnquiry.outcome", "recipient.via"})


def asked_first(schema: Schema) -> frozenset[str]:
    """The dotted names of fields that come first in their group: conditions depend on them."""
    conditions = [schema.get("x-self", {}), *(rule.get("if", {}) for rule in _all_rules(schema))]
    named = (_named_in(condition, "") for condition in conditions)
    return _ASKED_FIRST.union(*named)


def _all_rules(schema: Schema) -> Iterator[Mapping[str, Any]]:
    yield schema
    yield from schema.get("allOf", ())


def _named_in(condition: Mapping[str, Any], path: str) -> set[str]:
    found: set[str] = set()
    for name, part in condition.get("properties", {}).items():
        found |= {f"{path}{name}"} if path else set()
        found |= _named_in(part, f"{path}{name}.")
    return found


def subject_group(schema: Schema) -> str:
    """The object that holds the value for the subject of a message; "" where there is none."""
    marked = (field.path for field in fields(schema) if "x-subject" in field.schema)
    return next((path[0] for path in marked if len(path) > 1), "")


def reply_languages(schema: Schema) -> Sequence[str]:
    """The languages among which a person chooses that of the reply; none where nobody asks."""
    choices: Sequence[str] = schema["properties"].get("language", {}).get("enum", ())
    return choices if len(choices) > 1 else ()


@cache
def _shape() -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return shape


def editor_schema() -> dict[str, Any]:
    """The JSON Schema by which an editor completes an enquiry's schema and marks what is wrong.

    It closes the vocabulary: the root and each field have the keywords that are known, no others.
    """
    schema: dict[str, Any] = deepcopy(_shape())
    texts = {"$ref": "#/$defs/texts"}
    for part, keywords in (
        (schema, KEYWORDS),
        (schema["$defs"]["field"], KEYWORDS - ROOT_KEYWORDS),
    ):
        known = {key: texts if key in _TEXTS else {} for key in sorted(keywords)}
        part["properties"] = {**known, **part["properties"]}
        part["additionalProperties"] = False
    return schema


def annotation_findings(source: YamlFile) -> Iterator[Finding]:
    """Where an annotation has not the shape that it needs, or names what is not there."""
    misshapen = list(conformance_findings(source, _shape()))
    yield from misshapen
    if misshapen:
        return
    known = {".".join(field.path): field for field in fields(source.data)}
    for keyword in _ONCE:
        marked = [field for field in known.values() if keyword in field.schema]
        for field in marked[1:]:
            problem = f'Another field has "{keyword}" already.'
            expected = f"Keep one: this, or {marked[0].pointer}."
            yield source.finding(_place(field, keyword), problem, expected)
    for field in known.values():
        yield from _field_findings(source, field, known)


def _field_findings(
    source: YamlFile, field: Field, known: Mapping[str, Field]
) -> Iterator[Finding]:
    if "x-none-choice" in field.schema and "x-none" not in field.schema:
        problem, expected = "This box would enter nothing.", 'Add "x-none": {language: text}.'
        yield source.finding(_place(field, "x-none-choice"), problem, expected)
    for keyword in _SELF:
        if keyword in field.schema and "x-self" not in source.data:
            problem = f'"{keyword}" needs "x-self" at the root.'
            expected = "Write there when the sender is the person that the enquiry is about."
            yield source.finding(_place(field, keyword), problem, expected)
    same = field.schema.get("x-same-as")
    if same is not None and not isinstance(same, dict):  # where the shape does not look
        problem = "This is no list of fields."
        yield source.finding(_place(field, "x-same-as"), problem, 'Write {"fields": ["…"]}.')
        return
    for index, name in enumerate((same or {}).get("fields", ())):
        if name not in known or not name:
            where = _place(field, "x-same-as", "fields", index)
            yield source.finding(
                where, f'"{name}" is no field.', did_you_mean(name, filter(None, known))
            )


def _place(field: Field, *rest: str | int) -> str:
    return pointer_of((*field.location, *rest))
