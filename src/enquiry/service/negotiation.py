"""In which of a guide's languages to answer: as `?lang=` says, else as Accept-Language does."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def preferred(accept: str, languages: Sequence[str]) -> str:
    """The one of `languages` that an Accept-Language header (RFC 9110) likes best.

    The first of them where it likes none, or cannot be read. "fr-CA" is content with "fr", and
    "fr" with "fr-CA", where the wish itself is not there.
    """
    refused: set[str] = set()
    wishes: list[tuple[float, str]] = []
    for part in accept.lower().split(","):
        wish, *parameters = (each.strip() for each in part.split(";"))
        quality = _quality(parameters)
        if quality:
            wishes.append((-quality, wish))
        else:
            refused.add(wish)
    left = [each for each in languages if each.lower() not in refused] or languages
    # Sorting keeps the order of wishes that are as strong as one another.
    for _, wish in sorted(wishes, key=lambda each: each[0]):
        fit = [each for each in left if wish == "*" or _is_content(wish, each.lower())]
        if fit:
            return next((each for each in fit if each.lower() == wish), fit[0])
    return left[0]


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        if found := _QUALITY.fullmatch(parameter):
            return float(found[1])
        if parameter.startswith("q="):
            return 0.0
    return 1.0


def _is_content(wish: str, language: str) -> bool:
    return wish == language or wish.startswith(f"{language}-") or language.startswith(f"{wish}-")
