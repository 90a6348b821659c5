"""The form's steps: which questions stand together, in which order, below which title.

`x-steps` at the schema's root lists them. A field that no step names has a step of its own at the
end, so that a new field is asked at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import pointer_of
from enquiry.schema.fields import Schema

KEYWORD = "x-steps"
WRITTEN_BY_FORM = frozenset({"preparedOn"})
"""What the form knows by itself, and so does not ask: the person's own date."""

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
    """What is wrong with well-shaped steps: no title, an id twice, names that lead nowhere."""
    listed = source.data.get(KEYWORD, [])
    for index, step in enumerate(listed):
        if len(step["fields"]) > 1 and "title" not in step:
            problem = "This step has several questions and no title."
            where = pointer_of((KEYWORD, index))
            yield source.finding(where, problem, 'Add "title": {language: text}.')
    yield from _name_findings(source, listed)


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
