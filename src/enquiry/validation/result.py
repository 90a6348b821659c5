"""What checking a document says: problems to fix, advice to consider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from enquiry.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix or consider, at the JSON pointer of the field it is about.

    `keyword` names the rule that failed: a keyword of the schema, `x-advice` for advice, or
    `unreadable`. `message` says what to do and never repeats a value of the document.
    """

    pointer: str
    keyword: str
    message: Text

    def as_dict(self) -> dict[str, Any]:
        """The problem as the object of the public format."""
        return {
            "pointer": self.pointer,
            "keyword": self.keyword,
            "message": self.message.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on one document: problems and warnings, each in the form's order.

    At most one problem and one warning stand at a pointer. Warnings alone leave it valid. There
    are at most MOST of each; `truncated` says that some were left out.
    """

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    truncated: bool = False

    @property
    def valid(self) -> bool:
        """Whether nothing has to be fixed."""
        return not self.problems

    @property
    def unreadable(self) -> bool:
        """Whether there was no JSON document to judge."""
        return any(problem.keyword == UNREADABLE for problem in self.problems)

    def as_dict(self, source: str | None = None, line: int | None = None) -> dict[str, Any]:
        """The result object of the public format; `line` is null for a whole file."""
        result = {
            "source": source,
            "line": line,
            "valid": self.valid,
            "problems": [problem.as_dict() for problem in self.problems],
            "warnings": [warning.as_dict() for warning in self.warnings],
        }
        return {**result, "truncated": True} if self.truncated else result


UNREADABLE = "unreadable"
MOST = 100
"""How many problems, and how many warnings, a result holds at most."""


def unreadable(message: Text) -> Result:
    """The result of an input that holds no JSON document."""
    return Result(problems=(Problem("", UNREADABLE, message),))
