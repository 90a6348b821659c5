"""Where the transcripts of what people hear lie, and which there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

TRANSCRIPTS = Path(__file__).resolve().parents[1] / "guide/heard"
JOURNEYS = ("home-to-category", "errors", "check-and-send", "search")
DOES = "> "
"""Stands before what the person does; every other line is a phrase that they hear."""


def path_of(language: str, journey: str) -> Path:
    """The file of a journey in a language."""
    return TRANSCRIPTS / language / f"{journey}.txt"


def turns(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """What the person does, each time with the phrases that they hear then."""
    deed, phrases = "", list[str]()
    for line in lines:
        if not line.startswith(DOES):
            phrases.append(line)
            continue
        if deed:
            yield deed, phrases
        deed, phrases = line.removeprefix(DOES), []
    yield deed, phrases
