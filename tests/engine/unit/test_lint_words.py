"""Whether a schema has words for everything that may be said about a document."""

from __future__ import annotations

import pytest

from enquiry.schema.wording import word_findings
from tests.engine.unit.lint_lines import lacks, said

NO_LANGUAGE = (
    "{}: The enquiry has no label, from which its languages are known."
    ' Add "x-label": {{language: text}}.'
)
PAIR = '{"en": "x", "fr": "x"}'
LABEL = f'"x-label": {PAIR}'


NO_FIELD = "The advice is about no field. Point to a field from here."
ADVICE = 'Write {"if"?, "then", "pointer"?, "message"}.'
ASKS_NOTHING = f"This advice asks for nothing. {ADVICE}"
NO_LIST = 'This advice is not a list. Write [{"if"?, "then", "pointer"?, "message"}].'


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (f"{{{LABEL}}}", []),
        ("{}", [NO_LANGUAGE.format(1)]),
        ('{"x-label": "x"}', [NO_LANGUAGE.format(2)]),
        # The languages of a guide are those of the first label.
        ('{"x-label": {"en": "x"}}', []),
        (
            '{"x-label": {"es": "x", "ar": "x"}, "x-hint": {"es": "x"}}',
            lacks(37, "hint", "/x-hint", "ar"),
        ),
        ('{"x-label": {"en": " ", "fr": 5}}', lacks(2, "label", "/x-label")),
        (
            f'{{{LABEL}, "x-hint": {{"en": "x", "fr": "x", "de": "x"}}}}',
            ['70: "de" is no language of the guide. Use en and fr.'],
        ),
        (f'{{{LABEL}, "x-hint": {PAIR}}}', []),
        (f'{{{LABEL}, "x-hint": {{"fr": "x"}}}}', lacks(37, "hint", "/x-hint", "en")),
        (
            f'{{{LABEL}, "x-hint": null}}',
            ["37: The hint is no group of texts. Write {language: text}."],
        ),
        # What is misspelled is not missing as well.
        (
            f'{{{LABEL}, "x-hint": {{"en": "x", "frr": "x"}}}}',
            ['59: "frr" is no language of the guide. Did you mean "fr"?'],
        ),
        (f'{{{LABEL}, "const": 1, "x-erors": {{"const": {PAIR}}}}}', []),
        (
            f'{{{LABEL}, "const": 1, "x-errors": {{"cosnt": {PAIR}}}}}',
            ['62: "cosnt" is no rule that can fail. Did you mean "const"?'],
        ),
        (
            f'{{{LABEL}, "enum": ["abc"], "x-errors": {{"enum": {PAIR}}},'
            f' "x-enum-labels": {{"ab": {PAIR}}}}}',
            ['118: "ab" is no choice of this field. Did you mean "abc"?'],
        ),
        (
            f'{{{LABEL}, "properties": {{"a": {{}}, "b": {{{LABEL}}}, "c": {{}}}}}}',
            [
                *lacks(52, "label", "/properties/a/x-label"),
                *lacks(103, "label", "/properties/c/x-label"),
            ],
        ),
        # Choices have labels, but for those of the category, which the table names.
        (
            f'{{{LABEL}, "enum": ["a", 1], "x-errors": {{"enum": {PAIR}}}}}',
            [
                *lacks(1, 'label of the choice "a"', "/x-enum-labels/a"),
                *lacks(1, 'label of the choice "1"', "/x-enum-labels/1"),
            ],
        ),
        (
            f'{{{LABEL}, "enum": ["a", 1], "x-errors": {{"enum": {PAIR}}},'
            f' "x-enum-labels": {{"a": {PAIR}, "1": {{"en": "x"}}}}}}',
            lacks(148, 'label of the choice "1"', "/x-enum-labels/1", "fr"),
        ),
        (
            f'{{{LABEL}, "properties": {{"category": {{{LABEL}, "enum": ["a"],'
            f' "x-errors": {{"enum": {PAIR}}}}}}}}}',
            [],
        ),
        (
            f'{{{LABEL}, "items": {{"enum": ["a", "b"], "x-enum-labels": {{"b": {PAIR}}}}}}}',
            [
                *lacks(67, 'label of the choice "a"', "/items/x-enum-labels/a"),
                *lacks(37, 'message for a failing "enum"', "/items/x-errors/enum"),
            ],
        ),
        # Each rule has its message.
        (f'{{{LABEL}, "const": 1}}', lacks(1, 'message for a failing "const"', "/x-errors/const")),
        (
            f'{{{LABEL}, "const": 1, "x-errors": {{"const": {{"en": "x"}}}}}}',
            lacks(62, 'message for a failing "const"', "/x-errors/const", "fr"),
        ),
        (
            f'{{{LABEL}, "allOf": [{{"then": {{"pattern": "a"}}, "if": {{"pattern": "b"}}}}]}}',
            lacks(48, 'message for a failing "pattern"', "/allOf/0/then/x-errors/pattern"),
        ),
        (
            f'{{{LABEL}, "const": 1, "maxLength": 1}}',
            [
                *lacks(1, 'message for a failing "const"', "/x-errors/const"),
                *lacks(1, 'message for a failing "maxLength"', "/x-errors/maxLength"),
            ],
        ),
        (
            f'{{{LABEL}, "const": 1, "x-errors": 5}}',
            ['49: "x-errors" is no group of texts. Write {name: {language: text}}.'],
        ),
        (
            f'{{{LABEL}, "enum": [1], "x-enum-labels": [], "x-errors": {{"enum": {PAIR}}}}}',
            ['50: "x-enum-labels" is no group of texts. Write {name: {language: text}}.'],
        ),
        # A missing member is reported in the words of its own field.
        (
            f'{{{LABEL}, "required": ["a", "b"], "properties": {{"a": {{{LABEL}}},'
            f' "b": {{{LABEL}, "x-errors": {{"required": {PAIR}}}}}}}}}',
            lacks(76, 'message for a failing "required"', "/properties/a/x-errors/required"),
        ),
        (
            f'{{{LABEL}, "required": ["x", "a", "y"], "properties": {{"a": {{{LABEL}}}}}}}',
            lacks(81, 'message for a failing "required"', "/properties/a/x-errors/required"),
        ),
        # Objects are closed.
        (
            f'{{{LABEL}, "type": "object", "x-errors": {{"type": {PAIR}}}}}',
            ['1: The object "/" is not closed. Add "additionalProperties": false.'],
        ),
        (
            f'{{{LABEL}, "properties": {{"a": {{{LABEL}, "type": "object",'
            f' "x-errors": {{"type": {PAIR}}}}}}}}}',
            ['52: The object "/a" is not closed. Add "additionalProperties": false.'],
        ),
        (
            f'{{{LABEL}, "type": "object", "additionalProperties": false,'
            f' "x-errors": {{"type": {PAIR}, "additionalProperties": {PAIR}}}}}',
            [],
        ),
        # Advice has something to ask, a message, and a field that it is about.
        (
            f'{{{LABEL}, "x-advice": [{{"then": {{}}, "message": {PAIR}}},'
            f' {{"then": {{}}, "message": {PAIR}, "pointer": ""}}]}}',
            [],
        ),
        (
            f'{{{LABEL}, "x-advice": [{{"then": {{}}}},'
            ' {"then": {}, "message": {"fr": "x"}}]}',
            [
                *lacks(50, "message of the advice", "/x-advice/0/message"),
                *lacks(77, "message of the advice", "/x-advice/1/message", "en"),
            ],
        ),
        (
            f'{{{LABEL}, "x-advice": [5, {{}}, {{"then": true}}, {{"then": {{}}}}]}}',
            [
                f"50: {ASKS_NOTHING}",
                f"53: {ASKS_NOTHING}",
                f"57: {ASKS_NOTHING}",
                *lacks(73, "message of the advice", "/x-advice/3/message"),
            ],
        ),
        (f'{{{LABEL}, "x-advice": {{"message": {PAIR}}}}}', [f"37: {NO_LIST}"]),
        (f'{{{LABEL}, "x-advice": 7}}', [f"37: {NO_LIST}"]),
        (
            f'{{{LABEL}, "x-advice": [{{"then": {{}}, "message": {PAIR}, "else": {{}}}}]}}',
            [f'98: The key "else" is not known here. {ADVICE}'],
        ),
        # A message for what is no rule is one whose name is spelled wrong.
        (
            f'{{{LABEL}, "x-errors": {{"requird": {PAIR}, "maxLength": {PAIR}}}}}',
            ['50: "requird" is no rule that can fail. Did you mean "required"?'],
        ),
        (
            f'{{{LABEL}, "properties": {{"a": {{{LABEL}, "x-advice": ['
            f'{{"then": {{}}, "message": {PAIR}, "pointer": "/a"}}]}}}}, "x-advice": ['
            f'{{"then": {{}}, "message": {PAIR}, "pointer": "/a"}},'
            f' {{"then": {{}}, "message": {PAIR}, "pointer": "/b"}},'
            f' {{"then": {{}}, "message": {PAIR}, "pointer": 5}}]}}',
            [f"302: {NO_FIELD}", f"368: {NO_FIELD}", f"154: {NO_FIELD}"],
        ),
    ],
)
def test_words_for_everything_that_may_be_said(schema: str, says: list[str]) -> None:
    """Every field, choice, rule and advice has its words in each language."""
    assert said(word_findings, schema) == says
