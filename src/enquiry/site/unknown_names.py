"""Names that a page or a template uses and that nobody gives, said with those that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.utils import missing

from enquiry.authoring.findings import did_you_mean


class UnknownName(UndefinedError):  # noqa: N818 - the finding that it becomes says what is wrong
    """A name that is not there; `expected` says what to write instead."""

    def __init__(self, problem: str, expected: str) -> None:
        super().__init__(problem)
        self.expected = expected


class StrictName(StrictUndefined):
    """What stands for a name that is missing: any use of it but asking whether it is there raises.

    Of a name within something, such as the id of a contact, the error knows the others.
    """

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if hint is None and obj is not missing and (known := _names_in(obj)):
            self._undefined_hint = f'"{name}" is not known here'
            # Called as a class is; which name may be meant is looked up once it is asked for.
            self._undefined_exception = lambda problem="": UnknownName(  # type: ignore[assignment]
                problem, did_you_mean(str(name), known)
            )


def _names_in(held: Any) -> Iterable[str]:
    if isinstance(held, Mapping):
        return [str(key) for key in held]
    return [each.name for each in fields(held)] if is_dataclass(held) else []
