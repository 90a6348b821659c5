"""The transcripts of what a screen reader says, which `make audit` writes: whole, once, in one
language, and with every error at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from enquiry.site.guide import Guide
from tests.audit.transcripts import JOURNEYS, path_of, turns
from tests.support import ROOT, guide_languages

Turns = list[tuple[str, list[str]]]
ROLE = re.compile(r"^(\[\w+\] )?([a-z]+(, |: ))?")
TAG = re.compile(r"^\[(\w+)\] ")
LINK = re.compile(r"presses the link “(.+)”")
CONTROL = re.compile(r"(textbox|radio|checkbox|date|combobox), \S")
COMMON = {
    "en": re.compile(r"\b(the|your|you|and|is|for|that|if|it)\b", re.IGNORECASE),
    "fr": re.compile(
        r"\b(le|la|les|des|du|vous|votre|est|une|et|pour|que|si|ne|pas)\b", re.IGNORECASE
    ),
}
"""Words of the one language that the other does not have."""


@pytest.fixture(params=guide_languages())
def language(request: pytest.FixtureRequest, guide_root: Path) -> str:
    """A language of the guide. The transcripts are those of the guide of this repository."""
    if guide_root != ROOT:
        pytest.skip("only the guide at the top of the repository is transcribed")
    return str(request.param)


@pytest.fixture(params=JOURNEYS)
def heard(request: pytest.FixtureRequest, language: str) -> Turns:
    """What a person does on a journey, and hears."""
    return read(language, request.param)


def read(language: str, journey: str) -> Turns:
    """The turns of a transcript."""
    return list(turns(path_of(language, journey).read_text("utf-8").splitlines()))


def test_every_turn_is_answered(heard: Turns) -> None:
    """Whatever a person opens, presses or reads, they hear something."""
    assert [deed for deed, phrases in heard if not phrases and "answers" not in deed] == []


def name_in(phrase: str) -> str:
    """What a phrase names, without what it is and how it is."""
    return ROLE.sub("", phrase).split(", ")[0]


def test_nothing_is_spoken_twice(heard: Turns) -> None:
    """No phrase names what the one before it named.

    But a page's heading may repeat its place in the guide, and a question that is the heading of
    its step is spoken as a group of answers too.
    """
    twice = [
        (before, after)
        for _, phrases in heard
        for before, after in pairwise(phrases)
        if name_in(before) == name_in(after)
        and not after.endswith(", level 1")
        and not (before.startswith("radiogroup, ") and after.endswith(", level 2"))
    ]
    assert twice == []


def test_every_phrase_is_in_its_language(heard: Turns, language: str) -> None:
    """A phrase in another language is spoken in it: in brackets before the phrase."""
    wrong = []
    for phrase in (phrase for _, phrases in heard for phrase in phrases):
        tag = TAG.match(phrase)
        spoken = tag[1] if tag else language
        counts = {each: len(common.findall(phrase)) for each, common in COMMON.items()}
        if counts[spoken] < max(counts.values()):
            wrong.append(phrase)
    assert wrong == []


def reports(heard: Turns, title: str) -> Iterator[tuple[list[str], Turns]]:
    """What is spoken when errors are found, and the turns in which their links are followed."""
    for number, (_, phrases) in enumerate(heard):
        if any(name_in(phrase) == title for phrase in phrases):
            rest = heard[number + 1 :]
            end = next(n for n, (deed, _) in enumerate(rest) if not LINK.match(deed))
            yield phrases, rest[:end]


def test_every_error_is_spoken_at_once_and_with_its_field(language: str, guide: Guide) -> None:
    """All errors of a step are spoken together, and each again with the field that it leads to."""
    title = guide.words.form["error_title"][language]
    found = list(reports(read(language, "errors"), title))
    assert found, "make audit writes the transcripts anew"
    for at_once, followed in found:
        assert followed
        for deed, phrases in followed:
            link = LINK.match(deed)
            assert link
            assert link[1] in " ".join(at_once)
            assert link[1] in " ".join(phrases)
            assert CONTROL.match(phrases[-1])
