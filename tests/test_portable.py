"""The lint for patterns that mean the same in every dialect."""

from __future__ import annotations

import re

import pytest

from enquiry.schema.patterns import compile_pattern, faults


@pytest.mark.parametrize(
    "pattern",
    [
        *["", "^$", "a|^b$", "^(?:a|b)*$", "(?:^a)$", "[@.]", "[^\u0000-\u001f]", "[a\\-z]", "a-b"],
        *[
            "\\.",
            "\\$",
            "\\/",
            "(?:a+){3}",
            "a{2}",
            "a{2,}",
            "a{2,3}",
            "[\\^a]",
            "[a^]",
            "🦊",
            "[$]",
        ],
    ],
)
def test_portable(pattern: str) -> None:
    """What is in the safe subset passes."""
    assert list(faults(pattern)) == []


@pytest.mark.parametrize(
    "pattern",
    [
        *["a.b", "\\d", "\\w", "\\s", "\\b", "\\u0041", "\\x41", "\\p{L}", "\\-", "\\"],
        *["(a)", "(?=a)", "(?!a)", "(?<=a)", "(?P<n>a)", "(?i:a)", "(?:a", "a)", "("],
        *["a+?", "a*+", "a{1}{2}", "*a", "^*", "a{,2}", "{", "}", "]", "a{2,1}"],
        *["(?:a+)+", "(?:a*b){2,}", "(?:(?:a|b+)c)*"],
        *["a$b", "a^", "$a"],
        *["[", "[]", "[^]", "[(]", "[\\d]", "[a&&b]", "[a--b]", "[z-a]", "[a-]", "[-a]", "[/]"],
    ],
)
def test_not_portable(pattern: str) -> None:
    """What some dialect reads otherwise, or slowly, is refused in one sentence."""
    [fault] = faults(pattern)
    assert fault


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("^a$", "a", True),
        ("^a$", "a\n", False),
        ("^[$]$", "$", True),
        ("^[\\]$]$", "$", True),
        ("^\\$$", "$", True),
        ("a$|b", "b\n", True),
    ],
)
def test_dollar_means_the_end(pattern: str, text: str, matches: bool) -> None:
    """`$` means the end of the text, but not in a class nor after a backslash."""
    assert bool(compile_pattern(pattern).search(text)) is matches
    assert isinstance(compile_pattern(pattern), re.Pattern)
