"""Every way in which an enquiry to this guide can fail is found, at its field, in its own words.

Which fields there are, and what they ask for, is the schema's alone to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from enquiry.authoring.json_file import load_json
from enquiry.guide_files import GuideFiles
from enquiry.pointers import MISSING, pointer_of, reach
from enquiry.schema.fields import Field, Rule, Schema, fields, rules
from enquiry.schema.lint import schema_findings
from enquiry.text import Text
from enquiry.validation.result import Problem
from enquiry.validation.validator import Validator
from tests.enquiries import TODAY
from tests.samples import completed, put, value_of
from tests.support import guide_languages, tested_guide

FILE = GuideFiles.of(tested_guide).schema
SCHEMA: Schema = json.loads(FILE.read_text(encoding="utf-8"))
check = Validator(SCHEMA)
RULES = list(rules(SCHEMA))
FIELDS = {field.path: field for field in fields(SCHEMA)}
REQUIRED = {
    (*rule.path, name)
    for rule in RULES
    if rule.keyword == "required"
    for name in rule.schema["required"]
}
FREE_TEXTS = [
    field
    for field in FIELDS.values()
    if field.schema["type"] == "string" and not field.schema.keys() & {"const", "enum", "format"}
]
BREAKS = "\t\n\r"
HIDDEN = [
    chr(code)
    for first, last in (
        *((0x00, 0x1F), (0x7F, 0x9F)),  # controls
        *((0x2028, 0x2029), (0x202A, 0x202E), (0x2066, 0x2069)),  # ends of lines, directions
    )
    for code in range(first, last + 1)
]
BLANKS = ["", "   ", "\n", "\r\n", "\u2003\u3000", "\u2800"] + [
    chr(code)
    for first, last in (
        # White space, and what Unicode calls Default_Ignorable_Code_Point.
        *((0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C)),
        *((0x115F, 0x1160), (0x1680, 0x1680), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2000, 0x200F)),
        *((0x2028, 0x202F), (0x205F, 0x206F), (0x3000, 0x3000), (0x3164, 0x3164), (0xFE00, 0xFE0F)),
        *((0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3)),
        *((0x1D173, 0x1D17A), (0xE0000, 0xE0000), (0xE0FFF, 0xE0FFF)),
    )
    for code in range(first, last + 1)
]

# Each of these fails some ordinary pattern.
ODD_TEXTS = ("\u0000", " ", "-", "é", "a", "1", "@", "0000-00-00", "a b", "aaaa-bb-cc")


def place_of(rule: Rule) -> str:
    """The place of a rule, to name a test."""
    return pointer_of(rule.location)


@pytest.mark.parametrize("rule", RULES, ids=place_of)
def test_each_rule_is_reported_at_its_field_in_its_own_words(rule: Rule) -> None:
    """A document that fails in this one way has this problem, in the words of the schema."""
    failing = list(failing_documents(rule))
    assert failing
    for expected, documents in failing:
        assert any(expected in check(each, TODAY).problems for each in documents), expected


def failing_documents(rule: Rule) -> Iterator[tuple[Problem, list[Any]]]:
    """Each problem that the rule can lead to, and documents of which one at least has it."""
    valid, keyword = document_with(rule), rule.keyword
    pointer = pointer_of(rule.path)
    if keyword == "required":
        for name in rule.schema["required"]:
            missing = FIELDS[(*rule.path, name)]
            words = Text.of(missing.schema["x-errors"][keyword])
            without = deepcopy(valid)
            del holder_of(without, missing.path)[name]
            yield Problem(missing.pointer, keyword, words), [without]
        return
    words = Text.of(rule.schema["x-errors"][keyword])
    if keyword == "additionalProperties":
        more = replaced(valid, (*rule.path, "no such member"), "x")
        yield Problem(f"{pointer}/no such member", keyword, words), [more]
    else:
        values = wrong_values(rule)
        if rule.schema is FIELDS[rule.path].schema.get("items"):
            values = ([value] for value in values)
        wrong = [replaced(valid, rule.path, value) for value in values]
        yield Problem(pointer, keyword, words), wrong


def document_with(rule: Rule) -> dict[str, Any]:
    """A valid document that holds the rule's field, and to which its conditions apply."""
    document: dict[str, Any] = {}
    if rule.path:
        put(document, rule.path, value_of(FIELDS[rule.path].schema))
    schema: Any = SCHEMA
    path: list[str] = []
    for before, step in zip(("", *rule.location), rule.location[:-1], strict=False):
        if step == "then":
            satisfy(schema["if"], document, path)
        if before == "properties":
            path.append(str(step))
        schema = schema[step]
    return completed(SCHEMA, document)


def satisfy(condition: Schema, document: dict[str, Any], path: Sequence[str]) -> None:
    """Change a document so that the object at `path` meets a condition."""
    for name, schema in condition.get("properties", {}).items():
        if "const" in schema:
            put(document, (*path, name), schema["const"])
        elif "enum" in schema:
            put(document, (*path, name), schema["enum"][0])
        else:
            satisfy(schema, document, (*path, name))
    for name in condition.get("required", ()):
        place = (*path, name)
        if reach(document, place) is MISSING:
            put(document, place, value_of(FIELDS[place].schema))


