"""Enquiry Guide: who to write to, and whether what was written is complete.

    document = enquiry.read(raw)           # bytes; raises enquiry.Unreadable
    result = enquiry.validate(document)    # valid, problems, warnings
    answer = enquiry.route(document, enquiry.load_table(), date.today())
    guide = enquiry.load_guide("folder")   # the same of any guide: guide.validate, guide.route

What is heavy is imported when it is first used, so that a program starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from enquiry.authoring.findings import GuideError as GuideError
    from enquiry.guide import Guide as Guide
    from enquiry.guide import load_guide as load_guide
    from enquiry.intake.json_reader import read as read
    from enquiry.intake.limits import Unreadable as Unreadable
    from enquiry.routing.loader import load_table as load_table
    from enquiry.routing.router import Route as Route
    from enquiry.routing.router import route as route
    from enquiry.routing.table import Table as Table
    from enquiry.text import Text as Text
    from enquiry.validation.result import Problem as Problem
    from enquiry.validation.result import Result as Result
    from enquiry.validation.validator import validate as validate

_HOMES = {
    "Guide": "guide",
    "GuideError": "authoring.findings",
    "Problem": "validation.result",
    "Result": "validation.result",
    "Route": "routing.router",
    "Table": "routing.table",
    "Text": "text",
    "Unreadable": "intake.limits",
    "load_guide": "guide",
    "load_table": "routing.loader",
    "read": "intake.json_reader",
    "route": "routing.router",
    "validate": "validation.validator",
}
__all__ = sorted(_HOMES)
__version__ = "1.0.0.dev0"


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
