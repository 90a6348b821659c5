"""A saved copy of a page, as a person reads it: the lines of its main content, and its links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_BYTES = 4 * 1024 * 1024
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|main|article|div|h[1-6]|p)[\s>]", re.I)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LATIN = ("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1")
_KNOWN = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|iso-8859-\d+|windows-125\d|koi8-[ru]"
    r"|shift_jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5"
)
MAX_OPEN = 5_000
_TAG = re.compile("<(/?)([a-z][a-z0-9]*)", re.I)
# Elements that end by themselves.
_NEED_NO_END = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("dd", "dt", "li", "option", "p", "tbody", "td", "th", "tr", "track", "wbr"),
    )
)
# What stands within a line. Everything else begins and ends one.
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
# What is no text for readers, and what stands around the main content.
_NO_TEXT = frozenset(
    (
        *("button", "embed", "head", "iframe", "input", "nav", "noscript", "object", "script"),
        *("select", "style", "svg", "template", "textarea"),
    )
)
_AROUND = frozenset(("aside", "footer", "header"))


class UnreadablePage(Exception):  # noqa: N818 - nothing went wrong in the program
    """Why a file cannot be read as a page."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its lines, and the targets of the links in them."""

    lines: tuple[str, ...]
    links: tuple[str, ...] = ()


def read_page(raw: bytes) -> Page:
    """The page in the bytes of an HTML file or of a text file. Raises UnreadablePage.

    The main content of HTML is its `main`; without one, its body but for what stands around it.
    """
    if len(raw) > MAX_BYTES:
        raise UnreadablePage(f"it has over {MAX_BYTES // 1024**2} MiB; save the page alone")
    text = _decoded(raw)
    if "\0" in text:
        raise UnreadablePage("it holds a NUL, so it is no text; save the page as HTML or text")
    page = _of_html(text) if _MARKUP.search(text) else Page(tuple(text.splitlines()))
    if not any(character.isalnum() for line in page.lines for character in line):
        raise UnreadablePage("there is no text in it; save the page once it shows its content")
    return page


def _decoded(raw: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    if not encoding:
        declared = _DECLARED.search(raw[:2048])
        name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
        if not _KNOWN.fullmatch(name) and name not in _LATIN:
            raise UnreadablePage(f'its encoding "{name[:40]}" is not known here; save it as UTF-8')
        # The declaration was read as ASCII, so a page that calls itself UTF-16 is not; and
        # browsers read Latin-1 as Windows-1252.
        encoding = "utf-8" if name.startswith("utf") else "cp1252" if name in _LATIN else name
    try:
        return raw.decode(encoding)
    except UnicodeError as error:
        where = f"byte {error.start + 1} " if isinstance(error, UnicodeDecodeError) else "it "
        raise UnreadablePage(f"{where}is not {encoding.upper()}; save it as UTF-8") from None


def _of_html(text: str) -> Page:
    if _most_open(text) > MAX_OPEN:
        raise UnreadablePage(f"over {MAX_OPEN} elements in it are nested or have no end")
    tree = LexborHTMLParser(text)
    main = tree.css_first("main") or tree.css_first("[role=main]")
    root = main or tree.body
    if root is None:
        return Page(())
    links = [each.attributes.get("href") or "" for each in root.css("a")]
    dropped = _NO_TEXT if main else _NO_TEXT | _AROUND
    lines = "".join(_pieces(root, dropped)).split("\n")
    return Page(tuple(line for line in lines if line.strip()), tuple(filter(None, links)))


def _most_open(text: str) -> int:
    """How many elements are open at once, at most: a reader looks through all of them at each."""
    open_now: Counter[str] = Counter()
    total = most = 0
    for tag in _TAG.finditer(text):
        end, name = tag[1], tag[2].lower()
        if name in _NEED_NO_END or (end and not open_now[name]):
            continue
        step = -1 if end else 1
        open_now[name] += step
        total += step
        most = max(most, total)
    return most


def _pieces(root: LexborNode, dropped: frozenset[str]) -> Iterator[str]:
    """The text below a node, with a line end around all that is not within a line.

    A stack of its own, since a hostile page may be nested as deep as it is long.
    """
    waiting: list[LexborNode | str] = [root]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif each.is_text_node:
            yield re.sub(r"[\r\n]", " ", each.text_content or "")
        elif each.is_element_node and each.tag not in dropped and not _hidden(each):
            children = list(each.iter(include_text=True))
            if each.tag in _INLINE:
                waiting += reversed(children)
            else:
                yield "\n"
                waiting += ["\n", *reversed(children)]


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    style = re.sub(r"\s", "", attributes.get("style") or "").lower()
    return (
        "hidden" in attributes or attributes.get("aria-hidden") == "true" or "display:none" in style
    )
