"""Every situation, routed by a published table and by the guide's own: both must agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from enquiry.readback.comparison import Comparison
from enquiry.routing.router import route
from enquiry.routing.table import Category, Table
from enquiry.schema.fields import Schema

_CHANNELS = ("email", "fax", "mail", "web-form", "phone", "counter")
_DAYS = (date(2026, 11, 23), date(2024, 2, 29), date(2025, 12, 31))
"""An ordinary day, a leap day, the last day of a year."""
_GIVEN = {"email": "office@example.org", "fax": "1 555 010 0100", "postalAddress": "1 Street"}


def compare(comparison: Comparison, file: str, said: Table) -> None:
    """Route every situation by the published table `said`."""
    stated = comparison.sources.table
    channels = _channels(comparison.sources.schema_file.data)
    for category in stated.categories.values():
        if category.id not in said.categories:
            continue  # which the comparison of the data has said
        for document, today in _situations(category, stated, channels):
            try:
                answer: Any = route(document, said, today)
            except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
                answer = f"no route: {error}"
            wanted = route(document, stated, today)
            if answer != wanted:
                earlier = document.get("previousEnquiry", {})
                when = f", {earlier['outcome']} since {earlier['sentOn']}" if earlier else ""
                where = f"by {document['channel']}{when}, on {today}"
                fact = f'where an enquiry about "{category.id}" goes ({where})'
                pointer = comparison.sources.at(category)
                comparison.differs(file, fact, answer, wanted, pointer)
                break


def _channels(schema: Schema) -> tuple[str, ...]:
    listed = schema["properties"].get("channel", {}).get("enum")
    return tuple(listed) if listed else _CHANNELS[:1]


def _situations(
    category: Category, table: Table, channels: tuple[str, ...]
) -> Iterator[tuple[Mapping[str, Any], date]]:
    given = [{}, _GIVEN]
    if any(table.contacts[name].through_office for name in category.chain):
        given += [{"via": "office"}, {**_GIVEN, "via": "office"}]
    for channel, recipient in product(channels, given):
        new = {"category": category.id, "channel": channel, "recipient": recipient}
        yield new, _DAYS[0]
        for number, stage in enumerate(category.escalations):
            for sent, outcome in product(_DAYS, ("no-reply", "disagreement")):
                earlier = {"sentOn": sent.isoformat(), "outcome": outcome}
                if number:
                    earlier["contact"] = category.escalations[number - 1].contact
                for days in (0, stage.after_days - 1, stage.after_days, stage.after_days + 1):
                    yield {**new, "previousEnquiry": earlier}, sent + timedelta(days=days)
