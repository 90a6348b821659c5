"""Whether a source file has the shape of its schema, said in words that an editor understands."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from enquiry.authoring.findings import Finding, did_you_mean, nearest
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import escape, pointer_of

_KINDS = {
    dict: "a group of keys",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "empty",
}
_NAMES = {
    "object": "a group of keys",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
}


def conformance_findings(source: YamlFile, schema: Mapping[str, Any]) -> Iterator[Finding]:
    """Every way in which `source` departs from `schema`."""
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for error in validator.iter_errors(source.data):
        yield from _translate(source, error)


def _translate(source: YamlFile, error: ValidationError) -> Iterator[Finding]:
    pointer = pointer_of(error.absolute_path)
    rule: Any = error.validator_value
    value: Any = error.instance
    schema: Any = error.schema
    meaning = str(schema.get("description", ""))
    if error.validator == "anyOf":
        yield from _nearest_branch(source, error)
    elif error.validator == "additionalProperties":
        known = schema["properties"]
        for key in value:
            if key not in known:
                yield source.finding(
                    f"{pointer}/{escape(key)}",
                    f'The key "{key}" is not known here.',
                    did_you_mean(key, _absent(known, value) or known),
                )
    elif error.validator == "required":
        # jsonschema reports each missing key by itself and names it only in its message.
        key = next(k for k in rule if k not in value and error.message.startswith(repr(k)))
        known = schema.get("properties", {})
        absent = _absent(known, value)
        if any(nearest(name, absent) == key for name in value if name not in known):
            return  # what is misspelled is not missing as well
        part = known.get(key, {})
        wanted = part.get("description") or f'Add "{key}:" with its words.'
        yield source.finding(pointer, f'The key "{key}" is missing.', str(wanted))
    elif error.validator == "type":
        names = " or ".join(_NAMES[n] for n in ([rule] if isinstance(rule, str) else rule))
        unquoted = rule == "string" and not isinstance(value, dict | list)
        expected = f"{'Put it in quotes. ' if unquoted else ''}{meaning}".strip()
        yield source.finding(
            pointer,
            f"This is {_KINDS.get(type(value), 'something else')}, not {names}.",
            expected or f"Write {names}.",
        )
    elif error.validator == "uniqueItems":
        twice = next(n for n, each in enumerate(value) if each in value[:n])
        yield source.finding(
            f"{pointer}/{twice}", "This stands in the list already.", "Delete one of them."
        )
    elif error.validator == "pattern" and not str(value).strip():
        expected = meaning or "Write it in this language too."
        yield source.finding(pointer, "This text is blank.", expected)
    else:
        shown = json.dumps(value, ensure_ascii=False)
        shown = shown if len(shown) <= 60 else shown[:57] + "…"
        yield source.finding(pointer, f"{shown} does not fit here.", meaning or error.message)


def _absent(known: Iterable[str], value: Collection[str]) -> list[str]:
    """The known keys that are not there yet: only one of them may be meant by an unknown key."""
    return [each for each in known if each not in value]


def _nearest_branch(source: YamlFile, error: ValidationError) -> Iterator[Finding]:
    """`anyOf` here always means "this, or nothing": speak of this."""
    for cause in error.context or []:
        if cause.validator_value != "null":
            yield from _translate(source, cause)
