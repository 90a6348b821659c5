"""A text in every language of a guide. No language stands for another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text(Mapping[str, str]):
    """The same text in one language or several. `text["fr"]` is the French one.

    `parts` holds each language's code and words, in the order of the guide.
    """

    parts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Text:
        """The text from its words by language."""
        return cls(tuple(texts.items()))

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of its languages."""
        return tuple(language for language, _ in self.parts)

    def __getitem__(self, language: str) -> str:
        """The text in `language`. Raises KeyError for a language that it is not written in."""
        for code, words in self.parts:
            if code == language:
                return words
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        """The codes of its languages."""
        return iter(self.languages)

    def __len__(self) -> int:
        """In how many languages it is written."""
        return len(self.parts)

    def as_dict(self) -> dict[str, str]:
        """The text as the `{language: words}` object of the public formats."""
        return dict(self.parts)
