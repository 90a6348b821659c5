"""What must hold between the parts of a routing table, beyond the shape of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from enquiry.errors import Finding
from enquiry.shape import did_you_mean
from enquiry.source import Source


def findings(source: Source, today: date) -> Iterator[Finding]:
    """Every contradiction in a table that has the right shape. Nothing is dated after `today`."""
    table = source.data
    for part in ("include", "contacts", "categories"):
        yield from _twice(source, part)
    yield from _dates(source, today)
    yield from _addresses(source)
    yield from _unused_contacts(source)
    ids = {
        part: [row["id"] for row in table[part]] for part in ("include", "contacts", "categories")
    }
    for i, category in enumerate(table["categories"]):
        yield from _references(source, f"/categories/{i}", category, ids)
        yield from _gap(source, f"/categories/{i}", category)


def _twice(source: Source, part: str) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for i, row in enumerate(source.data[part]):
        if first.setdefault(row["id"], i) != i:
            line = source.places[f"/{part}/{first[row['id']]}/id"][0]
            yield source.finding(
                f"/{part}/{i}/id",
                f'The id "{row["id"]}" is taken: line {line} claims it.',
                "Give each entry an id of its own.",
            )


def _dates(source: Source, today: date) -> Iterator[Finding]:
    compared = source.data["source"]["compared"]
    if date.fromisoformat(compared) > today:
        yield source.finding(
            "/source/compared",
            f"{compared} is in the future.",
            "Write the day on which somebody last compared the table with the source page.",
        )


def _addresses(source: Source) -> Iterator[Finding]:
    domains = source.data["official_domains"]
    for i, contact in enumerate(source.data["contacts"]):
        for key in ("address", "address_format"):
            address = contact.get(key)
            if address and address.partition("@")[2] not in domains:
                yield source.finding(
                    f"/contacts/{i}/{key}",
                    f'"{address}" is outside the official domains.',
                    f"Write an address at {' or '.join(domains)}, as the source states it.",
                )
        if contact.get("address") and contact.get("address_format"):
            yield source.finding(
                f"/contacts/{i}/address_format",
                "This contact has an address already.",
                'Keep either "address" or "address_format".',
            )


def _unused_contacts(source: Source) -> Iterator[Finding]:
    used = set()
    for category in source.data["categories"]:
        used |= {category["contact"], (category.get("escalation") or {}).get("contact")}
    for i, contact in enumerate(source.data["contacts"]):
        if contact["id"] not in used:
            yield source.finding(
                f"/contacts/{i}/id",
                f'No category leads to the contact "{contact["id"]}".',
                "Name it in a category, or delete it.",
            )


def _references(
    source: Source, pointer: str, category: dict[str, Any], ids: dict[str, list[str]]
) -> Iterator[Finding]:
    onward = category.get("escalation") or {}
    named = [
        ("contact", "contacts", category["contact"]),
        ("escalation/contact", "contacts", onward.get("contact")),
        *((f"include/{n}", "include", block) for n, block in enumerate(category["include"])),
        *(
            (f"see_instead/{n}/category", "categories", other["category"])
            for n, other in enumerate(category.get("see_instead", ()))
        ),
    ]
    for where, part, name in named:
        if name is not None and name not in ids[part]:
            yield source.finding(
                f"{pointer}/{where}",
                f'"{name}" is none of the {part} of this table.',
                did_you_mean(name, ids[part]),
            )
        if part == "categories" and name == category["id"]:
            yield source.finding(
                f"{pointer}/{where}", "This leads back to its own category.", "Name another one."
            )
    if onward and onward["contact"] == category["contact"]:
        yield source.finding(
            f"{pointer}/escalation/contact",
            "The escalation leads back to the contact that did not answer.",
            "Name the next contact.",
        )


def _gap(source: Source, pointer: str, category: dict[str, Any]) -> Iterator[Finding]:
    """A gap in the source is published as a gap, and nothing else is."""
    contact = next((c for c in source.data["contacts"] if c["id"] == category["contact"]), None)
    told = bool(category.get("gap"))
    if category["contact"] is None and not told:
        yield source.finding(
            f"{pointer}/contact",
            "The category has nobody to write to and does not say so.",
            'Add "gap:" with what the source leaves open, in each language.',
        )
    if contact and contact.get("address") and told:
        yield source.finding(
            f"{pointer}/gap",
            "The category states a gap, yet its contact has an address.",
            "Delete one of them.",
        )
