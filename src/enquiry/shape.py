"""Whether a source file has the shape of its schema, said in words that an editor understands."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from enquiry.errors import Finding
from enquiry.pointers import escape, pointer_of
from enquiry.source import Source

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


def findings(source: Source, schema_path: Path) -> Iterator[Finding]:
    """Every way in which `source` departs from the schema at `schema_path`."""
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for error in validator.iter_errors(source.data):
        yield from _translate(source, error)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """What to write instead of `word`: the nearest known word, or all of them."""
    words = list(known)
    if near := difflib.get_close_matches(word, words, n=1, cutoff=0.5):
        return f'Did you mean "{near[0]}"?'
    return f"Known here: {', '.join(words[:12])}{', …' if len(words) > 12 else ''}."


def _translate(source: Source, error: ValidationError) -> Iterator[Finding]:
    pointer = pointer_of(error.absolute_path)
    rule: Any = error.validator_value
    value: Any = error.instance
    schema = _mapping(error.schema)
    meaning = str(schema.get("description", ""))
    if error.validator == "anyOf":
        yield from _nearest_branch(source, error)
    elif error.validator == "additionalProperties":
        known = schema.get("properties", {})
        free = [key for key in known if key not in value]
        for key in value:
            if key not in known:
                yield source.finding(
                    f"{pointer}/{escape(key)}",
                    f'The key "{key}" is not known here.',
                    did_you_mean(key, free or known),
                )
    elif error.validator == "required":
        # jsonschema reports each missing key by itself and names it only in its message.
        key = next(k for k in rule if k not in value and error.message.startswith(repr(k)))
        part = _mapping(schema.get("properties", {}).get(key, {}))
        wanted = part.get("description") or f'Add "{key}:" with its words.'
        yield source.finding(pointer, f'The key "{key}" is missing.', str(wanted))
    elif error.validator == "type":
        names = " or ".join(_NAMES[n] for n in ([rule] if isinstance(rule, str) else rule))
        unquoted = rule == "string" and not isinstance(value, dict | list)
        yield source.finding(
            pointer,
            f"This is {_KINDS[type(value)]}, not {names}.",
            f"{'Put it in quotes. ' if unquoted else ''}{meaning}",
        )
    elif error.validator == "pattern" and not str(value).strip():
        yield source.finding(pointer, "This text is blank.", "Write it in this language too.")
    else:
        shown = json.dumps(value, ensure_ascii=False)
        shown = shown if len(shown) <= 60 else shown[:57] + "…"
        yield source.finding(pointer, f"{shown} does not fit here.", meaning or error.message)


def _nearest_branch(source: Source, error: ValidationError) -> Iterator[Finding]:
    """`anyOf` here always means "this, or nothing": speak of this."""
    for cause in error.context or []:
        if cause.validator_value != "null":
            yield from _translate(source, cause)


def _mapping(schema: Any) -> Mapping[str, Any]:
    return schema if isinstance(schema, Mapping) else {}
