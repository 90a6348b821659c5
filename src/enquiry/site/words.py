"""The words of the interface: the engine's own, some of them replaced by a guide's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from enquiry.authoring.conformance import conformance_findings
from enquiry.authoring.findings import Finding, GuideError, collecting, did_you_mean
from enquiry.authoring.yaml_file import YamlFile, load, load_json
from enquiry.guide_files import WORDS, GuideFiles
from enquiry.phrases import engine_languages, phrases_example, phrases_shape
from enquiry.pointers import MISSING, escape, path_of, reach
from enquiry.schema.fields import Schema, fields, languages
from enquiry.site import word_checks
from enquiry.site.borrowed_words import borrowed_words
from enquiry.text import Text

ENGINE_WORDS = Path(__file__).resolve().parents[1] / "words"
_TEXT = {
    "type": "string",
    "pattern": "[^ \\t\\r\\n\\u00a0]",
    "description": "Write its words; a text that holds a colon or braces needs quotes.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Texts by key: those of the `pages` and those of the `form` and its letter.

    `files` are those of the guide, by language.
    """

    pages: Mapping[str, Text]
    form: Mapping[str, Text]
    files: Mapping[str, YamlFile] = field(default_factory=dict, repr=False)


def load_words(root: Path, schema: Schema) -> Words:
    """The words of the guide in the folder `root`, whose enquiries have the given schema.

    A guide may replace any word of the engine in `docs/words/<language>.yml`, in every language
    or in none, and add words for its own fields. In a language that the engine has no words for
    it writes all of them but those that Material translates. Raises GuideError with every finding.
    """
    spoken = languages(schema)
    engine = {language: _engine_words(language) for language in spoken}
    files = _own_words(root, schema, engine)
    own = {language: file.data for language, file in files.items()}
    pages, forms = {}, {}
    for language in spoken:
        known = engine[language] or borrowed_words(language)
        replaced = own.get(language, {})
        pages[language] = {**_page_words(known), **_page_words(replaced)}
        forms[language] = {**_form_words(known), **_form_words(replaced)}
    return Words(_texts(pages, spoken), _texts(forms, spoken), files)


def word_findings(guide: GuideFiles) -> Sequence[Finding]:
    """What is wrong with the words of a guide; nothing where its schema cannot be read."""
    try:
        schema = load_json(guide.schema).data
        spoken = languages(schema)
    except (GuideError, AttributeError):
        return ()
    found: list[Finding] = []
    if spoken:
        with collecting(found):
            load_words(guide.root, schema)
    return found


@cache
def _engine_words(language: str) -> dict[str, Any] | None:
    file = ENGINE_WORDS / f"{language}.yml"
    words: dict[str, Any] | None = load(file).data if file.is_file() else None
    return words


def _own_words(
    root: Path, schema: Schema, engine: Mapping[str, Mapping[str, Any] | None]
) -> dict[str, YamlFile]:
    example = _example(engine)
    shape = _shape(example, schema)
    files: dict[str, YamlFile] = {}
    found = list(_stray_findings(root, engine))
    for language in engine:
        name = f"{WORDS}/{language}.yml"
        if (root / name).exists():
            with collecting(found):
                files[language] = load(root / name, name)
                translated = borrowed_words(language)
                wanted = shape if engine[language] else _complete(shape, example, translated)
                wrong = list(conformance_findings(files[language], wanted))
                found += wrong or word_checks.word_findings(files[language], example)
        elif not engine[language]:
            problem = f'The engine has no words for "{language}".'
            found.append(Finding(name, 0, 0, problem, "Write this file with all of them."))
    if not found:
        found += _parity_findings(files, engine)
    if found:
        raise GuideError(found)
    return files


def _example(engine: Mapping[str, Mapping[str, Any] | None]) -> dict[str, Any]:
    """The engine's words in a language of the guide that it has, or else in its own first one."""
    own = next((words for words in engine.values() if words), None)
    words = own or _engine_words(engine_languages()[0]) or {}
    return {**words, "phrases": phrases_example()}


