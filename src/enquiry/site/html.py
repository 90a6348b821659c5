"""How the site's HTML is made: templates, addresses of pages, data inside a page, tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from jinja2 import (
    Environment,
    FileSystemLoader,
    Template,
    pass_context,
    select_autoescape,
)
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString
from markupsafe import Markup, escape

from enquiry.site.localization import fill_in, in_words
from enquiry.site.markdown_settings import EXTENSIONS
from enquiry.site.plurals import Word, forms_of
from enquiry.site.unknown_names import StrictName

THEME = Path(__file__).with_name("theme")
_MOST_PAGES = 1024
# The classes of pictures by pymdownx.emoji
_EMOJI = ("emojione", "gemoji", "twemoji")
# How many characters of an address, and of one of its parts, stand on one line of a narrow screen.
_SHORT, _LONG = 24, 20
# Of the web, of email, and a phone number, with the brackets and the full stop beside it.
_ADDRESS = re.compile(
    r"([(\[«“\"]*)"
    r"(https?://\S*[\w/]|(?<![\w.+-])[\w.+-]+@[\w.-]*\w|\+\d[\d -]{5,}\d)"
    r"([^\s\w]*)",
)
# Marks anywhere, names of emoji, and what begins a block or a list.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]#!|~^\0]|:(?=\w+:)|^[-+=:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
# What could end the script element, and what HTML forbids or an editor hides.
_UNSAFE_IN_SCRIPT = re.compile("[<\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def environment(overrides: Iterable[str] = ()) -> Environment:
    """The one Jinja environment of a build: for pages, form, letters and the frame around them.

    A name that is missing is an error. All values are escaped for HTML, but for the templates of
    plain text. Templates in the folders `overrides` take the place of the engine's.
    """
    templates = Environment(
        loader=FileSystemLoader([*overrides, THEME / "templates"]),
        autoescape=select_autoescape(disabled_extensions=["txt.jinja"], default=True),
        undefined=StrictName,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        capitalize_first=lambda words: words[:1].upper() + words[1:],
        breakable=_breakable,
        dialled=lambda phone: re.sub(r"[^0-9+*]", "", phone),
        fill_in=_fill_in,
        forms=_forms,
        in_words=_in_words,
        markdown=escape_markdown,
        # What a template of plain text gives is not escaped yet.
        preformatted=lambda text: escape(str(text).strip("\n")),
        whole=_whole,
    )
    return templates


def _breakable(address: str) -> Markup:
    """An address, of email or of the web, that may break over two lines."""
    return Markup("<wbr>").join(_parts(address))


def _parts(name: str) -> list[str]:
    """The parts of an address or of a name in code, between which a line may end.

    fields.mjs does the same. A dot is no place to break where a part fits a narrow screen.
    """
    parts = re.split(r"(?<=.)(?=@)|(?<=://)|(?<=[^/])(?=/[^/])", name)
    return [
        piece
        for part in parts
        for piece in (re.split(r"(?<=.)(?=\.)", part) if len(part) > _LONG else [part])
    ]


def _whole(text: str) -> Markup:
    """A text whose addresses and phone numbers read from left to right; the short ones stay whole,
    with what stands right beside them."""
    parts: list[str] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        opens, name, closes = found.groups()
        shown = Markup('{}<span dir="ltr">{}</span>{}').format(opens, _breakable(name), closes)
        short = Markup('<span class="whole">{}</span>').format(shown)
        parts += [text[end : found.start()], short if len(name) <= _SHORT else shown]
        end = found.end()
    return Markup("").join([*parts, text[end:]])


@lru_cache(maxsize=1)
def page_compiler(templates: Environment) -> Callable[[str], Template]:
    """What makes templates of hand-written pages, whose placeholders may only look things up.

    They have the filters and the `include`s of `templates`. Each text is compiled once, however
    many builds of `serve` it lives through.
    """
    sandbox = SandboxedEnvironment(
        loader=templates.loader,
        autoescape=templates.autoescape,
        undefined=templates.undefined,
        finalize=_on_page,
        trim_blocks=templates.trim_blocks,
        lstrip_blocks=templates.lstrip_blocks,
        comment_start_string="{# ",  # {#name} gives a heading its id
    )
    sandbox.filters.update(templates.filters)
    return lru_cache(maxsize=_MOST_PAGES)(sandbox.from_string)


@pass_context
def _on_page(context: Context, value: Any) -> Any:
    """What a placeholder of a page gives: a text from the table or of the interface is no Markdown.

    What a page includes is a template of the engine's, which has a name and no Markdown around it.
    """
    is_text = isinstance(value, str) and not isinstance(value, Markup)
    return escape_markdown(value) if is_text and context.name is None else value


@pass_context
def _fill_in(context: Context, word: Word, /, **values: object) -> str:
    """A word of the page's language with the values of its placeholders."""
    return fill_in(word, context.get("language", ""), **values)


