"""The index of Material's search: one for each language, with the words that people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape
from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]

# What Material takes for the space between words, and what also is: the apostrophe of « l’accès ».
_OF_ENGLISH = r"[\s\-]+"
_BETWEEN_WORDS = r"[\s\-'’.,:;!?()\[\]«»“”\"]+"


class MaterialIndex:
    """The index of the pages of one language.

    `settings` are those of Material's search plugin, as far as the publisher has it; what they
    leave open, `say` answers: Material's own translations, by their keys. Words without their
    accents and the pages' keywords stand in a field that is searched and not shown.
    """

    def __init__(self, settings: Mapping[str, Any], say: Callable[[str], str]) -> None:
        separator = say("search.config.separator")
        steps = re.split(r"\s*,\s*", say("search.config.pipeline").strip())
        self._index = SearchIndex(
            lang=[say("search.config.lang")],
            separator=settings.get("separator")
            or (_BETWEEN_WORDS if separator == _OF_ENGLISH else separator),
            # What people search for lives on small words, as “no reply” does (ADR 6).
            pipeline=settings.get("pipeline")
            or [step for step in steps if step not in ("", "stopWordFilter")],
            fields={
                "title": {"boost": 1e3},
                "text": {"boost": 1e0},
                "tags": {"boost": 1e6},
                "keywords": {"boost": 1e1},
                **settings.get("fields", {}),
            },
        )

    def add(self, page: Any, meta: Mapping[str, Any]) -> None:
        """A page as MkDocs made it, with the front matter that the guide has."""
        before = len(self._index.entries)
        if meta.get("index") == "description":
            entry = {"title": escape(meta["title"]), "text": escape(meta["description"])}
            self._index.entries.append({"location": page.url, **entry})
        else:
            self._index.add_entry_from_context(page)
        entries = self._index.entries[before:]
        for entry in entries:
            # A result shows its text; a whole letter would hide the other results.
            entry["text"] = re.sub("(?s)<pre>.*?</pre>", "", entry["text"])
            entry["keywords"] = " ".join(_unaccented(entry))
        if entries and meta.get("index") != "description":
            first = entries[0]
            first["text"] = f"<p>{escape(meta['description'])}</p>{first['text']}"
        for entry in entries[:1]:
            entry["keywords"] += f" {meta.get('keywords', '')}"

    def as_json(self, folder: str) -> str:
        """The index, with addresses below the language's folder."""
        for entry in self._index.entries:
            entry["location"] = entry["location"].removeprefix(folder)
        return str(self._index.generate_search_index(None))


def _unaccented(entry: Mapping[str, Any]) -> list[str]:
    """The words of an entry that have accents, without them."""
    text = Markup(f"{entry['title']} {entry['text']}").striptags()  # noqa: S704 - to take it away
    words = dict.fromkeys(re.findall(r"\w+", text.lower()))
    folded = {word: _fold(word) for word in words}
    return [bare for word, bare in folded.items() if bare != word]


def _fold(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
