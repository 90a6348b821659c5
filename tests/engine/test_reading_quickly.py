"""The quick way to read says what the strict way says, or nothing."""

from __future__ import annotations

import json
from random import Random

import pytest

from enquiry.intake.json_reader import UNSETTLED, read_quickly, read_strictly
from enquiry.intake.limits import Unreadable
from tests.engine.mutations import mutated
from tests.enquiries import ENQUIRY


def agrees(raw: bytes) -> bool:
    """Whether the quick way was sure of itself; then it must say what the strict way says."""
    document = read_quickly(raw)
    if document is UNSETTLED:
        return False
    assert document == read_strictly(raw), raw
    return True


def test_ordinary_documents_are_read_quickly() -> None:
    """Documents as people write them are settled, colons in their texts and all."""
    for message in ("Hello", "Objet : demande", "Voici :\n- l’adresse : https://example.org/"):
        for ascii_only in (False, True):
            raw = json.dumps({**ENQUIRY, "message": message}, ensure_ascii=ascii_only).encode()
            assert agrees(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1, "a": 1}',
        b'{"a": 1, "\\u0061": 1}',
        b'{"o": {"p": {"a": 1, "a": 1}}}',
        b'{"o": [{"a": 1, "a": 1}]}',
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": {"b": [-1e999]}}',
        b'{"a": 18446744073709551616}',
        b'{"a": "\\ud800"}',
        b"\xef\xbb\xbf{}",
        b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}",
        b"{} {}",
        b"{",
        b"",
    ],
)
def test_what_may_be_wrong_is_left_to_the_strict_way(raw: bytes) -> None:
    """What the contract refuses, and what cannot be proven, is not settled."""
    assert not agrees(raw)


def test_both_ways_agree_on_mutated_bytes() -> None:
    """Bytes with parts moved, doubled or replaced are never read differently."""
    random = Random(20261123)  # noqa: S311  not for secrets
    settled = 0
    for document in mutated(20261123, 8000):
        raw = bytearray(json.dumps(document, ensure_ascii=False).encode())
        for _ in range(random.choice([0, 0, 1, 2])):
            start, end = sorted(random.randrange(len(raw) + 1) for _ in range(2))
            part = random.choice(
                [raw[start:end], b":", b"1e5", b'"a": 1, ', b"", b'"', b"\\ud8", b"-0", b"\xc3"]
            )
            at = random.randrange(len(raw) + 1)
            raw[at : at + random.choice([0, 0, 1, 9])] = part
        try:
            settled += agrees(bytes(raw))
        except Unreadable:
            pytest.fail(f"read quickly, but refused strictly: {bytes(raw)!r}")
    assert settled > 2000
