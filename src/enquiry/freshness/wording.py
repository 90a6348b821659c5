"""What a text says apart from how it is written: quotes, spaces, dates of change, sessions."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

# What is taken out: quotes, and what does not show.
_OUT = dict.fromkeys(
    (
        *map(ord, '“”„‟«»"\u00ad\u061c\ufeff'),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)),
    )
)
_SAME = str.maketrans(dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("‐‑‒–—―−", "-"))
# What a server makes up for one visit: a long word of letters and digits, a member of an address.
_SESSION = re.compile(
    r"(?=[0-9a-z]*[0-9])(?=[0-9a-z]*[a-z])[0-9a-z]{20,}"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.I,
)
_SESSION_MEMBER = re.compile(
    r"(?<=[?&;])(?:j?session\w*|phpsessid|sid|utm_\w+)=[^\s&;#]*[&;]?", re.I
)
_LONGEST_DATE = 40


def fingerprint(lines: Iterable[str], dated: Sequence[str]) -> str:
    """The fingerprint of what lines say, but for when the page last changed.

    `dated` are the words that stand before the day of the last change.
    """
    said = " ".join(word for line in undated(lines, dated) for word in _words(line))
    return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


def plain(text: str) -> str:
    """A text with one kind of quote, dash and space, and no characters that do not show."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME).translate(_OUT).split())


def folded(text: str) -> str:
    """The same without capitals and accents, its digits those of ASCII: what a search compares."""
    lower = plain(text).casefold()
    if lower.isascii():
        return lower
    apart = unicodedata.normalize("NFKD", lower)
    return "".join(_letter(each) for each in apart if unicodedata.category(each) != "Mn")


def undated(lines: Iterable[str], dated: Sequence[str]) -> Iterator[str]:
    """The lines without the day on which the page last changed.

    It stands behind one of the words `dated`, in the same line or in the next one.
    """
    label = re.compile("|".join(re.escape(folded(word)) for word in dated) or "(?!)")
    day_follows = False
    for line in lines:
        text = folded(line)
        before, rest = _around(label, text)
        if rest is not None and (not rest or _like_a_day(rest)):
            yield before
            day_follows = not rest
        elif day_follows and _like_a_day(text):
            day_follows = False
        elif text:
            yield line
            day_follows = False


def _around(label: re.Pattern[str], text: str) -> tuple[str, str | None]:
    """What stands before a label and behind it; None behind words that only look like one.

    A label has a colon, or it begins the line and a day follows at once or nothing.
    """
    found = label.search(text)
    if not found:
        return text, None
    before, rest = text[: found.start()], text[found.end() :].strip()
    begins = not any(each.isalnum() for each in before)
    at_once = not rest or re.search("[0-9]", " ".join(rest.split()[:2]))
    is_label = rest.startswith(":") or (begins and at_once)
    return before, rest.lstrip(": ") if is_label else None


def _like_a_day(text: str) -> bool:
    return len(text) <= _LONGEST_DATE and bool(re.search("[0-9]", text))


def _words(line: str) -> Iterator[str]:
    for word in _SESSION_MEMBER.sub("", plain(line)).split():
        bare = word.strip("|-*·•")
        if any(each.isalnum() for each in bare) and not _SESSION.fullmatch(bare.strip(".,:;()[]")):
            yield bare


def _letter(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
