"""What is published beside the pages: the routing table as open data, the schemas, and what hosts,
crawlers and those who find a vulnerability look for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from enquiry.authoring.record import record_shape
from enquiry.authoring.service_address import ServiceAddress
from enquiry.authoring.settings_schema import settings_schema
from enquiry.dates import add_days
from enquiry.routing.loader import table_shape
from enquiry.routing.table import Category, Table
from enquiry.schema.annotations import editor_schema
from enquiry.schema.portable import DIALECT
from enquiry.site.guide import Guide
from enquiry.site.moved import redirects
from enquiry.site.page_context import policy
from enquiry.site.words import words_schema
from enquiry.text import Text

_COLUMNS = (
    *("category", "stage", "title_", "contact", "contact_", "address", "address_format"),
    *("web_form", "phone", "counter", "attention_", "after_days", "outcomes"),
    *("gap_", "source", "compared"),
)
"""Of those that end in `_`, there is one for each language."""
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula in a spreadsheet, also in its wide form."""
_FORMULA_AFTER = ("\t", "\r", "\n")
"""What a spreadsheet drops from the start of a cell, so that a formula may follow."""
RELEASED = "schema/released"
SECURITY = ".well-known/security.txt"


def files(guide: Guide, site_url: str) -> dict[str, str]:
    """What is published beside the pages, by address below the site's root.

    `site_url` is the site's own address, or "" where it is not known.
    """
    return {
        "routing.json": routing_json(
            guide.table,
            schema=urljoin(site_url, "schema/routing.schema.json"),
            date_modified=guide.date_modified,
        ),
        "routing.csv": routing_csv(guide.table),
        "robots.txt": _robots(site_url),
        SECURITY: _security(guide.table, site_url),
        "schema/enquiry.schema.json": _with_dialect(guide.schema),
        "schema/routing.schema.json": _table_schema(guide.table),
        "schema/words.schema.json": _as_json(words_schema(json.loads(guide.schema))),
        "schema/annotations.schema.json": _as_json(editor_schema()),
        "schema/changes.schema.json": _as_json(record_shape(guide.table.languages)),
        "schema/settings.schema.json": _as_json(settings_schema()),
        "_headers": _headers(guide.service),
        **({"_redirects": redirects(guide, site_url)} if guide.moved else {}),
    }


def _with_dialect(schema: str) -> str:
    """The schema as it is, but for its dialect where the guide's file leaves it out: an editor
    that finds one there goes by it alone, and knows no annotation."""
    if "$schema" in json.loads(schema):
        return schema
    return schema.replace("{", f'{{\n  "$schema": "{DIALECT}",', 1)


def released(root: Path) -> dict[str, str]:
    """The schemas that the guide in the folder `root` once released, by address below the site.

    Each stays as it was, at the address of its version, for the documents that name it.
    """
    files = sorted((root / RELEASED).glob("*/*.schema.json"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files}


def _table_schema(table: Table) -> str:
    """The shape of the table in its languages."""
    return _as_json(table_shape(table.languages))


def _as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _headers(service: ServiceAddress | None) -> str:
    """The headers that a page cannot carry itself, for hosts that read a `_headers` file.

    They hold for all pages, and so allow the service; the pages themselves allow it the form alone.
    """
    headers = {
        "Content-Security-Policy": f"{policy('self', service)}; frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    lines = [f"  {name}: {value}\n" for name, value in headers.items()]
    readers = "Read by hosts that know a _headers file (Cloudflare Pages, Netlify)"
    return f"# {readers}; of no use to others.\n/*\n{''.join(lines)}"


def _robots(site_url: str) -> str:
    """What crawlers may read: everything, by way of the site map."""
    site_map = f"Sitemap: {urljoin(site_url, 'sitemap.xml')}\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{site_map}"


def _security(table: Table, site_url: str) -> str:
    """Where to report a vulnerability (RFC 9116), for a year after the last comparison."""
    contact = table.publisher.report_problem.replace("{page}", quote(site_url, safe=""))
    expires = add_days(table.source.compared, 365)
    here = f"Canonical: {urljoin(site_url, SECURITY)}\n" if site_url else ""
    languages = ", ".join(table.languages)
    return (
        f"Contact: {contact}\nExpires: {expires}T00:00:00Z\n"
        f"Preferred-Languages: {languages}\n{here}"
    )


def routing_json(table: Table, *, schema: str, date_modified: str) -> str:
    """The table as JSON of the shape of `schema/routing.schema.json`.

    `schema` is that schema's address, `date_modified` the ISO date of the table's last change.
    """
    data = {"$schema": schema, "date_modified": date_modified, **table.as_data()}
    return _as_json(data)


def routing_csv(table: Table) -> str:
    """The table as CSV (RFC 4180): a row for each stage of each category.

    The stages are "first", "escalation", "escalation-2" and so on.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns(table.languages), lineterminator="\r\n")
    writer.writeheader()
    for category in table.categories.values():
        for row in _rows(table, category):
            writer.writerow({column: _safe(value) for column, value in row.items()})
    return out.getvalue()


def columns(languages: Sequence[str]) -> tuple[str, ...]:
    """The columns of the table as CSV."""
    return tuple(
        name + code for name in _COLUMNS for code in (languages if name.endswith("_") else [""])
    )


def _rows(table: Table, category: Category) -> Iterator[dict[str, str]]:
    for number, onward in enumerate((None, *category.escalations)):
        contact_id = onward.contact if onward else category.contact
        contact = table.contacts[contact_id] if contact_id else None
        attention = contact.attention if contact else None
        gap = None if onward else category.gap
        yield {
            "category": category.id,
            "stage": _stage(number),
            **_texts("title", category.title, table.languages),
            "contact": contact.id if contact else "",
            **_texts("contact", contact.name if contact else None, table.languages),
            "address": (contact and contact.address) or "",
            "address_format": (contact and contact.address_format) or "",
            "web_form": (contact and contact.web_form) or "",
            "phone": (contact and contact.phone) or "",
            "counter": (contact and contact.counter) or "",
            **_texts("attention", attention, table.languages),
            "after_days": str(onward.after_days) if onward else "",
            "outcomes": " ".join(onward.outcomes) if onward else "",
            **_texts("gap", gap, table.languages),
            "source": table.source.url,
            "compared": table.source.compared,
        }


def _stage(number: int) -> str:
    return "first" if not number else "escalation" if number == 1 else f"escalation-{number}"


def _texts(name: str, text: Text | None, languages: Sequence[str]) -> dict[str, str]:
    """A text's cells, by their columns."""
    return {f"{name}_{language}": text[language] if text else "" for language in languages}


def _safe(value: str) -> str:
    """A cell that no spreadsheet reads as a formula."""
    runs = value.startswith(_FORMULA_AFTER) or value.lstrip().startswith(_FORMULA)
    return f"'{value}" if runs else value
