"""What the frame around a page says: its address in each language, its date, its metadata."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urljoin

from enquiry import jsonld
from enquiry.addresses import address, to_root
from enquiry.dates import in_words
from enquiry.guide import Guide
from enquiry.inline import script_json
from enquiry.pages import Page
from enquiry.text import LANGUAGES

# No inline script or style, nothing from elsewhere; `connect-src` lets the search fetch its index.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src '{connect}'; base-uri 'none'; form-action 'none'"
)


def context(guide: Guide, page: Page, site_url: str) -> dict[str, Any]:
    """The values that the page template needs.

    `site_url` is the site's address, or "" where it is not known.
    """
    meta = page.meta
    language, table = page.language, guide.table
    here, root = address(language, page.path), to_root(language, page.path)
    (other,) = (name for name in LANGUAGES if name != language)
    whole = _addresses(page.path, site_url)
    category = table.categories[page.category] if page.category else None
    linked = category and jsonld.service(table, category, language, site_url and whole[language])
    return {
        "language": language,
        "other_language": other,
        "other_address": root + address(other, page.path),
        "root": root,
        "home": root + address(language, "index.md"),
        "words": {key: text[language] for key, text in guide.words.items()},
        "table": table,
        "title": meta["title"],
        "description": meta["description"],
        "is_home": page.path == "index.md",
        "is_category": category is not None,
        "canonical": whole[language] if site_url else "",
        "alternates": whole if site_url else {},
        "preview": urljoin(site_url, "assets/icon.png"),
        "compared": in_words(table.source.compared, language, guide.words["months"][language]),
        "date_modified": page.date_modified,
        "report_problem": table.publisher.report_problem.replace(
            "{page}", quote(whole[language] if site_url else here or "/", safe="")
        ),
        "jsonld": script_json(linked) if linked else "",
        "styles": meta.get("styles", []),
        "scripts": meta.get("scripts", []),
        "policy": policy(meta.get("connect", "self")),
    }


def policy(connect: str) -> str:
    """The content security policy of a page that may `connect` to "self" or to "none"."""
    return _POLICY.format(connect=connect)


def of_site(guide: Guide, site_url: str) -> dict[str, Any]:
    """The values of templates that belong to no page: the 404 page and the site map."""
    return {
        "texts": guide.words,
        "table": guide.table,
        "policy": policy("none"),
        "languages": LANGUAGES,
        "home_of": {name: address(name, "index.md") for name in LANGUAGES},
        "site_pages": [
            {
                "address": urljoin(site_url, address(page.language, page.path)),
                "date_modified": page.date_modified,
                "alternates": _addresses(page.path, site_url),
            }
            for page in guide.pages.values()
        ],
    }


def _addresses(path: str, site_url: str) -> dict[str, str]:
    return {name: urljoin(site_url, address(name, path)) for name in LANGUAGES}
