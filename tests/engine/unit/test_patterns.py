"""Patterns that mean the same in every dialect: what is refused, why and where."""

from __future__ import annotations

import re

import pytest

from enquiry.schema.patterns import compile_pattern, portability_problems

ONLY = "only literals, classes and (?:) are portable, not what stands"
CLASS = "a class holds an unescaped ( ) [ ] { } / - or | or an escape"
RANGE = "a class holds a range without ends in order before"
DOUBLED = "a class doubles a punctuation mark before"
UNBOUNDED = "something unbounded is repeated without bound before"
TWICE = "a quantifier follows another before"
OFTEN = "something is repeated more than 5000 times before"
DOLLAR = 'a "$" stands before the end of a branch, before'
OPEN = 'a "(?:" is not closed before'


@pytest.mark.parametrize(
    "pattern",
    [
        # Literals; every punctuation mark of the syntax escaped, the others as they are.
        *["", "a", "a-b", "\n", "🦊", "\u00a0", "/", "\\\\", "\\^", "\\$", "\\.", "\\*", "\\+"],
        *["aXb", "\\?", "\\(", "\\)", "\\[", "\\]", "\\{", "\\}", "\\|", "\\/", "@#%&,;:<>=!~`'\""],
        # Ends of a branch.
        *["^", "$", "^$", "a|^b$", "^a|b$", "(?:^a)$", "^(?:a|b)*$", "(?:a$|b$)", "|", "a||b"],
        # Groups and quantifiers.
        *["(?:)", "(?:a)", "(?:(?:a|b)c)?", "a*", "a+", "a?", "a{2}", "a{2,}", "a{2,3}", "a{0}"],
        *["(?:a+){3}", "(?:a*b){2,5}", "(?:a+)?", "a+b+", "a*|b*", "(?:ab{1,9})*", "(?:a?)+"],
        *["a{5000}", "(?:ab|c{8}){500}", "a{0,5000}", "[\\--a]"],
        # Classes.
        *["[a]", "[^a]", "[@.]", "[a-z]", "[A-Za-z0-9]", "[a-a]", "[^\u0000-\u001f]", "[+*?.$]"],
        *["[\\^a]", "[a^]", "[\\-a]", "[a\\-z]", "[ -\\/]", "[\\(\\)\\[\\]\\{\\}\\/\\|\\\\]"],
        *["[\n]", "[\\(-\\)]", "[^^]", "[a-z\\-]", "[aa]", "[a]+[b]+"],
    ],
)
def test_portable(pattern: str) -> None:
    """What every dialect reads alike passes."""
    assert list(portability_problems(pattern)) == []


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("a.b", f"{ONLY} at character 2"),
        ("\\d", f"{ONLY} at character 1"),
        ("ab\\w", f"{ONLY} at character 3"),
        ("\\s", f"{ONLY} at character 1"),
        ("\\b", f"{ONLY} at character 1"),
        ("\\n", f"{ONLY} at character 1"),
        ("\\u0041", f"{ONLY} at character 1"),
        ("\\x41", f"{ONLY} at character 1"),
        ("\\p{L}", f"{ONLY} at character 1"),
        ("\\-", f"{ONLY} at character 1"),
        ("\\", f"{ONLY} at character 1"),
        ("(a)", f"{ONLY} at character 1"),
        ("(?=a)", f"{ONLY} at character 1"),
        ("(?!a)", f"{ONLY} at character 1"),
        ("(?<=a)", f"{ONLY} at character 1"),
        ("(?P<n>a)", f"{ONLY} at character 1"),
        ("(?i:a)", f"{ONLY} at character 1"),
        ("(", f"{ONLY} at character 1"),
        ("*a", f"{ONLY} at character 1"),
        ("^*", f"{ONLY} at character 2"),
        ("|+", f"{ONLY} at character 2"),
        ("a^", f"{ONLY} at character 2"),
        ("{", f"{ONLY} at character 1"),
        ("}", f"{ONLY} at character 1"),
        ("]", f"{ONLY} at character 1"),
        ("a{,2}", f"{ONLY} at character 2"),
        ("a{x}", f"{ONLY} at character 2"),
        ("a{2,3", f"{ONLY} at character 2"),
        ("(?:a", f"{OPEN} at character 5"),
        ("(?:a|(?:b)", f"{OPEN} at character 11"),
        ("a)", 'the ")" at character 2 closes nothing'),
        (")", 'the ")" at character 1 closes nothing'),
        ("(?:a))b", 'the ")" at character 6 closes nothing'),
        ("a$)", 'the ")" at character 3 closes nothing'),
        ("a+?", f"{TWICE} at character 4"),
        ("a*+", f"{TWICE} at character 4"),
        ("a??", f"{TWICE} at character 4"),
        ("a{1}{2}", f"{TWICE} at character 8"),
        ("(?:a+)+", f"{UNBOUNDED} at character 8"),
        ("(?:a*b)*", f"{UNBOUNDED} at character 9"),
        ("(?:a*b){2,}c", f"{UNBOUNDED} at character 12"),
        ("(?:a{2,})+", f"{UNBOUNDED} at character 11"),
        ("(?:(?:a|b+)c)*", f"{UNBOUNDED} at character 15"),
        ("(?:a+|b)+", f"{UNBOUNDED} at character 10"),
        ("(?:a|b+)+", f"{UNBOUNDED} at character 10"),
        ("(?:a+b)+", f"{UNBOUNDED} at character 9"),
        ("(?:(?:a+)?b)+", f"{UNBOUNDED} at character 14"),
        ("a$b", f"{DOLLAR} at character 3"),
        ("$a", f"{DOLLAR} at character 2"),
        ("(?:$X)", f"{DOLLAR} at character 5"),
        ("[", f"{CLASS} at character 1"),
        ("a[]", f"{CLASS} at character 2"),
        ("[^]", f"{CLASS} at character 1"),
        ("[(]", f"{CLASS} at character 1"),
        ("[)]", f"{CLASS} at character 1"),
        ("[[]", f"{CLASS} at character 1"),
        ("[{]", f"{CLASS} at character 1"),
        ("[}]", f"{CLASS} at character 1"),
        ("[/]", f"{CLASS} at character 1"),
        ("[|]", f"{CLASS} at character 1"),
        ("[\\d]", f"{CLASS} at character 1"),
        ("[\\.]", f"{CLASS} at character 1"),
        ("[a", f"{CLASS} at character 1"),
        ("[a&&b]", f"{DOUBLED} at character 7"),
        ("[a--b]", f"{RANGE} at character 7"),
        ("[^^^]", f"{DOUBLED} at character 6"),
        *((f"[{mark}{mark}]", f"{DOUBLED} at character 5") for mark in "!#$%&*+,.:;<=>?@`~"),
        ("[z-a]", f"{RANGE} at character 6"),
        ("[a-]", f"{RANGE} at character 5"),
        ("[-a]", f"{RANGE} at character 5"),
        ("[-]b", f"{RANGE} at character 4"),
        ("[^-a]", f"{RANGE} at character 6"),
        ("[b\\-a-]", f"{RANGE} at character 8"),
        ("[+--a]", "a class doubles a hyphen before at character 7"),
        ("a{5001}", f"{OFTEN} at character 8"),
        ("a{0,5001}", f"{OFTEN} at character 10"),
        ("(?:a{100}){51}", f"{OFTEN} at character 15"),
        ("(?:ab|c{8}){501}", f"{OFTEN} at character 17"),
        (f"a{{{'9' * 30}}}", f"{OFTEN} at character 34"),
        ("a{2,1}", "min repeat greater than max repeat at position 2"),
        # Only the first is reported.
        ("\\d(a)", f"{ONLY} at character 1"),
    ],
)
def test_not_portable(pattern: str, problem: str) -> None:
    """What some dialect reads otherwise, or slowly, is refused in one sentence with its place."""
    assert list(portability_problems(pattern)) == [problem]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("^a$", "a", True),
        ("^a$", "a\n", False),
        ("a$", "ba", True),
        ("^[$]$", "$", True),
        ("^[$]$", "$\n", False),
        ("^[\\]$]$", "$", True),
        ("^[\\]$]$", "]", True),
        ("^[^$\n]$", "\n", False),
        ("^\\$$", "$", True),
        ("^\\$$", "$\n", False),
        ("^\\\\$", "\\", True),
        ("^\\\\$", "\\\n", False),
        ("^\\\n$", "\n", True),
        ("a$|b", "b\n", True),
        ("a$|b$", "a\n", False),
        ("a$|b$", "b\n", False),
    ],
)
def test_dollar_means_the_end(pattern: str, text: str, matches: bool) -> None:
    """`$` means the end of the text, but not in a class nor after a backslash."""
    compiled = compile_pattern(pattern)
    assert isinstance(compiled, re.Pattern)
    assert bool(compiled.search(text)) is matches
