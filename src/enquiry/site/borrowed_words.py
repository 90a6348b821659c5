"""The engine's words that Material has too, in the languages that the engine has no words for.

They lie in `words/material.json`, so that checking a guide needs neither Material nor Jinja.
`python -m enquiry.site.translations` writes that file anew from the installed Material.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from enquiry.phrases import names_of
from enquiry.site.plurals import Word, forms_of, in_form

FILE = Path(__file__).resolve().parents[1] / "words/material.json"

# Those with the same meaning, by Material's names.
PAGE_WORDS = {
    "skip": "action.skip",
    "navigation": "nav",
    "contents": "toc",
    "search_label": "search",
    "search_hint": "search.placeholder",
    "search_count": "search.result.other",
    "search_none": "search.result.none",
    "date_modified": "source.file.date.updated",
}
ONE_RESULT = "search.result.one"
FORM_WORDS = {
    "action_next": "footer.next",
    "action_back": "footer.previous",
    "action_copy": "clipboard.copy",
    "said_copied": "clipboard.copied",
}


def borrowed_words(language: str) -> Mapping[str, Any]:
    """Material's words for a language as a file of words has them; empty where it has none."""
    words = _all()["languages"]
    return next((words[name] for name in names_of(language) if name in words), {})


@cache
def _all() -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def material_words(words: Mapping[str, Word], language: str) -> Mapping[str, str]:
    """The engine's or the guide's words for a page by Material's names: they go before its own.

    Of a word that says a number, Material knows the form for 1 and one for all others.
    """
    said = {
        name: forms_of(words[key])["other"].replace("{count}", "#")
        for key, name in PAGE_WORDS.items()
        if key != "date_modified"  # Material does not say it in its own templates
    }
    one = in_form(words["search_count"], language, {"count": 1})
    return {**said, ONE_RESULT: one.replace("{count}", "1")}
