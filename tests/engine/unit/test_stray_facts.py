"""Long texts of a site are read piece by piece."""

from __future__ import annotations

import pytest

from enquiry.readback.stray_facts import pieces_of


@pytest.mark.parametrize("shift", range(0, 30, 3))
def test_no_piece_begins_or_ends_within_a_fact(shift: int) -> None:
    """“0 days” and “desk@a.example.o” are what no page says; and nothing is left out."""
    sentence = "Wait 10 days, write to desk@a.example.org or call +1 613 555 0100 today. "
    text = "x" * shift + " " + sentence * 300
    pieces = list(pieces_of(text))
    assert len(pieces) > 4
    assert all(piece.startswith("Wait 10 days") for piece in pieces[1:])
    assert all(piece.endswith("today. ") for piece in pieces)
    assert sum(map(len, pieces)) >= len(text)


def test_a_text_without_spaces_is_read_too() -> None:
    """Where nothing parts sentences or words, pieces overlap."""
    pieces = list(pieces_of("年" * 9000))
    assert sum(map(len, pieces)) > 9000
    assert list(pieces_of("short")) == ["short"]
