"""Which message is reported of several failures, at which pointer, in which order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from enquiry.phrases import Phrases
from enquiry.schema.fields import Location, languages
from enquiry.validation.messages import GENERAL, MessageSelector
from enquiry.validation.result import Problem, Result
from tests.support import en_fr


def words(of: str, *keywords: str) -> dict[str, Any]:
    """A message for each keyword of a field."""
    return {keyword: {"en": f"{of} {keyword}", "fr": f"{of} {keyword} !"} for keyword in keywords}


SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["name", "group"],
    "properties": {
        "name": {
            "type": "string",
            "maxLength": 3,
            "pattern": "a",
            "allOf": [
                {"pattern": "b", "x-errors": words("branch", "pattern")},
                {"minLength": 1, "x-errors": words("branch", "minLength")},
            ],
            "x-errors": words("name", "required", "type", "maxLength", "pattern"),
            "x-advice": [{"then": {"pattern": "c"}, "message": {"en": "3.", "fr": "3 !"}}],
        },
        "group": {
            "type": "object",
            "required": ["in"],
            "properties": {
                "in": {"x-errors": words("in", "required", "const")},
                "out": {"const": 1, "x-errors": words("out", "required", "const")},
            },
            "additionalProperties": False,
            "x-errors": words("group", "required", "type", "additionalProperties"),
        },
        "last": {"const": 1, "x-errors": words("last", "required", "const")},
    },
    "additionalProperties": False,
    "allOf": [
        {
            "if": {},
            "then": {
                "required": ["last"],
                "properties": {"group": {"required": ["out", "in"]}},
            },
        }
    ],
    "x-errors": words("root", "type", "additionalProperties"),
    "x-advice": [
        {"then": {"required": ["x"]}, "pointer": "/name", "message": {"en": "1.", "fr": "1 !"}},
        {"then": {"required": ["y"]}, "pointer": "/last", "message": {"en": "2.", "fr": "2 !"}},
    ],
}
NAME, GROUP = ("properties", "name"), ("properties", "group")
OUTSIDE, IN_GROUP = ("additionalProperties",), (*GROUP, "additionalProperties")
ADVICE_1, ADVICE_2 = (("allOf", index, "then", "required") for index in (1, 2))
ADVICE_3 = (*NAME, "allOf", 2, "then", "pattern")


def problem(pointer: str, keyword: str, of: str) -> Problem:
    """What is reported of a keyword."""
    return Problem(pointer, keyword, en_fr(f"{of} {keyword}", f"{of} {keyword} !"))


def warning(pointer: str, number: int) -> Problem:
    """What is reported of an advice."""
    return Problem(pointer, "x-advice", en_fr(f"{number}.", f"{number} !"))


def unknown(pointer: str, of: str) -> Problem:
    """What is reported of a member that its object does not know."""
    return problem(pointer, "additionalProperties", of)


@pytest.mark.parametrize(
    ("locations", "document", "problems"),
    [
        ([("type",)], 1, [problem("", "type", "root")]),
        ([(*NAME, "type")], {"name": 1}, [problem("/name", "type", "name")]),
        ([(*NAME, "allOf", 0, "pattern")], {}, [problem("/name", "pattern", "branch")]),
        # Missing members, each at its own pointer in its own words, in the form's order.
        (
            [("required",)],
            {},
            [problem("/name", "required", "name"), problem("/group", "required", "group")],
        ),
        ([("required",)], {"name": "a"}, [problem("/group", "required", "group")]),
        ([("required",)], {"group": 1}, [problem("/name", "required", "name")]),
        ([(*GROUP, "required")], {"group": {}}, [problem("/group/in", "required", "in")]),
        ([("allOf", 0, "then", "required")], {}, [problem("/last", "required", "last")]),
        (
            [("allOf", 0, "then", *GROUP, "required"), (*GROUP, "required")],
            {"group": {}},
            [problem("/group/in", "required", "in"), problem("/group/out", "required", "out")],
        ),
        (
            [("allOf", 0, "then", *GROUP, "required")],
            {"group": {"in": 1}},
            [problem("/group/out", "required", "out")],
        ),
        # Of several at one pointer, the most useful, whatever the order of the engine.
        (
            [(*NAME, "pattern"), (*NAME, "maxLength"), (*NAME, "type")],
            {"name": ""},
            [problem("/name", "type", "name")],
        ),
        (
            [(*NAME, "allOf", 0, "pattern"), (*NAME, "pattern")],
            {"name": ""},
            [problem("/name", "pattern", "name")],
        ),
        (
            [(*NAME, "pattern"), (*NAME, "allOf", 1, "minLength")],
            {"name": ""},
            [problem("/name", "minLength", "branch")],
        ),
        # Unknown members come behind the known ones of their object, as a browser sorts them:
        # by UTF-16, in which a fox stands before a compatibility form.
        (
            [
                (*GROUP, "properties", "out", "const"),
                OUTSIDE,
                ("properties", "last", "const"),
                IN_GROUP,
            ],
            {
                "name": "a",
                "\uffee": 1,
                "🦊": 1,
                "zoo": 1,
                "zo": 1,
                "a/b~c": 1,
                "": 1,
                "last": 2,
                "group": {"x": 1, "out": 2, "in": 1, "X": 1},
            },
            [
                problem("/group/out", "const", "out"),
                unknown("/group/X", "group"),
                unknown("/group/x", "group"),
                problem("/last", "const", "last"),
                unknown("/", "root"),
                unknown("/a~1b~0c", "root"),
                unknown("/zo", "root"),
                unknown("/zoo", "root"),
                unknown("/🦊", "root"),
                unknown("/\uffee", "root"),
            ],
        ),
        ([], {}, []),
    ],
)
def test_reports_each_pointer_once_in_the_forms_order(
    locations: list[Location], document: Any, problems: list[Problem]
) -> None:
    """One message for each field, in the words of the field and of the form's order."""
    for order in permutations(locations):
        result = MessageSelector(SCHEMA).result([*order, *order], document)
        assert result == Result(problems=tuple(problems))


