"""YAML as data that knows where each value stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.authoring.findings import GuideError
from enquiry.authoring.yaml_file import load, parse


def test_knows_the_position_of_every_value() -> None:
    """Each pointer leads to the line and column of its key or item."""
    file = parse("a:\n  - b: 1\n    c~/d: x\n", "f.yml")
    assert file.data == {"a": [{"b": 1, "c~/d": "x"}]}
    assert file.positions["/a/0/b"] == (2, 5)
    assert file.positions["/a/0/c~0~1d"] == (3, 5)


def test_keeps_dates_as_they_are_written() -> None:
    """A date is the ISO string that the editor wrote, not a date object."""
    assert parse("day: 2026-11-23\n", "f").data == {"day": "2026-11-23"}


def test_reads_json_as_well() -> None:
    """A JSON file is YAML too, and gets positions."""
    file = parse('{\n  "a": {"b": [true, null]}\n}', "f.json")
    assert file.data == {"a": {"b": [True, None]}}
    assert file.positions["/a/b"] == (2, 9)


def test_places_a_finding_at_the_nearest_written_ancestor() -> None:
    """What is missing is shown where it belongs."""
    found = parse("a:\n  b: 1\n", "f.yml").finding("/a/c/d", "gone.", "Add it.")
    assert str(found) == "f.yml:1:1: gone. Add it."


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"a: b\nc: \x93d\n", "f.yml:2:4: Byte 9 is not UTF-8. Save the file as UTF-8."),
        (b"a: b\nc: d\x07\n", "f.yml:2:5: The hidden character U+0007 is not allowed. Delete it."),
        (b"no: b\n", 'f.yml:1:1: A key is not a word. Put it in quotes: "no".'),
        (b"# a\n", "f.yml:1:1: The file is empty. Fill it in."),
    ],
)
def test_says_where_a_file_cannot_be_read(tmp_path: Path, raw: bytes, says: str) -> None:
    """Bytes that are no text, characters that YAML does not take, words that it takes otherwise."""
    (tmp_path / "f.yml").write_bytes(raw)
    with pytest.raises(GuideError) as caught:
        load(tmp_path / "f.yml", "f.yml")
    assert str(caught.value) == says


@pytest.mark.parametrize(
    "text", ["{", "[", "- &a [*a]", "a: !!binary x", "\ufffe", "%YAML 9.9\n---\na", "? [a]\n: b"]
)
def test_raises_nothing_but_a_finding(text: str) -> None:
    """Whatever the file holds, the editor gets a finding."""
    with pytest.raises(GuideError, match=r"^f:"):
        parse(text, "f")
