"""What the words of a guide may not do: lose or misspell a placeholder, state a fact, hide one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.authoring.texts import IN_ONE_LINE, cut_short_finding, hidden_findings, strings_in
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import path_of, reach
from enquiry.site.facts import stated_findings

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# A name, which is never filled in: it may have braces of its own.
_NAME = "/site_name"
# Words by which facts are known. They are no facts.
_ABOUT_FACTS = "/fact_"


def word_findings(file: YamlFile, example: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with words whose keys are right. `example` holds the engine's own."""
    for pointer, text in strings_in(file.data):
        yield from hidden_findings(file, pointer, text, IN_ONE_LINE)
        if pointer in file.cut_short:
            yield cut_short_finding(file, pointer)
        if pointer != _NAME:
            yield from _placeholder_findings(file, pointer, text, placeholders(example, pointer))


def fact_findings(
    file: YamlFile, fields: Mapping[str, tuple[str, str]], periods: re.Pattern[str]
) -> Iterator[Finding]:
    """The facts that words state instead of the table."""
    texts = (each for each in strings_in(file.data) if not each[0].startswith(_ABOUT_FACTS))
    yield from stated_findings(file, texts, fields, periods)


def placeholders(example: Mapping[str, Any], pointer: str) -> list[str]:
    """The names of what is filled in into a word of the engine, each once."""
    said = reach(example, path_of(pointer))
    return list(dict.fromkeys(_PLACEHOLDER.findall(said))) if isinstance(said, str) else []


def _placeholder_findings(
    file: YamlFile, pointer: str, text: str, known: list[str]
) -> Iterator[Finding]:
    missing = [name for name in known if name not in _PLACEHOLDER.findall(text)]
    for name in dict.fromkeys(_PLACEHOLDER.findall(text)):
        if name not in known:
            expected = did_you_mean(name, missing or known) if known else "Nothing is filled in."
            # What is misspelled is not missing as well.
            missing = [each for each in missing if f'"{each}"' not in expected]
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
