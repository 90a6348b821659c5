"""Changes, and how they are told in every language of a guide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from enquiry.phrases import Phrases, phrase
from enquiry.text import Text

What = Literal["recipient", "wait", "required", "category", "field", "page", "text"]
KINDS: tuple[What, ...] = get_args(What)

_LONGEST = 160
_AROUND = 4
_BETWEEN = " · "
_WORD = re.compile(r"[^ \t\r\n]+")  # a space that does not break belongs to its word


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is not for readers what it was.

    `category` is the id of the one category that it is about. `where` is a pointer in the routing
    table (recipient, wait, category, text of the table), a pointer in the enquiry (required,
    field, text of a field) or a path (page, text of a page, words). `situations` says in how many
    situations it counts: 0 for what is no matter of them. What only reads otherwise in some
    languages is not `in_every_language`.
    """

    what: What
    category: str | None
    where: str
    situations: int
    message: Text
    in_every_language: bool = True

    def as_dict(self) -> dict[str, Any]:
        """The change as the object of the public format."""
        return {
            "what": self.what,
            "category": self.category,
            "where": self.where,
            "situations": self.situations,
            "message": self.message.as_dict(),
        }


class Teller:
    """Tells what changed, in the languages of a guide.

    `names` are the names of languages by their codes.
    """

    def __init__(self, phrases: Phrases, names: Mapping[str, str]) -> None:
        self.languages = phrases.languages
        self.names = names
        self._phrases = phrases

    def phrase(self, key: str) -> Text:
        """The words of the engine for something."""
        return self._phrases(phrase(f"change_{key}"))

    def part(self, name: str) -> Text:
        """What a part of a category, of a field, of a page is called."""
        return self._phrases(phrase(f"part_{name}"))

    def say(self, key: str, **values: Text | str | int) -> Text:
        """The words of the engine for something, filled in; a value may differ by language."""
        words = self.phrase(key)
        return Text.of(
            {
                language: words[language].format(
                    **{name: self.in_language(value, language) for name, value in values.items()}
                )
                for language in self.languages
            }
        )

    def in_language(self, value: Text | str | int, language: str) -> str:
        """A text in one language; of an older guide that did not have it, in its first one."""
        if not isinstance(value, Text):
            return str(value)
        said = value.as_dict()
        return said.get(language) or next(iter(said.values()), "")

    def joined(self, texts: Iterable[Text | str], by: str = "change_and") -> Text:
        """Several texts as one."""
        given, words = list(texts), self._phrases(phrase(by))
        return self.by_language(
            lambda language: words[language].join(
                self.in_language(each, language) for each in given
            )
        )

    def by_language(self, words: Callable[[str], str]) -> Text:
        """A text from its words in a language."""
        return Text.of({language: words(language) for language in self.languages})

    def text_change(
        self, category: str | None, where: str, place: Text, old: Text | None, new: Text | None
    ) -> Change | None:
        """What a text is now and was before, shortened to where they differ. None if nowhere."""
        before, after = _in_one_line(old), _in_one_line(new)
        changed = [
            language
            for language in self.languages
            if (language in before or not before)  # a new language is told of as such
            and before.get(language, "") != after.get(language, "")
        ]
        if not changed:
            return None

        def message(language: str) -> str:
            here = self.in_language(place, language)
            if language not in changed:
                return self._elsewhere(here, changed, language)
            was, now = differing(before.get(language, ""), after.get(language, ""))
            key = "text" if was and now else "text_came" if now else "text_went"
            return self.phrase(key)[language].format(place=here, new=now, old=was)

        is_everywhere = len(changed) == len(self.languages)
        return Change("text", category, where, 0, self.by_language(message), is_everywhere)

    def renamed(self, key: str, place: Text, old: Text, new: Text) -> Text | None:
        """That something has another name; `place` is what it is, for languages in which it has
        the same. None where it has the same in all; a new language is told of as such."""
        common = [
            name for name in self.languages if name in old.languages and name in new.languages
        ]
        changed = [name for name in common if old[name] != new[name]]
        if not changed:
            return None
        told = self.say(key, old=old, new=new)
        return self.by_language(
            lambda language: (
                told[language]
                if language in changed
                else self._elsewhere(self.in_language(place, language), changed, language)
            )
        )

    def _elsewhere(self, place: str, changed: Iterable[str], language: str) -> str:
        names = ", ".join(self.names.get(each, each) for each in changed)
        return self.phrase("text_elsewhere")[language].format(place=place, languages=names)


def _in_one_line(text: Text | None) -> dict[str, str]:
    """By language. Ends of lines are the author's alone: readers do not see them."""
    return {name: " ".join(_WORD.findall(words)) for name, words in text.parts} if text else {}


def listed(texts: Sequence[Text]) -> Text | None:
    """Several texts as one to compare, or None."""
    if not texts:
        return None
    languages = texts[0].languages
    return Text.of({name: _BETWEEN.join(each[name] for each in texts) for name in languages})


def differing(old: str, new: str) -> tuple[str, str]:
    """Two texts, or where they are long what differs in them with a few words around."""
    if _BETWEEN in old + new:
        old, new = _without_common(old, new)
    if max(len(old), len(new)) <= _LONGEST:
        return old, new
    was, now = old.split(" "), new.split(" ")
    start = 0
    while start < min(len(was), len(now)) and was[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(was), len(now)) - start and was[-1 - end] == now[-1 - end]:
        end += 1
    return tuple(_excerpt(words, start, end) for words in (was, now))  # type: ignore[return-value]


def _without_common(old: str, new: str) -> tuple[str, str]:
    """Two lists without what is in both; whole where they differ in their order alone."""
    was, now = old.split(_BETWEEN), new.split(_BETWEEN)
    gone = _BETWEEN.join(each for each in was if each not in now)
    came = _BETWEEN.join(each for each in now if each not in was)
    return (gone, came) if gone or came else (old, new)


def _excerpt(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(len(words) - end + _AROUND, len(words))
    text = " ".join(words[first:last])
    if len(text) > _LONGEST:
        text, last = text[:_LONGEST].rstrip(), len(words) + 1
    return f"{'… ' if first else ''}{text}{' …' if last != len(words) else ''}"
