"""What the frame around a page says."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from enquiry.routing.table import Table
from enquiry.site.guide import Guide
from enquiry.site.html import THEME
from enquiry.site.page_context import imported_modules, linked_data, page_context, policy
from tests.support import LANGUAGES

# What schema.org gives these types, of which we use a part. `make audit` asks schema.org's types.
PROPERTIES = {
    "Service": {"@context", "@type", "name", "description", "url", "provider"},
    "Organization": {"@type", "name", "contactPoint"},
    "ContactPoint": {
        *("@type", "name", "contactType", "email", "telephone", "url", "availableLanguage"),
    },
}
URL = "https://harbour.example.org/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_linked_data_names_the_contacts_of_the_table(table: Table, language: str) -> None:
    """The linked data of a category name its contacts and their fixed addresses, no more."""
    for category in table.categories.values():
        data = linked_data(table, category, language, URL)
        contacts = [table.contacts[name] for name in category.chain]
        points = data["provider"].get("contactPoint", [])
        assert [(p["name"], p.get("email"), p["contactType"]) for p in points] == [
            (contact.name[language], contact.address, category.title[language])
            for contact in contacts
        ]
        for part in (data, data["provider"], *points):
            assert set(part) <= PROPERTIES[part["@type"].removeprefix("Government")]
        assert data["name"] == category.title[language]
        assert data["description"] == category.summary[language]
        assert data["provider"]["name"] == table.source.institution[language]
        assert data["url"] == URL


def test_only_a_part_of_a_government_is_said_to_be_one(table: Table) -> None:
    """Where the table says so, and of no other institution."""
    category = next(iter(table.categories.values()))
    for government, types in (
        (True, ("GovernmentService", "GovernmentOrganization")),
        (False, ("Service", "Organization")),
    ):
        source = dataclasses.replace(table.source, government=government)
        data = linked_data(dataclasses.replace(table, source=source), category, "en", URL)
        assert (data["@type"], data["provider"]["@type"]) == types


def test_a_contact_answers_in_every_language(table: Table) -> None:
    """Each contact point says that one may write in English and in French."""
    for category in table.categories.values():
        data = linked_data(table, category, "en", URL)
        for point in data["provider"].get("contactPoint", []):
            assert point["availableLanguage"] == ["en", "fr"]


def test_linked_data_claim_no_unknown_address(table: Table) -> None:
    """Without the site's address the linked data name none."""
    category = next(iter(table.categories.values()))
    assert "url" not in linked_data(table, category, "en", "")


def context(guide: Guide, path: str = "en/index.md", site_url: str = URL) -> dict[str, Any]:
    """The values for the page at `path`."""
    return page_context(guide, guide.pages[path], site_url)


@pytest.mark.parametrize(
    ("path", "root", "home", "other_address"),
    [
        ("en/index.md", "./", "./", "./fr/"),
        ("fr/index.md", "../", "../fr/", "../"),
        ("en/accessibility.md", "../", "../", "../fr/accessibility/"),
        ("fr/accessibility.md", "../../", "../../fr/", "../../accessibility/"),
        ("fr/categories/noise.md", "../../../", "../../../fr/", "../../../categories/noise/"),
    ],
)
def test_knows_the_way_to_root_home_and_the_other_language(
    guide: Guide, path: str, root: str, home: str, other_address: str
) -> None:
    """From each page relative addresses lead to the root, to the home page and to the other
    language, wherever the site lies."""
    found = context(guide, path)
    (other,) = found["other_languages"]
    assert (found["root"], found["home"], other["address"]) == (root, home, other_address)


def test_a_page_has_an_address_in_each_language(guide: Guide) -> None:
    """Where the site's address is known, a page states its own and that of each language."""
    found = context(guide, "fr/accessibility.md", f"{URL}guide/")
    assert found["canonical"] == f"{URL}guide/fr/accessibility/"
    assert found["alternates"] == {
        "en": f"{URL}guide/accessibility/",
        "fr": f"{URL}guide/fr/accessibility/",
    }
    unknown = context(guide, "fr/accessibility.md", "")
    assert (unknown["canonical"], unknown["alternates"]) == ("", {})


@pytest.mark.parametrize(
    ("site_url", "page"), [(URL, "https%3A%2F%2Fharbour.example.org%2Ffr%2F"), ("", "fr%2F")]
)
def test_a_report_names_its_page(guide: Guide, site_url: str, page: str) -> None:
    """The link to report a problem carries the page's address, or its way below the root."""
    publisher = dataclasses.replace(guide.table.publisher, report_problem="mailto:a?body={page}")
    changed = dataclasses.replace(
        guide, table=dataclasses.replace(guide.table, publisher=publisher)
    )
    report = context(changed, "fr/index.md", site_url)["report_problem"]
    assert report == f"mailto:a?body={page}"


def test_a_page_may_connect_to_nothing(guide: Guide) -> None:
    """A page with `connect: none` may fetch nothing, and so offers no search."""
    form, home = context(guide, "en/enquiry.md"), context(guide)
    assert (form["policy"], form["is_searchable"]) == (policy("none"), False)
    assert (home["policy"], home["is_searchable"]) == (policy("self"), True)


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    """The policy names its own site alone, and no inline code."""
    assert policy("self").startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "; font-src 'self'; " in policy("self")
    for word in ("unsafe", "http", "*", "nonce", "sha256"):
        assert word not in policy("self")
    assert policy("none") == str(policy("self")).replace("connect-src 'self'", "connect-src 'none'")


def test_every_module_is_loaded_ahead(guide: Guide) -> None:
    """A page names the modules that its scripts import, each once, however deep."""
    (script,) = context(guide, "en/enquiry.md")["scripts"]
    found = imported_modules(script)
    assert len(found) == len(set(found)) > 1
    known = {script, *found}
    for module in known:
        text = (THEME / module).read_text("utf-8")
        for name in known | {f"assets/enquiry/{p.name}" for p in THEME.glob("assets/enquiry/*")}:
            if f'from "./{name.rpartition("/")[2]}"' in text:
                assert name in found
