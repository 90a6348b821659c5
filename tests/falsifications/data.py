"""What is published beside the pages, falsified."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.falsifications.site import (
    Change,
    Falsification,
    Site,
    below,
    match,
    put,
)


def of_data(site: Site) -> Iterator[Falsification]:
    """What is published beside the pages."""
    table = site.guide.table
    category = next(each for each in site.categories if each.escalation)
    stage = category.escalations[0]
    contact = next(each for each in table.contacts.values() if each.address)
    days = f'"after_days": {stage.after_days}'
    many = next(
        each
        for each in site.categories
        if each.escalation and len(each.escalations[-1].outcomes) > 1
    )

    def of(name: str, file: str, fact: str, change: Change) -> Falsification:
        return Falsification(name, file, None, fact, change)

    yield of(
        "JSON: address", "routing.json", contact.id, put(f'"{contact.address}"', '"x@y.example"')
    )
    yield of("JSON: days", "routing.json", "after_days", put(days, f"{days}1"))
    yield of("JSON: outcome", "routing.json", "outcomes", match(r',\s*"disagreement"', ""))
    yield of(
        "JSON: contact",
        "routing.json",
        "contact",
        match(rf'("contact": )"{stage.contact}"', r'\1"nobody"'),
    )
    yield of("JSON: cut off", "routing.json", "no JSON", lambda text: text[:1000])
    yield of("JSON: dropped", "routing.json", "not there", lambda _: None)
    yield of(
        "security.txt: contact",
        ".well-known/security.txt",
        "report a problem",
        match(r"Contact: \S+", "Contact: https://elsewhere.example/"),
    )
    for language in table.languages:
        title = category.title[language]
        yield of(
            f"JSON: title ({language})",
            "routing.json",
            f"title/{language}",
            put(f'"{title}"', '"X"'),
        )
        csv_title = below("\n", put(title, "X"))
        yield of(f"CSV: title ({language})", "routing.csv", "title_", csv_title)
    yield of("CSV: address", "routing.csv", "address", put(str(contact.address), "x@y.example"))
    row = f"{category.id},escalation,"
    wait = below(row, put(f",{stage.after_days},", f",{stage.after_days + 1},"))
    yield of("CSV: days", "routing.csv", "after_days", wait)
    yield of(
        "CSV: outcomes",
        "routing.csv",
        "outcomes",
        put(" ".join(many.escalations[-1].outcomes), "no-reply"),
    )
    yield of("CSV: row missing", "routing.csv", "rows", match(rf"{re.escape(row)}[^\r]*\r\n", ""))
    yield of(
        "schema: required",
        "schema/enquiry.schema.json",
        "required",
        match(r'"required": \["schemaVersion", ', '"required": ['),
    )
    yield of(
        "schema: rule",
        "schema/enquiry.schema.json",
        "maxLength",
        match(r'"maxLength": \d+', '"maxLength": 7'),
    )
    yield of(
        "shape of the table", "schema/routing.schema.json", "shape", match('"after_days"', '"days"')
    )
    unknown = match(r'href="[^"]*categories/', 'href="/elsewhere/')
    yield of("404: a link", "404.html", "a link to", unknown)
    if (site.folder / "sitemap.xml").is_file():
        entry = re.compile(r"<url>.*?</url>", re.DOTALL)
        yield of(
            "site map: a page", "sitemap.xml", "does not name", lambda text: entry.sub("", text, 1)
        )
        wrong = match(r"(<xhtml:link[^>]*href=\")", r"\1x")
        yield of("site map: a language", "sitemap.xml", "other languages", wrong)
