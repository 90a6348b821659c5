"""Linked data of a category's page: what the page says, and no more."""

from __future__ import annotations

from typing import Any

from enquiry.table import Category, Table
from enquiry.text import LANGUAGES


def service(table: Table, category: Category, language: str, url: str | None) -> dict[str, Any]:
    """A schema.org GovernmentService with the contact point, where the source states one."""
    contact = table.contacts[category.contact] if category.contact else None
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": category.title[language],
        "description": category.summary[language],
        "provider": {
            "@type": "GovernmentOrganization",
            "name": table.source.institution[language],
        },
    }
    if url:
        data["url"] = url
    onward = table.contacts[category.escalation.contact] if category.escalation else None
    points = [
        {
            "@type": "ContactPoint",
            "name": point.name[language],
            "contactType": category.title[language],
            "availableLanguage": list(LANGUAGES),
            **({"email": point.address} if point.address else {}),
        }
        for point in (contact, onward)
        if point
    ]
    if points:
        data["provider"]["contactPoint"] = points
    return data
