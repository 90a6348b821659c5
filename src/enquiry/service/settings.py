"""What an operator can set: each with its environment variable, its default and its meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

PREFIX = "ENQUIRY_"
LOG_LEVELS = ("debug", "info", "warning", "error")
_ORIGIN = re.compile(r"https?://[^/\s,*?#@]+")


class WrongSetting(ValueError):  # noqa: N818  named as what the operator sees
    """One or more settings that cannot be used: each with its variable and what to write."""


class _WrongValue(ValueError):  # noqa: N818
    """What to write instead."""


def _setting(default: Any, read: Callable[[str], Any], meaning: str, shown: str = "") -> Any:
    """A setting: its value without a variable, how to read one, and what it means."""
    metadata = {"read": read, "meaning": meaning, "default": shown or str(default)}
    return field(default=default, metadata=metadata)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise _WrongValue(f"write a whole number from {least} to {most}")
        return int(text)

    return read


def _seconds(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text) or float(text) <= 0:
        raise _WrongValue("write a number of seconds above 0")
    return float(text)


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in words:
            raise _WrongValue(f"write one of: {', '.join(words)}")
        return text.lower()

    return read


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(each.strip() for each in text.split(",") if each.strip())
    if origins != ("*",) and not all(map(_ORIGIN.fullmatch, origins)):
        raise _WrongValue("write origins such as https://example.org, with commas between, or *")
    return origins


def _root_path(text: str) -> str:
    if text and not re.fullmatch("(/[A-Za-z0-9._~-]+)+", text):
        raise _WrongValue("write a path such as /service, without a slash at its end")
    return text


def _host(text: str) -> str:
    if not text or not text.isprintable() or " " in text:
        raise _WrongValue("write a name or an address of this machine")
    return text


@dataclass(frozen=True)
class Settings:
    """How the service runs. Its members, in this order, are the table of the README."""

    guide: Path | None = _setting(  # noqa: RUF009  it returns a field
        None,
        Path,
        "The guide's folder.",
        "the guide in the current folder, else the shipped one",
    )
    host: str = _setting("127.0.0.1", _host, "The address to listen at; 0.0.0.0 or :: for all.")
    port: int = _setting(8080, _whole(0, 65535), "The port to listen at; 0 for a free one.")
    workers: int = _setting(1, _whole(1, 64), "How many processes answer.")
    concurrency: int = _setting(
        64,
        _whole(1, 10_000),
        "How many POST requests each process works on at once; more get 503. Streams of lines take "
        "at most half of these places.",
    )
    connections: int = _setting(
        1000,
        _whole(1, 100_000),
        "How many connections each process holds at once. For one more, an idle one is closed; "
        "where none is idle, the new one gets 503.",
    )
    header_timeout: float = _setting(
        10.0, _seconds, "Seconds in which the headers of a request must have come."
    )
    body_timeout: float = _setting(
        15.0,
        _seconds,
        "Seconds in which a document must have come; of a stream of lines, the next piece.",
    )
    send_timeout: float = _setting(
        30.0, _seconds, "Seconds after which a client that reads nothing is cut off."
    )
    idle_timeout: float = _setting(
        75.0, _seconds, "Seconds that an idle connection stays open; longer than a proxy's."
    )
    stop_timeout: float = _setting(
        8.0, _seconds, "Seconds that what is in flight has left after SIGTERM."
    )
    cors_origins: tuple[str, ...] = _setting(
        (),
        _origins,
        "Origins whose pages may ask from a browser, with commas between, or *.",
        "none",
    )
    deliver_to: Path | None = _setting(  # noqa: RUF009
        None,
        Path,
        "The folder for accepted enquiries. Without it there is no /v1/enquiries.",
        "none",
    )
    deliver_command: str | None = _setting(
        None,
        str,
        "A command that gets each accepted enquiry on its standard input, and its reference in "
        "ENQUIRY_REFERENCE; the folder then remembers which keys came.",
        "none",
    )
    root_path: str = _setting(
        "", _root_path, "The path that a proxy takes off before it asks here.", "none"
    )
    log_level: str = _setting(
        "info", _one_of(*LOG_LEVELS), f"How much is logged: {', '.join(LOG_LEVELS)}."
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], **given: str | None) -> Settings:
        """The settings of an environment, over which those that are `given` win.

        Raises WrongSetting, which names every one that cannot be used. An empty variable counts as
        none.
        """
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for each in fields(cls):
            name = _variable(each.name)
            text = given.get(each.name)
            if text is not None:
                name = f"--{each.name}"
            else:
                text = environment.get(name) or None
            if text is None:
                continue
            try:
                values[each.name] = each.metadata["read"](text)
            except _WrongValue as reason:
                wrong.append(f"{name}: {reason}")
        if wrong:
            raise WrongSetting("; ".join(wrong))
        return cls(**values)


class Documented(NamedTuple):
    """A setting as an operator reads of it."""

    variable: str
    default: str
    meaning: str


def documented() -> list[Documented]:
    """Every setting, in the order of the README's table."""
    return [
        Documented(_variable(each.name), each.metadata["default"], each.metadata["meaning"])
        for each in fields(Settings)
    ]


def _variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"
