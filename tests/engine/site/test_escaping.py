"""No text of a guide becomes markup: it is shown letter by letter, wherever it stands."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from bs4 import BeautifulSoup

from enquiry.authoring.texts import strings_in
from enquiry.guide_files import GuideFiles
from enquiry.readback import check_site
from enquiry.site.guide import Guide, load
from tests.built_page import BuiltPage, read_pages
from tests.guide import test_facts, test_form
from tests.hostile import FORMULAS, MARK, Hostile, made, not_shown, read_schema, site_of
from tests.support import LANGUAGES

SHELLS = ("light", "material")
# What may differ between two pages that have the same parts.
WORDED = ("content", "title", "placeholder", "id", "for", "value", "aria-label", "aria-labelledby")


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest) -> str:
    """The frame around the pages."""
    return str(request.param)


@pytest.fixture(scope="module")
def hostile(shared_folder: Path, shell: str) -> tuple[Path, Hostile]:
    """The harbour's guide with markup in every text, and what is shown of each."""
    return made(shared_folder, "hostile", shell, Hostile())


@pytest.fixture(scope="module")
def hostile_site(hostile: tuple[Path, Hostile], shared_folder: Path) -> Path:
    """The site of that guide."""
    return site_of(hostile[0], shared_folder)


@pytest.fixture(scope="module")
def harmless_site(shared_folder: Path, shell: str) -> Path:
    """The site of the same guide without the markup."""
    return site_of(made(shared_folder, "harmless", shell, Hostile("", ()))[0], shared_folder)


@pytest.fixture(scope="module")
def light_guide(shared_folder: Path) -> Guide:
    """That guide in the light shell, as the build reads it."""
    return load(made(shared_folder, "hostile", "light", Hostile())[0])


@pytest.fixture(scope="module")
def light_site(shared_folder: Path) -> Path:
    """The site of that guide."""
    return site_of(made(shared_folder, "hostile", "light", Hostile())[0], shared_folder)


@pytest.fixture(scope="module")
def light_pages(light_guide: Guide, light_site: Path) -> Sequence[BuiltPage]:
    """The pages of that site."""
    return read_pages(light_guide, light_site)


