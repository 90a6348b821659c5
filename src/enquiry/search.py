"""The search index: one for each language, so that no result comes in the other one."""

from __future__ import annotations

import json
from typing import Any


def index(everything: str) -> str:
    """The index of one language from MkDocs' `search_index.json`, without what nobody searches."""
    entries: list[dict[str, Any]] = json.loads(everything)["docs"]
    kept = [
        {"location": entry["location"], "title": entry["title"], "text": entry["text"]}
        for entry in entries
        if entry["text"]
    ]
    return json.dumps({"docs": kept}, ensure_ascii=False, separators=(",", ":"))
