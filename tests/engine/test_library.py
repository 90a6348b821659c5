"""What a program gets from `enquiry.load_guide` and from the names at the top of the package."""

from __future__ import annotations

import dataclasses
import json
import pickle
import shutil
from collections import OrderedDict, UserDict, deque
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import enquiry
from enquiry.intake.limits import LONE_SURROGATE, NOT_A_DOCUMENT, NOT_A_NUMBER, TOO_LARGE
from enquiry.routing.router import route
from enquiry.text import Text
from enquiry.validation.engines import Fast, Reference
from enquiry.validation.result import unreadable
from enquiry.validation.validator import Validator
from tests.engine.harbour import SCHEMA, TABLE, check
from tests.enquiries import ENQUIRY, TODAY
from tests.samples import shipped_enquiry
from tests.support import HARBOUR, LANGUAGES, in_harbour

DAYS = (TODAY, TODAY.isoformat(), datetime(2026, 11, 23, 23, 59, tzinfo=UTC))


def test_a_guide_validates_and_routes_by_its_own_files() -> None:
    """Schema, table and languages are those of the folder."""
    guide = enquiry.load_guide(HARBOUR)
    assert guide.schema == SCHEMA
    assert guide.table == TABLE
    assert guide.languages == LANGUAGES
    for day in DAYS:
        assert guide.validate({}, today=day) == check({}, TODAY)
        assert guide.route(ENQUIRY, today=day) == route(ENQUIRY, TABLE, TODAY)
    assert enquiry.load_guide(str(HARBOUR)) == guide
    assert pickle.loads(pickle.dumps(guide)) == guide  # noqa: S301 - it was made here


