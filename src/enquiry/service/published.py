"""What the service makes of a guide: what it checks by, and what it publishes.

A guide is taken whole or not at all: whatever may be wrong with it shows before it is used.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enquiry.authoring.findings import GuideError
from enquiry.check import read
from enquiry.guide import Guide
from enquiry.guide_files import SCHEMA, TABLE, GuideFiles


@dataclass(frozen=True)
class Body:
    """Bytes that stay the same until the guide is read again, and their entity tag."""

    content: bytes
    etag: str

    @classmethod
    def of(cls, data: Any) -> Body:
        """The body that says `data` in JSON."""
        content = json.dumps(data, ensure_ascii=False).encode()
        return cls(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


@dataclass(frozen=True)
class Published:
    """A guide that can be used, with its schema and its table as they are sent."""

    guide: Guide
    schema: Body
    routing: Body

    @classmethod
    def of(cls, guide: Guide) -> Published:
        """All of a guide, read. Raises GuideError with every finding."""
        _ = guide.validator, guide.phrases
        return cls(guide, Body.of(guide.schema), Body.of(guide.table.as_data()))


def read_guide(files: GuideFiles, root: Path | None = None) -> Published:
    """The guide in these files, as it is now.

    Raises GuideError with every finding about its schema, its table and whether they agree, with
    paths below `root`, which is the guide's folder unless the files are a copy.
    """
    about = (SCHEMA, TABLE)  # what is wrong with pages and settings is the site's to refuse
    found = [each for each in read(files).findings if each.file in about and not each.warning]
    if found:
        raise GuideError(each.below(root or files.root) for each in found)
    return Published.of(Guide(files))
