"""No text of a guide becomes markup: it is shown letter by letter, wherever it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from enquiry.guide_files import SCHEMA, TABLE
from enquiry.site.guide import Guide, load
from tests.built_page import BuiltPage, read_pages
from tests.guide import test_facts, test_form
from tests.support import LANGUAGES, build_once, copy_guide, once

HOSTILE = '</title></script><script>alert("1")</script> <b>&amp; *x* {{ 7 }} `'


def with_hostile(value: Any) -> Any:
    """Data in which each text in every language ends in markup."""
    if isinstance(value, list):
        return [with_hostile(part) for part in value]
    if not isinstance(value, dict):
        return value
    if set(value) == set(LANGUAGES) and all(isinstance(text, str) for text in value.values()):
        return {language: f"{text.rstrip()} {HOSTILE}" for language, text in value.items()}
    return {key: with_hostile(part) for key, part in value.items()}


@pytest.fixture(scope="module")
def hostile_root(shared_folder: Path) -> Path:
    """The harbour's guide with markup in every text of its table and its schema."""
    with once(shared_folder, "hostile-guide") as to_make:
        if to_make:
            copy_guide(to_make)
            table = yaml.safe_load((to_make / TABLE).read_text("utf-8"))
            written = yaml.safe_dump(with_hostile(table), allow_unicode=True, sort_keys=False)
            (to_make / TABLE).write_text(written, "utf-8")
            schema = json.loads((to_make / SCHEMA).read_text("utf-8"))
            (to_make / SCHEMA).write_text(json.dumps(with_hostile(schema)), "utf-8")
    return shared_folder / "hostile-guide"


@pytest.fixture(scope="module")
def hostile_guide(hostile_root: Path) -> Guide:
    """That guide as the build reads it."""
    return load(hostile_root)


@pytest.fixture(scope="module")
def hostile_site(hostile_root: Path, shared_folder: Path) -> Path:
    """The site of that guide."""
    sites = shared_folder / "hostile-site"
    sites.mkdir(exist_ok=True)
    return build_once(hostile_root, sites)


@pytest.fixture(scope="module")
def hostile_pages(hostile_guide: Guide, hostile_site: Path) -> Sequence[BuiltPage]:
    """The pages of that site."""
    return read_pages(hostile_guide, hostile_site)


def test_no_text_becomes_an_element(
    pages: Sequence[BuiltPage], hostile_pages: Sequence[BuiltPage]
) -> None:
    """A page with hostile texts has the scripts that it has without them, and nothing bold."""
    for harmless, hostile in zip(pages, hostile_pages, strict=True):
        scripts = [script.attrs for script in harmless.soup.select("script")]
        assert [script.attrs for script in hostile.soup.select("script")] == scripts
        assert hostile.soup.select("b") == [], hostile.address
        if hostile.source.category:
            assert hostile.soup.select("em, code") == [], hostile.address


@pytest.mark.parametrize(
    "check",
    [
        test_facts.test_a_category_shows_everything_that_the_table_says_of_it,
        test_facts.test_a_category_names_its_contact_as_the_table_does,
        test_facts.test_a_gap_is_published_as_a_gap,
        test_facts.test_a_category_says_what_happens_next_as_the_table_does,
        test_facts.test_the_routing_table_says_what_the_table_says,
    ],
)
def test_the_table_is_shown_letter_by_letter(
    hostile_guide: Guide,
    hostile_pages: Sequence[BuiltPage],
    check: Callable[[Guide, Sequence[BuiltPage]], None],
) -> None:
    """Each text of the table stands on its page as it is written."""
    check(hostile_guide, hostile_pages)


def test_the_schema_is_shown_letter_by_letter(
    hostile_root: Path, hostile_guide: Guide, hostile_pages: Sequence[BuiltPage]
) -> None:
    """Labels, hints, choices and messages stand in the form and the reference as written."""
    schema = json.loads((hostile_root / SCHEMA).read_text("utf-8"))
    test_form.test_every_field_has_its_label_and_its_hint(schema, hostile_pages)
    test_form.test_every_choice_has_its_label(hostile_guide, schema, hostile_pages)
    test_form.test_every_failure_has_its_message(schema, hostile_pages)
    test_form.test_every_field_is_in_the_reference(schema, hostile_pages)


def test_titles_are_shown_letter_by_letter(
    hostile_guide: Guide, hostile_pages: Sequence[BuiltPage], hostile_site: Path
) -> None:
    """A category's title is whole in heading, tab, metadata, linked data and the search."""
    for page in hostile_pages:
        if page.source.category:
            title = hostile_guide.table.categories[page.source.category].title[page.language]
            assert page.soup.select("h1")[0].get_text() == title
            assert page.soup.select("head title")[0].get_text().startswith(f"{title} – ")
            assert page.attribute("meta[property='og:title']", "content") == title
            (data,) = page.soup.select("script[type='application/ld+json']")
            assert json.loads(data.string or "")["name"] == title
            index = json.loads((hostile_site / f"search/{page.language}.json").read_text("utf-8"))
            assert title in {entry["title"] for entry in index["docs"]}


def test_the_page_for_an_unknown_address_shows_titles(
    hostile_guide: Guide, hostile_site: Path
) -> None:
    """The page for an unknown address names each category in each language, letter by letter."""
    page = BeautifulSoup((hostile_site / "404.html").read_text("utf-8"), "html5lib")
    assert page.select("script, b") == []
    for language in LANGUAGES:
        links = page.select(f"section[lang={language}] li a")
        titles = [each.title[language] for each in hostile_guide.table.categories.values()]
        assert [link.get_text() for link in links] == titles