@pytest.mark.parametrize(
    ("locations", "result"),
    [
        ([ADVICE_2], Result((), (warning("/last", 2),))),
        # Of two at one pointer, the first of the schema; both in the form's order.
        ([ADVICE_1, ADVICE_3], Result((), (warning("/name", 1),))),
        ([ADVICE_2, ADVICE_3], Result((), (warning("/name", 3), warning("/last", 2)))),
        # A problem comes first: its field is fixed before it is improved.
        (
            [ADVICE_1, ADVICE_2, (*NAME, "type")],
            Result((problem("/name", "type", "name"),), (warning("/last", 2),)),
        ),
    ],
)
def test_warns_where_nothing_is_wrong(locations: list[Location], result: Result) -> None:
    """Each advice is a warning at the field that it is about, unless that has a problem."""
    for order in permutations(locations):
        assert MessageSelector(SCHEMA).result(order, {}) == result


@pytest.mark.parametrize(
    ("schema", "location", "pointer"),
    [
        (
            {
                "x-label": {"en": "x", "fr": "x"},
                "x-errors": {"type": {"en": "No."}},
                "type": "object",
            },
            ("type",),
            "",
        ),
        ({"type": "object", "x-errors": {}}, ("type",), ""),
        ({"type": "object", "x-errors": 5}, ("type",), ""),
        ({"required": ["a"], "properties": {"a": {"x-errors": {}}}}, ("required",), "/a"),
        ({"required": ["a"], "x-errors": words("root", "required")}, ("required",), "/a"),
        ({"additionalProperties": False}, ("additionalProperties",), "/x"),
        # A rule that nobody here knows.
        ({"minProperties": 2}, ("minProperties",), ""),
        (
            {"properties": {"a": {"properties": {"b": {"oneOf": []}}}}},
            ("properties", "a", "properties", "b", "oneOf"),
            "/a/b",
        ),
        ({}, (), ""),
    ],
)
def test_no_failure_goes_untold(schema: dict[str, Any], location: Location, pointer: str) -> None:
    """A rule without words in each language is a problem all the same, in general words."""
    result = MessageSelector(schema).result([location], {"x": 1})
    keyword = location[-1] if location else ""
    general = Phrases(languages(schema))(GENERAL)
    assert result == Result((Problem(pointer, str(keyword), general),))


def test_another_rule_closes_an_object_to_other_members() -> None:
    """In a further rule, the known members are those beside it, in the words beside it."""
    schema = {
        **SCHEMA,
        "allOf": [
            {
                "properties": {"name": {}},
                "additionalProperties": False,
                "x-errors": words("only", "additionalProperties"),
            }
        ],
    }
    result = MessageSelector(schema).result(
        [("allOf", 0, "additionalProperties")], {"x": 1, "last": 1, "name": "abc"}
    )
    assert result == Result((unknown("/last", "only"), unknown("/x", "only")))


def test_a_result_has_a_hundred_problems_at_most() -> None:
    """The first hundred in the form's order stand; the result says that there are more."""
    names = [f"x{number:03}" for number in range(101)]
    full = MessageSelector(SCHEMA).result([OUTSIDE], dict.fromkeys(names[:100], 1))
    assert not full.truncated
    assert [each.pointer for each in full.problems] == [f"/{name}" for name in names[:100]]
    cut = MessageSelector(SCHEMA).result([OUTSIDE], dict.fromkeys(reversed(names), 1))
    assert cut.truncated
    assert cut.problems == full.problems
    assert cut.as_dict()["truncated"] is True
    assert "truncated" not in full.as_dict()


def test_a_result_has_a_hundred_warnings_at_most() -> None:
    """The same is true of warnings."""
    names = [f"x{number:03}" for number in range(101)]
    schema = {
        "properties": {
            name: {"x-advice": [{"then": {"const": 1}, "message": {"en": "1.", "fr": "1 !"}}]}
            for name in names
        }
    }
    locations = [("properties", name, "allOf", 0, "then", "const") for name in names]
    result = MessageSelector(schema).result(locations, {})
    assert result.valid
    assert result.truncated
    assert [each.pointer for each in result.warnings] == [f"/{name}" for name in names[:100]]


def test_what_no_field_describes_comes_after_what_one_does() -> None:
    """Rules about unknown members are told after the fields of their object, by name."""
    schema: dict[str, Any] = {
        "properties": {"a": {"properties": {"b": {}}}, "z": {"const": 1}},
        "required": ["y", "x"],
        "allOf": [{"properties": {"a": {"required": ["c"]}, "x": {"required": ["d"]}}}],
    }
    branch = ("allOf", 0, "properties")
    locations: list[Location] = [
        ("required",),
        (*branch, "x", "required"),
        (*branch, "a", "required"),
        ("properties", "z", "const"),
        ("properties", "a", "properties", "b", "minItems"),
    ]
    document: dict[str, Any] = {"a": {}, "z": 2, "x": {}}
    for order in permutations(locations):
        result = MessageSelector(schema).result(order, document)
        assert [(each.pointer, each.keyword) for each in result.problems] == [
            ("/a/b", "minItems"),
            ("/a/c", "required"),
            ("/z", "const"),
            ("/x/d", "required"),
            ("/y", "required"),
        ]
