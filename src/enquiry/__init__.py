"""Enquiry Guide: whom to write to, and whether what was written is complete.

    document = enquiry.read(raw)           # bytes; raises enquiry.Unreadable
    result = enquiry.validate(document)    # valid, problems, warnings
    answer = enquiry.route(document, enquiry.load_table(), date.today())

What is heavy is imported when it is first used, so that a program starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from enquiry.errors import GuideError as GuideError
    from enquiry.reading import Unreadable as Unreadable
    from enquiry.reading import read as read
    from enquiry.result import Problem as Problem
    from enquiry.result import Result as Result
    from enquiry.router import route as route
    from enquiry.routing import load_table as load_table
    from enquiry.text import Text as Text
    from enquiry.validator import validate as validate

_HOMES = {
    "GuideError": "errors",
    "Problem": "result",
    "Result": "result",
    "Text": "text",
    "Unreadable": "reading",
    "load_table": "routing",
    "read": "reading",
    "route": "router",
    "validate": "validator",
}
__all__ = sorted(_HOMES)
__version__ = "1.0.0.dev0"


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
