"""The record of what changed: written by the command, kept and edited by people."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from enquiry.authoring.findings import GuideError
from enquiry.authoring.record import Row, add_to_record, load_record, record_shape
from enquiry.guide_files import RECORD
from tests.support import LANGUAGES, en_fr

ONE = Row("noise", en_fr("One.", "Un."))
TWO = Row(None, en_fr("Two: “a”", "Deux\u00a0: «\u00a0a\u00a0»"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A guide without a record."""
    (tmp_path / "docs").mkdir()
    return tmp_path


def add(root: Path, day: str, *rows: Row, version: str | None = None) -> int:
    """Add rows to the record."""
    return add_to_record(root, day, version, rows, LANGUAGES)


def told(root: Path) -> list[tuple[str, str | None, list[Row]]]:
    """What the record says."""
    found = load_record(root, LANGUAGES)
    return [(entry.day, entry.version, list(entry.rows)) for entry in found]


def test_its_shape_is_a_schema() -> None:
    """An editor goes by what the check goes by; each part says what to write."""
    shape = record_shape(LANGUAGES)
    Draft202012Validator.check_schema(shape)
    Draft202012Validator(shape).validate(
        [{"day": "2026-01-01", "changes": [{"message": {"en": "a", "fr": "b"}}]}]
    )


def test_no_record(root: Path) -> None:
    """A guide without a record has no entries; nothing that changed writes no file."""
    assert told(root) == []
    assert add(root, "2026-01-01") == 0
    assert not (root / RECORD).exists()


def test_the_newest_comes_first(root: Path) -> None:
    """A later day stands above; a version has its name."""
    assert add(root, "2026-01-01", ONE, version="1.0") == 1
    assert add(root, "2026-02-01", TWO) == 1
    assert told(root) == [("2026-02-01", None, [TWO]), ("2026-01-01", "1.0", [ONE])]


def test_one_day_is_one_entry(root: Path) -> None:
    """What is there of the same day and version is not added again; the rest joins it."""
    add(root, "2026-01-01", ONE)
    assert add(root, "2026-01-01", ONE, TWO) == 1
    assert add(root, "2026-01-01", ONE, TWO) == 0
    assert [sorted(rows, key=str) for _, _, rows in told(root)] == [sorted([ONE, TWO], key=str)]
    assert add(root, "2026-01-01", ONE, version="1.0") == 1
    assert len(told(root)) == 2


def test_what_people_wrote_stays(root: Path) -> None:
    """Comments and edited words stay as they are."""
    add(root, "2026-01-01", ONE)
    path = root / RECORD
    edited = path.read_text("utf-8").replace("One.", "Number one.  # ours") + "# The end.\n"
    path.write_text(edited, "utf-8")
    add(root, "2026-02-01", TWO)
    assert path.read_text("utf-8").endswith(edited[edited.index("- day") :])


def test_an_earlier_day_is_refused(root: Path) -> None:
    """The record goes forward."""
    add(root, "2026-02-01", ONE)
    with pytest.raises(GuideError, match="The newest entry is of 2026-02-01, after 2026-01-01"):
        add(root, "2026-01-01", TWO)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- day: 2026-02-30\n  changes: [{message: {en: a, fr: b}}]\n", "1:3: This is no day"),
        ("- day: 2026-01-01\n  changes: [{message: {en: a}}]\n", '"fr" is missing'),
        ("- day: 2026-01-01\n  changes: [{message: {en: a, fr: b, es: c}}]\n", '"es"'),
        ("- day: 2026-01-01\n  changes: []\n", "2:3:"),
        ("- day: 2026-01-01\n", '"changes" is missing'),
        ("day: 2026-01-01\n", "1:1:"),
        ("", "empty"),
        (
            "- {day: 2026-01-01, changes: [{message: {en: a, fr: b}}]}\n"
            "- {day: 2026-01-02, changes: [{message: {en: a, fr: b}}]}\n",
            "2:4: This entry is newer than the one above.",
        ),
    ],
)
def test_what_is_wrong_is_said(root: Path, text: str, says: str) -> None:
    """A record that cannot be read is named with its place, and is not written over."""
    (root / RECORD).write_text(text, "utf-8")
    with pytest.raises(GuideError) as caught:
        load_record(root, LANGUAGES)
    assert str(caught.value).startswith(RECORD)
    assert says in str(caught.value)
    with pytest.raises(GuideError):
        add(root, "2026-03-01", ONE)
    assert (root / RECORD).read_text("utf-8") == text
