"""Valid enquiries to any guide, made from its schema, and as good as its table lets them be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from hypothesis import Phase, find, settings
from hypothesis.errors import NoSuchExample
from hypothesis.strategies import from_regex

from enquiry.pointers import MISSING, path_of, reach
from enquiry.routing.router import route
from enquiry.routing.table import Table
from enquiry.schema.advice import KEYWORD, with_advice_as_rules
from enquiry.schema.fields import Field, Schema, enquiry_schema, fields
from enquiry.schema.patterns import compile_pattern
from enquiry.validation.engines import DateRules, fastest
from enquiry.validation.validator import Validator
from tests.enquiries import TODAY

TEXTS = ("Zoé Exemple", "zoe@example.org", "+1 819 555-0100", "A1", "12345", "1975-06-02")
"""What people fill in. The first that a field accepts is taken, one without advice if possible."""

ADDRESS_AT = {"email": "email", "fax": "fax", "mail": "postalAddress"}
"""Where an enquiry holds the address that the sender found, by its channel."""

_SEARCH = settings(
    derandomize=True, database=None, max_examples=300, phases=[Phase.generate, Phase.shrink]
)


def valid_enquiry(
    schema: Schema, table: Table, *, full: bool = False, today: date = TODAY, **choices: str
) -> dict[str, Any]:
    """A valid document that is required to say no less, and with `full` can say no more.

    `choices` give fields a value by their name anywhere in the schema (`category="…"`), or by
    their dotted path where several have that name. The others have the first of their values.
    """
    known = {field.path: field for field in fields(schema)}
    document: dict[str, Any] = {}
    for name, value in choices.items():
        put(document, _named(name, known).path, value)
    if full:
        for field in known.values():
            if field.path and reach(document, field.path) is MISSING:
                put(document, field.path, value_of(field.schema, table.official_domains, today))
    return _in_form_order(schema, completed(schema, document, table.official_domains, today))


def shipped_enquiry() -> dict[str, Any]:
    """The least that the schema of the package takes for an enquiry."""
    return completed(enquiry_schema(), {})


def completed(
    schema: Schema, document: dict[str, Any], domains: tuple[str, ...] = (), today: date = TODAY
) -> dict[str, Any]:
    """The document with what `schema` asks for besides; it is changed in place.

    `domains` are those of official addresses, which some fields advise.
    """
    known = {field.path: field for field in fields(schema)}
    validate = _validator(json.dumps(schema))
    while problems := validate(document, today).problems:
        for problem in problems:
            assert problem.keyword == "required", problem
            path = path_of(problem.pointer)
            put(document, path, value_of(known[path].schema, domains, today))
    return document


def value_of(schema: Schema, domains: tuple[str, ...] = (), today: date = TODAY) -> Any:
    """A value that is valid for one field's schema."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "array":
        return schema["items"]["enum"][: max(1, schema.get("minItems", 1))]
    if schema["type"] == "integer":
        return schema.get("minimum", 1)
    if schema["type"] == "string":
        return _text(json.dumps(schema), domains, today)
    if schema["type"] == "object":
        return completed(schema, {}, domains, today)
    return True


def put(document: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Give a document a value, with the objects on the way to it."""
    for name in path[:-1]:
        document = document.setdefault(name, {})
    document[path[-1]] = value


def choices_of(schema: Schema, name: str) -> tuple[str, ...]:
    """The values of the field of that name, anywhere in the schema, in its order."""
    known = {field.path: field for field in fields(schema)}
    return tuple(_named(name, known).schema["enum"])


def channels_to(schema: Schema, table: Table, document: dict[str, Any]) -> list[str]:
    """The channels by which one reaches the contact whose turn it is, in the schema's order."""
    name = route(document, table, TODAY)["contact"]
    reached = table.contacts[name].channels if name else ADDRESS_AT
    return [channel for channel in choices_of(schema, "channel") if channel in reached]


def roles_of(schema: Schema) -> tuple[str, ...]:
    """The values of the field `role`, in which a person may write; none where no guide asks."""
    is_asked = any(field.path[-1:] == ("role",) for field in fields(schema))
    return choices_of(schema, "role") if is_asked else ()


def _named(name: str, known: dict[tuple[str, ...], Field]) -> Field:
    path = tuple(name.split("."))
    found = [field for field in known.values() if field.path[-len(path) :] == path]
    if len(found) > 1:
        found = [field for field in found if field.path == path or "enum" in field.schema]
    assert len(found) == 1, f"{len(found)} fields have the name {name!r}"
    return found[0]


@cache
def _validator(schema: str) -> Validator:
    return Validator(json.loads(schema))


@cache
def _text(field: str, domains: tuple[str, ...], today: date) -> str:
    schema = json.loads(field)
    without_advice = {key: value for key, value in schema.items() if key != KEYWORD}
    for rules in (schema, without_advice):
        accepts = _acceptance(rules, today)
        for text in (*TEXTS, *(f"office@{domain}" for domain in domains)):
            if accepts(text):
                return text
        for pattern in reversed(list(_patterns(rules))):  # the narrowest comes last
            try:
                return find(
                    from_regex(compile_pattern(pattern)),
                    accepts,
                    settings=_SEARCH,
                )
            except NoSuchExample:
                continue
    raise AssertionError(f"no text was found for {schema.get('x-label')}")


def _acceptance(schema: Schema, today: date) -> Callable[[str], bool]:
    engine = fastest()(with_advice_as_rules(schema))
    dates = DateRules(schema)
    return lambda text: not engine.failures(text) and not dates.failures(text, today.isoformat())


def _patterns(value: Any) -> Iterator[str]:
    """Every pattern in a field's schema."""
    if isinstance(value, list):
        for each in value:
            yield from _patterns(each)
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        for each in value.values():
            yield from _patterns(each)


def _in_form_order(schema: Schema, document: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _in_form_order(member, document[name])
        if isinstance(document[name], dict)
        else document[name]
        for name, member in schema["properties"].items()
        if name in document
    }
