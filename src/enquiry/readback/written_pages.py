"""Pages that people write: their own words, and what stands in the places of their placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import normpath

from enquiry.readback import forms, html, letters, overviews
from enquiry.readback.comparison import Comparison
from enquiry.readback.pages import Page
from enquiry.readback.sources import Sources, Written
from enquiry.schema.fields import fields

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{# .*?#\}", re.DOTALL)
_BLOCK = re.compile(r"\{%-?\s*(end)?(for|if|filter|set|include)\b.*?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_OPENING = ("for", "if", "filter")
_CODE = re.compile(
    r"(?ms)^(```+|~~~+)[^\n]*\n(?P<block>.*?)^\1|(?P<ticks>`+)(?P<span>.+?)(?P=ticks)"
)
_LINK = re.compile(r"(?<!!)\[([^\[\]{}]+)\]\(([^)\s#{}]+)(?:#[^)\s{}]*)?\)")
# Characters of nobody's, which Markdown leaves as they are
_KEPT = re.compile("\ue000(\\d+)\ue000")
_KEPT_VALUE = re.compile("\ue001(\\d+)\ue001")
_GAP = "\ue002"
_REFERENCE = re.compile(r"""table\.(contacts|categories|include)\["([^"]+)"\]\.([\w.]+)""")
_CALL = re.compile(r"""\b(link|email)\("([^"]+)"\)""")


def compare(comparison: Comparison, page: Page, written: Written) -> None:
    """Compare a page with its Markdown, and each placeholder with what it stands for."""
    if not comparison.sources.has_own_hooks:
        _compare_words(comparison, page, written.markdown)
    _compare_links(comparison, page, written)
    markdown = _RAW.sub("", written.markdown)
    if re.search(r"\{\{\s*routing_table\b", markdown):
        overviews.compare_table(comparison, page)
    if re.search(r"\{\{\s*finder\b", markdown):
        overviews.compare_finder(comparison, page)
    if re.search(r"\{\{\s*when_again\b", markdown):
        overviews.compare_when_again(comparison, page)
    if re.search(r"\{\{\s*form\b", markdown):
        forms.compare(comparison, page)
    if "letter.txt.jinja" in markdown:
        _compare_letters(comparison, page)
    if re.search(r"\{\{\s*field_reference\b", markdown):
        _compare_fields(comparison, page)


def _compare_links(comparison: Comparison, page: Page, written: Written) -> None:
    """Each link of the page's own words to another page, or to another site, leads there."""
    said = [(_bare(link.text), link.href) for link in html.links(html.tokens(page.main))]
    folder = f"{written.path.rpartition('/')[0]}/".lstrip("/")
    for found in _LINK.finditer(_CODE.sub(" ", _RAW.sub(" ", written.markdown))):
        text, target = _bare(found[1]), found[2]
        if target.startswith("https://"):
            there = [href for words, href in said if words == text]
            wanted = target
        elif target.endswith(".md") and not target.startswith("/"):
            there = [_leads_to(page, href) for words, href in said if words == text]
            path = normpath(f"{folder}{target}")
            wanted = comparison.sources.address(page.language, path) or "./"
        else:
            continue
        # Where no link has these words, they are missing, which is a finding of its own.
        if text and there and wanted not in there:
            problem = f"It says “{there[0]}”: where the link “{html.plain(found[1])}” leads."
            expected = f"Stated: “{wanted}”, in docs/{page.language}/{written.path}."
            comparison.add(page.file, problem, expected)


def _leads_to(page: Page, href: str) -> str:
    to = page.resolve(href)
    return href if to is None else to or "./"


def _compare_letters(comparison: Comparison, page: Page) -> None:
    sources, language = comparison.sources, page.language
    titles = {
        html.plain(category.title[language]): category.id
        for category in sources.table.categories.values()
    }
    found = forms.letters_below(page, titles)
    for category in sources.table.categories.values():
        said = letters.letters(found.get(category.id, ()), sources.said(language)["letter_to"])
        letters.compare(comparison, page.file, said, category, language, later=False)


