"""A guide as a program uses it: what its schema says of a document, and where its table sends it.

guide = enquiry.load_guide("my-guide")
result = guide.validate(document)
answer = guide.route(document)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enquiry.dates import latest_today
from enquiry.guide_files import GuideFiles, shipped_guide
from enquiry.phrases import Phrases, engine_language, words_shape
from enquiry.schema.fields import Schema, languages
from enquiry.validation.result import Result
from enquiry.validation.validator import Validator

if TYPE_CHECKING:
    from enquiry.routing.router import Route
    from enquiry.routing.table import Table


# What a schema that `enquiry check` refuses may raise on the way to a validator.
_UNUSABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Guide:
    """The schema and the routing table of one guide, each read when it is first used.

    Whatever uses a file of the guide that is missing or faulty raises GuideError, which says in
    which place what is wrong. Two guides are equal if their files stand in the same places.
    """

    files: GuideFiles

    def validate(self, document: Any, *, today: date | str | None = None) -> Result:
        """Whether a document, as `enquiry.read` returns it, is an enquiry that can be sent.

        No date in it may be after `today`: the sender's date, or else the date at UTC+14, which
        is nobody's yesterday. Raises nothing because of the document.
        """
        return self.validator.of_any(document, latest_today() if today is None else today)

    def route(self, document: Mapping[str, Any], *, today: date | str | None = None) -> Route:
        """Which contact a valid enquiry goes to, and when to which next one.

        `today` is the sender's date, or else the date at UTC+14; a document that says when it was
        prepared goes by that. Where the schema does not ask how, a message goes by email.
        """
        from enquiry.routing.router import route

        if "channel" not in self.schema["properties"]:
            document = {**document, "channel": "email"}
        return route(document, self.table, latest_today() if today is None else today)

    @cached_property
    def schema(self) -> Schema:
        """What an enquiry must contain, as data. Callers must not change it."""
        text = self.files.schema
        try:
            schema = json.loads(text.read_bytes(), object_pairs_hook=_without_duplicates)
        except (OSError, RecursionError, ValueError):
            schema = None
        if isinstance(schema, dict):
            return schema
        raise self._error()

    @cached_property
    def table(self) -> Table:
        """The routing table. Reading it checks it."""
        from enquiry.routing.loader import load_table  # reads YAML, which a verdict does without

        return load_table(self.files.table)

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages of every text, the guide's first one first."""
        return languages(self.schema)

    @cached_property
    def phrases(self) -> Phrases:
        """What the engine itself says, in the guide's languages."""
        missing = [name for name in self.languages if not engine_language(name)]
        own = {name: self._own_phrases(name) for name in missing}
        return Phrases(
            self.languages, tuple((name, tuple(words.items())) for name, words in own.items())
        )

    def _own_phrases(self, language: str) -> Mapping[str, str]:
        """The guide's own phrases in a language that the engine has no words for."""
        # A language that the engine has words for does without these modules.
        from enquiry.authoring.conformance import conformance_findings
        from enquiry.authoring.findings import GuideError
        from enquiry.authoring.yaml_file import load

        source = load(self.files.words(language))
        if found := list(conformance_findings(source, words_shape())):
            raise GuideError(found)
        return dict(source.data["phrases"])

    @cached_property
    def validator(self) -> Validator:
        """What `validate` asks, for many documents on one day."""
        try:
            return Validator(self.schema, phrases=self.phrases)
        except _UNUSABLE as error:
            raise self._error() from error

    def _error(self) -> Exception:
        """Everything that `enquiry check` finds wrong in the schema, which cannot be used."""
        from enquiry.authoring.findings import Finding, GuideError, collecting
        from enquiry.authoring.json_file import load_json
        from enquiry.schema.lint import schema_findings

        found: list[Finding] = []
        with collecting(found):
            found += schema_findings(load_json(self.files.schema))
        name = self.files.schema.as_posix()
        unknown = Finding(name, 0, 0, "This schema cannot be used.", "Report it as a bug.")
        return GuideError(found or [unknown])

    def __reduce__(self) -> tuple[type[Guide], tuple[GuideFiles]]:
        # What was read stays behind: another process reads it again.
        return Guide, (self.files,)


def load_guide(folder: str | PathLike[str] | None = None) -> Guide:
    """The guide in `folder`, or the one that the package ships.

    Raises GuideError where the folder has no schema that can be read. Whether the guide is right
    is what `enquiry check` says.
    """
    if folder is None:
        return _shipped()
    return _read(GuideFiles.of(Path(folder)))


@cache
def _shipped() -> Guide:
    return _read(shipped_guide())


def _read(files: GuideFiles) -> Guide:
    guide = Guide(files)
    _ = guide.validator
    return guide


def _without_duplicates(members: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(members)
    if len(value) != len(members):
        raise ValueError
    return value