def _stray_findings(root: Path, spoken: Collection[str]) -> Iterator[Finding]:
    """Files of words in languages that the guide does not have: a name may be misspelled."""
    for path in sorted((root / WORDS).glob("*.yml")):
        if re.fullmatch("[a-z]{2,3}(?:-.*)?", path.stem) and path.stem not in spoken:
            problem = f'The guide has no language "{path.stem}".'
            expected = did_you_mean(path.stem, spoken)
            yield Finding(f"{WORDS}/{path.name}", 0, 0, problem, expected)


def words_schema(schema: Schema) -> dict[str, Any]:
    """The shape of a guide's words for editors: each key with what the engine says there."""
    example = _example({language: _engine_words(language) for language in languages(schema)})
    shape = _shape(example, schema)
    pages = dict(shape["properties"])
    form = pages.pop("form")
    forms = {key: _as_now(f"/form/{escape(key)}", example) for key in form["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:enquiry-guide:schema:words:1",
        "title": "Words of a guide",
        "description": "Words of the interface in one language, in place of the engine's.",
        **shape,
        "properties": {
            **{key: _as_now(f"/{key}", example) for key in pages},
            "form": {**form, "properties": forms},
            "phrases": phrases_shape(),
        },
    }


def _as_now(pointer: str, example: Mapping[str, Any]) -> dict[str, Any]:
    said = reach(example, path_of(pointer))
    if said is MISSING:
        return _TEXT
    names = word_checks.placeholders(example, pointer)
    patterns = [{"pattern": rf"\{{{name}\}}"} for name in names]
    return {
        **_TEXT,
        "description": f"The engine says: {said}",
        **({"allOf": patterns} if patterns else {}),
    }


def _shape(engine: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """The shape of a guide's words, as a JSON Schema: the keys that the engine knows."""
    names = [".".join(field.path) for field in fields(schema) if field.path]
    # What the letter calls a field, and what one chooses who has none of its choices.
    own = [f"{kind}.{name}" for kind in ("letter", "none") for name in names]
    form = dict.fromkeys([*engine["form"], *own], _TEXT)
    pages = dict.fromkeys(_page_words(engine), _TEXT)
    group = {"type": "object", "additionalProperties": False}
    return {**group, "properties": {**pages, "form": {**group, "properties": form}}}


def _complete(
    shape: Mapping[str, Any], example: Mapping[str, Any], translated: Mapping[str, Any]
) -> dict[str, Any]:
    """The same shape where no word of the engine may be left out that is not `translated`
    already, nor a phrase of the command."""
    form = _to_translate(_form_words(example), _form_words(translated))
    pages = _to_translate(_page_words(example), _page_words(translated))
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


def _to_translate(words: Mapping[str, str], translated: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: {**_TEXT, "description": f"Translate: {said}"}
        for key, said in words.items()
        if key not in translated
    }


def _parity_findings(
    files: Mapping[str, YamlFile], engine: Mapping[str, Mapping[str, Any] | None]
) -> Iterator[Finding]:
    """A word that is replaced in one language alone would leave the engine's in the others."""
    keys = {language: set(_pointers(file.data)) for language, file in files.items()}
    for language, words in engine.items():
        if words is None:  # which has all of the engine's words, and so replaces none
            example = next((each for each in engine.values() if each), {})
            keys[language] -= set(_pointers(example)) & keys[language]
    for language in engine:
        have = set(_pointers(files[language].data)) if language in files else set()
        for pointer in sorted(set().union(*keys.values()) - have):
            other = next(name for name in keys if pointer in keys[name])
            yield files[other].finding(
                pointer,
                f'"{pointer.rpartition("/")[2]}" is replaced in "{other}" alone.',
                f"Write it in {WORDS}/{language}.yml too.",
            )


def _pointers(words: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"/{key}" for key in _page_words(words))
    yield from (f"/form/{key}" for key in _form_words(words))


def _page_words(words: Mapping[str, Any]) -> Mapping[str, str]:
    return {key: text for key, text in words.items() if key not in ("form", "phrases")}


def _form_words(words: Mapping[str, Any]) -> Mapping[str, str]:
    form: Mapping[str, str] = words.get("form", {})
    return form


def _texts(words: Mapping[str, Mapping[str, str]], spoken: Sequence[str]) -> Mapping[str, Text]:
    """The words by key, from the words by language and key."""
    keys = words[spoken[0]]
    return {key: Text.of({name: words[name][key] for name in spoken}) for key in keys}
