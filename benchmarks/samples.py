"""Enquiries as they come, valid and invalid, for all benchmarks alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from random import Random
from typing import Any

TODAY = date(2026, 11, 23)
MESSAGE = (
    "Bonjour,\nj’ai présenté ma demande au bureau il y a six mois et je n’ai pas eu de nouvelles "
    "depuis l’accusé de réception. Pouvez-vous me dire si la décision est prise, ou quels "
    "documents manquent encore? Je vous remercie de votre réponse.\n"
)
ENQUIRY: dict[str, Any] = {
    "schemaVersion": "1",
    "language": "fr",
    "category": "individual-case",
    "channel": "email",
    "recipient": {"office": "Bureau de Nairobi", "email": "nairobi@international.gc.ca"},
    "enquirer": {
        "fullName": "Zoé Tremblay",
        "role": "authorized-representative",
        "email": "zoe@example.org",
    },
    "applicant": {
        "givenName": "Amina",
        "familyName": "Odhiambo",
        "dateOfBirth": "1980-03-31",
        "visaOfficeFileNumber": "E012345678",
    },
    "consent": {"email": True, "release": True},
    "previousEnquiry": {"sentOn": "2026-11-01", "outcome": "no-reply"},
    "message": MESSAGE,
}
# What people forget or mistype.
FAULTS: list[tuple[tuple[str, ...], Any]] = [
    (("applicant", "dateOfBirth"), None),
    (("applicant", "dateOfBirth"), "31-03-1980"),
    (("applicant", "dateOfBirth"), "2031-03-31"),
    (("applicant", "familyName"), ""),
    (("applicant", "visaOfficeFileNumber"), None),
    (("enquirer", "email"), "zoe@example"),
    (("enquirer", "email"), "zoe example.org"),
    (("consent", "release"), None),
    (("consent",), None),
    (("channel",), "telephone"),
    (("message",), " "),
    (("subject",), "My application"),
]


def message(random: Random) -> str:
    """A message as long as people's are: of 100 to 1,500 characters, none like another."""
    text = f"Dossier {random.random()}. {MESSAGE * 7}"
    return text[: random.randint(100, 1500)].rstrip()


def valid(count: int, seed: int = 1) -> Iterator[bytes]:
    """Valid documents, the same for the same seed."""
    random = Random(seed)  # noqa: S311  not for secrets
    for _ in range(count):
        yield as_json({**ENQUIRY, "message": message(random)})


def invalid(count: int, seed: int = 1) -> Iterator[bytes]:
    """Documents with one to three faults each, the same for the same seed."""
    random = Random(seed)  # noqa: S311  not for secrets
    for _ in range(count):
        document = {**deepcopy(ENQUIRY), "message": message(random)}
        for (*around, name), value in random.sample(FAULTS, random.choice([1, 1, 2, 3])):
            holder = document
            for step in around:
                holder = holder.get(step, {})
            if value is None:
                holder.pop(name, None)
            else:
                holder[name] = value
        yield as_json(document)


def as_json(document: Any) -> bytes:
    """The document as a form or a program writes it."""
    return json.dumps(document, ensure_ascii=False).encode()