def test_without_a_channel_an_enquiry_goes_by_email(tmp_path: Path) -> None:
    """Where the schema does not ask how it is sent; the form does the same."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "schema").mkdir()
    shutil.copy(HARBOUR / "docs/routing.yml", tmp_path / "docs/routing.yml")
    schema = {**SCHEMA, "properties": {**SCHEMA["properties"]}}
    del schema["properties"]["channel"]
    (tmp_path / "schema/enquiry.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    asked = {key: value for key, value in ENQUIRY.items() if key != "channel"}
    found = enquiry.load_guide(tmp_path).route(asked, today=TODAY)
    assert found == route({**ENQUIRY, "channel": "email"}, TABLE, TODAY)
    assert found["to"]


def test_without_a_folder_it_is_the_shipped_guide() -> None:
    """The functions of the package go by the same guide."""
    guide, document = enquiry.load_guide(), shipped_enquiry()
    assert guide.validate(document, today=TODAY) == enquiry.validate(document, today=TODAY)
    assert guide.validate(document).valid
    for day in (*DAYS, date.max):
        expected = enquiry.route(document, enquiry.load_table(), day)
        assert guide.route(document, today=day) == expected
    assert guide.route(document)


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (None, "The file cannot be read: No such file or directory."),
        ("{", "1:2: This is not JSON"),
        ('{"a": 1, "a": 2}', 'The key "a" appears twice here.'),
        ("[]", "This schema is not an object."),
        (f"{'[' * 100_000}", "Nesting is deeper than 64 levels."),
        ('{"allOf": [' * 400 + "{}" + "]}" * 400, "Nesting is deeper than 64 levels."),
        (
            '{"x-label": {"en": "x"}, "x-advice": [{"then": {}}]}',
            "The message of the advice is missing",
        ),
        ('{"properties": 5}', "is not what draft 2020-12 allows there"),
        ('{"type": "text"}', '"/type" is not what draft 2020-12 allows there:'),
    ],
)
def test_a_guide_that_cannot_be_used(tmp_path: Path, schema: str | None, says: str) -> None:
    """What is wrong is said as `enquiry check` says it."""
    if schema is not None:
        (tmp_path / "schema").mkdir()
        (tmp_path / "schema/enquiry.schema.json").write_text(schema, encoding="utf-8")
    with pytest.raises(enquiry.GuideError, match=r"enquiry\.schema") as caught:
        enquiry.load_guide(tmp_path)
    assert says in str(caught.value)


@pytest.mark.parametrize("day", ["2026-11-31", "20261123", "2026-W48-1", "", "today"])
def test_a_day_that_is_none(day: str) -> None:
    """A text that is no day is refused with the words that say what to pass."""
    for ask in (lambda: enquiry.validate({}, today=day), lambda: route(ENQUIRY, TABLE, day)):
        with pytest.raises(ValueError, match="Pass a day that exists, as YYYY-MM-DD"):
            ask()


def test_a_day_of_another_type() -> None:
    """What is no day at all is refused likewise."""
    with pytest.raises(TypeError, match="Pass a date, or its text as YYYY-MM-DD, not int"):
        enquiry.validate({}, today=20261123)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", DAYS)
def test_a_table_is_loaded_on_any_kind_of_day(day: date | str) -> None:
    """Paths are texts or paths, days are dates or texts."""
    assert enquiry.load_table(HARBOUR / "docs/routing.yml", today=day) == TABLE
    assert enquiry.load_table(str(HARBOUR / "docs/routing.yml"), today=day) == TABLE
    with pytest.raises(enquiry.GuideError, match="is in the future") as caught:
        enquiry.load_table(HARBOUR / "docs/routing.yml", today="2000-01-01")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - it was made here
    assert again.findings == caught.value.findings


def test_a_message_is_a_mapping_from_language_to_words() -> None:
    """It can be walked, counted and turned into a dict, as in the public format."""
    message = check({}, TODAY).problems[0].message
    assert dict(message) == message.as_dict()
    assert (list(message), len(message), "en" in message) == (["en", "fr"], 2, True)
    assert message.get("xx") is None


@pytest.mark.parametrize("value", [check({}, TODAY), check({}, TODAY).problems[0], TABLE])
def test_results_and_tables_are_values(value: Any) -> None:
    """They can be compared, hashed, sent to another process, and not be changed."""
    again = pickle.loads(pickle.dumps(value))  # noqa: S301 - it was made here
    assert again == value
    assert hash(again) == hash(value)
    assert {value: 1}[again] == 1
    with pytest.raises(AttributeError):
        setattr(value, dataclasses.fields(value)[0].name, ())


class Words(str):
    """A text of another class, which shows itself in another way."""

    __slots__ = ()

    def __str__(self) -> str:
        return "other"

    def replace(self, *_: Any, **__: Any) -> str:
        """Nothing of what it holds."""
        return "other"


class Choice(StrEnum):
    """A choice as programs keep it."""

    FRENCH = "fr"


def as_other_classes(value: Any) -> Any:
    """The same document of mappings, tuples and texts of other classes."""
    if isinstance(value, dict):
        return UserDict({Words(name): as_other_classes(part) for name, part in value.items()})
    if isinstance(value, list):
        return tuple(map(as_other_classes, value))
    return Words(value) if isinstance(value, str) else value


@pytest.mark.parametrize("engine", [Fast, Reference])
@pytest.mark.parametrize(
    "document",
    [ENQUIRY, {}, {**ENQUIRY, "language": "x", "x": [1, ["a"]], "a/b": 1.5}, ["a"], "a", None],
)
def test_any_class_of_python_is_read_as_json(document: Any, engine: type[Fast | Reference]) -> None:
    """Whatever classes hold a document, it has the same result from both engines."""
    validator = Validator(SCHEMA, engine)
    expected = check.of_any(document, TODAY)
    assert validator.of_any(as_other_classes(document), TODAY) == expected
    assert validator.of_any(document, TODAY) == expected


@pytest.mark.parametrize("engine", [Fast, Reference])
def test_classes_of_the_standard_library(engine: type[Fast | Reference]) -> None:
    """Read-only mappings, ordered ones, named tuples, choices and queues are JSON too."""
    validator = Validator(SCHEMA, engine)
    for document in (MappingProxyType(ENQUIRY), OrderedDict(ENQUIRY), UserDict(ENQUIRY)):
        assert validator.of_any(document, TODAY) == validator.of_any(ENQUIRY, TODAY)
    french = {**ENQUIRY, "language": Choice.FRENCH}
    assert validator.of_any(french, TODAY).valid
    queue = validator.of_any({**ENQUIRY, "message": deque(["a"])}, TODAY)
    assert queue == validator.of_any({**ENQUIRY, "message": ["a"]}, TODAY)


@pytest.mark.parametrize("engine", [Fast, Reference])
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"a", NOT_A_DOCUMENT),
        (bytearray(b"a"), NOT_A_DOCUMENT),
        (memoryview(b"a"), NOT_A_DOCUMENT),
        ({1}, NOT_A_DOCUMENT),
        ({1: 2}, NOT_A_DOCUMENT),
        (Decimal(1), NOT_A_DOCUMENT),
        (TODAY, NOT_A_DOCUMENT),
        (10**400, NOT_A_DOCUMENT),
        (float("nan"), NOT_A_NUMBER),
        (Words("\ud800"), LONE_SURROGATE),
        (UserDict({"\ud800": 1}), LONE_SURROGATE),
        (range(10**12), TOO_LARGE),
    ],
)
def test_what_is_no_json(engine: type[Fast | Reference], value: Any, reason: Text) -> None:
    """Anything else is unreadable, and says why."""
    for document in (value, {**ENQUIRY, "message": value}, {**ENQUIRY, "x": [value]}):
        result = Validator(SCHEMA, engine).of_any(document, TODAY)
        assert result == unreadable(in_harbour(reason))


def test_the_public_names_are_listed() -> None:
    """`dir` names what the package offers, and nothing else."""
    assert [name for name in dir(enquiry) if not name.startswith("_")] == enquiry.__all__
    assert json.dumps(enquiry.__all__)
