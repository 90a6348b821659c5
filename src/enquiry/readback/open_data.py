"""What is published beside the pages: the table as JSON and CSV, the schemas, the site map."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urljoin

from enquiry.pointers import escape
from enquiry.readback.comparison import Comparison
from enquiry.readback.pages import MAX_BYTES, SiteFiles
from enquiry.readback.sources import Sources
from enquiry.routing.loader import table_shape
from enquiry.routing.table import Table
from enquiry.schema.portable import DIALECT

_ABOUT_ITSELF = frozenset({"$schema", "date_modified"})
_LOC = re.compile(r"<loc>([^<]*)</loc>")
_OTHER = re.compile(r"<xhtml:link\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*["']([^"']*)["']""")


def load_json(comparison: Comparison, file: str, text: str) -> Any:
    """What JSON says; None, and a finding, where it is none or says nothing."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        comparison.add(file, f"This is no JSON: {error}.", "Build it again.")
        return None
    if data is None:
        comparison.add(file, "This JSON holds nothing.", "Build it again.")
    return data


def compare_data(
    comparison: Comparison,
    file: str,
    said: Any,
    stated: Any,
    pointer: str = "",
    *,
    schema: bool = False,
    below: str = "",
) -> None:
    """Compare data with data, member by member; `pointer` is the place in the source."""
    if isinstance(said, Mapping) and isinstance(stated, Mapping):
        for key in [*stated, *(key for key in said if key not in stated)]:
            there, fact = f"{pointer}/{escape(key)}", f"{below}/{escape(key)}"
            if key not in said:
                if stated[key] is not None:
                    comparison.differs(file, fact, None, stated[key], there, schema=schema)
            elif key not in stated:
                if said[key] is not None:
                    comparison.differs(file, fact, said[key], None, None)
            else:
                compare_data(
                    comparison, file, said[key], stated[key], there, schema=schema, below=fact
                )
    elif isinstance(said, list) and isinstance(stated, list) and len(said) == len(stated):
        for n, (one, other) in enumerate(zip(said, stated, strict=True)):
            compare_data(
                comparison,
                file,
                one,
                other,
                f"{pointer}/{n}",
                schema=schema,
                below=f"{below}/{_name(other, n)}",
            )
    elif said != stated or type(said) is not type(stated):
        comparison.differs(file, below or "the whole", said, stated, pointer, schema=schema)


def _name(value: Any, n: int) -> str:
    return str(value["id"]) if isinstance(value, Mapping) and "id" in value else str(n)


def compare_table(comparison: Comparison, files: SiteFiles) -> Table | None:
    """Compare the published table; gives it as a program reads it, None where none can."""
    name = "routing.json"
    text = files.text(name, "the table as open data")
    said = None if text is None else load_json(comparison, name, text)
    if said is None:
        return None
    rows = said.items() if isinstance(said, dict) else ()
    known = {key: value for key, value in rows if key not in _ABOUT_ITSELF}
    compare_data(comparison, name, known, comparison.sources.table.as_data())
    try:
        return Table.of(said)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        comparison.add(name, "No program can read this table.", "Build it again.")
        return None


def compare_schemas(comparison: Comparison, files: SiteFiles) -> None:
    """Compare the schema of enquiries and the shape of the table."""
    sources = comparison.sources
    name = "schema/enquiry.schema.json"
    if (text := files.text(name, "the schema")) is not None:
        said = load_json(comparison, name, text)
        # It is published with its dialect, also where the guide's file leaves it out for editors.
        stated = {"$schema": DIALECT, **sources.schema_file.data}
        compare_data(comparison, name, said, stated, schema=True)
    name = "schema/routing.schema.json"
    if (text := files.text(name, "the shape of the table")) is not None:
        said = load_json(comparison, name, text)
        if said != table_shape(sources.languages):
            comparison.add(name, "It is not the shape of the table.", "Build it again.")


def compare_csv(comparison: Comparison, files: SiteFiles) -> None:
    """Compare the table as CSV, row by row and cell by cell."""
    name = "routing.csv"
    text = files.text(name, "the table as CSV")
    if text is None:
        return
    try:
        said = list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as error:
        comparison.add(name, f"This is no CSV: {error}.", "Build it again.")
        return
    stated = list(_rows(comparison.sources))
    pointer = "/categories"
    comparison.same(name, "the number of rows", len(said), len(stated), pointer)
    for row, (there, cells) in zip(said, stated, strict=False):
        for column, value in cells.items():
            cell = row.get(column)
            cell = value if cell == f"'{value}" else cell  # so that no spreadsheet runs it
            fact = f"{column} of “{cells['category']}”, {cells['stage']}"
            comparison.same(name, fact, cell, value, there)


def _rows(sources: Sources) -> Iterator[tuple[str, dict[str, str]]]:
    table = sources.table
    for category in table.categories.values():
        for number, stage in enumerate((None, *category.escalations)):
            later = "escalation" if number == 1 else f"escalation-{number}"
            contact_id = stage.contact if stage else category.contact
            contact = table.contacts[contact_id] if contact_id else None
            cells = {
                "category": category.id,
                "stage": later if stage else "first",
                "contact": contact_id or "",
                "after_days": str(stage.after_days) if stage else "",
                "outcomes": " ".join(stage.outcomes) if stage else "",
                "source": table.source.url,
                "compared": table.source.compared,
            }
            for member in ("address", "address_format", "web_form", "phone", "counter"):
                cells[member] = (contact and getattr(contact, member)) or ""
            for code in table.languages:
                attention = contact.attention if contact else None
                gap = None if stage else category.gap
                cells[f"title_{code}"] = category.title[code]
                cells[f"contact_{code}"] = contact.name[code] if contact else ""
                cells[f"attention_{code}"] = attention[code] if attention else ""
                cells[f"gap_{code}"] = gap[code] if gap else ""
            there = sources.stage(category, number) if number else sources.at(category)
            yield there, cells


def compare_map(
    comparison: Comparison, files: SiteFiles, site_url: str, addresses: Sequence[Mapping[str, str]]
) -> None:
    """Compare the map of the site; `addresses` has those of each page by language."""
    name = "sitemap.xml"
    text = files.text(name, "the map of the site")
    if text is None:
        return
    said = dict(_entries(text))
    first = comparison.sources.languages[0]
    for by_language in addresses:
        own = [urljoin(site_url, address) for address in by_language.values()]
        whole = dict(zip(by_language, own, strict=True))
        whole["x-default"] = whole[first]
        for address in own:
            if address not in said:
                comparison.add(name, f"It does not name the page {address}.", "Build it again.")
            elif len(by_language) > 1:
                fact = f"the other languages of {address}"
                comparison.same(name, fact, said[address], whole, "/publisher/name")
    known = {urljoin(site_url, each) for by in addresses for each in by.values()}
    for address in said.keys() - known:
        comparison.add(name, f"It names {address}, which is no page.", "Build it again.")
    packed = f"{name}.gz"
    raw = files.bytes(packed, "the map of the site") if (files.folder / packed).is_file() else None
    if raw is not None and _unpacked(raw) != text.encode():
        comparison.add(packed, f"It does not say what {name} says.", "Build it again.")


def compare_security(comparison: Comparison, files: SiteFiles, site_url: str) -> None:
    """Compare where to report a vulnerability."""
    name, table = ".well-known/security.txt", comparison.sources.table
    text = files.text(name, "where to report a vulnerability")
    if text is not None:
        said = [line.partition(": ")[2] for line in text.splitlines() if "Contact:" in line]
        report = table.publisher.report_problem.replace("{page}", quote(site_url, safe=""))
        place = "/publisher/report_problem"
        comparison.same(name, "where to report a problem", " ".join(said), report, place)


def _entries(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each address in a map, with those in the other languages."""
    for entry in text.split("<url>")[1:]:
        others = (dict(_ATTRIBUTE.findall(other)) for other in _OTHER.findall(entry))
        alternates = {each.get("hreflang", ""): each.get("href", "") for each in others}
        if loc := _LOC.search(entry):
            yield loc[1].strip(), alternates


def _unpacked(raw: bytes) -> bytes | None:
    try:
        with gzip.open(io.BytesIO(raw)) as stream:
            return stream.read(MAX_BYTES)
    except (OSError, EOFError, zlib.error):
        return None