def _compare_fields(comparison: Comparison, page: Page) -> None:
    """The reference of fields: pointer, label, choices, and whether it is always required."""
    sources, language = comparison.sources, page.language
    said = sources.said(language)
    rows: dict[str, list[str]] = {}
    for kind, what in page.read:
        if kind == "start" and what.tag == "tr":
            cells = [html.text_of(cell) for cell in what if cell.tag in ("td", "th")]
            if len(cells) >= 4:
                rows[cells[0]] = cells
    for each in fields(sources.schema_file.data):
        if not each.path:
            continue
        row = rows.get(each.pointer)
        pointer = "".join(f"/{step}" for step in each.location)
        label = html.plain(each.schema["x-label"][language])
        if row is None or not row[1].startswith(label):
            fact = f"the field {each.pointer} in the reference"
            at = row and row[1]
            comparison.differs(page.file, fact, at, label, f"{pointer}/x-label", schema=True)
            continue
        wanted = [str(value) for value in each.schema.get("enum", ())]
        wanted += [
            str(each.schema[key]) for key in ("minLength", "maxLength") if key in each.schema
        ]
        for value in wanted:
            if not re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-])", row[2]):
                fact = f"the values of {each.pointer} in the reference"
                comparison.differs(page.file, fact, row[2], value, pointer, schema=True)
        always = html.plain(said["field_always"])
        if len(each.path) == 1 and (row[3] == always) != each.required:
            fact = f"whether {each.pointer} is required, in the reference"
            stated = always if each.required else html.plain(said["field_not_required"])
            comparison.differs(page.file, fact, row[3], stated, pointer, schema=True)


def _compare_words(comparison: Comparison, page: Page, markdown: str) -> None:
    """Each piece of the page's own words stands on it, in order."""
    read = html.lines(html.tokens(page.main, hidden=True), letters=True)
    whole = _bare(" ".join(line.text for line in read))
    at = 0
    for piece in _pieces(comparison.sources, page.language, markdown):
        bare = _bare(piece)
        found = whole.find(bare, at)
        if found < 0:
            text = html.plain(piece)
            again = whole.find(bare)
            problem = "It does not say" if again < 0 else "It does not say in its place"
            comparison.add(
                page.file,
                f"{problem} “{text[:200]}”.",
                f"This stands in docs/{page.language}, in the page's Markdown.",
            )
        else:
            at = found + len(bare)


def _pieces(sources: Sources, language: str, markdown: str) -> Iterator[str]:
    """The words of a page's Markdown, in pieces of a line, without those of conditions."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[1])
        return f"\ue000{len(kept) - 1}\ue000"

    text = _COMMENT.sub("", _RAW.sub(keep, markdown))
    outside: list[str] = []
    depth = start = 0
    for block in _BLOCK.finditer(text):
        if not depth:
            outside.append(text[start : block.start()])
        if block[2] in _OPENING:
            depth += -1 if block[1] else 1
        outside.append(_GAP)
        start = block.end()
    outside.append(text[start:] if not depth else "")
    # What looks like markup in a text of the table is shown as it is.
    values: list[str] = []

    def keep_value(found: re.Match[str]) -> str:
        values.append(_value(sources, language, found[1].strip()))
        return f"\ue001{len(values) - 1}\ue001"

    text = _VALUE.sub(keep_value, "".join(outside))
    text = _KEPT.sub(lambda found: kept[int(found[1])], text)
    read = html.tokens(html.parse(sources.to_html(text)), hidden=True)
    for line in html.lines(read, letters=True):
        said = _KEPT_VALUE.sub(lambda found: values[int(found[1])], line.text)
        yield from (piece for piece in said.split(_GAP) if len(_bare(piece)) > 3)


def _value(sources: Sources, language: str, expression: str) -> str:
    """What a placeholder stands for; a gap where only the build knows it."""
    table = sources.table
    if call := _CALL.fullmatch(expression):
        if call[1] == "link" and call[2] in table.categories:
            return table.categories[call[2]].title[language]
        if call[1] == "email" and call[2] in table.contacts:
            return table.contacts[call[2]].address or _GAP
    expression = expression.removesuffix("[language]")
    if expression == "table.source.title":
        return table.source.title[language]
    if expression == "table.publisher.name":
        return table.publisher.name[language]
    if reference := _REFERENCE.fullmatch(expression):
        value = getattr(table, reference[1]).get(reference[2])
        for name in reference[3].split("."):
            value = getattr(value, name, None)
        if value is not None:
            return str(value[language] if hasattr(value, "as_dict") else value)
    return _GAP


def _bare(text: str) -> str:
    """The letters and digits of a text, by which it is found however it is marked up."""
    return "".join(character for character in text if character.isalnum())
