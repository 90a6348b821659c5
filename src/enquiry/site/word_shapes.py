"""The shape of a guide's words, as JSON Schemas: what may stand in `docs/words/<language>.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from enquiry.phrases import phrases_shape
from enquiry.pointers import MISSING, escape, path_of, reach
from enquiry.schema.fields import Schema, fields
from enquiry.site.plurals import (
    KINDS,
    NUMBERS,
    Word,
    described,
    forms_of,
    kinds,
    may_leave_out,
    needed,
    placeholders,
    says_a_number,
)

_TEXT: Mapping[str, Any] = {
    "type": "string",
    "pattern": "[^ \\t\\r\\n\\u00a0]",
    "description": "Write its words; a text that holds a colon or braces needs quotes.",
}
# Which forms a language has is what `word_checks` says.
_TEXT_OR_FORMS: Mapping[str, Any] = {
    **_TEXT,
    "type": ["string", "object"],
    "additionalProperties": _TEXT,
}


def page_words(words: Mapping[str, Any]) -> Mapping[str, Word]:
    """Those of a file of words that are for the pages."""
    return {key: text for key, text in words.items() if key not in ("form", "phrases")}


def form_words(words: Mapping[str, Any]) -> Mapping[str, Word]:
    """Those that are for the form."""
    form: Mapping[str, Word] = words.get("form", {})
    return form


def shape(example: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """The keys that the engine knows, whose words the `example` has, and those for the fields of a
    guide's schema."""
    names = [".".join(field.path) for field in fields(schema) if field.path]
    # What the letter calls a field, and what one chooses who has none of its choices.
    own = [f"{kind}.{name}" for kind in ("letter", "none") for name in names]
    form = {key: _part(word) for key, word in form_words(example).items()}
    form |= dict.fromkeys(own, _TEXT)
    pages = {key: _part(word) for key, word in page_words(example).items()}
    group = {"type": "object", "additionalProperties": False}
    return {**group, "properties": {**pages, "form": {**group, "properties": form}}}


def complete(
    shape: Mapping[str, Any],
    example: Mapping[str, Any],
    translated: Mapping[str, Any],
    language: str,
) -> dict[str, Any]:
    """The same shape where no word of the engine may be left out that is not `translated`
    already, nor a phrase of the command."""
    form = _to_translate(form_words(example), form_words(translated), language)
    pages = _to_translate(page_words(example), page_words(translated), language)
    own = shape["properties"]["form"]
    properties = {
        **shape["properties"],
        **pages,
        "form": {
            **own,
            "description": "Write the words of the form.",
            "required": list(form),
            "properties": {**own["properties"], **form},
        },
        "phrases": phrases_shape(),
    }
    return {**shape, "required": [*pages, "form", "phrases"], "properties": properties}


def editor_schema(
    example: Mapping[str, Any], schema: Schema, languages: Sequence[str]
) -> dict[str, Any]:
    """The shape for editors: each key with what the engine says there, and the forms that one of
    the languages has where the word says a number."""
    known = shape(example, schema)
    pages = dict(known["properties"])
    form = pages.pop("form")

    def as_now(pointer: str) -> Mapping[str, Any]:
        said = reach(example, path_of(pointer))
        return _TEXT if said is MISSING else _as_now(said, languages)

    forms = {key: as_now(f"/form/{escape(key)}") for key in form["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:enquiry-guide:schema:words:1",
        "title": "Words of a guide",
        "description": "Words of the interface in one language, in place of the engine's.",
        **known,
        "properties": {
            **{key: as_now(f"/{key}") for key in pages},
            "form": {**form, "properties": forms},
            "phrases": phrases_shape(),
        },
    }


def _part(word: Word) -> Mapping[str, Any]:
    return _TEXT_OR_FORMS if says_a_number(word) else _TEXT


def _to_translate(
    words: Mapping[str, Word], translated: Mapping[str, Word], language: str
) -> dict[str, Any]:
    return {
        key: _part_to_translate(word, language)
        for key, word in words.items()
        if key not in translated
    }


def _part_to_translate(word: Word, language: str) -> Mapping[str, Any]:
    """A word whose description says what it says now, and so do those of its forms."""
    part = {**_part(word), "description": f"Translate{_in_forms(word, language)}: {_said(word)}"}
    if not isinstance(word, str):
        forms = {kind: word.get(kind, _said(word)) for kind in kinds(language)}
        part["properties"] = {
            kind: {**_TEXT, "description": f"Translate: {said}"} for kind, said in forms.items()
        }
    return part


def _said(word: Word) -> str:
    return forms_of(word)["other"]


def _in_forms(word: Word, language: str) -> str:
    has_forms = not isinstance(word, str) and len(needed(language)) > 1
    return f", in the forms {described(language)}" if has_forms else ""


def _as_now(said: Word, languages: Sequence[str]) -> dict[str, Any]:
    names = placeholders(said)
    part = {**_text_with(names), "description": f"The engine says: {_said(said)}"}
    if not says_a_number(said):
        return part
    known = [kind for kind in KINDS if any(kind in kinds(language) for language in languages)]
    return {
        **part,
        "type": ["string", "object"],
        "properties": {kind: _form(kind, names, languages) for kind in known},
        "required": ["other"],
        "additionalProperties": False,
    }


def _form(kind: str, names: Sequence[str], languages: Sequence[str]) -> dict[str, Any]:
    spare = NUMBERS if any(may_leave_out(language, kind) for language in languages) else ()
    return _text_with([name for name in names if name not in spare])


def _text_with(names: Sequence[str]) -> dict[str, Any]:
    """A text with these placeholders."""
    patterns = [{"pattern": rf"\{{{name}\}}"} for name in names]
    return {**_TEXT, **({"allOf": patterns} if patterns else {})}
