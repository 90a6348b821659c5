"""Loading a routing table: read it, check its shape, check that it agrees with itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from enquiry.authoring.conformance import conformance_findings
from enquiry.authoring.findings import Finding, GuideError, did_you_mean
from enquiry.authoring.texts import text_findings
from enquiry.authoring.yaml_file import YamlFile, load
from enquiry.dates import iso_date, latest_today
from enquiry.guide_files import shipped_guide
from enquiry.pointers import reach
from enquiry.routing.table import Table

SCHEMA_FILE = Path(__file__).with_name("routing.schema.json")
"""The shape of `docs/routing.yml` and of the published `routing.json`."""
SEVERAL_LINES = ("letter",)
"""The keys whose texts may have several lines."""
_WAYS = ("address", "web_form", "phone", "counter")
"""The keys that say where a contact is reached."""


def load_table(
    path: str | PathLike[str] | None = None, *, today: date | str | None = None
) -> Table:
    """The routing table at `path`, or the one that the package ships.

    Raises GuideError with every finding, each with file, line and column.
    """
    file = shipped_guide().table if path is None else Path(path)
    return Table.of(load_table_file(file, today=today).data)


def table_shape(languages: Sequence[str]) -> dict[str, Any]:
    """The shape of a table whose texts are in these languages; in any where there are none."""
    shape: dict[str, Any] = json.loads(SCHEMA_FILE.read_bytes())
    if not languages:
        return shape
    words = shape["$defs"]["text"].pop("additionalProperties")
    shape["$defs"]["text"].pop("minProperties")  # said of each language
    shape["$defs"]["text"] |= {
        "additionalProperties": False,
        "required": list(languages),
        "properties": dict.fromkeys(languages, words),
    }
    return shape


def _languages_of(table: Any) -> Sequence[str]:
    """The languages of a table: those of most of its titles, the publisher's name among them.

    So a language that is left out or misspelled in one place is wrong there, and nowhere else.
    """
    places = [("publisher", "name"), ("source", "title"), ("source", "institution")]
    titles = [reach(table, place) for place in places]
    rows = reach(table, ("categories",))
    titles += [reach(row, ("title",)) for row in rows] if isinstance(rows, list) else []
    counts = Counter(
        tuple(map(str, title)) for title in titles if isinstance(title, dict) and title
    )
    return counts.most_common(1)[0][0] if counts else ()


def load_table_file(
    path: Path,
    *,
    file: str | None = None,
    today: date | str | None = None,
    languages: Sequence[str] = (),
) -> YamlFile:
    """The table's file at `path` once nothing is wrong with it, called `file` in messages.

    Raises GuideError with every finding. No date in it may be after `today`, and every text is in
    the same languages: those that are given, or else those of most titles.
    """
    source = load(path, file)
    shape = table_shape(languages or _languages_of(source.data))
    # Only a table of the right shape can be compared with itself.
    if findings := list(conformance_findings(source, shape)) or [
        *consistency_findings(source, latest_today() if today is None else today),
        *text_findings(source, _languages_of(source.data), SEVERAL_LINES),
    ]:
        raise GuideError(findings)
    return source


def consistency_findings(source: YamlFile, today: date | str) -> Iterator[Finding]:
    """Every contradiction in a table that has the right shape. Nothing is dated after `today`."""
    table = source.data
    for part in ("include", "contacts", "categories"):
        yield from _duplicate_ids(source, part)
    yield from _repeated_words(source)
    yield from _aliases(source)
    yield from _dates(source, iso_date(today))
    yield from _addresses(source)
    yield from _offices(source)
    ids = {
        part: [row["id"] for row in table[part]] for part in ("include", "contacts", "categories")
    }
    yield from _unused_contacts(source, ids["contacts"])
    for i, category in enumerate(table["categories"]):
        yield from _references(source, f"/categories/{i}", category, ids)
        yield from _gap(source, f"/categories/{i}", category)


def _duplicate_ids(source: YamlFile, part: str) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for i, row in enumerate(source.data[part]):
        if first.setdefault(row["id"], i) != i:
            line = source.positions[f"/{part}/{first[row['id']]}/id"][0]
            yield source.finding(
                f"/{part}/{i}/id",
                f'The id "{row["id"]}" is taken: line {line} claims it.',
                "Give each entry an id of its own.",
            )


def _repeated_words(source: YamlFile) -> Iterator[Finding]:
    """A title or a sentence of two categories: nobody who reads it can choose between them."""
    first: dict[tuple[str, str, str], tuple[int, str]] = {}
    for i, row in enumerate(source.data["categories"]):
        texts = {f"/categories/{i}/title": row.get("title", {})}
        texts |= {
            f"/categories/{i}/sentences/{n}": s for n, s in enumerate(row.get("sentences", ()))
        }
        for where, text in texts.items():
            for language, words in text.items():
                pointer = f"{where}/{language}"
                said = first.setdefault((where.split("/")[3], language, words), (i, pointer))
                if said[0] != i:
                    line = source.positions[said[1]][0]
                    yield source.finding(
                        pointer,
                        f'"{words}" leads to another category too: line {line} says the same.',
                        "Say what tells the two apart.",
                    )


def _aliases(source: YamlFile) -> Iterator[Finding]:
    """An id that a category had before is nobody's today, and was one category's alone."""
    rows = source.data["categories"]
    taken = {row["id"]: f"/categories/{i}/id" for i, row in enumerate(rows)}
    for i, row in enumerate(rows):
        for n, alias in enumerate(row.get("aliases", ())):
            pointer = f"/categories/{i}/aliases/{n}"
            if taken.setdefault(alias, pointer) != pointer:
                line = source.positions[taken[alias]][0]
                yield source.finding(
                    pointer,
                    f'The id "{alias}" is taken: line {line} claims it.',
                    "Give an old id to one category, and to none that has it today.",
                )


def _dates(source: YamlFile, today: str) -> Iterator[Finding]:
    compared = source.data["source"]["compared"]
    if compared > today:
        yield source.finding(
            "/source/compared",
            f"{compared} is in the future.",
            "Write the day on which somebody last compared the table with the source page.",
        )


def _addresses(source: YamlFile) -> Iterator[Finding]:
    domains = source.data["official_domains"]
    for i, contact in enumerate(source.data["contacts"]):
        for key in ("address", "address_format"):
            address = contact.get(key)
            if address and address.partition("@")[2] not in domains:
                yield source.finding(
                    f"/contacts/{i}/{key}",
                    f'"{address}" is outside the official domains.',
                    _at_domains(domains),
                )
        form = contact.get("web_form")
        host = (urlsplit(form).hostname or "") if form else ""
        if form and not any(f".{host}".endswith(f".{domain}") for domain in domains):
            yield source.finding(
                f"/contacts/{i}/web_form",
                f'"{form}" is outside the official domains.',
                _at_domains(domains),
            )
        if contact.get("address") and contact.get("address_format"):
            yield source.finding(
                f"/contacts/{i}/address_format",
                "This contact has an address already.",
                'Keep either "address" or "address_format".',
            )


def _at_domains(domains: Sequence[str]) -> str:
    written = f"Write an address at {' or '.join(domains)}, as the source states it"
    return f"{written}, or add its domain to official_domains."


def _unused_contacts(source: YamlFile, names: list[str]) -> Iterator[Finding]:
    used = {contact.get("through_office") for contact in source.data["contacts"]}
    for category in source.data["categories"]:
        used |= {category["contact"], *(each["contact"] for _, each in _escalations(category))}
    if used - {None, *names}:
        return  # A name is mistyped, which is a finding of its own: any of them may be meant.
    for i, name in enumerate(names):
        if name not in used:
            yield source.finding(
                f"/contacts/{i}/id",
                f'No category leads to the contact "{name}".',
                "Name it in a category, or delete it.",
            )


def _offices(source: YamlFile) -> Iterator[Finding]:
    """Who is reached at an office, and by way of one."""
    contacts = {contact["id"]: contact for contact in source.data["contacts"]}
    at_office = [name for name, contact in contacts.items() if contact.get("at_office")]
    for i, contact in enumerate(source.data["contacts"]):
        key = next((k for k in ("address", "address_format") if contact.get(k)), None)
        if contact.get("at_office") and key:
            yield source.finding(
                f"/contacts/{i}/at_office",
                f'This contact has an "{key}" of its own.',
                'Keep either that or "at_office".',
            )
        instead = contact.get("through_office")
        if instead is not None and (instead not in at_office or instead == contact["id"]):
            yield source.finding(
                f"/contacts/{i}/through_office",
                f'"{instead}" is no other contact of this table that is reached at an office.',
                did_you_mean(instead, [name for name in at_office if name != contact["id"]]),
            )


def _references(
    source: YamlFile, pointer: str, category: dict[str, Any], ids: dict[str, list[str]]
) -> Iterator[Finding]:
    onward = list(_escalations(category))
    named = [
        ("contact", "contacts", category["contact"]),
        *((f"{where}/contact", "contacts", each["contact"]) for where, each in onward),
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
    asked = [category["contact"]]
    for where, each in onward:
        if each["contact"] in asked:
            yield source.finding(
                f"{pointer}/{where}/contact",
                "The escalation leads back to the contact that did not answer.",
                "Name the next contact.",
            )
        asked.append(each["contact"])


def _escalations(category: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every stage after the first, with its pointer below the category."""
    where, following = "escalation", category.get("escalation")
    while following:
        yield where, following
        where, following = f"{where}/escalation", following.get("escalation")


def _gap(source: YamlFile, pointer: str, category: dict[str, Any]) -> Iterator[Finding]:
    """A gap in the source is published as a gap, and nothing else is."""
    contact = next((c for c in source.data["contacts"] if c["id"] == category["contact"]), None)
    has_gap = bool(category.get("gap"))
    if category["contact"] is None and not has_gap:
        yield source.finding(
            f"{pointer}/contact",
            "The category has nobody to write to and does not say so.",
            'Add "gap:" with what the source leaves open, in each language.',
        )
    if contact and has_gap and any(contact.get(way) for way in _WAYS):
        yield source.finding(
            f"{pointer}/gap",
            "The category states a gap, yet its contact has an address.",
            "Delete one of them.",
        )
