"""An HTML page as a reader has it: lines, links, headings. No class name and no template counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import html5lib

MAX_DEPTH = 200
Element = Any
"""An element of the standard library's ElementTree."""
Token = tuple[Literal["start", "end", "text"], Any]

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# Elements that hold nothing, or that the next of their kind ends.
_SHALLOW = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr", "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody"),
    }
)
_UNREAD = frozenset({"script", "style", "template", "svg", "{http://www.w3.org/2000/svg}svg"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "kbd", "q", "s", "small"),
        *("span", "strong", "sub", "sup", "time", "u", "wbr", "input", "img"),
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as it is read. `listed` says that it stands in a list or a table."""

    text: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, and what is read of it."""

    href: str
    text: str


def is_too_deep(html: str) -> bool:
    """Whether elements stand in each other more deeply than any page needs."""
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _SHALLOW:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            if depth > MAX_DEPTH:
                return True
    return False


def parse(html: str) -> Element:
    """The page as a browser reads it."""
    return html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)


def is_hidden(element: Element) -> bool:
    """Whether the page itself hides an element from readers."""
    style = (element.get("style") or "").replace(" ", "").lower()
    hides = "display:none" in style or "visibility:hidden" in style
    return hides or "hidden" in element.attrib or element.get("aria-hidden") == "true"


def tokens(element: Element, *, hidden: bool = False, navigation: bool = False) -> Sequence[Token]:
    """What is read of an element, in order; with `hidden`, also what a script may show.

    Lists of links to other pages are left out but for `navigation`, and links with which a heading
    leads to itself.
    """
    itself = ""
    found: list[Token] = []
    waiting: list[Token] = [("start", element)]
    while waiting:
        kind, what = waiting.pop()
        if kind != "start":
            found.append((kind, what))
            continue
        if not isinstance(what.tag, str) or what.tag in _UNREAD:
            continue
        if what.tag == "nav" and not navigation:
            continue
        if what is not element and not hidden and is_hidden(what):
            continue
        if what.tag in _HEADINGS:
            itself = f"#{what.get('id')}"
        if what.tag == "a" and what.get("href") == itself:
            continue
        found.append(("start", what))
        following: list[Token] = [("text", what.text)] if what.text else []
        for child in what:
            following.append(("start", child))
            if child.tail:
                following.append(("text", child.tail))
        waiting += reversed([*following, ("end", what)])
    return found


def plain(text: str) -> str:
    """A text without regard to how it is spaced."""
    return re.sub(r"\s+", " ", text).strip()


def lines(read: Sequence[Token], *, letters: bool = False) -> list[Line]:
    """The lines of what is read. Without `letters`, those of preformatted texts are left out."""
    found: list[Line] = []
    here: list[str] = []
    lists = pre = 0

    def end() -> None:
        if text := plain("".join(here)):
            found.append(Line(text, lists > 0))
        here.clear()

    for kind, what in read:
        if kind == "text":
            if not pre:
                here.append(what)
            elif letters:
                *whole, rest = what.split("\n")
                for line in whole:
                    here.append(line)
                    end()
                here.append(rest)
            continue
        if what.tag not in _INLINE:
            end()
        step = 1 if kind == "start" else -1
        lists += step * (what.tag in ("li", "td", "th"))
        pre += step * (what.tag == "pre")
    end()
    return found


def text_of(element: Element, *, hidden: bool = False) -> str:
    """All that is read of an element, in one line."""
    return " ".join(line.text for line in lines(tokens(element, hidden=hidden), letters=True))


def links(read: Sequence[Token]) -> list[Link]:
    """The links in what is read."""
    return [
        Link(what.get("href"), text_of(what))
        for kind, what in read
        if kind == "start" and what.tag == "a" and what.get("href") is not None
    ]


def whole(read: Sequence[Token], *tags: str) -> list[Element]:
    """The elements of these kinds that begin and end in what is read."""
    ends = {id(what) for kind, what in read if kind == "end"}
    return [
        what for kind, what in read if kind == "start" and what.tag in tags and id(what) in ends
    ]


def sections(read: Sequence[Token], *tags: str) -> Iterator[tuple[str, Sequence[Token]]]:
    """What stands below each heading of these kinds, up to the next one, with the heading."""
    starts = [n for n, (kind, what) in enumerate(read) if kind == "start" and what.tag in tags]
    for start, end in pairwise([*starts, len(read)]):
        heading = read[start][1]
        past = next(n for n in range(start, len(read)) if read[n] == ("end", heading))
        yield text_of(heading), read[past + 1 : end]
