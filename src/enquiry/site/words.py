"""The words of the interface: the engine's own, some of them replaced by a guide's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from enquiry.authoring.conformance import conformance_findings
from enquiry.authoring.findings import Finding, GuideError, collecting
from enquiry.authoring.json_file import load_json
from enquiry.authoring.yaml_file import YamlFile, load
from enquiry.guide_files import WORDS, GuideFiles
from enquiry.phrases import engine_language, engine_languages, phrases_example
from enquiry.schema.fields import Schema, languages
from enquiry.schema.lint import broken_findings
from enquiry.site import word_checks
from enquiry.site.borrowed_words import borrowed_words
from enquiry.site.plurals import Word, forms_of, says_a_number
from enquiry.site.word_shapes import complete, editor_schema, form_words, page_words, shape
from enquiry.text import Text

ENGINE_WORDS = Path(__file__).resolve().parents[1] / "words"


@dataclass(frozen=True, slots=True)
class Words:
    """Words by key: those of the `pages` and those of the `form` and its letter.

    Those that say a number, which may have forms, stand apart, by key and language: `counted` and
    `form_counted`. `files` are those of the guide, by language.
    """

    pages: Mapping[str, Text]
    form: Mapping[str, Text]
    counted: Mapping[str, Mapping[str, Word]] = field(default_factory=dict)
    form_counted: Mapping[str, Mapping[str, Word]] = field(default_factory=dict)
    files: Mapping[str, YamlFile] = field(default_factory=dict, repr=False)

    def on_pages(self, language: str) -> dict[str, Any]:
        """Every word of the pages in a language: a text, or its forms."""
        return _in(language, self.pages, self.counted)

    def in_form(self, language: str) -> dict[str, Any]:
        """The same of the form."""
        return _in(language, self.form, self.form_counted)

    def texts(self, language: str) -> Iterator[str]:
        """Every text in a language, each form by itself."""
        for word in (*self.on_pages(language).values(), *self.in_form(language).values()):
            yield from forms_of(word).values()


def _in(
    language: str, plain: Mapping[str, Text], counted: Mapping[str, Mapping[str, Word]]
) -> dict[str, Any]:
    texts = {key: text[language] for key, text in plain.items()}
    return {**texts, **{key: words[language] for key, words in counted.items()}}


def load_words(root: Path, schema: Schema) -> Words:
    """The words of the guide in the folder `root`, whose enquiries have the given schema.

    A guide may replace any word of the engine in `docs/words/<language>.yml`, in every language
    or in none, and add words for its own fields. In a language that the engine has no words for
    it writes all of them but those that Material translates. Raises GuideError with every finding.
    """
    spoken = languages(schema)
    engine = {language: _engine_words(language) for language in spoken}
    example = _example(engine)
    files = _own_words(root, schema, engine, example)
    own = {language: file.data for language, file in files.items()}
    pages, forms = {}, {}
    for language in spoken:
        known = engine[language] or borrowed_words(language)
        replaced = own.get(language, {})
        pages[language] = {**page_words(known), **page_words(replaced)}
        forms[language] = {**form_words(known), **form_words(replaced)}
    plain, counted = _texts(pages, page_words(example))
    form, form_counted = _texts(forms, form_words(example))
    return Words(plain, form, counted, form_counted, files)


def word_findings(guide: GuideFiles) -> Sequence[Finding]:
    """What is wrong with the words of a guide; nothing where its schema cannot be read."""
    try:
        schema = load_json(guide.schema)
    except GuideError:
        return ()
    found: list[Finding] = []
    if not broken_findings(schema) and languages(schema.data):
        with collecting(found):
            load_words(guide.root, schema.data)
    return found


@cache
def _engine_words(language: str) -> dict[str, Any] | None:
    name = engine_language(language)
    words: dict[str, Any] | None = load(ENGINE_WORDS / f"{name}.yml").data if name else None
    return words


def _own_words(
    root: Path,
    schema: Schema,
    engine: Mapping[str, Mapping[str, Any] | None],
    example: Mapping[str, Any],
) -> dict[str, YamlFile]:
    known = shape(example, schema)
    files: dict[str, YamlFile] = {}
    found = list(_stray_findings(root, engine))
    for language in engine:
        name = f"{WORDS}/{language}.yml"
        if (root / name).exists():
            with collecting(found):
                files[language] = load(root / name, name)
                translated = borrowed_words(language)
                lacks = engine[language] is None
                wanted = complete(known, example, translated, language) if lacks else known
                wrong = list(conformance_findings(files[language], wanted))
                found += wrong or word_checks.word_findings(files[language], example, language)
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
            expected = f"Its languages are {', '.join(spoken)}: rename this file, or delete it."
            yield Finding(f"{WORDS}/{path.name}", 0, 0, problem, expected)


def words_schema(schema: Schema) -> dict[str, Any]:
    """The shape of a guide's words for editors."""
    spoken = languages(schema)
    example = _example({language: _engine_words(language) for language in spoken})
    return editor_schema(example, schema, spoken)


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
            others = [name for name in keys if pointer in keys[name]]
            rest = f'and not in "{language}"' if others[1:] else "alone"
            yield files[others[0]].finding(
                pointer,
                f'"{pointer.rpartition("/")[2]}" is replaced in "{others[0]}" {rest}.',
                f"Write it in {WORDS}/{language}.yml too.",
            )


def _pointers(words: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"/{key}" for key in page_words(words))
    yield from (f"/form/{key}" for key in form_words(words))


def _texts(
    words: Mapping[str, Mapping[str, Word]], example: Mapping[str, Word]
) -> tuple[dict[str, Text], dict[str, Mapping[str, Word]]]:
    """The words by key, from the words by language and key; by themselves those that say a number
    in the `example`."""
    plain: dict[str, Text] = {}
    counted: dict[str, Mapping[str, Word]] = {}
    for key in next(iter(words.values())):
        said = {name: each[key] for name, each in words.items()}
        if says_a_number(example.get(key, "")):
            counted[key] = said
        else:
            plain[key] = Text.of({name: forms_of(word)["other"] for name, word in said.items()})
    return plain, counted
