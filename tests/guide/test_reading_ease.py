"""No page reads like office prose: each stays above the floor of its language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyphen  # type: ignore[import-untyped]
import pytest

from enquiry.authoring.yaml_file import load
from tests.built_page import BuiltPage

DATA = Path(__file__).with_name("reading_ease.yml")
FORMULAS: Mapping[str, Mapping[str, float]] = load(DATA).data
HYPHENATIONS: Mapping[str, Any] = {name: pyphen.Pyphen(lang=name) for name in FORMULAS}
WORD = re.compile(r"[^\W\d_]+")
END = re.compile(r"[.!?…](?=\s|$)")
LABEL = 3


def reading_ease(texts: Sequence[str], language: str) -> float:
    """The reading ease of texts, each of which ends a sentence."""
    words = [word for text in texts for word in WORD.findall(text)]
    sentences = sum(max(1, len(END.findall(text))) for text in texts)
    syllables = sum(1 + len(HYPHENATIONS[language].positions(word)) for word in words)
    formula = FORMULAS[language]
    return (
        formula["base"]
        - formula["sentence"] * len(words) / sentences
        - formula["syllable"] * syllables / len(words)
    )


def sentences_of(page: BuiltPage) -> list[str]:
    """The texts of a page that are more than a label."""
    return [text for text in page.blocks if len(text.split()) > LABEL]


def test_every_page_is_easy_enough_to_read(pages: Sequence[BuiltPage]) -> None:
    """The words and sentences of each page are as short as its language's floor asks for.

    A language without a formula is not measured.
    """
    hard = {
        f"/{page.address}": round(ease, 1)
        for page in pages
        if page.language in FORMULAS
        and (ease := reading_ease(sentences_of(page), page.language))
        < FORMULAS[page.language]["floor"]
    }
    assert hard == {}


@pytest.mark.parametrize(
    ("language", "easy", "hard"),
    [
        (
            "en",
            "We will write to you soon. Keep this letter.",
            "Notwithstanding aforementioned considerations, correspondence is conditional.",
        ),
        (
            "fr",
            "Nous allons vous écrire bientôt. Gardez cette lettre.",
            "Nonobstant les considérations susmentionnées, la correspondance est conditionnelle.",
        ),
        (
            "es",
            "Le vamos a escribir pronto. Guarde esta carta.",
            "Independientemente de consideraciones precedentes, correspondencia condicionada.",
        ),
    ],
)
def test_hard_words_in_long_sentences_are_noticed(language: str, easy: str, hard: str) -> None:
    """A text of long words in one long sentence is below the floor, a plain one is not."""
    floor = FORMULAS[language]["floor"]
    assert reading_ease([hard], language) < floor <= reading_ease([easy], language)
