"""Two engines that find the failing keywords: jsonschema, the reference, and jsonschema-rs.

Both answer with locations in the schema and nothing else, so that what is made of them, the
messages and their order, is the same by construction. Neither asserts formats: what JSON Schema
cannot say, or engines say differently, is judged once for both, by DateRules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

from enquiry.dates import is_date
from enquiry.pointers import reach
from enquiry.schema.fields import Guard, Location, Schema, rules
from enquiry.schema.patterns import compile_pattern
from enquiry.validation.python_values import as_document


class Engine(Protocol):
    """What checks documents against one JSON Schema."""

    def failures(self, document: Any) -> list[Location]:
        """Where in the schema the keywords stand that the document fails, some more than once.

        Raises ValueError for half a character, which no engine may let pass, and may raise it
        for other Python values that are no JSON document.
        """


EngineFactory = Callable[[Schema], Engine]


class Reference:
    """The engine that needs nothing else: jsonschema, with ECMA-262's meaning of `$`."""

    def __init__(self, schema: Schema) -> None:
        from jsonschema import Draft202012Validator
        from jsonschema.validators import extend

        portable: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
        self._validator = portable(schema)

    def failures(self, document: Any) -> list[Location]:
        """See Engine."""
        if as_document(document) is not document:
            raise ValueError
        return [tuple(e.absolute_schema_path) for e in self._validator.iter_errors(document)]


class Fast:
    """The engine of the extra `fast`: jsonschema-rs, whose patterns take linear time."""

    def __init__(self, schema: Schema) -> None:
        from jsonschema_rs import Draft202012Validator, RegexOptions

        # Its own messages are not used; masked, they do not even hold a value.
        self._validator = Draft202012Validator(
            dict(schema), pattern_options=RegexOptions(), validate_formats=False, mask=""
        )

    def failures(self, document: Any) -> list[Location]:
        """See Engine."""
        return [tuple(error.schema_path) for error in self._validator.iter_errors(document)]


def fastest() -> EngineFactory:
    """The fast engine where it is installed, else the reference. Only that one is imported."""
    return Fast if find_spec("jsonschema_rs") else Reference


_compiled = cache(compile_pattern)


def _pattern(validator: Any, pattern: str, instance: Any, _schema: Schema) -> Iterator[Exception]:
    if validator.is_type(instance, "string") and not _compiled(pattern).search(instance):
        from jsonschema import ValidationError

        yield ValidationError("does not match")


class DateRules:
    """The rules `format: date` and `x-not-after: today` of a schema, wherever they stand.

    A real date is one of the Gregorian calendar, from year 1 to 9999. Dates stay ISO texts, whose
    order is that of the calendar; what is no text is not judged here, nor how late a day is that
    does not exist.
    """

    def __init__(self, schema: Schema, engine: EngineFactory | None = None) -> None:
        by_path: dict[tuple[str, ...], list[tuple[Location, list[_Condition]]]] = {}
        for rule in rules(schema):
            if rule.keyword in ("format", "x-not-after"):
                conditions = [_Condition(guard, engine or fastest()) for guard in rule.guards]
                by_path.setdefault(rule.path, []).append((rule.location, conditions))
        self._rules = list(by_path.items())

    def failures(self, document: Any, today: str) -> list[Location]:
        """Where the rules stand that the document fails when it is the ISO date `today`."""
        failing: list[Location] = []
        for path, judged in self._rules:
            value = document
            for name in path:
                value = value.get(name) if isinstance(value, dict) else None
            if not isinstance(value, str):
                continue
            failed = "format" if not is_date(value) else "x-not-after" if value > today else None
            if failed:
                failing += [
                    location
                    for location, conditions in judged
                    if location[-1] == failed and all(each.is_met(document) for each in conditions)
                ]
        return failing


class _Condition:
    """A condition around a rule about a date."""

    def __init__(self, guard: Guard, engine: EngineFactory) -> None:
        self._guard = guard
        self._engine = engine(guard.schema)

    def is_met(self, document: Any) -> bool:
        """Whether the rule counts for this document, which holds something at the guard's path."""
        is_satisfied = not self._engine.failures(reach(document, self._guard.path))
        return is_satisfied == self._guard.holds
