"""Material's translations of interface words, in some sixty languages.

They serve its own shell, and the light one where the engine has no words for a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from enquiry.site.localization import locale_of

# The engine's words that Material has too, with the same meaning. `#` stands for a number.
_PAGE_WORDS = {
    "skip": "action.skip",
    "navigation": "nav",
    "contents": "toc",
    "search_label": "search",
    "search_hint": "search.placeholder",
    "search_count": "search.result.other",
    "search_one": "search.result.one",
    "search_none": "search.result.none",
    "date_modified": "source.file.date.updated",
}
_FORM_WORDS = {
    "action_next": "footer.next",
    "action_back": "footer.previous",
    "action_copy": "clipboard.copy",
    "said_copied": "clipboard.copied",
}


@cache
def material_templates() -> Path:
    """The folder of Material's templates, found without loading MkDocs."""
    spec = find_spec("material")
    (package,) = spec.submodule_search_locations if spec else ()  # type: ignore[misc]
    return Path(package) / "templates"


@cache
def material_language(language: str) -> str:
    """What Material calls a language, with its region or without; "" where it has no words.

    A language in another script than usual is not that language without its script.
    """
    try:
        locale = locale_of(language)
    except ValueError:
        return ""
    names = [language] if locale.script else [language, locale.language]
    folder = material_templates() / "partials/languages"
    return next((name for name in names if (folder / f"{name}.html").is_file()), "")


@cache
def _environment() -> Environment:
    # Each word is escaped where it is shown.
    return Environment(loader=FileSystemLoader(material_templates()))  # noqa: S701


def translation(language: str, key: str) -> str:
    """A word of Material's in a language; "" where it has none."""
    name = material_language(language)
    if not name:
        return ""
    template: Any = _environment().get_template(f"partials/languages/{name}.html")
    return str(template.module.t(key))


@cache
def translated_words(language: str) -> Mapping[str, Any]:
    """The engine's words in a language, as far as Material has them: a file of words."""
    pages, form = (
        {
            key: word.replace("#", "{count}")
            for key, name in words.items()
            if (word := translation(language, name))
        }
        for words in (_PAGE_WORDS, _FORM_WORDS)
    )
    return {**pages, **({"form": form} if form else {})}


def material_words(words: Mapping[str, str]) -> Mapping[str, str]:
    """Material's words as the engine and the guide say them, from the `words` of a page."""
    return {
        name: words[key].replace("{count}", "#")
        for key, name in _PAGE_WORDS.items()
        # Material says a date without these words of its own.
        if key in words and key != "date_modified"
    }
