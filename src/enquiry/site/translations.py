"""Material's translations of interface words, in some sixty languages, read by Jinja."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from enquiry.phrases import names_of
from enquiry.site.borrowed_words import FILE, FORM_WORDS, ONE_RESULT, PAGE_WORDS
from enquiry.site.plurals import Word, kinds, may_leave_out


@cache
def material_templates() -> Path:
    """The folder of Material's templates."""
    spec = find_spec("material")
    folders = spec.submodule_search_locations if spec else None
    return Path(*(folders or [])) / "templates"


def _folder() -> Path:
    return material_templates() / "partials/languages"


@cache
def material_language(language: str) -> str:
    """What Material calls a language, with its region or without; "" where it has no words."""
    found = (name for name in names_of(language) if (_folder() / f"{name}.html").is_file())
    return next(found, "")


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


def _in_forms(language: str, one: str, more: str) -> Word:
    """Material's words for one result and for all other numbers, which it does not tell apart.

    Where its words for one say the digit, the number stands there instead: the form may be for
    other numbers too, as for 0 or 21. Words without a digit are a form only if it is for 1 alone.
    """
    form = re.sub(r"\d", "{count}", one)
    if "one" not in kinds(language) or (form == one and not may_leave_out(language, "one")):
        return more
    return {"one": form, "other": more}


def to_borrow() -> str:
    """The words that the engine takes over, in every language of Material's: `material.json`."""
    languages: dict[str, Any] = {}
    for name in sorted(path.stem for path in _folder().glob("*.html")):
        pages, form = (
            {
                key: said.replace("#", "{count}")
                for key, called in words.items()
                if (said := translation(name, called))
            }
            for words in (PAGE_WORDS, FORM_WORDS)
        )
        languages[name] = {**pages, "form": form}
        if one := translation(name, ONE_RESULT):
            languages[name]["search_count"] = _in_forms(name, one, pages["search_count"])
    licence = "From Material for MkDocs, © 2016-2025 Martin Donath, MIT licence."
    data = {"$comment": licence, "languages": languages}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(to_borrow(), encoding="utf-8")
