"""Every fact on the pages is one of the table, and so of the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from enquiry.routing.table import Table
from tests.site.test_pages import ADDRESSES, soup

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
DAYS = re.compile("(\\d+)[\\s\u00a0]+(?:(?:calendar|civils?)[\\s\u00a0]+)?(?:days?|jours?)\\b")

# The source, as a person reads it: who answers first, and to whom it goes on after how many days.
SOURCE = {
    "individual-case": ("migration-office", "case-management-branch", 30),
    "local-procedures": ("migration-office", "program-manager-via-office", 30),
    "service-complaint": ("program-manager", None, None),
    "biometrics": ("program-manager-via-office", None, None),
    "general-procedures": (None, None, None),
    "selection-policy": ("ipgb-director", None, None),
}


def test_the_table_says_what_the_source_says(table: Table) -> None:
    """Six categories in the source's order, each with the source's contacts and days."""
    told = {
        name: (
            category.contact,
            category.escalation.contact if category.escalation else None,
            category.escalation.after_days if category.escalation else None,
        )
        for name, category in table.categories.items()
    }
    assert list(told.items()) == list(SOURCE.items())
    addresses = {c.address or c.address_format for c in table.contacts.values()} - {None}
    assert addresses == {
        "case-review-im-enquiry@cic.gc.ca",
        "firstname.lastname@international.gc.ca",
    }


def test_nobody_elses_address_stands_anywhere_in_the_site(site: Path, table: Table) -> None:
    """Each email address in any published file is one of the table, or at example.org."""
    known = {c.address or c.address_format for c in table.contacts.values()}
    for file in site.rglob("*"):
        if file.is_file() and file.suffix not in {".gz", ".png"} and "lunr" not in file.name:
            found = set(ADDRESS.findall(file.read_text("utf-8")))
            strange = {a for a in found - known if not a.endswith("example.org")}
            assert strange == set(), file


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_number_of_days_is_the_tables(site: Path, table: Table, address: str) -> None:
    """A page states only the waits of the table; a category's page only its own."""
    waits = {c.escalation.after_days for c in table.categories.values() if c.escalation}
    if "categories/" in address:
        category = table.categories[address.rstrip("/").rpartition("/")[2]]
        waits = {category.escalation.after_days} if category.escalation else set()
    found = {int(days) for days in DAYS.findall(soup(site, address).select("main")[0].get_text())}
    assert found <= waits


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_gap_is_published_as_a_gap(site: Path, table: Table, language: str) -> None:
    """The two rows without an address say so, link to the source and offer no address."""
    for name in ("general-procedures", "selection-policy"):
        page = soup(site, ("" if language == "en" else "fr/") + f"categories/{name}/")
        (box,) = page.select(".contact")
        gap = table.categories[name].gap
        assert gap is not None
        assert gap[language] in box.get_text()
        assert [link["href"] for link in box.select("a[rel=external]")] == [table.source.url]
        assert box.select(".address") == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_recipient_is_in_the_box_that_one_sees_first(
    site: Path, table: Table, language: str
) -> None:
    """A category's page names its contact, its form of address and its attention line."""
    for name, category in table.categories.items():
        page = soup(site, ("" if language == "en" else "fr/") + f"categories/{name}/")
        box = page.select(".contact")[0].get_text()
        contact = table.contacts[category.contact] if category.contact else None
        if contact:
            assert contact.name[language].casefold() in box.casefold()
            assert (contact.address or contact.address_format or "") in box
            assert (contact.attention[language] if contact.attention else "") in box
