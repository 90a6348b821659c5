"""The interface strings: the words of the pages that are no fact of the routing table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from enquiry import shape
from enquiry.errors import GuideError
from enquiry.schema import data_file
from enquiry.source import load as load_source
from enquiry.text import Text


def load(path: Path, file: str | None = None) -> Mapping[str, Text]:
    """The strings of the YAML file at `path`, by key. Raises GuideError with every finding."""
    source = load_source(path, file)
    if faults := list(shape.findings(source, data_file("interface.schema.json"))):
        raise GuideError(faults)
    return {key: Text.of(pair) for key, pair in source.data.items()}
