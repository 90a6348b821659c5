"""The schema's `x-advice`: cautions that refuse nothing, carried out as the data they are.

An entry stands on the field whose value it looks at: where that value satisfies `if` (or there
is no `if`) and fails `then`, `message` is a warning at `pointer`, counted from that field, or at
the field itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from enquiry.schema.fields import Field, Location, Schema, fields, rules_in

KEYWORD = "x-advice"


def with_advice_as_rules(schema: Schema) -> Schema:
    """The schema with its advice as rules, each one more branch of the field's `allOf`.

    One question to an engine then answers both what fails and what deserves a caution.
    """
    stricter = dict(schema)
    if "properties" in schema:
        stricter["properties"] = {
            name: with_advice_as_rules(subschema)
            for name, subschema in schema["properties"].items()
        }
    if KEYWORD in schema:
        rules = [{"if": e.get("if", True), "then": e["then"]} for e in schema[KEYWORD]]
        stricter["allOf"] = [*schema.get("allOf", ()), *rules]
    return stricter


@dataclass(frozen=True, slots=True)
class Advice:
    """One entry: the field it warns at, its message, and where its rules stand in
    `with_advice_as_rules`."""

    target: Field
    message: Mapping[str, str]
    locations: tuple[Location, ...]


def advice(schema: Schema) -> Iterator[Advice]:
    """Every advice of the schema. Raises KeyError for one about a field that does not exist."""
    known = {field.pointer: field for field in fields(schema)}
    for field in known.values():
        before = len(field.schema.get("allOf", ()))
        for index, entry in enumerate(field.schema.get(KEYWORD, ()), before):
            branch = (*field.location, "allOf", index, "then")
            yield Advice(
                target=known[field.pointer + entry.get("pointer", "")],
                message=entry["message"],
                locations=tuple(
                    rule.location for rule in rules_in(entry["then"], branch, field.path)
                ),
            )
