"""What is published beside the pages: open data, and what hosts and crawlers read."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from enquiry.routing.loader import SCHEMA_FILE
from enquiry.routing.table import Table
from enquiry.site import opendata
from enquiry.site.guide import Guide
from enquiry.site.page_context import policy
from tests.support import ROOT, en_fr

URL = "https://harbour.example.org/guide/"


def published(table: Table) -> dict[str, object]:
    """What routing.json holds."""
    text = opendata.routing_json(table, schema="schema/x.json", date_modified="2026-01-02")
    data: dict[str, object] = json.loads(text)
    return data


def test_released_schemas_stay_published(tmp_path: Path) -> None:
    """A schema that was released once keeps its address and its bytes; a guide may have none."""
    assert opendata.released(tmp_path) == {}
    old = tmp_path / "schema/released/1/enquiry.schema.json"
    old.parent.mkdir(parents=True)
    old.write_text('{"$id": "urn:a:1"}\n', "utf-8")
    address = "schema/released/1/enquiry.schema.json"
    assert opendata.released(tmp_path) == {address: '{"$id": "urn:a:1"}\n'}


def test_json_has_the_shape_of_its_schema(table: Table) -> None:
    """The published JSON is valid against the shape of a routing table."""
    Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8"))).validate(published(table))


def test_json_holds_everything_in_the_table(table: Table) -> None:
    """The table that is read back from the JSON equals the table."""
    assert Table.of(published(table)) == table


def test_json_names_its_schema_and_its_date_first(table: Table) -> None:
    """A reader finds the schema and the day of the last change at the top."""
    first = list(published(table).items())[:2]
    assert first == [("$schema", "schema/x.json"), ("date_modified", "2026-01-02")]


def test_csv_names_its_columns(table: Table) -> None:
    """The columns are those of the public format, in their order."""
    header = opendata.routing_csv(table).splitlines()[0]
    assert header == (
        "category,stage,title_en,title_fr,contact,contact_en,contact_fr,address,address_format,"
        "web_form,phone,counter,attention_en,attention_fr,after_days,outcomes,gap_en,gap_fr,"
        "source,compared"
    )


@pytest.mark.parametrize("start", list("=+-@\t\r\n"))
def test_csv_never_starts_a_cell_as_a_formula(table: Table, start: str) -> None:
    """A spreadsheet shows a text that begins like a formula and does not run it."""
    first = next(iter(table.categories.values()))
    hostile = dataclasses.replace(first, title=en_fr(f"{start}1+1", f"{start}SUM(A1)"))
    categories = {**table.categories, first.id: hostile}
    text = opendata.routing_csv(dataclasses.replace(table, categories=categories))
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert row["title_en"] == f"'{start}1+1"
    assert row["title_fr"] == f"'{start}SUM(A1)"


def test_security_txt_says_whom_to_write_to_and_until_when(guide: Guide) -> None:
    """RFC 9116: a contact, the languages, its own address, and a day a year after the comparison
    on which the file expires."""
    assert guide.table.source.compared == "2026-01-15"
    text = opendata.files(guide, URL)[".well-known/security.txt"]
    assert text.splitlines() == [
        "Contact: https://harbour.example.org/report"
        "?page=https%3A%2F%2Fharbour.example.org%2Fguide%2F",
        "Expires: 2027-01-15T00:00:00Z",
        "Preferred-Languages: en, fr",
        f"Canonical: {URL}.well-known/security.txt",
    ]


def test_an_unknown_address_is_not_claimed(guide: Guide) -> None:
    """Without the site's address no file names it."""
    files = opendata.files(guide, "")
    assert "Canonical" not in files[".well-known/security.txt"]
    assert "Sitemap" not in files["robots.txt"]
    assert json.loads(files["routing.json"])["$schema"] == "schema/routing.schema.json"


def test_crawlers_may_read_everything(guide: Guide) -> None:
    """robots.txt forbids nothing and names the site map."""
    robots = opendata.files(guide, URL)["robots.txt"].splitlines()
    assert robots == ["User-agent: *", "Allow: /", f"Sitemap: {URL}sitemap.xml"]


@pytest.mark.parametrize("name", ["_headers", "hosting/nginx.conf"])
def test_the_header_files_hold_the_policy_of_the_pages(guide: Guide, name: str) -> None:
    """The ready header files name the pages' own policy, forbid framing besides, and agree."""
    headers = opendata.files(guide, URL)["_headers"]
    text = headers if name == "_headers" else (ROOT / "docs" / name).read_text("utf-8")
    assert f"{policy('self')}; frame-ancestors 'none'" in text
    for header, value in re.findall(r"^  ([\w-]+): (.+)$", headers, re.MULTILINE):
        assert re.search(rf'{header}:? "?{re.escape(value)}', text), header
    for header in ("Strict-Transport-Security", "nosniff", "Referrer-Policy", "Permissions-Policy"):
        assert header in text
