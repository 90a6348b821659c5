"""The keywords of JSON Schema that the project's schemas may use, and which failure to show first.

The browser interprets the same keywords in the same order; ADR 0003 says why these.
"""

from __future__ import annotations

ANNOTATIONS = frozenset(
    {"$schema", "$id", "x-label", "x-hint", "x-errors", "x-enum-labels", "x-subject"}
)

# The one statement of precedence: of several failures at one pointer, the first of these is told.
PRECEDENCE = (
    "type",
    "required",
    "const",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "x-not-after",
    "additionalProperties",
)
ASSERTIONS = frozenset(PRECEDENCE)
APPLICATORS = frozenset({"properties", "allOf", "if", "then"})
KEYWORDS = ANNOTATIONS | ASSERTIONS | APPLICATORS | {"x-advice"}

# What the `if` and `then` of an x-advice may say: enough to ask about the form's state.
CONDITION_KEYWORDS = frozenset({"type", "const", "enum", "required", "properties", "pattern"})

TYPES = frozenset({"object", "array", "string", "number", "integer", "boolean", "null"})
FORMATS = frozenset({"date"})
