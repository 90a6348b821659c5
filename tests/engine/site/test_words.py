"""The words of the interface: the engine's, and those of a guide in their place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import enquiry
from enquiry.authoring.findings import Finding, GuideError
from enquiry.phrases import engine_languages
from enquiry.schema.fields import Schema
from enquiry.site.html import THEME
from enquiry.site.plurals import forms_of
from enquiry.site.words import load_words
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
        ("home: ' '\n", "blank", "Write it in this language too."),
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
