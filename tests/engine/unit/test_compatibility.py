"""Edits of the harbour's schema: which ones refuse documents that were valid, and which do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from enquiry.authoring.json_file import JsonFile
from enquiry.comparison.compatibility import Narrowing, narrowings, unusable
from enquiry.pointers import pointer_of
from enquiry.schema.lint import schema_findings
from enquiry.validation.validator import Validator
from tests.engine.document_edits import documents
from tests.engine.harbour import SCHEMA
from tests.engine.schema_edits import EDITS, edited, worded
from tests.enquiries import TODAY

Row = tuple[str, str, Any]
"""What the edit is; the pointer of what is edited, `-` at its end for a new entry of a list; the
value that it gets, or NOTHING."""

NOTHING = object()
EMAIL = SCHEMA["properties"]["enquirer"]["properties"]["email"]["pattern"]
IF_NOISE = {"properties": {"category": {"const": "noise"}}, "required": ["category"]}
IF_FAX = {"properties": {"channel": {"const": "fax"}}, "required": ["channel"]}
IF_MAIL_OR_FAX = {
    "properties": {"channel": {"enum": ["fax", "mail"]}},
    "required": ["channel"],
}
IF_CALM = {
    "properties": {"category": {"enum": ["moorings", "harbour-dues", "pilotage", "noise"]}},
    "required": ["category"],
}
NAME = "/properties/enquirer/properties/fullName"
NUMBER = "/properties/applicant/properties/vesselNumber"
VESSEL = "/properties/vessel/properties"

NARROWING: list[Row] = [
    ("a field becomes required", "/required/-", "preparedOn"),
    ("a field in a group becomes required", "/properties/vessel/required/-", "berth"),
    ("a category goes", "/properties/category/enum", SCHEMA["properties"]["category"]["enum"][:7]),
    ("a role is renamed", "/properties/enquirer/properties/role/enum/3", "resident"),
    ("a channel goes", "/properties/channel/enum", ["email", "fax"]),
    ("the version changes", "/properties/schemaVersion/const", "2"),
    ("a text gets shorter", "/properties/message/maxLength", 1999),
    ("an address gets shorter", "/properties/enquirer/properties/email/maxLength", 200),
    ("a text must be longer", f"{NAME}/minLength", 2),
    ("a text may not be empty any more", "/properties/recipient/properties/fax/minLength", 1),
    ("a pattern loses a character", f"{NUMBER}/pattern", "^[A-Za-z0-9 \\-]*$"),
    ("a pattern comes", "/properties/message/allOf/-", {"pattern": "[a-z]"}),
    ("a year gets narrower", "/properties/applicant/properties/dateOfBirth/pattern",
     "^19[0-9]{2}-[0-9]{2}-[0-9]{2}$"),
    ("a text becomes a date", f"{VESSEL}/name/format", "date"),
    ("a field gets another type", f"{VESSEL}/crew", {"type": "string"}),
    ("a number has a higher start", f"{VESSEL}/crew/minimum", 1),
    ("a number has a lower end", f"{VESSEL}/crew/maximum", 4999),
    ("a tick must be set", f"{VESSEL}/afloat/const", True),
    ("a list must have more", f"{VESSEL}/needs/minItems", 2),
    ("a list must have fewer", f"{VESSEL}/needs/maxItems", 1),
    ("a choice of a list goes", f"{VESSEL}/needs/items/enum", ["water", "power"]),
    ("a field goes", f"{VESSEL}/berth", NOTHING),
    ("a group goes", "/properties/vessel", NOTHING),
    ("a condition comes", "/allOf/-", {"if": IF_NOISE, "then": {"required": ["vessel"]}}),
    ("a condition reaches further", "/allOf/2/if", IF_CALM),
    ("a condition is dropped from its rule", "/allOf/-", {"required": ["applicant"]}),
    ("a condition turns round", "/allOf/2", {"if": IF_NOISE, "else": {"required": ["applicant"]}}),
    ("more follows from a condition", "/allOf/0/then/required/-", "vessel"),
    ("a free text becomes a choice", f"{VESSEL}/name/enum", ["Alca", "Uria"]),
]  # fmt: skip

WIDENING: list[Row] = [
    ("nothing", "/properties/message/maxLength", 2000),
    ("a field is required no more", "/required", SCHEMA["required"][:-1]),
    ("a category comes", "/properties/category/enum/-", "ice"),
    ("a channel comes", "/properties/channel/enum/-", "post"),
    ("a fixed text becomes a choice", "/properties/schemaVersion",
     {"type": "string", "enum": ["1", "2"]}),
    ("a choice becomes a free text", "/properties/channel", {"type": "string", "maxLength": 9}),
    ("a text may be longer", "/properties/message/maxLength", 4000),
    ("a text may be shorter", f"{NAME}/minLength", 0),
    ("a length goes", "/properties/message/maxLength", NOTHING),
    ("a pattern gets a character", f"{NUMBER}/pattern", "^[A-Za-z0-9 \\/.\\-]*$"),
    ("a pattern goes", f"{NUMBER}/pattern", NOTHING),
    ("a pattern is written otherwise", f"{NUMBER}/pattern", "^[\\-. 0-9a-zA-Z]{0,}$"),
    ("a pattern becomes a list of what it lets pass", "/allOf/-",
     {"properties": {"enquirer": {"properties": {"role": {"pattern": "^(?:a|s|n)"}}}}}),
    ("a pattern asks what another one asks", "/properties/enquirer/properties/email/allOf",
     [{"pattern": "@"}, {"pattern": EMAIL}, {"minLength": 3}]),
    ("a length asks what a pattern asks", f"{VESSEL}/arrivedOn/maxLength", 10),
    ("a date may be in the future", f"{VESSEL}/arrivedOn/x-not-after", NOTHING),
    ("a date becomes a text", f"{VESSEL}/arrivedOn/format", NOTHING),
    ("a number has a lower start", f"{VESSEL}/crew/minimum", -1),
    ("a number has no end", f"{VESSEL}/crew/maximum", NOTHING),
    ("a tick may be left", "/properties/consent/properties/email/const", NOTHING),
    ("a list may be empty", f"{VESSEL}/needs/minItems", 0),
    ("a list may hold as much as there is", f"{VESSEL}/needs/maxItems", 3),
    ("a list gets a choice", f"{VESSEL}/needs/items/enum/-", "ice"),
    ("a list may hold a choice twice", f"{VESSEL}/needs/uniqueItems", NOTHING),
    ("a field comes", f"{VESSEL}/flag", {"type": "string", "minLength": 2, "pattern": "^[A-Z]"}),
    ("a field comes, required in new cases alone", "/properties/pilot",
     {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}),
    ("an object is open", "/properties/vessel/additionalProperties", NOTHING),
    ("an object says that it is open", "/properties/vessel/additionalProperties", True),
    ("a condition goes", "/allOf/2", NOTHING),
    ("a condition reaches less far", "/allOf/2/if", IF_NOISE | {"required": ["category", "vessel"]}
     | {"properties": {"category": {"const": "moorings"}}}),
    ("a condition is written otherwise", "/allOf/1/if/properties/enquirer/properties/role",
     {"enum": ["agent", "skipper"]}),
    ("two conditions ask what one asked", "/allOf/2", {"allOf": [
        {"if": {"properties": {"category": {"const": name}}, "required": ["category"]},
         "then": {"required": ["applicant"]}} for name in ("moorings", "harbour-dues", "pilotage")
    ]}),
    ("a condition asks the other way round", "/allOf/0", {
        "if": IF_MAIL_OR_FAX,
        "else": {"properties": {"enquirer": {"required": ["email"]},
                                "consent": {"required": ["email"]}}, "required": ["consent"]}}),
    ("a condition asks for what is required anyway", "/allOf/-",
     {"if": IF_FAX,
      "then": {"required": ["message"], "properties": {"message": {"minLength": 1}}}}),
    ("a condition is about what cannot be", "/allOf/-",
     {"if": {"properties": {"channel": {"const": "email"}, "consent": {"required": ["behalf"]}},
             "required": ["channel", "consent"]},
      "then": {"properties": {"consent": {"required": ["email"]}}}}),
    ("only words change", "/properties/message/x-label", {"en": "Text", "fr": "Texte"}),
    ("advice comes", "/properties/message/x-advice", [{"then": {"pattern": "[a-z]"}}]),
    ("the name of the schema changes", "/$id", "urn:harbour-guide:schema:enquiry:2"),
]  # fmt: skip

UNDECIDED: list[Row] = [
    ("a pattern that is not portable", "/properties/message/pattern", "^(?!a)"),
    ("a keyword that is not compared", "/properties/message/not", {"const": "a"}),
    ("a keyword beside members", "/properties/vessel/minProperties", 1),
    ("a reference", "/properties/vessel/properties/name/$ref", "#/$defs/name"),
    ("an unknown condition", "/allOf/-",
     {"if": {"minProperties": 9}, "then": {"required": ["vessel"]}}),
]  # fmt: skip


def edit(row: Row) -> dict[str, Any]:
    """The harbour's schema after an edit."""
    schema: dict[str, Any] = deepcopy(SCHEMA)
    _, pointer, value = row
    *way, last = pointer.split("/")[1:]
    holder: Any = schema
    for step in way:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    if last == "-":
        holder.append(value)
    elif isinstance(holder, list):
        holder[int(last) : int(last) + 1] = [] if value is NOTHING else [value]
    elif value is NOTHING:
        del holder[last]
    else:
        holder[last] = value
    return schema


