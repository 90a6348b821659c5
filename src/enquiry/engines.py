"""Two engines that find the failing keywords: jsonschema, the reference, and jsonschema-rs.

Both answer with locations in the schema and nothing else, so that what is made of them, the
messages and their order, is the same by construction. Neither asserts formats: dates are judged
once for both, in `enquiry.daterules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

from enquiry.limits import why_no_document
from enquiry.patterns import compile_pattern
from enquiry.schema import Location, Schema


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
        if why_no_document(document):
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