def replaced(document: dict[str, Any], path: Sequence[str], value: Any) -> Any:
    """A copy of a document with another value at `path`."""
    if not path:
        return value
    copy = deepcopy(document)
    holder_of(copy, path)[path[-1]] = value
    return copy


def holder_of(document: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    """The object that holds the member at `path`."""
    for name in path[:-1]:
        document = document[name]
    return document


def wrong_values(rule: Rule) -> Iterator[Any]:
    """Values of which one at least fails the rule, and none that comes before it."""
    keyword, limit = rule.keyword, rule.schema[rule.keyword]
    if keyword == "type":
        yield from ("x", 5)
    elif keyword in ("const", "enum"):
        yield from ("no such choice", -1, False)
    elif keyword == "minLength":
        yield "a" * (limit - 1)
    elif keyword == "maxLength":
        yield "a" * (limit + 1)
    elif keyword == "pattern":
        shortest = FIELDS[rule.path].schema.get("minLength", 0)
        yield from (text * max(1, shortest) for text in ODD_TEXTS)
    elif keyword == "format":
        yield from (f"{year}-02-30" for year in (1999, TODAY.year))
    elif keyword == "x-not-after":
        yield (TODAY + timedelta(days=1)).isoformat()
    elif keyword in ("minimum", "maximum"):
        yield limit + {"minimum": -1, "maximum": 1}[keyword]
    else:
        choices = FIELDS[rule.path].schema["items"]["enum"]
        end = {"minItems": limit - 1, "maxItems": limit + 1}.get(keyword)
        yield choices[:1] * 2 if end is None else choices[:end]


@pytest.mark.parametrize("field", FREE_TEXTS, ids=lambda field: field.pointer)
def test_texts_hide_nothing(field: Field) -> None:
    """A text holds no control characters and turns no direction; only long ones break lines."""
    valid, judge = value_of(field.schema), Validator(field.schema)
    has_lines = judge(f"{valid}\n{valid}", TODAY).valid
    for character in HIDDEN:
        result = judge(valid + character + valid, TODAY)
        assert result.valid == (has_lines and character in BREAKS), f"U+{ord(character):04X}"


@pytest.mark.parametrize("field", FREE_TEXTS, ids=lambda field: field.pointer)
def test_texts_have_a_limit(field: Field) -> None:
    """A text that has no limit could be longer than a document may be."""
    assert field.schema["maxLength"] > 0


@pytest.mark.parametrize(
    "field",
    [field for field in FREE_TEXTS if field.path in REQUIRED],
    ids=lambda field: field.pointer,
)
def test_required_texts_are_not_blank(field: Field) -> None:
    """A text that has to be there shows something; nobody else's validator says otherwise."""
    judge, stock = Validator(field.schema), Draft202012Validator(field.schema)
    valid = [each for each in BLANKS if judge(each, TODAY).valid or stock.is_valid(each)]
    assert valid == []


def test_today_is_no_date_in_the_future() -> None:
    """A date that may not be after today may be today."""
    dates = [field for field in FIELDS.values() if "x-not-after" in field.schema]
    assert all(Validator(field.schema)(TODAY.isoformat(), TODAY).valid for field in dates)


def test_each_way_to_fail_has_words_of_its_own() -> None:
    """At one field no two failures are reported in the same words, in any language."""
    for language in guide_languages():
        reported: dict[tuple[str, ...], list[str]] = {}
        for rule in RULES:
            if rule.keyword not in ("required", "additionalProperties"):
                words = rule.schema["x-errors"][rule.keyword][language]
                reported.setdefault(rule.path, []).append(words)
        for path, words in reported.items():
            assert len(set(words)) == len(words), path


def messages(value: Any) -> Iterator[dict[str, str]]:
    """Every message of the schema, for failures and for advice."""
    if isinstance(value, list):
        for each in value:
            yield from messages(each)
    elif isinstance(value, dict):
        yield from value.get("x-errors", {}).values()
        yield from [value["message"]] if "then" in value and "message" in value else []
        for name, each in value.items():
            if name != "x-errors":
                yield from messages(each)


def test_messages_are_sentences_for_people() -> None:
    """Each message is a sentence in each language, and says nothing of schemas."""
    for message in messages(SCHEMA):
        assert len(set(message.values())) == len(guide_languages()), message
        for words in message.values():
            assert words.endswith((".", "?")), words
            assert not re.search(r"schema|valid under|regex|pattern", words, re.IGNORECASE), words


def test_invisible_characters_are_escaped_in_the_file() -> None:
    """The file itself holds no character that an editor does not show, but for the spaces of
    French, which a writer types."""
    text = re.sub("[\u00a0\u202f]", " ", FILE.read_text(encoding="utf-8"))
    assert all(line.isprintable() for line in text.splitlines())


def test_nothing_is_wrong_with_the_schema() -> None:
    """The engine's own check of a schema has nothing to say."""
    assert list(schema_findings(load_json(FILE))) == []
