"""What the frame around a page says: its address in each language, its date, its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, urljoin

from markupsafe import Markup

from enquiry.authoring.record import RECORD_PAGE
from enquiry.authoring.service_address import ServiceAddress
from enquiry.routing.table import Category, Contact, Table
from enquiry.site.guide import Guide
from enquiry.site.html import THEME, address, script_json, to_root
from enquiry.site.localization import direction, name_of, own_name, three_letters
from enquiry.site.renderer import Page
from enquiry.site.search_index import stemmer_of

# No inline script or style, nothing from elsewhere; `connect-src` lets the search fetch its index.
_POLICY = Markup(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src {sources}; base-uri 'none'; form-action 'none'"
)
_FORM, _SERVICE = "assets/enquiry/form.mjs", "assets/enquiry/service.mjs"
_IMPORT = re.compile(r'\bfrom "\./([\w-]+\.mjs)";')


def page_context(guide: Guide, page: Page, site_url: str) -> dict[str, Any]:
    """The values that the template of a page needs.

    `site_url` is the site's address, or "" where it is not known.
    """
    meta = page.meta
    language, table = page.language, guide.table
    first = table.languages[0]
    here, root = address(language, page.path, first), to_root(language, page.path, first)
    absolute_urls = _absolute_urls(page.path, site_url, table.languages)
    url = absolute_urls[language] if site_url else ""
    category = table.categories[page.category] if page.category else None
    scripts = meta.get("scripts", [])
    # The form alone sends, and loads a module more for it.
    service = guide.service if _FORM in scripts else None
    preloads = [module for script in scripts for module in imported_modules(script)]
    if service:
        preloads = list(dict.fromkeys([*preloads, _SERVICE, *imported_modules(_SERVICE)]))
    return {
        "language": language,
        "direction": direction(language),
        "language_code": three_letters(language),
        "source_language": name_of(table.source.language, language),
        "other_languages": [
            {
                "code": code,
                "name": own_name(code),
                "address": root + address(code, page.path, first),
            }
            for code in table.languages
            if code != language
        ],
        "stemmer": stemmer_of(language),
        "root": root,
        "home": root + address(language, "index.md", first),
        "words": guide.words.on_pages(language),
        "table": table,
        "title": meta["title"],
        "description": meta["description"],
        "is_home": page.path == "index.md",
        "is_category": category is not None,
        "is_searchable": meta.get("connect") != "none",
        "canonical": url,
        "alternates": absolute_urls if site_url else {},
        "rel_alternate": "alternate",
        "default_address": absolute_urls[first],
        "preview": urljoin(site_url, "assets/icon.png"),
        "date_modified": page.date_modified,
        "what_changed": (
            root + address(language, RECORD_PAGE, first)
            if f"{language}/{RECORD_PAGE}" in guide.pages
            else ""
        ),
        "report_problem": table.publisher.report_problem.replace(
            "{page}", quote(url or here or "/", safe="")
        ),
        "jsonld": script_json(linked_data(table, category, language, url)) if category else "",
        "styles": meta.get("styles", []),
        "scripts": scripts,
        "preloads": preloads,
        "policy": policy(meta.get("connect", "self"), service),
    }


def site_context(guide: Guide, site_url: str) -> dict[str, Any]:
    """The values of templates that belong to no page: the 404 page and the site map."""
    languages = guide.table.languages
    return {
        "texts": guide.words.pages,
        "table": guide.table,
        "policy": policy("none"),
        "languages": languages,
        "directions": {name: direction(name) for name in languages},
        "home_of": {name: address(name, "index.md", languages[0]) for name in languages},
        "site_pages": [
            {
                "address": urljoin(site_url, address(page.language, page.path, languages[0])),
                "date_modified": page.date_modified,
                "alternates": _absolute_urls(page.path, site_url, languages),
            }
            for page in guide.pages.values()
        ],
    }


def policy(connect: str, service: ServiceAddress | None = None) -> Markup:
    """The content security policy of a page that may `connect` to "self" or to "none".

    It may connect to the `service` besides.
    """
    own = ["'self'"] if connect == "self" else []
    sources = dict.fromkeys([*own, *([service.source] if service else [])])
    # A source has no character that means something in HTML or in a policy.
    return _POLICY.format(sources=Markup(" ".join(sources) or "'none'"))  # noqa: S704


def imported_modules(script: str) -> list[str]:
    """The engine's modules that a page's script imports, directly or not.

    A browser that knows them at once need not find one after the other. They go by their
    address below the site's root, as `script` does.
    """
    folder = script.rpartition("/")[0]
    found: list[str] = []
    waiting = [script]
    while waiting:
        path = THEME / waiting.pop(0)
        imports = _IMPORT.findall(path.read_text("utf-8")) if path.is_file() else []
        new = [f"{folder}/{name}" for name in imports if f"{folder}/{name}" not in found]
        found += new
        waiting += new
    return found


def linked_data(table: Table, category: Category, language: str, url: str) -> dict[str, Any]:
    """What a category's page says as schema.org's Service, and no more.

    Its contact points are those that the source states. `url` is the page's, "" if not known.
    """
    of_whom = "Government" if table.source.government else ""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": f"{of_whom}Service",
        "name": category.title[language],
        "description": category.summary[language],
        "provider": {
            "@type": f"{of_whom}Organization",
            "name": table.source.institution[language],
        },
    }
    if url:
        data["url"] = url
    points = [
        {
            "@type": "ContactPoint",
            "name": contact.name[language],
            "contactType": category.title[language],
            "availableLanguage": list(table.languages),
            **{name: stated for name, stated in _reached(contact) if stated},
        }
        for contact in map(table.contacts.__getitem__, category.chain)
    ]
    if points:
        data["provider"]["contactPoint"] = points
    return data


def _reached(contact: Contact) -> Iterator[tuple[str, str | None]]:
    """Where a contact is reached, in the terms of schema.org."""
    yield "email", contact.address
    yield "telephone", contact.phone
    yield "url", contact.web_form


def _absolute_urls(path: str, site_url: str, languages: Sequence[str]) -> dict[str, str]:
    return {name: urljoin(site_url, address(name, path, languages[0])) for name in languages}
