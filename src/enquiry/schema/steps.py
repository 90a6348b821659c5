"""The form's steps: which questions stand together, in which order, below which title.

`x-steps` at the schema's root lists them. A field that no step names has a step of its own at the
end, so that a new field is asked at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from enquiry.authoring.conformance import conformance_findings
from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import pointer_of
from enquiry.schema.fields import Schema
from enquiry.text import LANGUAGES

KEYWORD = "x-steps"
WRITTEN_BY_FORM = frozenset({"preparedOn"})
"""What the form knows by itself, and so does not ask: the person's own date."""

_TITLE = {
    "type": "object",
    "description": "Write the title of a step with several questions in every language.",
    "required": list(LANGUAGES),
    "additionalProperties": False,
    "properties": {code: {"type": "string", "pattern": "\\S"} for code in LANGUAGES},
}
_SHAPE = {
    "properties": {
        KEYWORD: {
            "type": "array",
            "description": "List the steps, each with id, fields and title.",
            "items": {
                "type": "object",
                "description": "Write a step as {id, title, fields}.",
                "required": ["id", "fields"],
                "additionalProperties": False,
                "properties": {
                    "id": {
                        "type": "string",
                        "pattern": "^[a-z][a-z0-9-]*$",
                        "description": "Use small letters, digits and hyphens.",
                    },
                    "title": _TITLE,
                    "fields": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "string"},
                        "description": "List names of fields at the schema's root.",
                    },
                },
                "if": {"properties": {"fields": {"type": "array", "minItems": 2}}},
                "then": {"required": ["title"], "properties": {"title": _TITLE}},
            },
        }
    }
}
# Steps that every form has, after those of its questions.
_OWN = frozenset({"check", "send"})


@dataclass(frozen=True, slots=True)
class Step:
    """Questions that stand together. Without a `title` (by language) its one field has its own."""

    id: str
    title: Mapping[str, str] | None
    fields: tuple[str, ...]


def steps(schema: Schema) -> tuple[Step, ...]:
    """The steps of a form that asks for what `schema` describes."""
    listed = [
        Step(step["id"], step.get("title"), tuple(step["fields"]))
        for step in schema.get(KEYWORD, ())
    ]
    placed = {name for step in listed for name in step.fields}
    return (*listed, *(Step(name, None, (name,)) for name in _asked(schema) if name not in placed))


def _asked(schema: Schema) -> Iterator[str]:
    for name, field in schema.get("properties", {}).items():
        if "const" not in field and name not in WRITTEN_BY_FORM:
            yield name


def step_findings(source: YamlFile) -> Iterator[Finding]:
    """What is wrong with the steps of a schema: their shape, and names that lead nowhere."""
    misshapen = list(conformance_findings(source, _SHAPE))
    yield from misshapen
    if not misshapen:
        yield from _name_findings(source, source.data.get(KEYWORD, ()))


def _name_findings(source: YamlFile, listed: list[Any]) -> Iterator[Finding]:
    askable = list(_asked(source.data))
    taken = {*_OWN}
    placed: set[str] = set()
    for index, step in enumerate(listed):
        if step["id"] in taken:
            problem = f'The step "{step["id"]}" is there already.'
            yield source.finding(pointer_of((KEYWORD, index, "id")), problem, "Choose another id.")
        taken.add(step["id"])
        for place, name in enumerate(step["fields"]):
            where = pointer_of((KEYWORD, index, "fields", place))
            if name not in askable:
                problem = f'"{name}" is no field that the form asks at the root.'
                yield source.finding(where, problem, did_you_mean(name, askable))
            elif name in placed:
                problem = f'The field "{name}" stands in a step already.'
                yield source.finding(where, problem, "Name each field once.")
            placed.add(name)
