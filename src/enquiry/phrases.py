"""What the engine itself says about inputs and routes, by language: `words/phrases.json`.

JSON, because the command must start before a reader of YAML would be loaded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from enquiry.text import Text

_FILE = Path(__file__).with_name("words") / "phrases.json"


@cache
def all_phrases() -> Mapping[str, Text]:
    """Every phrase by its key, in every language that the engine has words for."""
    phrases = json.loads(_FILE.read_text(encoding="utf-8"))
    return {key: Text.of(texts) for key, texts in phrases.items()}


def phrase(key: str) -> Text:
    """The phrase of that key, in every language that the engine has words for."""
    return all_phrases()[key]


def engine_languages() -> tuple[str, ...]:
    """The languages that the engine has words for."""
    return phrase("general").languages


def names_of(language: str) -> list[str]:
    """What a language may be called: its code, and the code without the region.

    A language in another script than usual is not that language without its script.
    """
    base, _, rest = language.partition("-")
    return [language] if len(rest.partition("-")[0]) == 4 else [language, base]


def engine_language(language: str) -> str | None:
    """The language of the engine that a guide's is, in whatever region; None for any other."""
    return next((name for name in names_of(language) if name in engine_languages()), None)


def phrases_example() -> dict[str, str]:
    """Every phrase by its key, in the first language of the engine."""
    return {key: text.parts[0][1] for key, text in all_phrases().items()}


def phrases_shape() -> dict[str, Any]:
    """The shape of the phrases of a guide in a language of its own, as a JSON Schema."""
    first = phrases_example()
    return {
        "type": "object",
        "description": "Write the engine's phrases in this language.",
        "required": list(first),
        "additionalProperties": False,
        "properties": {
            key: {"type": "string", "pattern": "[^ ]", "description": f"Translate: {words}"}
            for key, words in first.items()
        },
    }


def words_shape() -> dict[str, Any]:
    """What a file of words holds for the command: of the rest it says nothing."""
    phrases = phrases_shape()
    return {"type": "object", "required": ["phrases"], "properties": {"phrases": phrases}}


@dataclass(frozen=True)
class Phrases:
    """The engine's phrases in the languages of a guide.

    `own` holds those of the guide by language and key, for languages that the engine has no
    words for. Without `languages` a phrase keeps every one that the engine has.
    """

    languages: tuple[str, ...] = ()
    own: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    def __call__(self, text: Text) -> Text:
        """A phrase of the engine in the guide's languages. Any other text stays as it is."""
        return self._said.get(text, text)

    @cached_property
    def _said(self) -> Mapping[Text, Text]:
        if not self.languages:
            return {}
        own = {language: dict(words) for language, words in self.own}
        shipped = {language: engine_language(language) or "" for language in self.languages}
        return {
            text: Text.of(
                {
                    language: own[language][key] if language in own else text[name]
                    for language, name in shipped.items()
                    if name or key in own.get(language, ())
                }
            )
            for key, text in all_phrases().items()
        }
