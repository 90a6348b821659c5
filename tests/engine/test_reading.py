"""Bytes are read strictly, within limits, and never repeated."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from enquiry.intake import json_reader
from enquiry.intake.faults import DUPLICATE_NAME
from enquiry.intake.json_reader import (
    BYTE_ORDER_MARK,
    NO_DOCUMENT,
    NOT_JSON,
    NOT_UTF8,
    TRAILING_TEXT,
    read,
)
from enquiry.intake.limits import (
    LONE_SURROGATE,
    MAX_BYTES,
    NOT_A_NUMBER,
    TOO_DEEP,
    TOO_LARGE,
    Unreadable,
)
from enquiry.text import Text


@pytest.fixture(params=["with jiter", "without"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads with and without the extra, to the same end."""
    if request.param == "without":
        monkeypatch.setattr(json_reader, "_from_json", None)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("raw", "message", "place"),
    [
        (b"", NO_DOCUMENT, (1, 1)),
        (b" \n ", NO_DOCUMENT, (1, 1)),
        (b'{\n  "a": oops}', NOT_JSON, (2, 8)),
        (b"[1,]", NOT_JSON, (1, 4)),
        (b"{'a': 1}", NOT_JSON, (1, 2)),
        (b'"a\nb"', NOT_JSON, (1, 3)),
        (b"\x0b{}", NOT_JSON, (1, 1)),
        (b"01", TRAILING_TEXT, (1, 2)),
        (b'{"a": 1}\n\n  {}', TRAILING_TEXT, (3, 3)),
        (b"{}\x00", TRAILING_TEXT, (1, 3)),
        (b'{"a": NaN}', NOT_A_NUMBER, (1, 7)),
        (b"[-Infinity]", NOT_A_NUMBER, (1, 2)),
        (b'{"b": 1,\n  "a":\n Infinity}', NOT_A_NUMBER, (3, 2)),
        (b'{"a": 1, "a": 1}', DUPLICATE_NAME, (1, 10)),
        (b'{"a": 1, "\\u0061": 1}', DUPLICATE_NAME, (1, 10)),
        (b'{"o": {"a": 1, "b": 2, "a": 3}}', DUPLICATE_NAME, (1, 24)),
        (b'[{"a": 1}, {"a": ["a", {"a": 1}],\n\n "b": 2, "a": 3}]', DUPLICATE_NAME, (3, 10)),
        ('{"é": "é",\r\n"é": 1}'.encode(), DUPLICATE_NAME, (2, 1)),
        (b'{"a": 1, "a": 2, "b": NaN}', DUPLICATE_NAME, (1, 10)),
        (b'{"b": NaN, "a": 1, "a": 2}', NOT_A_NUMBER, (1, 7)),
        (b'{"a": 1, "a": 2, oops}', DUPLICATE_NAME, (1, 10)),
        (b'"\\ud800"', LONE_SURROGATE, (1, 2)),
        (b'"\\uDC00\\uD800"', LONE_SURROGATE, (1, 2)),
        (b'"\\ud83e\\udd8a \\\\ud800 \\ud800\\ud83e\\udd8a"', LONE_SURROGATE, (1, 23)),
        (b'{"\\udfff": 1}', LONE_SURROGATE, (1, 3)),
        (b'{"a": "NaN [[{",\n "b": "\\udfff"}', LONE_SURROGATE, (2, 8)),
        (b'{"a": "\\udfff\n"}', LONE_SURROGATE, (1, 8)),
        (b'{"a": "{{[NaN\n"}', NOT_JSON, (1, 14)),
        (b'"\xed\xa0\x80"', NOT_UTF8, (1, 2)),
        (b'{\n"a": "\xff"}', NOT_UTF8, (2, 7)),
        ('{"a": 1}'.encode("utf-16"), NOT_UTF8, (1, 1)),
        ('{"a": 1}'.encode("utf-16-le"), NOT_JSON, (1, 2)),
        (b"\xef\xbb\xbf{}", BYTE_ORDER_MARK, (1, 1)),
        (b"[" * 33 + b"]" * 33, TOO_DEEP, (1, 33)),
        (b'{"a":' * 33 + b"1" + b"}" * 33, TOO_DEEP, (1, 161)),
        (b"[\n" * 40 + b"]" * 40, TOO_DEEP, (33, 1)),
        (b"[" * MAX_BYTES, TOO_DEEP, (1, 33)),
        (b'{"a": NaN, "b": ' + b"[" * 40 + b"]" * 40 + b"}", NOT_A_NUMBER, (1, 7)),
        (b'"' + b"a" * MAX_BYTES + b'"', TOO_LARGE, (1, 1)),
        (b" " * 10_000_000, TOO_LARGE, (1, 1)),
    ],
    ids=lambda value: repr(value)[:24] if isinstance(value, bytes) else "",
)
def test_what_is_not_json_here(raw: bytes, message: Text, place: tuple[int, int]) -> None:
    """What the contract does not count as JSON is refused, with a reason and the first place."""
    with pytest.raises(Unreadable) as caught:
        read(raw)
    assert caught.value.message == message
    assert (caught.value.line, caught.value.column) == place
    assert caught.value.__cause__ is None, "a cause could hold what was read"


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("raw", "document"),
    [
        (b"null", None),
        (b" \r\n\t[1, 2.5, true] \n", [1, 2.5, True]),
        ('{"é": "🦊 ᐊᓄᕌᖅ"}'.encode(), {"é": "🦊 ᐊᓄᕌᖅ"}),
        (b'"\\ud83e\\udd8a"', "🦊"),
        (b'"\\\\ud800"', "\\ud800"),
        (b'{"__proto__": {"a": 1}}', {"__proto__": {"a": 1}}),
        (b"[" * 32 + b"]" * 32, json.loads("[" * 32 + "]" * 32)),
        (b"[" + b"[]," * 1000 + b"[]]", [[]] * 1001),
        (b'"' + b"a" * (MAX_BYTES - 2) + b'"', "a" * (MAX_BYTES - 2)),
    ],
    ids=lambda value: repr(value)[:24] if isinstance(value, bytes) else "",
)
def test_what_is_json(raw: bytes, document: Any) -> None:
    """What RFC 8259 and the limits allow is read as it stands."""
    assert read(raw) == document


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("digits", ["1" * 5000, "-" + "9" * 60_000, "1e999", "-1E+400"])
def test_numbers_beyond_every_range_are_read(digits: str) -> None:
    """A number of thousands of digits is JSON; it becomes the largest one there is."""
    for template in ("%s", '{"a": %s}', '{"a": [{"b": %s}]}'):
        document = read((template % digits).encode())
        while not isinstance(document, float):
            [document] = document.values() if isinstance(document, dict) else document
        assert abs(document) == 1.7976931348623157e308


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("digits", [str(2**64), str(-(2**63) - 1), "123456789012345678901"])
def test_whole_numbers_beyond_64_bits_are_doubles(digits: str) -> None:
    """A whole number beyond 64 bits becomes the nearest double."""
    number = read(digits.encode())
    assert isinstance(number, float)
    assert number == float(digits)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_every_kind(kind: type) -> None:
    """Bytes may come as Python's other kinds of them."""
    assert read(kind(b'{"a": 1}')) == {"a": 1}


@pytest.mark.parametrize("value", ["{}", None, 1, [1, 2]], ids=repr)
def test_what_is_no_bytes(value: Any) -> None:
    """For anything else the error says what to pass."""
    with pytest.raises(TypeError, match="Pass the document's bytes, not"):
        read(value)


def test_reason_survives_a_process_boundary() -> None:
    """The reason and place come back whole from another process."""
    fault = pickle.loads(pickle.dumps(Unreadable(NOT_JSON, 3, 4)))  # noqa: S301
    assert (fault.message, fault.line, fault.column) == (NOT_JSON, 3, 4)
    assert str(fault) == NOT_JSON["en"]
