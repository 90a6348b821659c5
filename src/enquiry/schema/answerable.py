"""Whether a form can ask for every field of a schema, and the letter can say each answer.

The envelope (`previousEnquiry`, `recipient` and so on) means the same in every guide, because
router and letter know its members by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from enquiry.authoring.findings import Finding
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import pointer_of
from enquiry.schema.fields import KINDS, Field, fields

_ALWAYS = ("schemaVersion", "category")
_MEMBERS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("recipient",): ("office", "email", "fax", "postalAddress", "via"),
    ("previousEnquiry",): ("sentOn", "outcome", "contact"),
}
"""The objects of the envelope, whose members the letter names one by one."""
_TEXTS = (("language",), ("category",), ("channel",), ("preparedOn",), ("message",))
_DATES = (("preparedOn",), ("previousEnquiry", "sentOn"))
_NUMBERS = ("minimum", "maximum")
_CHOICES: Mapping[tuple[str, ...], frozenset[str]] = {
    ("channel",): frozenset({"email", "fax", "mail", "web-form", "phone", "counter"}),
    ("recipient", "via"): frozenset({"office"}),
    ("previousEnquiry", "outcome"): frozenset({"no-reply", "disagreement"}),
}


def answer_findings(source: YamlFile) -> Iterator[Finding]:
    """Every field that cannot be asked for, or whose answer would be lost, with the remedy."""
    known = {field.path: field for field in fields(source.data)}
    for field in known.values():
        for keyword, problem, expected in (*_kind(field), *_bounds(field), *_envelope(field)):
            place = (*field.location, keyword) if keyword else field.location
            yield source.finding(pointer_of(place), problem, expected)
    for name in _ALWAYS:
        if name not in source.data.get("required", ()):
            problem, expected = f'Not every enquiry has "{name}".', "Name it here."
            yield source.finding("/required", problem, expected)


def _kind(field: Field) -> Iterator[tuple[str, str, str]]:
    """Where the form has no control for a field, by keyword."""
    schema, kind = field.schema, field.schema.get("type")
    if not field.path and kind != "object":
        yield "type", "An enquiry is an object.", 'Write "type": "object".'
    elif kind is None:
        yield "type", 'The field has no "type".', KINDS
    elif kind == "object" and not schema.get("properties"):
        yield "properties", "The object has no fields.", 'Describe them in "properties".'
    elif kind == "object" and len(field.path) > 1:
        problem = "An object in an object does not reach the letter."
        yield "type", problem, "Put its fields into the object around it, or into one of their own."
    elif kind == "boolean" and schema.get("const", True) is not True:
        yield "const", "A tick can only say yes.", 'Write "const": true.'
    elif kind == "string" and "const" in schema and field.path != ("schemaVersion",):
        problem = "The form does not ask for a text that is always the same."
        yield "const", problem, 'Write it as the only choice in "enum", or leave the field out.'
    elif kind == "integer":
        yield from _number(field)
    elif kind == "array":
        yield from _list(field)


def _bounds(field: Field) -> Iterator[tuple[str, str, str]]:
    """Where no answer is both large and small enough, by keyword."""
    for least, most in (("minLength", "maxLength"), ("minItems", "maxItems"), _NUMBERS):
        low, high = field.schema.get(least), field.schema.get(most)
        if isinstance(low, int) and isinstance(high, int) and low > high:
            problem = f'No answer can be allowed: "{least}" is above "{most}".'
            yield least, problem, f"Write {high} at most, or raise the other."


def _number(field: Field) -> Iterator[tuple[str, str, str]]:
    """What a whole number lacks. Without bounds it could be one that programs round."""
    if "const" in field.schema:
        problem = "The form does not ask for a number that is always the same."
        yield "const", problem, "Leave the field out."
    for bound, which in (("minimum", "smallest"), ("maximum", "largest")):
        if bound not in field.schema:
            yield "", f'The number has no "{bound}".', f"Write the {which} number that makes sense."


def _list(field: Field) -> Iterator[tuple[str, str, str]]:
    """What a list lacks to be some of several choices, each of them once."""
    items = field.schema.get("items")
    if not isinstance(items, dict) or not {"type", "enum"} <= items.keys():
        problem = "The form asks only for a list of choices."
        expected = 'Write "items": {"type": "string", "enum": […], "x-enum-labels": {…}}.'
        yield "items" if "items" in field.schema else "", problem, expected
    if "uniqueItems" not in field.schema:
        yield "", "A choice could stand in the list twice.", 'Add "uniqueItems": true.'


def _envelope(field: Field) -> Iterator[tuple[str, str, str]]:
    """Where a field of the envelope is not what every program takes it for, by keyword."""
    around, schema = field.path[:-1], field.schema
    if around in _MEMBERS and field.path[-1] not in _MEMBERS[around]:
        problem = "The letter does not say what this field holds."
        expected = f"Use {', '.join(_MEMBERS[around])}, or an object of your own."
        yield "", problem, expected
    is_text = field.path in _TEXTS or around in _MEMBERS
    if is_text and schema.get("type") in ("array", "boolean", "integer"):
        yield "type", "This field is a text in every guide.", 'Write "type": "string".'
    if field.path == ("language",) and schema.get("type") == "string" and "enum" not in schema:
        problem = "This field is one of the guide's languages in every guide."
        yield "", problem, 'Write "enum", with their codes.'
    if field.path in _DATES and schema.get("format") != "date":
        yield "format", "This field is a date in every guide.", 'Write "format": "date".'
    if choices := _CHOICES.get(field.path):
        enum = schema.get("enum")
        if not isinstance(enum, list) or not enum or not choices.issuperset(map(str, enum)):
            problem = "This field has the same choices in every guide."
            yield "enum", problem, f"Use some of: {', '.join(sorted(choices))}."
    if field.path == ("previousEnquiry",):
        for name in ("sentOn", "outcome"):
            if name not in schema.get("required", ()):
                yield "required", f'An earlier enquiry needs "{name}".', "Name it here."
