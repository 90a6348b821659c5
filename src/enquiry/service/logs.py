"""The log, on standard error: a line each, without what an error says, which might hold a value."""

from __future__ import annotations

import logging
import logging.config
import time

from enquiry.service.guard import in_words


class _Line(logging.Formatter):
    """`2026-11-23T09:30:00Z INFO …`, in universal time."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def formatException(self, ei: object) -> str:  # noqa: N802  the base class's name
        """The kind of the error and its place, and no traceback."""
        error = ei[1] if isinstance(ei, tuple) else None
        return in_words(error) if error is not None else ""


def configure(level: str) -> None:
    """Logs to standard error from `level` on: our lines, and uvicorn's warnings."""
    logging.raiseExceptions = False  # where the log cannot be written, nobody can be told
    quiet = "WARNING" if level in ("debug", "info") else level.upper()
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": _Line}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"level": quiet, "handlers": ["stderr"]},
            "loggers": {
                "enquiry": {"level": level.upper()},
                # At other levels it names addresses.
                "uvicorn": {"level": "INFO" if level == "debug" else quiet},
            },
        }
    )
