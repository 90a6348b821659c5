"""The findings of the lint as lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from enquiry.authoring.findings import Finding
from enquiry.authoring.json_file import JsonFile

Check = Callable[[JsonFile], Iterable[Finding]]


def said(check: Check, schema: str) -> list[str]:
    """The findings of one of the checks as lines, without the file's name and the only line's."""
    found = [str(each) for each in check(JsonFile("s.json", json.loads(schema), schema))]
    assert all(line.startswith("s.json:1:") for line in found)
    return [line.removeprefix("s.json:1:") for line in found]


def lacks(column: int, what: str, pointer: str, *languages: str) -> list[str]:
    """The findings about words that are missing at a pointer, in both languages unless named."""
    return [
        f'{column}: The {what} is missing in "{language}". Write it at {pointer}/{language}.'
        for language in languages or ("en", "fr")
    ]


ANYWHERE = (
    "additionalProperties, allOf, const, else, enum, format, if, items, maxItems, maxLength,"
    " maximum, minItems, minLength, minimum, pattern, properties, required, then, type,"
    " uniqueItems, x-advice, x-autocomplete, x-enum-labels, x-errors, x-hint,"
    " x-keyboard, x-label, x-letterhead, x-none, x-none-choice, x-not-after, x-own-autocomplete,"
    " x-same-as, x-signature, x-subject"
)
AT_THE_ROOT = "$id, $schema, " + ANYWHERE.replace("x-signature, ", "x-self, x-signature, x-steps, ")


def unsupported(column: int, keyword: str, allowed: str = AT_THE_ROOT) -> str:
    """The finding about a keyword."""
    return f'{column}: The keyword "{keyword}" is not supported here. Use only {allowed}.'
