"""Enquiries to the harbour as its form makes them."""

from __future__ import annotations

from typing import Any

from tests.browsing.visit import TODAY
from tests.engine.harbour import SCHEMA, TABLE

CATEGORIES: list[str] = SCHEMA["properties"]["category"]["enum"]
CHANNELS: list[str] = SCHEMA["properties"]["channel"]["enum"]
ROLES: list[str] = SCHEMA["properties"]["enquirer"]["properties"]["role"]["enum"]
LANGUAGES = ["en", "fr"]
# The categories in which the harbour looks for an account.
WITH_APPLICANT = ("moorings", "harbour-dues", "pilotage")
OFFICIAL = "north-quay@harbour.example.org"


def enquiry(
    category: str = "moorings",
    channel: str = "email",
    role: str = "agent",
    language: str = "en",
    **more: Any,
) -> dict[str, Any]:
    """A valid enquiry of a made-up person, with the answers that the form asks for."""
    needs_applicant = category in WITH_APPLICANT
    enquirer = {"role": role}
    if not (role == "applicant" and needs_applicant):
        enquirer = {"fullName": "Ana Example", **enquirer}
    if channel == "email":
        enquirer["email"] = "ana@example.org"
    elif channel == "mail":
        enquirer["postalAddress"] = "1 Example Street\nExampletown"
    else:
        enquirer["fax"] = "+1 819 555-0100"
    document: dict[str, Any] = {
        "schemaVersion": "1",
        "language": language,
        "category": category,
        "channel": channel,
    }
    if recipient := _recipient(category, channel):
        document["recipient"] = recipient
    document["enquirer"] = enquirer
    if needs_applicant:
        document["applicant"] = {
            "givenName": "Zoé",
            "familyName": "Example",
            "dateOfBirth": "1980-03-31",
            "vesselNumber": "PX-04217",
        }
    asked = {"email": channel == "email", "behalf": role in ("skipper", "agent")}
    if consent := {name: True for name, is_asked in asked.items() if is_asked}:
        document["consent"] = consent
    document["preparedOn"] = str(TODAY)
    return {**document, "message": "When will the berth be free?\n\nThank you.", **more}


def _recipient(category: str, channel: str) -> dict[str, str]:
    """What the form asks so that a first message can reach its contact."""
    contact = TABLE.contacts.get(TABLE.categories[category].contact or "")
    recipient = {"office": "Example desk"} if contact and contact.at_office else {}
    if channel == "fax":
        recipient["fax"] = "+1 819 555-0199"
    elif channel == "mail":
        recipient["postalAddress"] = "2 Example Street\nExampletown"
    elif not (contact and contact.address):
        recipient["email"] = OFFICIAL
    return recipient
