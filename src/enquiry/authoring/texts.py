"""What no text of a guide may hold: characters that nobody sees, and words that YAML drops."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from enquiry.authoring.findings import Finding, hidden_character
from enquiry.authoring.yaml_file import YamlFile
from enquiry.pointers import escape

# Control characters, separators of lines, and what turns the direction of what follows.
_HIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
IN_LINES = re.compile(f"[{_HIDDEN}]")
IN_ONE_LINE = re.compile(f"[{_HIDDEN}\t\n]")


def strings_in(data: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every text in data, with its pointer."""
    if isinstance(data, str):
        yield pointer, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from strings_in(value, f"{pointer}/{escape(key)}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from strings_in(value, f"{pointer}/{index}")


def texts_in(data: Any, languages: Collection[str]) -> Iterator[tuple[str, str]]:
    """Every text that is written in one of these languages, with its pointer."""
    for pointer, text in strings_in(data):
        if pointer.rpartition("/")[2] in languages:
            yield pointer, text


def text_findings(
    source: YamlFile, languages: Collection[str], several_lines: Collection[str] = ()
) -> Iterator[Finding]:
    """What is hidden in the strings of a file, and what a comment takes from its texts.

    A text in one of the `languages` stands in one line, unless it belongs to one of the keys that
    have `several_lines`. Patterns say which characters they mean, and so may name any.
    """
    for pointer, text in strings_in(source.data):
        key, _, last = pointer.rpartition("/")
        is_text = last in languages
        one_line = is_text and key.rpartition("/")[2] not in several_lines
        if last != "pattern":
            yield from hidden_findings(source, pointer, text, IN_ONE_LINE if one_line else IN_LINES)
        if is_text and pointer in source.cut_short:
            yield cut_short_finding(source, pointer)


def hidden_findings(
    source: YamlFile, pointer: str, text: str, hidden: re.Pattern[str]
) -> Iterator[Finding]:
    """The first hidden character of a text, if it has one. YAML may end a text with a new line."""
    if found := hidden.search(text.removesuffix("\n")):
        yield source.finding(pointer, *hidden_character(found[0]))


def cut_short_finding(source: YamlFile, pointer: str) -> Finding:
    """The finding about a comment behind a text without quotes."""
    line, column = source.cut_short[pointer]
    problem = "YAML takes the rest of this line, from # on, for a comment."
    expected = "Put the text in quotes, or the comment on a line of its own."
    return Finding(source.file, line, column, problem, expected)
