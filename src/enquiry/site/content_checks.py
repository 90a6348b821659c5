"""What hand-written pages may not do: state a fact of the table themselves, or link to nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from enquiry.authoring.findings import Finding, did_you_mean
from enquiry.text import Text

_PLACEHOLDER = re.compile(r"\{[{%].*?[%}]\}")
_ADDRESS = re.compile(r"[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_SPACE = "[\\s\u00a0\u202f-]+"
# [words](target) or [name]: target
_LINK = re.compile(r"(?:\]\(|^ {0,3}\[[^\]]+\]:\s+)(?P<target>[^)\s{}]+)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
_FENCE = re.compile(r"\s*(?:```|~~~)")


def periods_in(words: Mapping[str, Text]) -> re.Pattern[str]:
    """What a number of days, weeks or months looks like in each language of these words."""

    def any_of(key: str) -> str:
        found = {word for _, said in words[key].parts for word in said.split()}
        # The longest first: an ending may begin with a mark, which ends a word too.
        return "|".join(map(re.escape, sorted(found, key=lambda word: (-len(word), word))))

    number, kind, unit = (any_of(f"fact_{part}") for part in ("numbers", "kinds", "units"))
    return re.compile(
        rf"\b(?:\d+|{number}){_SPACE}(?:(?:{kind}){_SPACE})?(?:{unit})\b", re.IGNORECASE
    )


def fact_findings(
    markdown: str, file: str, compared: Collection[str], periods: re.Pattern[str]
) -> Iterator[Finding]:
    """Every address, number of days and date of comparison that `markdown` states by itself.

    `compared` is that date in each way in which a page of this language may write it, `periods`
    what a number of days looks like.
    Addresses at the reserved domain example.org stand for nobody and are allowed in examples.
    """
    for number, line in enumerate(markdown.splitlines(), 1):
        # Blanked, not removed, so that columns stay those of the file.
        words = _PLACEHOLDER.sub(lambda found: " " * len(found[0]), line)
        for found in _ADDRESS.finditer(words):
            if found["domain"] != "example.org" and not found["domain"].endswith(".example.org"):
                yield Finding(
                    file,
                    number,
                    found.start() + 1,
                    f'The page states the address "{found[0]}" in its own words.',
                    'Take it from the table: {{ email("the-contact") }}.',
                )
        for found in periods.finditer(words):
            yield Finding(
                file,
                number,
                found.start() + 1,
                f'The page states "{found[0]}" in its own words.',
                'Take it from the table: {{ table.categories["…"].escalation.after_days }}.',
            )
        for written in compared:
            # Each kind of space has the same length, so that columns stay those of the file.
            if (column := _plain(words).find(_plain(written))) >= 0:
                yield Finding(
                    file,
                    number,
                    column + 1,
                    f"The page states the date of comparison, {_plain(written)}, in its own words.",
                    "Take it from the table: {{ table.source.compared | in_words }}.",
                )


def _plain(words: str) -> str:
    return words.replace("\u00a0", " ")


class LinkChecker:
    """Whether each link of the pages of one language leads to a page and a heading that exist.

    `pages` gives the Markdown of each page by its path, its placeholders filled in; `to_html` turns
    it into HTML as the site does, so that the ids of headings are those of the site.
    """

    def __init__(self, pages: Mapping[str, str], to_html: Callable[[str], str]) -> None:
        self._pages = pages
        self._to_html = to_html
        self._ids: dict[str, list[str]] = {}

    def findings(self, source: str, path: str, file: str) -> Iterator[Finding]:
        """Every link of the Markdown `source` of the page at `path` that leads nowhere."""
        for line, column, target in _links(source):
            to, _, anchor = target.partition("#")
            page = posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) if to else path
            if page not in self._pages:
                yield Finding(
                    file,
                    line,
                    column,
                    f'The link "{target}" leads to no page.',
                    did_you_mean(to, _relative(self._pages, path)),
                )
            elif anchor and anchor not in self._ids_of(page):
                yield Finding(
                    file,
                    line,
                    column,
                    f'The link "{target}" leads to no heading of {page}.',
                    did_you_mean(anchor, self._ids_of(page)),
                )

    def _ids_of(self, page: str) -> list[str]:
        if page not in self._ids:
            self._ids[page] = re.findall(r'\bid="([^"]+)"', self._to_html(self._pages[page]))
        return self._ids[page]


def _links(source: str) -> Iterator[tuple[int, int, str]]:
    in_code = False
    for line, words in enumerate(source.splitlines(), 1):
        if _FENCE.match(words):
            in_code = not in_code
        for found in () if in_code else _LINK.finditer(words):
            if not _ELSEWHERE.match(found["target"]):
                yield line, found.start("target") + 1, found["target"]


def _relative(pages: Iterable[str], path: str) -> list[str]:
    return [posixpath.relpath(page, posixpath.dirname(path) or ".") for page in pages]
