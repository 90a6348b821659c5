"""No text that is published uses a word that its guide has set aside in docs/words/avoid.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from enquiry.authoring.json_file import load_json
from enquiry.authoring.yaml_file import load
from enquiry.guide_files import SCHEMA, TABLE
from enquiry.site.content import paths
from enquiry.site.words import load_words
from tests.support import guide_languages

AVOID = "docs/words/avoid.yml"
# What a page's Markdown holds that nobody reads as words: code, placeholders, addresses.
NO_WORDS = re.compile(
    r"^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]+`|\{[{%].*?[%}]\}|\]\([^)]*\)|\{ [#.][^}]*\}",
    re.DOTALL | re.MULTILINE,
)
# People may type any word into a search.
SEARCHED = "keywords"
INTERFACE = "the words of the interface"


def avoided(root: Path) -> Mapping[str, Mapping[str, str]]:
    """What to write instead of each phrase, by language. A guide may have no such list."""
    if not (root / AVOID).exists():
        return {language: {} for language in guide_languages()}
    data = load(root / AVOID).data
    return {
        name: {plain(each["avoid"]): each["write"] for each in data[name]}
        for name in guide_languages()
    }


def found_in(text: str, phrases: Iterable[str]) -> list[str]:
    """The phrases that a text has as whole words, whatever its capitals and spaces."""
    one_of = "|".join(re.escape(plain(phrase)) for phrase in phrases) or r"\b\B"
    return re.findall(rf"(?<![\w-])(?:{one_of})(?![\w-])", plain(text))


def plain(text: str) -> str:
    """A text in small letters, with one kind of space and of apostrophe."""
    return " ".join(text.lower().replace("’", "'").split())


def published(root: Path) -> Iterator[tuple[str, str, str]]:
    """Every published text of a guide: its language, the file that it is in, and the text."""
    for language in guide_languages():
        for path in paths(root, language):
            file = f"docs/{language}/{path}"
            yield language, file, words_of_page((root / file).read_text(encoding="utf-8"))
    table, schema = load(root / TABLE).data, load_json(root / SCHEMA).data
    words = load_words(root, schema)
    for file, data in ((TABLE, table), (SCHEMA, schema)):
        for name, text in texts(data):
            yield name, file, text
    for name in guide_languages():
        yield from ((name, INTERFACE, text) for text in words.texts(name))


def words_of_page(markdown: str) -> str:
    """The words of a page, those of its title and description among them."""
    lines = [line for line in markdown.splitlines() if not line.startswith(f"{SEARCHED}:")]
    return NO_WORDS.sub(" ", "\n".join(lines))


def texts(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in data, with its language."""
    if isinstance(value, Mapping):
        if set(value) == set(guide_languages()) and all(
            isinstance(text, str) for text in value.values()
        ):
            yield from value.items()
        else:
            for name, part in value.items():
                if name != SEARCHED:
                    yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_no_text_uses_a_word_that_was_set_aside(guide_root: Path) -> None:
    """Every page, the table, the schema and the words of the interface keep to the list."""
    instead = avoided(guide_root)
    found = [
        f'{file}: "{phrase}"; write: {instead[language][phrase]}'
        for language, file, text in published(guide_root)
        for phrase in found_in(text, instead[language])
    ]
    assert found == []


def test_texts_of_every_kind_are_read(guide_root: Path) -> None:
    """Pages, table, schema and words each have texts, in every language."""
    read = {(language, file.rpartition(".")[2]) for language, file, _ in published(guide_root)}
    kinds = {"md", "yml", "json", INTERFACE}
    assert read == {(language, kind) for language in guide_languages() for kind in kinds}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("To WHOM it may concern", "whom"),
        ("before\nits\u00a0time.", "before its time"),
        ("Par la ligne d'attention", "ligne d’attention"),
    ],
)
def test_a_phrase_is_found(text: str, phrase: str) -> None:
    """Neither capitals, nor spaces, nor the kind of apostrophe hide a phrase."""
    assert found_in(text, [phrase])


@pytest.mark.parametrize(("text", "phrase"), [("Mending", "mend"), ("A mail-order", "mail")])
def test_other_words_may_hold_the_same_letters(text: str, phrase: str) -> None:
    """A phrase is whole words."""
    assert not found_in(text, [phrase])
