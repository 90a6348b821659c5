"""The quick way to read JSON, with orjson, where the bytes prove that nothing was passed over.

orjson refuses what RFC 8259 refuses, but keeps the last of two members with the same name and
knows no limits. What it cannot settle is left to `enquiry.reading`, which also knows the reasons.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from enquiry.limits import MAX_DEPTH

UNSETTLED: Final = object()
_orjson: Any = import_module("orjson") if find_spec("orjson") else None


def read_quickly(raw: bytes) -> Any:
    """The document in `raw`, or UNSETTLED where there may be something wrong with it.

    It is also UNSETTLED where orjson is not installed (extra `fast`).
    """
    if _orjson is None or raw.count(b"{") + raw.count(b"[") > MAX_DEPTH:
        return UNSETTLED
    try:
        document = _orjson.loads(raw)
    except _orjson.JSONDecodeError:
        return UNSETTLED
    return document if _holds_no_name_twice(document, raw) else UNSETTLED


def _holds_no_name_twice(document: Any, raw: bytes) -> bool:
    """Whether the colons in the bytes prove it.

    Each member that was written has a colon, and texts may hold more. As many colons as the
    members and texts of the document account for leave none for a member that was dropped. Only
    the first two levels are counted; where there are more, the numbers differ and nothing is
    proven. A colon written as an escape would upset the account.
    """
    if not isinstance(document, dict):
        return False
    objects = [document, *[value for value in document.values() if isinstance(value, dict)]]
    unaccounted = raw.count(b":") - sum(map(len, objects))
    if unaccounted == 0:
        return True
    in_texts = sum(
        value.count(":") for each in objects for value in each.values() if isinstance(value, str)
    )
    return unaccounted == in_texts and b"\\u003" not in raw
