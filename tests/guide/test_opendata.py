"""What is published beside the pages says what the table and the schema say."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from enquiry.guide_files import SCHEMA
from enquiry.routing.table import Table
from enquiry.schema.portable import DIALECT
from enquiry.site.guide import Guide
from enquiry.text import Text
from tests.built_page import BuiltPage, searched
from tests.support import guide_languages

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def test_the_published_table_is_the_table(guide: Guide, site: Path) -> None:
    """The table that is read back from routing.json equals the table, and fits its schema."""
    published = json.loads((site / "routing.json").read_text("utf-8"))
    shape = json.loads((site / "schema/routing.schema.json").read_text("utf-8"))
    Draft202012Validator(shape).validate(published)
    assert Table.of(published) == guide.table
    assert published["date_modified"] == guide.date_modified


def test_the_spreadsheet_has_a_row_for_each_category_and_stage(guide: Guide, site: Path) -> None:
    """A row names the category, the contact of a stage, how long to wait and what is left open."""
    with (site / "routing.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = []
    for category in guide.table.categories.values():
        later_stages = ["escalation", *(f"escalation-{number}" for number in range(2, 9))]
        stages = zip(("first", *later_stages), (None, *category.escalations), strict=False)
        for stage, later in stages:
            name = later.contact if later else category.contact
            contact = guide.table.contacts[name] if name else None
            expected.append(
                {
                    "category": category.id,
                    "stage": stage,
                    **texts("title", category.title),
                    "contact": contact.id if contact else "",
                    **texts("contact", contact.name if contact else None),
                    "address": (contact and contact.address) or "",
                    "address_format": (contact and contact.address_format) or "",
                    "web_form": (contact and contact.web_form) or "",
                    "phone": plain_cell((contact and contact.phone) or ""),
                    "counter": (contact and contact.counter) or "",
                    **texts("attention", contact.attention if contact else None),
                    "after_days": str(later.after_days) if later else "",
                    "outcomes": " ".join(later.outcomes) if later else "",
                    **texts("gap", None if later else category.gap),
                    "source": guide.table.source.url,
                    "compared": guide.table.source.compared,
                }
            )
    assert rows == expected


def plain_cell(text: str) -> str:
    """A number with its country's code as the spreadsheet has it, which would add it up."""
    return f"'{text}" if text.startswith("+") else text


def texts(name: str, text: Text | None) -> dict[str, str]:
    """The columns of a text, one for each language."""
    return {f"{name}_{language}": text[language] if text else "" for language in guide_languages()}


def test_the_published_schema_is_the_schema(guide_root: Path, site: Path) -> None:
    """The schema of an enquiry is published as it is, with its dialect in any case."""
    published, written = ((root / SCHEMA).read_text("utf-8") for root in (site, guide_root))
    assert json.loads(published) == {"$schema": DIALECT, **json.loads(written)}
    assert published.endswith(written.removeprefix("{"))


def spaced(text: str) -> str:
    """A text with a space between its words, whatever stood there."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", guide_languages())
def test_the_search_finds_every_page_of_its_language(
    guide: Guide, site: Path, pages: Sequence[BuiltPage], language: str
) -> None:
    """The index of a language has its pages with their titles, words and everyday words."""
    entries = searched(site, language)
    own = [page for page in pages if page.language == language]
    assert sorted(entries) == sorted(page.address for page in own)
    for page in own:
        entry = entries[page.address]
        headings = [heading.get_text() for heading in page.soup.select("h1")]
        assert entry["title"] in (page.source.meta["title"], *headings)
        assert spaced(page.source.meta["description"]) in spaced(entry["description"])
        if page.source.category:
            category = guide.table.categories[page.source.category]
            for sentence in (*category.sentences, *filter(None, [category.keywords])):
                assert sentence[language] in entry["keywords"]
            assert spaced(category.who[language]) in spaced(entry["text"])


def test_the_site_map_has_every_page_in_every_language(
    site: Path, pages: Sequence[BuiltPage], site_url: str
) -> None:
    """Where the site's address is known, its map has every page with its other languages."""
    listed = {}
    if (site / "sitemap.xml").is_file():
        tree = ET.fromstring((site / "sitemap.xml").read_text("utf-8"))  # noqa: S314 - our own file
        for url in tree.findall("s:url", MAP):
            alternates = [(e.get("hreflang"), e.get("href")) for e in url.findall("x:link", MAP)]
            listed[url.findtext("s:loc", "", MAP)] = sorted(map(str, alternates))
    stated = {
        page.attribute("link[rel=canonical]", "href"): sorted(
            str((link["hreflang"], link["href"]))
            for link in page.soup.select("head link[rel=alternate]")
        )
        for page in pages
        if site_url
    }
    assert listed == stated
    robots = (site / "robots.txt").read_text("utf-8")
    assert (f"Sitemap: {site_url}sitemap.xml" in robots) == bool(site_url)


def test_spreadsheets_never_run_a_text(site: Path) -> None:
    """No cell begins as a formula does."""
    text = (site / "routing.csv").read_text("utf-8")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
