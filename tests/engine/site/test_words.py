"""The words of the interface: the engine's, and those of a guide in their place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import enquiry
from enquiry.authoring.findings import Finding, GuideError
from enquiry.phrases import engine_languages
from enquiry.schema.fields import Schema
from enquiry.site.facts import periods_in
from enquiry.site.html import THEME
from enquiry.site.plurals import forms_of
from enquiry.site.word_checks import fact_findings
from enquiry.site.words import load_words, words_schema
from tests.support import LANGUAGES, en_fr

SITE = THEME.parent
WORDS = Path(enquiry.__file__).parent / "words"
BRACES = re.compile(r"\{\w+\}")
ENGINE: dict[str, dict[str, Any]] = {
    language: yaml.safe_load((WORDS / f"{language}.yml").read_text("utf-8"))
    for language in engine_languages()
}


def own(root: Path, **words: str) -> Path:
    """A folder with words of its own, by language."""
    (root / "docs/words").mkdir(parents=True)
    for language, text in words.items():
        (root / f"docs/words/{language}.yml").write_text(text, "utf-8")
    return root


def schema_in(language: str) -> Schema:
    """A schema in one language, without fields."""
    return {"x-label": {language: "x"}, "properties": {}}


def findings(root: Path, schema: Schema) -> list[Finding]:
    """What is wrong with the words of a guide."""
    with pytest.raises(GuideError) as caught:
        load_words(root, schema)
    return list(caught.value.findings)


def test_a_guide_without_words_speaks_those_of_the_engine(tmp_path: Path, schema: Schema) -> None:
    """Without words of its own a guide has the engine's, in every language."""
    words = load_words(tmp_path, schema)
    for language in LANGUAGES:
        pages = {key: text for key, text in ENGINE[language].items() if key != "form"}
        assert words.on_pages(language) == pages
        assert words.in_form(language) == ENGINE[language]["form"]


def test_a_guide_replaces_words(tmp_path: Path, schema: Schema) -> None:
    """A word of a guide takes the place of the engine's; the others stay."""
    root = own(
        tmp_path,
        en="home: Start\nform:\n  ready: Done\n  letter.vessel.name: Ship\n",
        fr="home: Accueil\nform:\n  ready: Fini\n  letter.vessel.name: Bateau\n",
    )
    words = load_words(root, schema)
    assert words.pages["home"] == en_fr("Start", "Accueil")
    assert words.pages["skip"] == en_fr(ENGINE["en"]["skip"], ENGINE["fr"]["skip"])
    assert words.form["ready"] == en_fr("Done", "Fini")
    assert words.form["letter.vessel.name"] == en_fr("Ship", "Bateau")


@pytest.mark.parametrize(
    ("words", "problem", "expected"),
    [
        ("hom: Start\n", '"hom"', '"home"'),
        ("form:\n  redy: Done\n", '"redy"', '"ready"'),
        ("form:\n  letter.vessel.nam: Ship\n", '"letter.vessel.nam"', '"letter.vessel.name"'),
        ("home: ' '\n", "blank", "Write its words; "),
        ("home: 5\n", "number", "quotes"),
    ],
)
def test_a_word_that_nobody_asks_for_is_found(
    tmp_path: Path, schema: Schema, words: str, problem: str, expected: str
) -> None:
    """An unknown key is found with its file and line, and the key that may be meant."""
    root = own(tmp_path, en=words, fr="home: Accueil\n")
    (found,) = findings(root, schema)
    assert (found.file, found.line) == ("docs/words/en.yml", words.count("\n"))
    assert problem in found.problem, found
    assert expected in found.expected, found


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        (
            {"en": "home: Start\n", "fr": ""},
            ("docs/words/en.yml", '"home" is replaced in "en" alone.', "docs/words/fr.yml"),
        ),
        (
            {"fr": "skip: Ici\nform:\n  ready: Fini\n", "en": "skip: Here\n"},
            ("docs/words/fr.yml", '"ready" is replaced in "fr" alone.', "docs/words/en.yml"),
        ),
        (
            {"en": "home: Start\n"},
            ("docs/words/en.yml", '"home" is replaced in "en" alone.', "docs/words/fr.yml"),
        ),
    ],
)
def test_a_word_in_one_language_alone_is_found(
    tmp_path: Path, schema: Schema, words: dict[str, str], finding: tuple[str, str, str]
) -> None:
    """A word that is replaced in one language alone would leave the engine's in the others."""
    found = findings(own(tmp_path, **{k: v or "site_name: X\n" for k, v in words.items()}), schema)
    said = [(each.file, each.problem, each.expected) for each in found]
    file, problem, other = finding
    assert (file, problem, f"Write it in {other} too.") in said


