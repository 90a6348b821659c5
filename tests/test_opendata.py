"""The routing table as open data."""

from __future__ import annotations

import csv
import dataclasses
import io
import json

from jsonschema import Draft202012Validator

from enquiry import opendata
from enquiry.routing.table import Table
from enquiry.text import Text
from tests.support import ROOT

SCHEMA = json.loads((ROOT / "schema/routing.schema.json").read_text("utf-8"))


def published(table: Table) -> dict[str, object]:
    """What routing.json holds."""
    text = opendata.routing_json(table, schema="schema/x.json", date_modified="2026-01-02")
    data: dict[str, object] = json.loads(text)
    return data


def test_json_has_the_shape_of_its_schema(table: Table) -> None:
    """The published JSON is valid against the schema that it names."""
    Draft202012Validator(SCHEMA).validate(published(table))


def test_json_holds_everything_in_the_table(table: Table) -> None:
    """The table that is read back from the JSON equals the table."""
    assert Table.of(published(table)) == table


def test_json_names_its_schema_and_its_date(table: Table) -> None:
    """A reader finds the schema and the day of the last change at the top."""
    assert list(published(table))[:2] == ["$schema", "date_modified"]


def test_csv_has_a_row_for_each_category_and_stage(table: Table) -> None:
    """Two categories go on, so six categories make eight rows."""
    rows = list(csv.DictReader(io.StringIO(opendata.routing_csv(table))))
    assert [(row["category"], row["stage"]) for row in rows] == [
        ("individual-case", "first"),
        ("individual-case", "escalation"),
        ("local-procedures", "first"),
        ("local-procedures", "escalation"),
        ("service-complaint", "first"),
        ("biometrics", "first"),
        ("general-procedures", "first"),
        ("selection-policy", "first"),
    ]
    assert rows[1]["address"] == "case-review-im-enquiry@cic.gc.ca"
    assert rows[1]["after_days"] == "30"


def test_csv_never_starts_a_cell_as_a_formula(table: Table) -> None:
    """A spreadsheet shows a text that begins like a formula and does not run it."""
    first = next(iter(table.categories.values()))
    for start in "=+-@\t\r\n":
        evil = dataclasses.replace(first, title=Text(f"{start}1+1", f"{start}SUM(A1)"))
        categories = {**table.categories, first.id: evil}
        text = opendata.routing_csv(dataclasses.replace(table, categories=categories))
        row = next(csv.DictReader(io.StringIO(text, newline="")))
        assert row["title_en"] == f"'{start}1+1"
        assert row["title_fr"] == f"'{start}SUM(A1)"
