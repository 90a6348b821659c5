"""What the form's script gets with the page: schema, table and words, and no more than it needs."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from enquiry.authoring.service_address import ServiceAddress
from enquiry.routing.table import Table
from enquiry.schema.fields import ENVELOPE
from enquiry.site.localization import dates_of
from enquiry.site.words import Words

# What the form's own controls rule out: a choice is one of its values. A further rule may say more.
CANNOT_FAIL = frozenset({"const", "enum", "uniqueItems", "additionalProperties"})
FURTHER_RULES = frozenset({"allOf", "then", "else"})
# What the letter may show; of the objects that it does not name it shows nothing.
LETTER_TEXTS = frozenset({"x-label", "x-enum-labels", "x-none"})
UNNAMED = frozenset({"recipient", "previousEnquiry"})
# Words that the letter shares with the form.
YES_OR_NO = frozenset({"yes", "no"})
# Words that only a form needs that may send to a service, and the one of them in the letter.
OF_SERVICE = "service_"
REFERENCE = "service_reference"
# Annotations of the schema that are in the HTML already, or are for other programs.
UNUSED = frozenset(
    {
        *("x-hint", "x-steps", "$schema", "$id"),
        *("x-autocomplete", "x-own-autocomplete", "x-keyboard", "x-none-choice"),
    }
)


def data(
    schema: Mapping[str, Any],
    table: Table,
    words: Words,
    language: str,
    service: ServiceAddress | None = None,
) -> dict[str, Any]:
    """What the script needs, and no more: messages and words in the page's language alone.

    `service` is where the form may send.
    """
    carried = _in_one_language(schema, language, set(table.languages))
    carried.pop("x-label")
    for name, part in carried["properties"].items():
        # The letter has words of its own for these, or does not name them.
        for key, field in part.get("properties", {}).items():
            if f"letter.{name}.{key}" in words.form or name in UNNAMED:
                field.pop("x-label")
                if name in UNNAMED:
                    field.pop("x-enum-labels", None)
        has_words = "properties" in part and f"letter.{name}" in words.form
        if has_words or name in ENVELOPE:
            part.pop("x-label")
            part.pop("x-enum-labels", None)
    unsaid = () if service else (OF_SERVICE,)
    in_letter = YES_OR_NO | ({REFERENCE} if service else set())
    rules = {rule["id"]: rule for rule in table.rules()["categories"]}
    return {
        "language": language,
        "schema": carried,
        "table": {
            "contacts": [
                {
                    "id": contact.id,
                    "name": contact.name.as_dict(),
                    "address": contact.address,
                    "web_form": contact.web_form,
                    "phone": contact.phone,
                    "counter": contact.counter,
                    "address_format": contact.address_format,
                    "at_office": contact.at_office,
                    "through_office": contact.through_office,
                    "attention": contact.attention and contact.attention.as_dict(),
                    "where": contact.where[language],
                }
                for contact in table.contacts.values()
            ],
            "categories": [
                {
                    **rules[category.id],
                    "title": category.title.as_dict(),
                    "gap": category.gap and category.gap[language],
                    **({"aliases": list(category.aliases)} if category.aliases else {}),
                }
                for category in table.categories.values()
            ],
        },
        # In every language: a month may be written in any, and the letter may be in another one.
        "dates": {code: dates_of(code, first) for code, first in words.pages["first_day"].parts},
        "words": {
            key: word
            for key, word in sorted(words.in_form(language).items())
            if not key.startswith(("none.", "letter.", *unsaid)) and key not in YES_OR_NO
        },
        "letter": {
            key: text.as_dict()
            for key, text in sorted({**words.pages, **words.form}.items())
            if key.startswith("letter") or key in in_letter
        },
        **({"service": service.enquiries} if service else {}),
    }


def _in_one_language(
    value: Any, language: str, languages: Set[str], *, is_further_rule: bool = False
) -> Any:
    """The schema with the messages that a person can get to see here, in their language.

    Labels stay in every language: the letter is written in that of the reply.
    """
    if isinstance(value, list):
        return [
            _in_one_language(item, language, languages, is_further_rule=is_further_rule)
            for item in value
        ]
    if not isinstance(value, dict):
        return value
    if set(value) == languages and isinstance(value[language], str):
        return {language: value[language]}
    parts = {key: part for key, part in value.items() if key not in UNUSED}
    if "x-same-as" in parts:
        parts["x-same-as"] = {"fields": parts["x-same-as"]["fields"]}
    if "x-errors" in parts and not is_further_rule:
        parts["x-errors"] = {
            key: text for key, text in parts["x-errors"].items() if can_fail(key, value)
        }
    return {
        key: part
        if key in LETTER_TEXTS
        else _in_one_language(
            part, language, languages, is_further_rule=is_further_rule or key in FURTHER_RULES
        )
        for key, part in parts.items()
    }


def can_fail(keyword: str, field: Mapping[str, Any]) -> bool:
    """Whether an answer in the form can fail this rule of its field. An empty one is left out."""
    if keyword in ("minLength", "minItems"):
        return bool(field.get(keyword, 0) > 1)
    if keyword == "type":
        return field.get("type") == "integer"
    return keyword not in CANNOT_FAIL
