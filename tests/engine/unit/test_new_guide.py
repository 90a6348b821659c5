"""The files of a new guide: in which languages, with which name, and how they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from enquiry.authoring import new_guide
from enquiry.authoring.readable_json import as_json
from enquiry.guide_files import SCHEMA, TABLE

KNOWN = ("en", "fr")
"""The languages of the template."""


def texts(*languages: str, name: str | None = None) -> Mapping[str, str]:
    """The files of a guide in `languages`."""
    return new_guide.texts(name, languages, version="1.2.3", compared="2026-11-25")


def languages_in(value: Any) -> Iterator[Sequence[str]]:
    """The languages of each text in data."""
    if isinstance(value, list):
        for each in value:
            yield from languages_in(each)
    elif isinstance(value, dict):
        if value and all(re.fullmatch("[a-z]{2}(-[A-Z]{2})?", key) for key in value):
            yield list(value)
        for each in value.values():
            yield from languages_in(each)


def test_the_template_is_what_is_written_in_its_own_languages() -> None:
    """Reading and writing the template changes nothing but the engine's version and the day."""
    for path, text in texts(*KNOWN).items():
        if path not in ("README.md", "requirements.txt"):
            template = (new_guide.TEMPLATE / path).read_text(encoding="utf-8")
            assert re.sub("compared: .*", "", text) == re.sub("compared: .*", "", template), path


@pytest.mark.parametrize(
    "languages",
    [("en",), ("fr",), ("fr", "en"), ("de", "en"), ("fr", "en", "no"), ("fr-CA", "en-CA")],
    ids=",".join,
)
def test_every_text_is_in_the_chosen_languages(languages: tuple[str, ...]) -> None:
    """Table, schema, settings and folders have these languages in this order and no other."""
    files = texts(*languages)
    table, schema = yaml.safe_load(files[TABLE]), json.loads(files[SCHEMA])
    for data in (table, schema):
        found = list(languages_in(data))
        assert found
        assert [each for each in found if each != list(languages)] == []
    assert table["source"]["language"] == languages[0]
    examples = [text for path, text in files.items() if path.endswith("for-developers.md")]
    asks = len(languages) > 1  # one language alone is no question
    assert all(('"language": "{{ language }}"' in text) == asks for text in examples)
    assert ("language" in schema["properties"]) == asks
    assert ("language" in schema["required"]) == asks
    if asks:
        reply = schema["properties"]["language"]
        assert reply["enum"] == list(languages)
        names = [each.values() for each in reply["x-enum-labels"].values()]
        assert all(len({*label}) == len(languages) for label in zip(*names, strict=True))
    listed = re.findall(r"locale: \"?([\w-]+)(?:.*(default))?", files["mkdocs.yml"])
    assert listed == [(code, "default" if code == languages[0] else "") for code in languages]
    folders = {path.split("/")[1] for path in files if re.match(r"docs/[\w-]+/", path)}
    assert folders == {*languages, "words"}
    assert {path for path in files if path.startswith("docs/words/")} == {
        f"docs/words/{code}.yml" for code in languages
    }
    assert not any(path.startswith("README/") for path in files)


def test_a_language_of_any_region_is_that_of_the_template() -> None:
    """What the template says in a language, it says in each region of it."""
    of_region, of_none = texts("fr-CA"), texts("fr")
    page = "docs/{}/index.md"
    assert of_region[page.format("fr-CA")] == of_none[page.format("fr")]
    assert new_guide.is_known("fr-CA")
    assert not new_guide.is_known("fr-Arab")


def test_the_readme_is_in_the_first_language() -> None:
    """The README is one, in the language that comes first."""
    assert "How to change" in texts("en", "fr")["README.md"]
    assert "Comment changer" in texts("fr", "en")["README.md"]


def test_a_text_keeps_its_lines_in_whatever_language() -> None:
    """A text of several lines stays whole when languages change their places."""
    for languages in (("fr", "en"), ("fr",)):
        table = yaml.safe_load(texts(*languages)[TABLE])
        before = yaml.safe_load((new_guide.TEMPLATE / TABLE).read_text(encoding="utf-8"))
        for new, old in zip(table["categories"], before["categories"], strict=True):
            assert new["letter"] == {code: old["letter"][code] for code in languages}


