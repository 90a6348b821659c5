"""The search index: one for each language, so that no result comes in the other one."""

from __future__ import annotations

import json

from enquiry.frame import address
from enquiry.guide import Guide


def index(guide: Guide, language: str, everything: str) -> str:
    """The index of `language` from `everything`, MkDocs' `search_index.json` of that language.

    One entry for each page. `index: description` in a page's front matter keeps the rest of the
    page out, as for the form, whose words are controls and data.
    """
    texts = {entry["location"]: entry["text"] for entry in json.loads(everything)["docs"]}
    entries = []
    for page in guide.pages:
        location = address(page.language, page.path)
        if page.language == language:
            described = page.meta.get("index") == "description"
            entries.append(
                {
                    "location": location,
                    "title": page.meta["title"],
                    "description": page.meta["description"],
                    "text": "" if described else texts[location],
                }
            )
    return json.dumps({"docs": entries}, ensure_ascii=False, separators=(",", ":"))
