"""The letter holds every answer, whichever fields a guide's schema has."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from playwright.sync_api import Page

from enquiry.site import form_data
from enquiry.site.words import load_words
from tests.browsing.modules import FOLDER, ROUTER
from tests.browsing.visit import TODAY
from tests.engine.browser.enquiries import enquiry
from tests.engine.harbour import SCHEMA, TABLE
from tests.support import HARBOUR, LANGUAGES

OWN: dict[str, Any] = {
    "buoy": {"x-label": {"en": "Buoy", "fr": "Bouée"}, "type": "string"},
    "since": {"x-label": {"en": "Since", "fr": "Depuis"}, "type": "string", "format": "date"},
    "tide": {
        "x-label": {"en": "Tide", "fr": "Marée"},
        "type": "string",
        "enum": ["ebb"],
        "x-enum-labels": {"ebb": {"en": "Ebb tide", "fr": "Marée basse"}},
    },
    "seen": {
        "x-label": {"en": "I saw it", "fr": "Je l’ai vu"},
        "type": "boolean",
        "const": True,
    },
    "adrift": {"x-label": {"en": "Adrift", "fr": "À la dérive"}, "type": "boolean"},
    "lit": {"x-label": {"en": "Lit", "fr": "Éclairée"}, "type": "boolean"},
    "boats": {"x-label": {"en": "Boats", "fr": "Bateaux"}, "type": "integer"},
    "colours": {
        "x-label": {"en": "Colours", "fr": "Couleurs"},
        "type": "array",
        "items": {
            "enum": ["red", "green"],
            "x-enum-labels": {
                "red": {"en": "Red", "fr": "Rouge"},
                "green": {"en": "Green", "fr": "Vert"},
            },
        },
    },
}
ANSWERS = {"buoy": "No. 7", "since": "2026-05-01", "tide": "ebb", "seen": True} | {
    "adrift": True,
    "lit": False,
    "boats": 0,
    "colours": ["red", "green"],
}
LINES = {
    "en": [
        *["Buoy: No. 7", "Since: 2026-05-01 (May 1, 2026)", "Tide: Ebb tide", "I saw it."],
        *["Adrift: Yes", "Lit: No", "Boats: 0", "Colours: Red, Green"],
    ],
    "fr": [
        "Bouée\u00a0: No. 7",
        "Depuis\u00a0: 2026-05-01 (1er mai 2026)",
        "Marée\u00a0: Marée basse",
        "Je l’ai vu.",
        "À la dérive : Oui",
        "Éclairée : Non",
        "Bateaux : 0",
        "Couleurs : Rouge, Vert",
    ],
}


def text_of(modules: Page, document: dict[str, Any], data: dict[str, Any]) -> str:
    """The text of the message that an enquiry becomes."""
    text: str = modules.evaluate(
        """async ([folder, router, document, data, today]) => {
          const { compose } = await import(`${folder}/compose.mjs`);
          const { route } = await import(`${folder}/${router}`);
          return compose(document, route(document, data.table, { today }), data, today).text;
        }""",
        [f"/{FOLDER}", ROUTER, document, data, TODAY.isoformat()],
    )
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", ["", "enquirer"])
def test_has_a_line_for_each_answer(modules: Page, language: str, group: str) -> None:
    """Whatever kind of field is the guide's own, its answer is in the letter, inside an
    object and outside of every one."""
    schema, document = deepcopy(SCHEMA), enquiry(language=language)
    place = schema["properties"][group] if group else schema
    place["properties"] |= OWN
    (document[group] if group else document).update(ANSWERS)
    data = form_data.data(schema, TABLE, load_words(HARBOUR, schema), language)
    text = text_of(modules, document, data)
    assert [line for line in LINES[language] if line not in text.splitlines()] == []


@pytest.mark.parametrize(
    ("label", "answer", "line"),
    [
        ("هاتف", "+1 (555) 010-0199", "هاتف: \u200e+1 (555) 010-0199\u200e"),
        ("טלפון", "555 010 0199", "טלפון: \u200e555 010 0199\u200e"),
        ("يوم", "2026-11-16", "يوم: \u200e2026-11-16\u200e"),
        ("رقم", "PX-04217", "رقم: PX-04217"),
        ("رقم", "12345", "رقم: 12345"),
        ("Phone", "555 010 0199", "Phone: 555 010 0199"),
    ],
)
def test_a_number_keeps_the_order_of_its_groups(
    modules: Page, label: str, answer: str, line: str
) -> None:
    """Beside a text from right to left, its groups would else be shown the other way round."""
    schema, document = deepcopy(SCHEMA), {**enquiry(), "buoy": answer}
    schema["properties"]["buoy"] = {"x-label": {"en": label, "fr": label}, "type": "string"}
    data = form_data.data(schema, TABLE, load_words(HARBOUR, schema), "en")
    assert line in text_of(modules, document, data).splitlines()
