"""The comparison of a table with a saved copy of the page that it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from enquiry.authoring.findings import Finding
from enquiry.authoring.yaml_file import YamlFile, load
from enquiry.freshness.held import Reading, missing_facts
from enquiry.freshness.page import read_page
from enquiry.freshness.wording import fingerprint
from enquiry.guide_files import GuideFiles
from enquiry.phrases import engine_language
from enquiry.site.words import ENGINE_WORDS


@dataclass(frozen=True)
class Comparison:
    """What a comparison found. `fingerprint` is that of the page at hand.

    `changes` says whether the page is another one than before, `missing` which facts it lacks.
    """

    fingerprint: str
    changes: tuple[Finding, ...]
    missing: tuple[Finding, ...]


def compare(guide: GuideFiles, table: YamlFile, raw: bytes) -> Comparison:
    """How the page in `raw` differs from what the table says of it, and from when they were last
    compared. Raises UnreadablePage, and GuideError for words that cannot be read."""
    source = table.data["source"]
    words = _words(guide, source["language"])
    page = read_page(raw)
    dated = [word.replace("_", " ") for word in words.get("source_dated", "").split()]
    now = fingerprint(page.lines, dated)
    reading = Reading(page, source["language"], words, source["url"])
    return Comparison(now, tuple(_changes(table, now)), tuple(missing_facts(table, reading)))


def _changes(table: YamlFile, now: str) -> Iterator[Finding]:
    source = table.data["source"]
    before = source.get("fingerprint")
    if not before:
        yield replace(
            table.finding(
                "/source/compared",
                "No fingerprint of the page is recorded, so only facts are compared.",
                "Compare the page with the table, then use --accept.",
            ),
            warning=True,
        )
    elif before != now:
        yield table.finding(
            "/source/fingerprint",
            f"The page says something else than when it was compared on {source['compared']}.",
            "Compare it with the table, correct the table, then use --accept.",
        )


def _words(guide: GuideFiles, language: str) -> Mapping[str, str]:
    """The words by which facts are known in a language: the engine's, or else the guide's own.

    None where neither has any.
    """
    files = (ENGINE_WORDS / f"{engine_language(language)}.yml", guide.words(language))
    file = next((each for each in files if each.is_file()), None)
    words: Mapping[str, Any] = load(file).data if file else {}
    found = {key: said for key, said in words.items() if key.startswith(("fact_", "source_"))}
    # A guide's file that replaces a few words has none of these.
    return found if "source_days" in found and "fact_numbers" in found else {}