@pytest.mark.parametrize("name", ['A "b" \\ c', "# x: [y] {z}", "'a'", "- a", "!A", "é 📚", "1"])
def test_a_name_is_quoted_for_each_kind_of_file(name: str) -> None:
    """Settings, table and words hold the name as it was given, whatever is in it."""
    files = texts(*KNOWN, name=name)
    table = yaml.safe_load(files[TABLE])
    assert (
        table["publisher"]["name"] == table["source"]["institution"] == dict.fromkeys(KNOWN, name)
    )
    for code in KNOWN:
        assert yaml.safe_load(files[f"docs/words/{code}.yml"])["site_name"] == name
    (line,) = re.findall("(?m)^site_name: (.*)$", files["mkdocs.yml"])
    assert yaml.safe_load(line) == name


@pytest.mark.parametrize(
    "name",
    ["", " ", "!?", "a\nb", "a\x00", "a\x1b[31m", "a\u202eb", "a\u2028b", "a\ud800", "a" * 81],
)
def test_a_name_that_is_no_line_of_text_is_refused(name: str) -> None:
    """A name has something to read, on one line, and hides nothing."""
    assert new_guide.problem_of_name(name)


@pytest.mark.parametrize("name", ["A", "a" * 80, "Bibliothèque\u00a0: 3", "مكتبة", "1"])
def test_a_name_may_be_any_line_of_text(name: str) -> None:
    """Every script is welcome."""
    assert new_guide.problem_of_name(name) is None


@pytest.mark.parametrize(
    ("languages", "problem"),
    [
        (["en", "fr"], None),
        (["en", "en"], "once"),
        (["<x>"], "no language code"),
        ([""], "no language code"),
        (["EN"], "no language code"),
        (["fil"], "three letters, not two"),
        (["xx"], "nobody knows the language"),
        (["zh-Hant", "no"], None),
        (["fr"], None),
        (["ar", "en", "pt-BR"], None),
    ],
)
def test_languages_that_cannot_be_built_are_refused(
    languages: list[str], problem: str | None
) -> None:
    """What the engine cannot build is said before anything is written."""
    found = new_guide.problem_of_languages(languages)
    assert found is None if problem is None else problem in str(found)


def test_a_folder_has_to_be_new_or_empty(tmp_path: Path) -> None:
    """Nothing that is there is written over; a repository that was just begun is empty."""
    assert new_guide.problem_of_folder(tmp_path / "new") is None
    assert new_guide.problem_of_folder(tmp_path) is None
    (tmp_path / ".git").mkdir()
    assert new_guide.problem_of_folder(tmp_path) is None
    (tmp_path / ".hidden").touch()
    assert new_guide.problem_of_folder(tmp_path)
    assert new_guide.problem_of_folder(tmp_path / ".hidden")
    (tmp_path / "link").symlink_to("nowhere")
    assert new_guide.problem_of_folder(tmp_path / "link")


def test_nothing_is_left_of_what_could_not_be_written(tmp_path: Path) -> None:
    """Where one file fails, those before it and their folders go again; nothing else does."""
    with pytest.raises(OSError, match="too long"):
        new_guide.write(tmp_path / "a/b", {"c/d": "1", "e": "2", "x" * 300: "3"})
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "z").write_text("mine")
    with pytest.raises(FileExistsError):
        new_guide.write(tmp_path, {"a": "1", "z": "2"})
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("z", "mine")]


def test_json_is_written_for_people() -> None:
    """What fits stands in one line, no line is long, and what does not show is escaped."""
    value = {"a": [1, {}], "b": ["x" * 60, "y" * 60], "c": "\u2028é\u00a0", "d": []}
    text = as_json(value)
    assert json.loads(text) == value
    assert max(map(len, text.splitlines())) <= 100
    assert '"a": [1, {}],\n' in text
    assert r'"\u2028é' in text