def said(row: Row) -> list[Narrowing]:
    """What is said of an edit of the harbour's schema."""
    return narrowings(SCHEMA, edit(row))


def names(rows: list[Row]) -> list[str]:
    """What tells the rows apart."""
    return [name for name, _, _ in rows]


@pytest.mark.parametrize("row", NARROWING, ids=names(NARROWING))
def test_a_narrowing_edit_is_named(row: Row) -> None:
    """Each rule that refuses more is named, at a place inside of what was edited."""
    found = said(row)
    assert found
    assert {each.verdict for each in found} == {"narrower"}
    edited_at = row[1].removesuffix("/-").rpartition("/")[0].removesuffix("/properties")
    assert all(each.pointer.startswith(edited_at) for each in found)


@pytest.mark.parametrize("row", WIDENING, ids=names(WIDENING))
def test_a_widening_edit_is_let_pass(row: Row) -> None:
    """Of an edit that refuses no document more nothing is said."""
    assert said(row) == []


@pytest.mark.parametrize("row", UNDECIDED, ids=names(UNDECIDED))
def test_what_cannot_be_decided_is_said(row: Row) -> None:
    """Where nobody knows whether a rule refuses more, that is what is said."""
    assert {each.verdict for each in said(row)} == {"undecided"}


def test_a_keyword_that_is_written_out_without_effect_says_nothing() -> None:
    """A `uniqueItems` that is false is no rule, so true is a new one."""
    old = edit(("twice", f"{VESSEL}/needs/uniqueItems", False))
    assert [each.verdict for each in narrowings(old, SCHEMA)] == ["narrower"]


