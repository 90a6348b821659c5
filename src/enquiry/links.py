"""Links of hand-written pages: each leads to a page, and to a heading, that exists."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

import markdown

from enquiry.errors import Finding
from enquiry.shape import did_you_mean

# The extensions that decide which ids a page has, as in mkdocs.yml.
_EXTENSIONS = ["attr_list", "def_list", "fenced_code", "md_in_html", "tables", "toc"]
_LINK = re.compile(r"\]\((?P<target>[^)\s{}]+)(?:\s+\"[^\"]*\")?\)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:```|~~~)")


def findings(source: str, path: str, file: str, pages: Mapping[str, str]) -> Iterator[Finding]:
    """Every link of the Markdown `source` at `path` that leads nowhere.

    `pages` gives the Markdown of each page of the same language, its placeholders filled in.
    """
    for line, column, target in _links(source):
        to, _, anchor = target.partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) if to else path
        if page not in pages:
            yield Finding(
                file,
                line,
                column,
                f'The link "{target}" leads to no page.',
                did_you_mean(to, _relative(pages, path)),
            )
        elif anchor and anchor not in (ids := _ids(pages[page])):
            yield Finding(
                file,
                line,
                column,
                f'The link "{target}" leads to no heading of {page}.',
                did_you_mean(anchor, ids),
            )


def _links(source: str) -> Iterator[tuple[int, int, str]]:
    in_code = False
    for line, words in enumerate(source.splitlines(), 1):
        if _FENCE.match(words):
            in_code = not in_code
        for found in () if in_code else _LINK.finditer(words):
            if not _ELSEWHERE.match(found["target"]):
                yield line, found.start("target") + 1, found["target"]


def _relative(pages: Mapping[str, object], path: str) -> list[str]:
    return [posixpath.relpath(page, posixpath.dirname(path) or ".") for page in pages]


def _ids(source: str) -> list[str]:
    html = markdown.markdown(source, extensions=_EXTENSIONS)
    return re.findall(r'\bid="([^"]+)"', html)
