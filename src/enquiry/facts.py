"""One place for each fact: hand-written words never state what the routing table states."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from enquiry.errors import Finding

_PLACEHOLDER = re.compile(r"\{[{%].*?[%}]\}")
_ADDRESS = re.compile(r"[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_NUMBER = (
    r"\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|"
    r"ninety|hundred|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|quinze|vingt|trente|"
    r"quarante|soixante|cent"
)
_SPACE = "[\\s\u00a0\u202f-]+"
_PERIOD = re.compile(
    rf"\b(?:{_NUMBER}){_SPACE}(?:(?:calendar|business|working|full){_SPACE})?"
    r"(?:days?|weeks?|months?|jours?|semaines?|mois)\b",
    re.IGNORECASE,
)


def findings(markdown: str, file: str, compared: Collection[str]) -> Iterator[Finding]:
    """Every address, number of days and date of comparison that `markdown` states by itself.

    `compared` is that date in each way in which a page of this language may write it.
    Addresses at the reserved domain example.org stand for nobody and are allowed in examples.
    """
    for number, line in enumerate(markdown.splitlines(), 1):
        # Blanked, not removed, so that columns stay those of the file.
        words = _PLACEHOLDER.sub(lambda found: " " * len(found[0]), line)
        for found in _ADDRESS.finditer(words):
            if found["domain"] != "example.org" and not found["domain"].endswith(".example.org"):
                yield Finding(
                    file,
                    number,
                    found.start() + 1,
                    f'The page states the address "{found[0]}" in its own words.',
                    'Take it from the table: {{ email("the-contact") }}.',
                )
        for found in _PERIOD.finditer(words):
            yield Finding(
                file,
                number,
                found.start() + 1,
                f'The page states "{found[0]}" in its own words.',
                'Take it from the table: {{ table.categories["…"].escalation.after_days }}.',
            )
        for written in compared:
            # Each kind of space has the same length, so that columns stay those of the file.
            if (column := _plain(words).find(_plain(written))) >= 0:
                yield Finding(
                    file,
                    number,
                    column + 1,
                    f"The page states the date of comparison, {_plain(written)}, in its own words.",
                    "Take it from the table: {{ table.source.compared | in_words }}.",
                )


def _plain(words: str) -> str:
    return words.replace("\u00a0", " ")
