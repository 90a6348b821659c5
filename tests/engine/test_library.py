"""What a program gets from `enquiry.load_guide` and from the names at the top of the package."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import enquiry
from enquiry.routing.router import route
from enquiry.text import LANGUAGES
from tests.engine.harbour import SCHEMA, TABLE, check
from tests.enquiries import ENQUIRY, TODAY
from tests.samples import shipped_enquiry
from tests.support import HARBOUR

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


def test_the_public_names_are_listed() -> None:
    """`dir` names what the package offers, and nothing else."""
    assert [name for name in dir(enquiry) if not name.startswith("_")] == enquiry.__all__
    assert json.dumps(enquiry.__all__)
