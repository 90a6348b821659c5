"""The shape of the engine's own part of a guide's settings, `mkdocs.yml`, for editors.

It goes by what the checks go by. Everything else there is MkDocs' own, and is let through.
"""

from __future__ import annotations

from typing import Any

from enquiry.authoring.service_address import ADDRESS, HOW
from enquiry.authoring.settings import SHELLS

# `!ENV NAME` and `!ENV [NAME, default]` are a text and a list to an editor.
_FROM_ENVIRONMENT = {"type": "array", "description": "!ENV [NAME, default]"}


def settings_schema() -> dict[str, Any]:
    """The shape, as a JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:enquiry-guide:schema:settings:1",
        "title": "Settings of a guide",
        "description": "What Enquiry Guide adds to the settings of MkDocs.",
        "type": "object",
        "properties": {
            "site_url": {
                "description": "The address of the published site, or nothing.",
                "anyOf": [{"type": ["string", "null"]}, _FROM_ENVIRONMENT],
            },
            "hooks": {
                "description": "The file that names the engine, hooks/guide.py.",
                "type": "array",
                "minItems": 1,
            },
            "extra": _extra(),
            "plugins": _plugins(),
        },
    }


def _extra() -> dict[str, Any]:
    return {
        "description": "Settings of the engine, and any of the theme's.",
        "type": ["object", "null"],
        "properties": {
            "shell": {
                "description": "The frame of the pages: the engine's own, or Material's templates.",
                "enum": [*SHELLS],
                "default": SHELLS[0],
            },
            "service": {
                "description": "The service of your own to which the form may also send: its https"
                " address, or a path of this site, such as /api/. Without it, it sends nothing.",
                "anyOf": [
                    # In Python, $ also stands before a last line break.
                    {
                        "type": "string",
                        "pattern": rf"^(?:{ADDRESS})?$(?!\n)",
                        "patternErrorMessage": HOW,
                    },
                    {"type": "null"},
                    _FROM_ENVIRONMENT,
                ],
            },
            "territory": {
                "description": "The code of the country where the publisher is, in quotes. Programs"
                " that preview a link read it after the language.",
                "type": "string",
            },
        },
    }


def _plugins() -> dict[str, Any]:
    language = {
        "type": "object",
        "required": ["locale"],
        "properties": {
            "locale": {
                "description": "The code of the language, that of its folder in docs/.",
                "type": "string",
            },
            "name": {"description": "The name of the language in itself.", "type": "string"},
            "default": {
                "description": "true for the first language, which stands at the top.",
                "type": "boolean",
            },
        },
    }
    i18n = {
        "type": "object",
        "required": ["docs_structure", "languages"],
        "properties": {
            "docs_structure": {"description": "A folder for each language.", "const": "folder"},
            "fallback_to_default": {
                "description": "false, so that no page shows a language that it is not in.",
                "type": "boolean",
            },
            "languages": {
                "description": "The languages of the guide, the first one first.",
                "type": "array",
                "minItems": 1,
                "items": language,
            },
        },
    }
    plugin = {
        "anyOf": [{"type": "string"}, {"type": "object", "properties": {"i18n": i18n}}],
    }
    return {"description": "i18n, and any others.", "type": ["array", "object"], "items": plugin}
