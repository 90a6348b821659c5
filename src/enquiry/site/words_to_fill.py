"""The file of words for a language that the engine does not speak: all words, to be filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping

import yaml

from enquiry.phrases import engine_language, engine_languages, phrases_example
from enquiry.site.borrowed_words import borrowed_words
from enquiry.site.plurals import Word, described, forms_of, needed
from enquiry.site.words import ENGINE_WORDS

_HOW = """\
# The engine has no words for this language. Each word that it needs stands below, under what it
# says in another one. Write yours between the quotes and keep the {braces}, which are filled in.
# For a quotation mark in a text, write “these”, or \\". "enquiry check" lists what is still empty.
# The few that are not empty come from Material for MkDocs: do they say the same here?
"""
# A word with its text behind it, or with its forms in the lines below.
_WORD = re.compile(r"""^( *)([\w."-]+):(?: (.+)\n|\n((?:\1 +.+\n)+))""", re.MULTILINE)
_FROM = engine_languages()[0]


def is_to_fill(language: str) -> bool:
    """Whether a guide has to write the words of the interface in a language itself."""
    return engine_language(language) is None


def with_words_to_fill(own: str, language: str) -> str:
    """A new guide's file of words with those of the engine added, empty but for what Material says.

    `own` is the file's text, whose words stay.
    """
    said, borrowed = yaml.safe_load(own), borrowed_words(language)
    engine = (ENGINE_WORDS / f"{_FROM}.yml").read_text(encoding="utf-8")
    # Behind the comment that says whose words these are.
    pages, form = engine.partition("\n\n")[2].split("\nform:\n")
    own_pages, own_form = own.split("\nform:\n")
    phrases = "".join(
        f"  {key}: {json.dumps(text, ensure_ascii=False)}\n"
        for key, text in phrases_example().items()
    )
    forms = f"# Where a word has forms, the number decides: {described(language)}.\n"
    return "\n".join(
        [
            own_pages,
            _HOW + (forms if len(needed(language)) > 1 else ""),
            _emptied(pages, language, said, borrowed),
            f"form:\n{own_form}",
            _emptied(form, language, said["form"], borrowed.get("form", {})),
            "# What the command, the service and the page “What changed” say",
            f"phrases:\n{_emptied(phrases, language, (), {})}",
        ]
    )


def _emptied(text: str, language: str, known: Collection[str], borrowed: Mapping[str, Word]) -> str:
    """The text of a file of words without those that are `known`; each word is below what it says,
    and is the one of `borrowed` or empty."""

    def replaced(found: re.Match[str]) -> str:
        indent, key, word, forms = found.groups()
        name = yaml.safe_load(key)
        if name in known:
            return ""
        old, new = yaml.safe_load(word or forms), borrowed.get(name, "")
        if word:
            lines = [f"# {_FROM}: {_shown(old)}", f"{key}: {_quoted(new)}"]
        else:
            said = [f"# {_FROM}, {kind}: {_shown(text)}" for kind, text in old.items()]
            wanted = [
                f"  {kind}: {_quoted(forms_of(new).get(kind, ''))}" for kind in needed(language)
            ]
            lines = [*said, f"{key}:", *wanted]
        return "".join(f"{indent}{line}\n" for line in lines)

    return _WORD.sub(replaced, text)


def _shown(text: str) -> str:
    """A text in a comment: in quotes, where it has spaces around it."""
    return text if text == text.strip() else _quoted(text)


def _quoted(text: Word) -> str:
    return json.dumps(text, ensure_ascii=False)
