"""What the Markdown of a page may not hold: HTML that could run, and links that do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from enquiry.authoring.findings import Finding, hidden_character
from enquiry.authoring.texts import IN_LINES
from enquiry.pointers import position_of
from enquiry.site.content_checks import PLACEHOLDER, as_address

# What lays out a page, and neither runs, loads nor sends anything.
_ELEMENTS = frozenset(
    (
        *("abbr", "b", "br", "cite", "code", "dd", "details", "div", "dl", "dt", "em"),
        *("figcaption", "figure", "hr", "i", "kbd", "li", "mark", "ol", "p", "pre", "q", "s"),
        *("section", "small", "span", "strong", "sub", "summary", "sup", "u", "ul", "var"),
        *("wbr",),
    )
)
_ATTRIBUTES = frozenset(
    (
        *("class", "cite", "dir", "id", "lang", "markdown", "open", "role", "start", "title"),
        *("translate",),
    )
)
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "sms", "tel"})
# Not even an extension of Markdown or a list of attributes may make these.
_RUNS = frozenset(
    (
        *("applet", "base", "button", "embed", "form", "frame", "frameset", "iframe", "link"),
        *("math", "meta", "object", "script", "style", "template", "textarea"),
    )
)
_LINKS = frozenset(
    (
        *("action", "background", "cite", "data", "formaction", "href", "longdesc", "manifest"),
        *("ping", "poster", "src", "xlink:href"),
    )
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>]|$)([^<>]*)|<[!?](?!--)")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_CODE = re.compile(
    r"^ {0,3}(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*\n?)+"
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)


def markup_findings(
    source: str, html: str, file: str, *, fetches: bool = False
) -> Iterator[Finding]:
    """What a page's own words hold that is not to be published.

    `source` is the page as it is written, `html` what Markdown made of it and of its placeholders,
    without what the engine makes itself, such as the form. `fetches` says that the site gets a copy
    of each picture of another one.
    """
    raw = list(_raw_html_findings(source, file))
    yield from raw
    made = _Made(fetches)
    made.feed(html)
    made.close()
    for problem, expected, needle in made.refused:
        yield Finding(file, _lines_with(source, needle)[0], 1, problem, expected)
    for scheme, count in Counter(made.schemes).items():
        problem = f'A link that starts with "{scheme}:" is not allowed.'
        expected = "Use https, mailto or tel, or the path of a page."
        for line in _lines_with(source, f"{scheme}:")[:count]:
            yield Finding(file, line, 1, problem, expected)
    # What stands in the source as HTML was found there.
    for name in dict.fromkeys(made.running) if not raw else ():
        problem = f'"{name}" is not allowed in a page.'
        yield Finding(file, _lines_with(source, name)[0], 1, problem, "Delete it.")
    for character in sorted(made.hidden - set(source)):
        line = _lines_with(source, character)[0]
        yield Finding(file, line, 1, *hidden_character(character))


def hidden_findings(source: str, file: str) -> Iterator[Finding]:
    """Each line of a page that holds a hidden character as it is."""
    for number, line in enumerate(source.split("\n"), 1):
        if found := IN_LINES.search(line):
            yield Finding(file, number, found.start() + 1, *hidden_character(found[0]))


def _raw_html_findings(source: str, file: str) -> Iterator[Finding]:
    # Blanked, not removed, so that lines and columns stay those of the file.
    words = _CODE.sub(_blank, PLACEHOLDER.sub(_blank, source))
    for tag in _TAG.finditer(words):
        closes, name, rest = tag[1], (tag[2] or tag[0]).lower(), tag[3] or ""
        line, column = position_of(source, tag.start())
        if name not in _ELEMENTS:
            if not closes:
                shown = f"<{name}>" if tag[2] else name
                problem, expected = f"The HTML {shown} is not allowed.", "Write it in Markdown."
                yield Finding(file, line, column, problem, expected)
            continue
        for attribute in _ATTRIBUTE.finditer(rest):
            known = attribute[1].lower()
            if known not in _ATTRIBUTES and not known.startswith(("aria-", "data-")):
                problem = f'The attribute "{known}" of <{name}> is not allowed.'
                yield Finding(file, line, column, problem, "Delete it.")


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _lines_with(source: str, needle: str) -> list[int]:
    """The lines that have these letters, however they are written; the first one if none does."""
    lines = enumerate(source.split("\n"), 1)
    return [number for number, line in lines if needle in as_address(line)] or [1]


class _Made(HTMLParser):
    """Collects from HTML what runs, the schemes of its links, hidden characters, and what the
    policy of the pages would refuse."""

    def __init__(self, fetches: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._fetches = fetches
        self.running: list[str] = []
        self.schemes: list[str] = []
        self.hidden: set[str] = set()
        # What the policy would refuse: problem, what to do, and words of the source
        self.refused: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Each element with its attributes."""
        if tag in _RUNS:
            self.running.append(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name in ("srcdoc", "http-equiv"):
                self.running.append(name)
            scheme = _SCHEME.match(as_address(value or "")) if name in _LINKS else None
            if scheme and scheme[1] not in _SAFE_SCHEMES:
                self.schemes.append(scheme[1])
            self._look_at(value or "")
        self._look_at_policy(tag, dict(attributes))

    def _look_at_policy(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """A picture of another site, a diagram, whose script Material would fetch, and a style."""
        source = as_address(attributes.get("src") or "")
        if tag == "img" and not self._fetches and source.startswith(("http:", "https:", "//")):
            problem = "The pages load nothing from another site."
            self.refused.append((problem, "Put that file into docs/assets.", source))
        if "style" in attributes:
            problem = "The policy of the pages refuses a style that stands in one."
            expected = "Give it a class, as { .name }, and style that in a file of extra_css."
            self.refused.append((problem, expected, "style"))
        if "mermaid" in (attributes.get("class") or "").split():
            problem = "A diagram is drawn by a script that no page may load."
            self.refused.append((problem, "Put it into docs/assets as a picture.", "mermaid"))

    def handle_data(self, data: str) -> None:
        """The words between the elements."""
        self._look_at(data)

    def _look_at(self, text: str) -> None:
        self.hidden.update(IN_LINES.findall(text))