@pytest.mark.parametrize(
    ("language", "forms", "said"),
    [
        (
            "ar",
            "other: '{days}'",
            'The form "few" is missing. "ar" has zero (0), one (1), two (2), ',
        ),
        (
            "en",
            "one: '{days} d'\n  few: '{days}'\n  other: '{days}'",
            'The form "few" is not known in this language. "en" has one (1), other (0, ',
        ),
        ("en", "one: '{days} d'\n  othre: '{days}'", 'Did you mean "other"?'),
        ("fr", "one: '1'\n  other: '{days}'", "The placeholder {days} is missing."),
        ("en", "one: '{day} d'\n  other: '{days}'", 'Did you mean "days"?'),
        (
            "en",
            "one: '1 d'\n  other: '{days} {'",
            "A brace of this word is not one of a placeholder.",
        ),
        ("en", "one: ' '\n  other: '{days}'", "This text is blank."),
        ("en", "one: 1\n  other: '{days}'", "This is a number, not a text."),
        ("en", "- '{days}'", "This is a list, not a text or a group of keys."),
    ],
)
def test_a_form_that_cannot_be_is_found(
    tmp_path: Path, language: str, forms: str, said: str
) -> None:
    """With the line of the form, or of the word that lacks one."""
    root = own(tmp_path, **{language: f"step_wait_days:\n  {forms}\n"})
    (found,) = [each for each in findings(root, schema_in(language)) if said in str(each)]
    assert found.file == f"docs/words/{language}.yml"
    assert 1 <= found.line <= 4


def test_only_a_word_with_a_number_has_forms(tmp_path: Path) -> None:
    """Any other word is one text."""
    root = own(tmp_path, en="home:\n  one: a\n  other: b\n")
    (found,) = findings(root, schema_in("en"))
    assert found.problem == "This is a group of keys, not a text."


def test_forms_take_the_place_of_one_text(tmp_path: Path) -> None:
    """And one text that of forms, of pages and of the form; a form for one number may be without
    it, also where it says the number in words."""
    wait = "step_wait_days:\n  one: One day\n  other: '{days} days'\n"
    root = own(
        tmp_path, en=f"{wait}search_count: '{{count}}'\nform:\n  place: '{{number}} {{count}}'\n"
    )
    words = load_words(root, schema_in("en"))
    assert words.on_pages("en")["step_wait_days"] == {"one": "One day", "other": "{days} days"}
    assert words.on_pages("en")["search_count"] == "{count}"
    assert words.in_form("en")["place"] == "{number} {count}"
    stated = fact_findings(words.files["en"], {}, periods_in(words.pages))
    assert list(stated) == []


def test_a_language_without_words_is_told_its_forms(tmp_path: Path) -> None:
    """What is to be translated says which forms there are."""
    root = own(tmp_path, pl="home: x\nwhen_count: {one: '', few: ''}\n")
    said = [each.expected for each in findings(root, schema_in("pl"))]
    forms = "one (1), few (2, 3, 4, …), many (0, 5, 6, …), other"
    assert f"Translate, in the forms {forms}: Wait {{days}} days" in said
    blank = [each.split(".")[0] for each in said if each.startswith("Translate: You wrote on")]
    counted = "Translate: You wrote on {start}"
    assert blank == [counted, counted]


def test_editors_offer_forms_for_a_number_alone(schema: Schema) -> None:
    """The forms of the guide's languages, each with the word's placeholders."""
    shape = words_schema(schema)
    check = Draft202012Validator(shape)
    assert "properties" not in shape["properties"]["home"]
    assert list(shape["properties"]["step_wait_days"]["properties"]) == ["one", "many", "other"]
    for word, is_right in (
        ("{days}", True),
        ({"one": "{days}", "other": "{days}"}, True),
        ({"one": "{days}"}, False),
        ({"few": "{days}", "other": "{days}"}, False),
        ({"one": "{days}", "other": "{day}"}, False),
    ):
        assert check.is_valid({"step_wait_days": word}) == is_right, word
        assert not check.is_valid({"home": {"other": "x"}})


def test_the_engine_has_the_same_words_in_every_language() -> None:
    """Each language has the same keys, each with words and the same {braces}."""
    first = LANGUAGES[0]
    for language in ENGINE:
        for here, there in (
            (ENGINE[language], ENGINE[first]),
            (ENGINE[language]["form"], ENGINE[first]["form"]),
        ):
            assert list(here) == list(there)
            for key in here.keys() - {"form"}:
                one, other = forms_of(here[key]), forms_of(there[key])
                assert all(form.strip() for form in one.values()), key
                braces = set(BRACES.findall(other["other"]))
                assert set(BRACES.findall(one["other"])) == braces, key


def test_every_word_of_the_engine_is_used() -> None:
    """No word is kept, translated and reviewed that no page and no script asks for."""
    sources = [path for path in THEME.rglob("*") if path.suffix in {".html", ".jinja", ".mjs"}]
    written = "\n".join(path.read_text("utf-8") for path in (*sources, *SITE.parent.glob("*/*.py")))
    # Some are asked for by the value they are about, such as `letter_reply_${language}`.
    begun = tuple(re.findall(r"""["`](\w+[._])(?:" *[+~]|\$?\{)""", written))
    keys = [*ENGINE["en"], *ENGINE["en"]["form"]]
    unused = [key for key in keys if not re.search(rf"(?<!\w){re.escape(key)}(?!\w)", written)]
    assert [key for key in unused if not key.startswith(begun)] == []
