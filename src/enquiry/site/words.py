"""The words of the interface: the engine's own, some of them replaced by a guide's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enquiry.authoring.conformance import conformance_findings
from enquiry.authoring.findings import Finding, GuideError, collecting
from enquiry.authoring.yaml_file import YamlFile, load
from enquiry.schema.fields import Schema, fields
from enquiry.text import LANGUAGES, Language, Text

_ENGINE = Path(__file__).resolve().parents[1] / "words"
_GUIDE = "docs/words"
_TEXT = {
    "type": "string",
    "pattern": "[^ \\t\\r\\n\\u00a0]",
    "description": "Write its words; a text that holds a colon or braces needs quotes.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Texts by key: those of the `pages` and those of the `form` and its letter."""

    pages: Mapping[str, Text]
    form: Mapping[str, Text]


def load_words(root: Path, schema: Schema) -> Words:
    """The words of the guide in the folder `root`, whose enquiries have the given schema.

    A guide may replace any word of the engine in `docs/words/<language>.yml`, in every language
    or in none, and add words for its own fields. Raises GuideError with every finding.
    """
    engine: dict[str, Any] = {
        language: load(_ENGINE / f"{language}.yml").data for language in LANGUAGES
    }
    own = _own_words(root, _shape(engine[LANGUAGES[0]], schema))
    pages, forms = {}, {}
    for language in LANGUAGES:
        replaced = own.get(language, {})
        pages[language] = {**_page_words(engine[language]), **_page_words(replaced)}
        forms[language] = {**_form_words(engine[language]), **_form_words(replaced)}
    return Words(_texts(pages), _texts(forms))


def _own_words(root: Path, shape: Schema) -> dict[str, Any]:
    files: dict[str, YamlFile] = {}
    found: list[Finding] = []
    for language in LANGUAGES:
        name = f"{_GUIDE}/{language}.yml"
        if (root / name).exists():
            with collecting(found):
                files[language] = load(root / name, name)
                found += conformance_findings(files[language], shape)
    if not found:
        found += _parity_findings(files)
    if found:
        raise GuideError(found)
    return {language: file.data for language, file in files.items()}


def _shape(engine: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """The shape of a guide's words, as a JSON Schema: the keys that the engine knows."""
    names = [".".join(field.path) for field in fields(schema) if field.path]
    # What the letter calls a field, and what one chooses who has none of its choices.
    own = [f"{kind}.{name}" for kind in ("letter", "none") for name in names]
    form = dict.fromkeys([*engine["form"], *own], _TEXT)
    pages = dict.fromkeys(_page_words(engine), _TEXT)
    group = {"type": "object", "additionalProperties": False}
    return {**group, "properties": {**pages, "form": {**group, "properties": form}}}


def _parity_findings(files: Mapping[str, YamlFile]) -> Iterator[Finding]:
    """A word that is replaced in one language alone would leave the engine's in the others."""
    keys = {language: set(_pointers(files[language].data)) for language in files}
    for language in LANGUAGES:
        for pointer in sorted(set().union(*keys.values()) - keys.get(language, set())):
            other = next(name for name in keys if pointer in keys[name])
            yield files[other].finding(
                pointer,
                f'"{pointer.rpartition("/")[2]}" is replaced in "{other}" alone.',
                f"Write it in {_GUIDE}/{language}.yml too.",
            )


def _pointers(words: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"/{key}" for key in _page_words(words))
    yield from (f"/form/{key}" for key in _form_words(words))


def _page_words(words: Mapping[str, Any]) -> Mapping[str, str]:
    return {key: text for key, text in words.items() if key != "form"}


def _form_words(words: Mapping[str, Any]) -> Mapping[str, str]:
    form: Mapping[str, str] = words.get("form", {})
    return form


def _texts(words: Mapping[Language, Mapping[str, str]]) -> Mapping[str, Text]:
    """The words by key, from the words by language and key."""
    keys = words[LANGUAGES[0]]
    return {key: Text.of({name: words[name][key] for name in LANGUAGES}) for key in keys}