def test_there_are_enough_edits() -> None:
    """At least twenty of each kind are told apart."""
    assert min(len(NARROWING), len(WIDENING)) >= 20


def finding(row: Row) -> str:
    """The first thing that is said of an edit."""
    text = json.dumps(edit(row), indent=1)
    return str(said(row)[0].finding(JsonFile("new.json", json.loads(text), text)))


def test_place_and_words() -> None:
    """A rule is named with its line in the new file, its pointer, its value and that before."""
    text = json.dumps(edit(NARROWING[6]), indent=1).splitlines()
    line = next(number for number, each in enumerate(text, 1) if '"maxLength": 1999' in each)
    assert finding(NARROWING[6]) == (
        f"new.json:{line}:4: /properties/message/maxLength: "
        'Narrower: "maxLength" of /message is 1999, before 2000.'
    )


def test_a_case_is_given_as_an_example() -> None:
    """Where a rule refuses more in some cases alone, one of them is named by the schema's words."""
    row = next(each for each in NARROWING if each[0] == "a condition comes")
    assert finding(row).endswith(
        '"vessel" of the enquiry is required, for example where /category is "noise".'
    )


def test_members_that_are_lost_are_named() -> None:
    """A field that goes is named."""
    row = next(each for each in NARROWING if each[0] == "a field goes")
    assert finding(row).endswith('/vessel may no longer hold "berth".')


def test_what_is_no_schema_cannot_be_compared() -> None:
    """A file that is no schema is told with its place."""
    for wrong in ("[]", '{"type": 5}', '{"pattern": "["}'):
        [finding] = unusable(JsonFile("a.json", json.loads(wrong), wrong))
        assert finding.line == 1


def pairs(seed: int, count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of schemas that `enquiry check` takes, some edits apart."""
    for number, schema in enumerate(edited(seed, count)):
        random = Random(f"{seed} {number}")  # noqa: S311  not for secrets
        other = deepcopy(schema)
        for _ in range(random.choice([1, 1, 2])):
            random.choice(EDITS)(other, random)
        texts = [json.dumps(each) for each in (schema, worded(other))]
        files = [JsonFile("schema", json.loads(text), text) for text in texts]
        if not any(map(schema_findings, files)):
            yield schema, other


@pytest.mark.parametrize("seed", range(4))
def test_no_document_becomes_invalid_unsaid(seed: int) -> None:
    """No document is valid before and invalid after an edit of which nothing is said."""
    compared = 0
    for old, new in pairs(seed, 30):
        for before, after in ((old, new), (new, old)):
            was_valid, is_valid = Validator(before), Validator(after)
            refused = [
                document
                for document in (*documents(before, seed, 40), *documents(after, seed, 40))
                if was_valid.of_any(document, TODAY).valid
                and not is_valid.of_any(document, TODAY).valid
            ]
            compared += 1
            assert not refused or narrowings(before, after)
    assert compared > 10


def test_every_rule_of_every_schema_follows_from_itself() -> None:
    """Of a schema that was only put in another order nothing is said."""
    for old, _ in pairs(9, 20):
        turned = json.loads(json.dumps(old, sort_keys=True))
        assert narrowings(old, turned) == []


def test_pointers_lead_to_the_new_schema() -> None:
    """Each pointer that is named leads somewhere in the new schema."""
    for row in NARROWING:
        for each in said(row):
            here: Any = edit(row)
            for step in each.rule.location:
                here = here[step]
            assert pointer_of(each.rule.location) == each.pointer