def _forms(word: Word) -> str:
    """The forms of a word as the JSON that a script reads."""
    return json.dumps(forms_of(word), ensure_ascii=False, separators=(",", ":"))


@pass_context
def _in_words(context: Context, iso: str) -> str:
    """The ISO date in the words of the page's language."""
    return in_words(iso, context["language"], context["words"]["first_day"])


def escape_markdown(text: str) -> Markup:
    """A text as Markdown that shows it letter by letter, between others or alone.

    What Markdown would read becomes a character reference, which HTML inside of it knows too.
    """
    marked = _MARKDOWN.sub(lambda found: f"\0{ord(found[0])};", text)
    return Markup(str(escape(marked)).replace("\0", "&#"))  # noqa: S704 - escaped here


def address(language: str, path: str, first: str) -> str:
    """The address of the page at `path` below the site's root.

    The guide's `first` language is at `/`, each other one below its code; a page `index.md` is
    that of its folder.
    """
    folder = "" if language == first else f"{language}/"
    page = f"/{path.removesuffix('.md')}".removesuffix("/index")
    return f"{folder}{page[1:]}/" if page else folder


def to_root(language: str, path: str, first: str) -> str:
    """The relative way from a page to the site's root, for example "../../"."""
    return "../" * address(language, path, first).count("/") or "./"


def headings(html: str) -> Mapping[str, str]:
    """The text of each heading by its id, with the spaces that Markdown's contents lose: a French
    one has some that do not break. The link with which a heading leads to itself is none of it."""
    html = re.sub(r'(?s)<a class="headerlink".*?</a>', "", html)
    found = re.finditer(r'(?s)<h[1-6][^>]* id="([^"]+)"[^>]*>(.*?)</h[1-6]>', html)
    return {each[1]: re.sub("<[^>]+>", "", each[2]).strip(" \n") for each in found}


def script_json(data: Mapping[str, Any]) -> Markup:
    """JSON that is safe inside a script element of an HTML page."""
    whole = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = _UNSAFE_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", whole)
    return Markup(safe)  # noqa: S704 - made safe on the line above


def to_html(markdown: str) -> str:
    """The HTML of Markdown as the site shows it, for guides that add no extension of their own."""
    return Markdown(extensions=[*EXTENSIONS, Readable()]).convert(markdown)


class Readable(Extension):
    """An extension of Markdown: tables and code that a screen reader and a narrow screen can read.

    A name in code may break between its parts. Each cell of a table says which row and which column
    it belongs to: the first cell of a row becomes its header, the others carry their column's name
    as `data-label`, which a narrow screen shows above them. Alignment goes, since Markdown writes
    it as a style attribute and the pages' policy forbids those. An emoji is the character that it
    is, not its picture on another site.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the base class's name
        """Run once the inline Markdown of the cells is HTML."""
        md.treeprocessors.register(_Cells(md), "readable_tables", 0)
        md.treeprocessors.register(_Code(md), "breakable_code", 0)
        md.treeprocessors.register(_Emoji(md), "emoji_as_characters", 0)


class _Cells(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            columns = table.findall("thead/tr/th")
            for column in columns:
                _set(column, "scope", "col")
            for row in table.iterfind("tbody/tr"):
                for column, cell in zip(columns[1:], row[1:], strict=False):
                    _set(cell, "data-label", "".join(column.itertext()))
                for first in row[:1]:
                    first.tag = "th"
                    _set(first, "scope", "row")


class _Code(Treeprocessor):
    def run(self, root: Element) -> None:
        for around in root.iter():
            for code in around.findall("code") if around.tag != "pre" else ():
                text = code.text or ""
                if text.startswith(STX):  # what an extension made of it, for later
                    continue
                if len(text) <= _SHORT and " " not in text:
                    code.set("class", "whole")
                code.text, *others = _parts(text)
                for place, part in enumerate(others):
                    code.insert(place, Element("wbr"))
                    code[place].tail = AtomicString(part)
                code.text = AtomicString(code.text)


class _Emoji(Treeprocessor):
    def run(self, root: Element) -> None:
        for picture in root.iter("img"):
            said = picture.get("alt", "")
            if picture.get("class") in _EMOJI and not said.isascii():
                picture.tag, picture.text = "span", AtomicString(said)
                for name in ("alt", "class", "src"):
                    picture.attrib.pop(name, None)


def _set(cell: Element, name: str, value: str) -> None:
    cell.attrib.pop("style", None)
    cell.set(name, value)
