"""Loading a routing table: read, check its shape, check that it agrees with itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from enquiry import crosschecks, shape
from enquiry.dates import latest_today
from enquiry.errors import GuideError
from enquiry.schema import data_file
from enquiry.source import Source, load
from enquiry.table import Table


def load_source(path: Path, *, file: str | None = None, today: date | None = None) -> Source:
    """The table's file at `path` once it is known to hold, called `file` in messages.

    Raises GuideError with every finding. No date in it may be after `today`.
    """
    source = load(path, file)
    faults = list(shape.findings(source, data_file("routing.schema.json")))
    if not faults:
        faults = list(crosschecks.findings(source, today or latest_today()))
    if faults:
        raise GuideError(faults)
    return source


def load_table(path: Path | None = None, *, today: date | None = None) -> Table:
    """The routing table at `path`, or the one that the package ships.

    Raises GuideError with every finding, each with file, line and column.
    """
    return Table.of(load_source(path or data_file("routing.yml"), today=today).data)
