"""How HTML is made: the environment of the templates, addresses, data in a page, tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError
from markdown import Markdown

from enquiry.site.html import (
    Readable,
    address,
    environment,
    escape_markdown,
    headings,
    script_json,
    to_html,
    to_root,
)
from enquiry.site.markdown_settings import EXTENSIONS

A_LONG_ADDRESS = "a.name<wbr>@a<wbr>.very<wbr>.long<wbr>.name<wbr>.org"
ADDRESSES_IN_A_TEXT = (
    '&lt;b&gt; <span class="whole">(<span dir="ltr">a<wbr>@b.c</span>),</span>'
    ' <span class="whole"><span dir="ltr">+1 555-0100</span>.</span>'
)
A_FORM_IN_A_TEXT = 'At <span dir="ltr">https://<wbr>office.example.org<wbr>/a<wbr>/form</span>, now'
TABLE = "| Code | *What* it means |\n| :-- | --: |\n| `0` | all **well** |\n| 1 | |\n"


@pytest.mark.parametrize(
    ("language", "path", "expected", "root"),
    [
        ("en", "index.md", "", "./"),
        ("fr", "index.md", "fr/", "../"),
        ("en", "a.md", "a/", "../"),
        ("fr", "a/b.md", "fr/a/b/", "../../../"),
        ("fr", "a/index.md", "fr/a/", "../../"),
    ],
)
def test_addresses_and_the_way_back(language: str, path: str, expected: str, root: str) -> None:
    """The first language lies at the root, each other below it, and a page knows the way back."""
    assert (address(language, path, "en"), to_root(language, path, "en")) == (expected, root)


def test_a_name_that_is_missing_stops_a_template() -> None:
    """A template that asks for what does not exist is an error, not an empty text."""
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()


def test_templates_escape_and_plain_text_does_not(tmp_path: Path) -> None:
    """Values are escaped in every template but those of plain text."""
    for name in ("a.html", "a.md.jinja", "a.txt.jinja"):
        (tmp_path / name).write_text("{{ text }}", "utf-8")
    templates = environment([str(tmp_path)])
    rendered = {
        name: templates.get_template(name).render(text="<&>")
        for name in templates.list_templates()
        if name.startswith("a.")
    }
    assert rendered == {
        "a.html": "&lt;&amp;&gt;",
        "a.md.jinja": "&lt;&amp;&gt;",
        "a.txt.jinja": "<&>",
    }


def test_templates_of_a_publisher_come_first(tmp_path: Path) -> None:
    """A template in the publisher's folder takes the place of the engine's of that name."""
    (tmp_path / "404.html").write_text("mine", "utf-8")
    assert environment([str(tmp_path)]).get_template("404.html").render() == "mine"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ 'a word' | capitalize_first }}", "A word"),
        ("{{ 'a@b<' | breakable }}", "a<wbr>@b&lt;"),
        ("{{ 'https://a.b/c' | breakable }}", "https://<wbr>a.b<wbr>/c"),
        ("{{ 'a.name@a.very.long.name.org' | breakable }}", A_LONG_ADDRESS),
        ("{{ '<b> (a@b.c), +1 555-0100.' | whole }}", ADDRESSES_IN_A_TEXT),
        ("{{ 'At https://office.example.org/a/form, now' | whole }}", A_FORM_IN_A_TEXT),
        ("{{ '\n <a>\n' | preformatted }}", " &lt;a&gt;"),
        ("{{ '2026-05-01' | in_words }}", "1er\u00a0mai\u00a02026"),
    ],
)
def test_the_filters_of_templates(template: str, expected: str) -> None:
    """Filters set names, addresses, letters and dates as pages show them."""
    values = {"language": "fr", "words": {"first_day": "1er"}}
    assert environment().from_string(template).render(values) == expected


@pytest.mark.parametrize(
    "text",
    [
        "*a* _b_ `c` # d",
        "[a](b) ![c](d)",
        "<b>&amp;</b>",
        "1. a\\b",
        "- a",
        "# a",
        "a | b",
        "{ #id .x } {{ y }} {% z %}",
    ],
)
def test_a_text_is_shown_letter_by_letter_by_markdown(text: str) -> None:
    """What means something in Markdown or HTML is shown as it is, in a heading and in a line."""
    for before in ("# ", "x "):
        shown = BeautifulSoup(to_html(f"{before}{escape_markdown(text)}"), "html5lib")
        assert shown.get_text().strip().removeprefix("x ") == text
        assert shown.select("em, code, a, img, b, ul, [class]") == []


def test_data_cannot_end_their_script() -> None:
    """Data inside a page hold nothing that ends the script or that an editor hides."""
    data = {"text": "</script><!-- \x7f\u2028\u202e é"}
    written = str(script_json(data))
    assert json.loads(written) == data
    assert "<" not in written
    assert "\u2028" not in written
    assert "é" in written


def test_a_name_in_code_breaks_between_its_parts() -> None:
    """A line of a narrow screen ends before a slash or a dot; what is written stays as it is."""
    long = "docs/words/<language>.yml, a.very.long.name[0]"
    page = BeautifulSoup(to_html(f"`{long}`\n\n    a/b\n"), "html5lib")
    code, block = page.select("code")
    assert (code.get_text(), block.get_text()) == (long, "a/b\n")
    assert list(code.stripped_strings) == [
        "docs",
        "/words",
        "/<language>",
        ".yml, a",
        ".very",
        ".long",
        ".name[0]",
    ]
    assert block.select("wbr") == []


def test_an_emoji_is_a_character_and_code_of_an_extension_stays_as_it_is() -> None:
    """Its picture would come from another site; long code may break."""
    with_emoji = Markdown(extensions=["pymdownx.emoji", "pymdownx.inlinehilite", Readable()])
    html = with_emoji.convert(":smile: `words that need more than one line`")
    page = BeautifulSoup(html, "html5lib")
    assert page.select("img, .whole") == []
    assert page.get_text().startswith("\U0001f604 words")


def test_a_heading_is_said_without_the_link_to_itself() -> None:
    """As toc: {permalink: true} makes it."""
    html = Markdown(extensions=["toc"], extension_configs={"toc": {"permalink": True}})
    assert headings(html.convert("# A *b*")) == {"a-b": "A b"}


def test_every_cell_knows_its_row_and_its_column() -> None:
    """The first cell heads its row; the others name their column; nothing has a style."""
    page = BeautifulSoup(to_html(TABLE), "html5lib")
    assert [(cell["scope"], cell.text) for cell in page.select("thead th")] == [
        ("col", "Code"),
        ("col", "What it means"),
    ]
    assert [(cell["scope"], cell.text) for cell in page.select("tbody th")] == [
        ("row", "0"),
        ("row", "1"),
    ]
    assert [(cell["data-label"], cell.text) for cell in page.select("td")] == [
        ("What it means", "all well"),
        ("What it means", ""),
    ]
    assert page.select("[style]") == []


def test_a_table_of_ones_own_shape_is_left_whole() -> None:
    """Cells over several columns and empty rows, in HTML of one's own, stop nothing."""
    own = '<table markdown="block"><thead><tr><th>A</th><th>B</th></tr></thead>'
    own += '<tbody><tr><td colspan="2">x</td></tr><tr></tr></tbody></table>'
    html = Markdown(extensions=[*EXTENSIONS, Readable()]).convert(own)
    assert BeautifulSoup(html, "html5lib").get_text().split() == ["A", "B", "x"]