@dataclass(frozen=True)
class Parsed:
    """A page as a strict parser reads it, and what it finds wrong."""

    name: str
    tree: Element
    faults: tuple[str, ...]

    def said(self) -> Iterator[tuple[str, str]]:
        """Every text of the page with its place: of elements, of attributes, of data."""
        for element in self.tree.iter():
            for place, text in (
                *((self.name, run) for run in runs(element)),
                *((f"{self.name} {key}", value) for key, value in element.attrib.items()),
            ):
                yield from ((place, each) for each in (values_in(text) or (text,)))

    def skeleton(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The elements of the page, each with its attributes, and their values but for words."""
        return [
            (
                str(element.tag),
                [
                    (key, "" if is_worded(key, value) else value)
                    for key, value in sorted(element.attrib.items())
                ],
            )
            for element in self.tree.iter()
        ]


def runs(element: Element) -> Iterator[str]:
    """The texts between an element's children; an address in a text is no such child."""
    run = element.text or ""
    for child in element:
        if child.tag == "span" and (child.get("dir") == "ltr" or child.get("class") == "whole"):
            run += "".join(child.itertext())
        else:
            yield run
            run = ""
        run += child.tail or ""
    yield run


def is_worded(key: str, value: str) -> bool:
    """Whether the value of an attribute is made from words."""
    return key in WORDED or key.startswith("data-") or (key == "href" and "#" in value)


@cache
def pages_of(site: Path) -> tuple[Parsed, ...]:
    """Every page of a site, parsed once."""
    parsed = []
    for file in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(file.read_text("utf-8"))
        faults = tuple(code for _, code, _ in parser.errors)
        parsed.append(Parsed(str(file.relative_to(site)), tree, faults))
    return tuple(parsed)


def said_in(site: Path) -> Iterator[tuple[str, str]]:
    """Every text of a site with its place: of pages, of the index of the search, of open data."""
    for page in pages_of(site):
        yield from page.said()
    for file in sorted(site.rglob("*.json")):
        if "assets" not in file.parts:
            for pointer, said in strings_in(json.loads(file.read_text("utf-8"))):
                # Material's index holds HTML.
                is_html = file.name == "search_index.json" and pointer.endswith(("title", "text"))
                shown = BeautifulSoup(said, "html5lib").get_text() if is_html else said
                yield str(file.relative_to(site)), shown
    for row in csv.reader((site / "routing.csv").read_text("utf-8").splitlines()):
        yield from (("routing.csv", cell.removeprefix("'")) for cell in row)


def values_in(text: str) -> list[str]:
    """The texts in data; none where the text is no data."""
    try:
        data = json.loads(text)
    except ValueError:
        return []
    return [said for _, said in strings_in(data)] if isinstance(data, dict | list) else []


def test_every_text_is_shown_letter_by_letter(
    hostile: tuple[Path, Hostile], hostile_site: Path, shell: str
) -> None:
    """Wherever the site shows a text, it shows all of it; and it shows each somewhere."""
    before, shown = hostile[1].before, hostile[1].shown
    seen: set[int] = set()
    wrong: list[str] = []
    for place, said in said_in(hostile_site):
        for mark in MARK.finditer(said):
            seen.add(int(mark[1]))
            expected, found = shown[int(mark[1])], said[: mark.start()]
            if "search" in place:  # which holds words and no lines
                expected, found = " ".join(expected.split()), " ".join(found.split())
            if not found.endswith(expected):
                found = said[max(0, mark.start() - len(expected)) : mark.start()]
                wrong.append(f"{place}: {found!r} is not {expected!r}")
    assert wrong == []
    unseen = {text for number, text in enumerate(before) if number not in seen}
    assert unseen <= not_shown(shell)


def test_no_text_becomes_an_element(hostile_site: Path, harmless_site: Path) -> None:
    """A page has the elements and attributes that it has with harmless texts, and no more; and a
    strict parser finds nothing in it that it does not find there."""
    for hostile, harmless in zip(pages_of(hostile_site), pages_of(harmless_site), strict=True):
        assert hostile.name == harmless.name
        assert hostile.skeleton() == harmless.skeleton(), hostile.name
        assert hostile.faults == harmless.faults, hostile.name


def test_no_cell_begins_a_formula(light_site: Path) -> None:
    """No spreadsheet reads a cell of the open data as a formula."""
    cells = [
        cell
        for row in csv.reader((light_site / "routing.csv").read_text("utf-8").splitlines())
        for cell in row
    ]
    assert any(cell.startswith("'=") for cell in cells)
    assert [cell for cell in cells if cell.startswith(tuple(FORMULAS))] == []


@pytest.mark.parametrize(
    "check",
    [
        test_facts.test_a_category_shows_everything_that_the_table_says_of_it,
        test_facts.test_a_category_names_its_contact_as_the_table_does,
        test_facts.test_a_gap_is_published_as_a_gap,
        test_facts.test_the_routing_table_says_what_the_table_says,
    ],
)
def test_the_table_is_shown_letter_by_letter(
    light_guide: Guide,
    light_pages: Sequence[BuiltPage],
    check: Callable[[Guide, Sequence[BuiltPage]], None],
) -> None:
    """Each text of the table stands on its page as it is written."""
    check(light_guide, light_pages)


def test_the_schema_is_shown_letter_by_letter(
    shared_folder: Path, light_guide: Guide, light_pages: Sequence[BuiltPage]
) -> None:
    """Labels, hints, choices and messages stand in the form and the reference as written."""
    schema: Any = read_schema(shared_folder / "hostile-light-guide")
    test_form.test_every_field_has_its_label_and_its_hint(schema, light_pages)
    test_form.test_every_choice_has_its_label(light_guide, schema, light_pages)
    test_form.test_every_failure_has_its_message(schema, light_pages)
    test_form.test_every_field_is_in_the_reference(schema, light_pages)


def test_titles_are_shown_letter_by_letter(
    light_guide: Guide, light_pages: Sequence[BuiltPage]
) -> None:
    """A category's title is whole in heading, tab, metadata and linked data."""
    for page in light_pages:
        if page.source.category:
            title = light_guide.table.categories[page.source.category].title[page.language]
            assert page.soup.select("h1")[0].get_text() == title
            assert page.soup.select("head title")[0].get_text().startswith(f"{title} – ")
            assert page.attribute("meta[property='og:title']", "content") == title
            (data,) = page.soup.select("script[type='application/ld+json']")
            assert json.loads(data.string or "")["name"] == title


def test_the_page_for_an_unknown_address_shows_titles(light_guide: Guide, light_site: Path) -> None:
    """The page for an unknown address names each category in each language, letter by letter."""
    page = BeautifulSoup((light_site / "404.html").read_text("utf-8"), "html5lib")
    for language in LANGUAGES:
        links = page.select(f"section[lang={language}] li a")
        titles = [each.title[language] for each in light_guide.table.categories.values()]
        assert [link.get_text() for link in links] == titles


def test_a_true_site_is_read_back_as_true(shared_folder: Path, light_site: Path) -> None:
    """What looks like markup in a text is no disagreement between the site and its guide."""
    folder = made(shared_folder, "hostile", "light", Hostile())[0]
    assert check_site.findings(GuideFiles.of(folder), light_site) == []
