"""Document to result. ADR 0003 says by which rules."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from enquiry.dates import iso_date, latest_today
from enquiry.intake.limits import Unreadable
from enquiry.phrases import Phrases
from enquiry.schema.advice import with_advice_as_rules
from enquiry.schema.fields import Location, Schema, enquiry_schema, languages
from enquiry.validation.engines import DateRules, EngineFactory, fastest
from enquiry.validation.messages import MessageSelector
from enquiry.validation.python_values import as_document, is_flat_document
from enquiry.validation.result import Result, unreadable

_NOTHING_WRONG = Result()


class Validator:
    """Checks documents against one schema and reports its messages.

    `engine` is the fastest one installed unless another is given; all give the same results for
    a schema that `enquiry check` accepts. `phrases` are the engine's in the guide's languages.
    """

    def __init__(
        self,
        schema: Schema,
        engine: EngineFactory | None = None,
        phrases: Phrases | None = None,
    ) -> None:
        self._say = phrases or Phrases(languages(schema))
        self._engine = (engine or fastest())(with_advice_as_rules(schema))
        self._dates = DateRules(schema, engine)
        self._messages = MessageSelector(schema, self._say)

    def __call__(self, document: Any, today: date | str) -> Result:
        """The result for a document as `enquiry.read` returns it, when it is `today`."""
        return self._result(self._failures(document, iso_date(today)), document)

    def of_any(self, value: Any, today: date | str) -> Result:
        """The result for any Python value, of which none raises.

        Mappings and sequences are JSON's objects and lists. A value that is no JSON document (a
        set, NaN, half a surrogate pair, more than 32 levels) has the result of an unreadable
        input.
        """
        iso = iso_date(today)
        failures: list[Location] | None
        try:
            failures = self._failures(value, iso)
        except ValueError:  # the engine does not know what this value is
            failures = None
        # The schema is closed: what satisfies it holds nothing else than JSON.
        if failures is not None and not failures:
            return _NOTHING_WRONG
        # An engine that took it found no half character; so a flat value is a document as it is.
        if failures is not None and is_flat_document(value):
            return self._messages.result(failures, value)
        try:
            document = as_document(value)
        except Unreadable as reason:
            return unreadable(self._say(reason.message))
        if failures is None or document is not value:
            failures = self._failures(document, iso)
        return self._result(failures, document)

    def _failures(self, document: Any, today: str) -> list[Location]:
        return self._engine.failures(document) + self._dates.failures(document, today)

    def _result(self, failures: list[Location], document: Any) -> Result:
        return self._messages.result(failures, document) if failures else _NOTHING_WRONG


@cache
def default_validator() -> Validator:
    """The validator of the shipped schema, made once."""
    return Validator(enquiry_schema())


def validate(document: Any, *, today: date | str | None = None) -> Result:
    """Whether a document, as `enquiry.read` returns it, is an enquiry that can be sent.

    No date in it may be after `today`: the sender's date, or else the date at UTC+14, which is
    nobody's yesterday. Raises nothing because of the document.
    """
    return default_validator().of_any(document, latest_today() if today is None else today)
