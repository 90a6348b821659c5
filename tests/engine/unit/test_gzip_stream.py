"""gzip is unpacked as it comes, to the end, and not without bound."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest

from enquiry.intake import gzip_stream
from enquiry.intake.gzip_stream import BOMB, Unpacked
from enquiry.intake.limits import Unreadable
from enquiry.intake.streams import Pieces, up_to

CONTENT = b"".join(b"%d\n" % number for number in range(30_000))


class Drops:
    """Bytes that come a few at a time."""

    def __init__(self, content: bytes, size: int) -> None:
        self._content = io.BytesIO(content)
        self._size = size

    def read1(self, size: int, /) -> bytes:
        """The next few."""
        return self._content.read(min(size, self._size))

    def may_wait(self) -> bool:
        """Always: who knows when the next few come."""
        return True


def unpacked(content: bytes, size: int = 1 << 20) -> bytes:
    """What the stream of a packed content holds."""
    return up_to(Unpacked(Drops(content, size)), 1 << 30)


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_content_is_that_which_was_packed(size: int) -> None:
    """However the bytes come, in one member or in several, with zeros between or behind them."""
    packed = gzip.compress(CONTENT)
    assert unpacked(packed, size) == CONTENT
    assert unpacked(packed + gzip.compress(b"") + packed, size) == 2 * CONTENT
    assert unpacked(packed + b"\0" * 5 + packed + b"\0" * 512, size) == 2 * CONTENT
    assert unpacked(b"", size) == b""


@pytest.mark.parametrize("size", [1, 1 << 20])
def test_what_is_cut_short_or_damaged_is_refused(size: int) -> None:
    """Nothing passes that gzip itself would not take."""
    packed = gzip.compress(CONTENT)
    for cut in (1, 9, 30, len(packed) - 9, len(packed) - 1):
        with pytest.raises(EOFError):
            unpacked(packed[:cut], size)
    for damaged in (b"no gzip", packed[:-6] + b"\1" + packed[-5:], packed + b"oops"):
        with pytest.raises((zlib.error, EOFError)):
            unpacked(damaged, size)


def test_pieces_are_small_and_come_before_more_is_read() -> None:
    """A piece is never larger than what was asked for, and nothing that is there is kept back."""
    stream = Unpacked(Pieces(io.BytesIO(gzip.compress(b" " * 1_000_000))))
    pieces = list(iter(lambda: stream.read1(1000), b""))
    assert max(map(len, pieces)) == 1000
    assert sum(map(len, pieces)) == 1_000_000
    live = Unpacked(Drops(gzip.compress(b" " * 5000), 1 << 20))
    assert live.may_wait()
    for _ in range(4):
        live.read1(1000)
        assert not live.may_wait()


def test_bomb_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """What grows beyond the limit and two hundredfold is refused; what holds real text is not."""
    monkeypatch.setattr(gzip_stream, "MAX_UNPACKED", 100_000)
    assert len(unpacked(gzip.compress(CONTENT))) > 100_000
    assert len(unpacked(gzip.compress(b" " * 100_000))) == 100_000
    with pytest.raises(Unreadable) as caught:
        unpacked(gzip.compress(b" " * 200_000))
    assert caught.value.message == BOMB
