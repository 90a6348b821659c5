"""What the words of a guide may not do: lose or misspell a placeholder, state a fact, hide one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from enquiry.authoring.findings import Finding, did_you_mean, nearest
from enquiry.authoring.texts import IN_ONE_LINE, cut_short_finding, hidden_findings, strings_in
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import MISSING, escape, path_of, reach
from enquiry.site.facts import stated_findings
from enquiry.site.plurals import (
    KINDS,
    NUMBERS,
    described,
    kinds,
    may_leave_out,
    needed,
    placeholders,
    says_a_number,
)

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# A name, which is never filled in: it may have braces of its own.
_NAME = "/site_name"
# Words by which facts are known. They are no facts.
_ABOUT_FACTS = "/fact_"
_NO_PERIOD = re.compile("(?!)")
# What holds words, and is none itself.
_GROUPS = ("form", "phrases")


def word_findings(file: YamlFile, example: Mapping[str, Any], language: str) -> Iterator[Finding]:
    """What is wrong with words whose keys are right. `example` holds the engine's own."""
    yield from _form_findings(file, language)
    for pointer, text in strings_in(file.data):
        yield from hidden_findings(file, pointer, text, IN_ONE_LINE)
        if pointer in file.cut_short:
            yield cut_short_finding(file, pointer)
        if pointer != _NAME:
            word, kind = _word_of(pointer)
            said = reach(example, word)
            known = placeholders(said) if said is not MISSING else []
            spare = NUMBERS if kind and may_leave_out(language, kind) else ()
            yield from _placeholder_findings(file, pointer, text, known, spare)


def fact_findings(
    file: YamlFile, fields: Mapping[str, tuple[str, str]], periods: re.Pattern[str]
) -> Iterator[Finding]:
    """The facts that words state instead of the table.

    A form without its number may say it in words, as “two days” does.
    """
    for pointer, text in strings_in(file.data):
        if not pointer.startswith(_ABOUT_FACTS):
            in_words = _word_of(pointer)[1] and not says_a_number(text)
            known = _NO_PERIOD if in_words else periods
            yield from stated_findings(file, [(pointer, text)], fields, known)


def _word_of(pointer: str) -> tuple[tuple[str, ...], str]:
    """The path of the word that a text belongs to, and which form of it the text is, or ""."""
    path = path_of(pointer)
    end = 2 if path[0] in _GROUPS else 1
    return path[:end], "".join(path[end:])


def _form_findings(file: YamlFile, language: str) -> Iterator[Finding]:
    """Forms that the language does not have, and those that it needs and that are missing."""
    data: Mapping[str, Any] = file.data
    for above, words in (("", data), ("/form", data.get("form", {}))):
        for key, word in words.items():
            if not isinstance(word, dict) or (not above and key in _GROUPS):
                continue
            pointer = f"{above}/{escape(key)}"
            missing = [kind for kind in needed(language) if kind not in word]
            has = f'"{language}" has {described(language)}.'
            for kind in word:
                if kind not in kinds(language):
                    expected = has
                    if kind not in KINDS:
                        expected = did_you_mean(kind, kinds(language))
                        missing = _without_meant(kind, kinds(language), missing)
                    problem = f'The form "{kind}" is not known in this language.'
                    yield file.finding(f"{pointer}/{escape(kind)}", problem, expected)
            for kind in missing:
                yield file.finding(pointer, f'The form "{kind}" is missing.', has)


def _placeholder_findings(
    file: YamlFile, pointer: str, text: str, known: Sequence[str], spare: Collection[str]
) -> Iterator[Finding]:
    there = [*_PLACEHOLDER.findall(text), *spare]
    missing = [name for name in known if name not in there]
    for name in dict.fromkeys(_PLACEHOLDER.findall(text)):
        if name not in known:
            expected = did_you_mean(name, missing or known) if known else "Nothing is filled in."
            missing = _without_meant(name, missing or known, missing)
            yield file.finding(pointer, f"The placeholder {{{name}}} is not known here.", expected)
    if known and set("{}") & set(_PLACEHOLDER.sub("", text)):
        yield file.finding(
            pointer,
            "A brace of this word is not one of a placeholder.",
            f"Write {' and '.join(f'{{{name}}}' for name in known)}, and no other brace.",
        )
        return
    for name in missing:
        problem = f"The placeholder {{{name}}} is missing."
        yield file.finding(pointer, problem, "Write it where its value is to stand.")


def _without_meant(name: str, known: Iterable[str], missing: Iterable[str]) -> list[str]:
    """What is missing but for what the unknown name may mean: that is misspelled, not missing."""
    return [each for each in missing if each != nearest(name, known)]
