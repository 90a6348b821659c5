"""“When may I write again?”: what its script needs to know of the routing table."""

from __future__ import annotations

import json

from enquiry.routing.table import Table


def data(table: Table) -> str:
    """The part of the published table that the browser's router reads, as JSON without texts.

    It stands in the page, so that the answer needs no request; the texts are in the page's HTML.
    """
    known = {
        "contacts": [{"id": contact.id} for contact in table.contacts.values()],
        "categories": [
            {
                "id": category.id,
                "contact": category.contact,
                "escalation": category.escalation
                and {
                    "after_days": category.escalation.after_days,
                    "outcomes": list(category.escalation.outcomes),
                    "contact": category.escalation.contact,
                },
            }
            for category in table.categories.values()
        ],
    }
    return json.dumps(known, separators=(",", ":"))
