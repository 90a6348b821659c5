"""A text in every language of the guide. There is no default language: both are official."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in English and in French. `text["fr"]` is the French one."""

    en: str
    fr: str

    @classmethod
    def of(cls, pair: Mapping[str, str]) -> Text:
        """The text of an `{en, fr}` pair. Raises KeyError when a language is missing."""
        return cls(en=pair["en"], fr=pair["fr"])

    def __getitem__(self, language: str) -> str:
        """The text in `language`. Raises KeyError for a language that the guide does not speak."""
        if language not in LANGUAGES:
            raise KeyError(language)
        return str(getattr(self, language))

    def as_pair(self) -> dict[str, str]:
        """The text as the `{en, fr}` object of the public formats."""
        return {language: self[language] for language in LANGUAGES}
