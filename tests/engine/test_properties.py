"""Whatever comes in: nothing but documented errors goes out, and no value of it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import enquiry
from enquiry.pointers import path_of
from enquiry.schema.fields import fields
from tests.engine.harbour import SCHEMA, check
from tests.enquiries import ENQUIRY, TODAY

KNOWN = {field.pointer: field for field in fields(SCHEMA)}
NAMES = st.sampled_from([field.path[-1] for field in KNOWN.values() if field.path])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(NAMES | st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=30,
)


@st.composite
def near_enquiries(draw: st.DrawFn) -> Any:
    """A valid document with some members replaced by anything."""
    document = json.loads(json.dumps(ENQUIRY))
    document.update(draw(st.dictionaries(NAMES | st.text(max_size=8), ANYTHING, max_size=3)))
    for name in draw(st.lists(st.sampled_from(list(ENQUIRY)), max_size=3)):
        inner = document.get(name)
        if isinstance(inner, dict):
            inner.update(draw(st.dictionaries(NAMES, ANYTHING, max_size=3)))
    return document


common = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@common
@given(st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    """Bytes are read or are Unreadable; what was read can be validated."""
    try:
        document = enquiry.read(raw)
    except enquiry.Unreadable as error:
        fault = error
    else:
        assert not check.of_any(document, TODAY).unreadable
        return
    assert fault.message["en"]
    assert fault.message["fr"]
    assert min(fault.line, fault.column) >= 1


@common
@given(ANYTHING | near_enquiries())
def test_every_pointer_names_a_field_or_an_unknown_member(document: Any) -> None:
    """A pointer is that of a field of the schema, or of a member that the document holds."""
    result = check.of_any(document, TODAY)
    for problem in result.problems:
        if problem.keyword != "additionalProperties":
            assert problem.pointer in KNOWN
            continue
        *parent, name = path_of(problem.pointer)
        holder = document
        for step in parent:
            holder = holder[step]
        assert name in holder
        assert problem.pointer not in KNOWN
    assert all(warning.pointer in KNOWN for warning in result.warnings)


@common
@given(near_enquiries())
def test_one_problem_at_a_pointer_in_the_forms_order(document: Any) -> None:
    """No pointer comes twice, and known fields come in the order of the schema."""
    result = check.of_any(document, TODAY)
    order = list(KNOWN)
    for reported in (result.problems, result.warnings):
        pointers = [problem.pointer for problem in reported]
        assert len(pointers) == len(set(pointers))
        places = [order.index(pointer) for pointer in pointers if pointer in KNOWN]
        assert places == sorted(places)
    assert not {p.pointer for p in result.problems} & {w.pointer for w in result.warnings}


MARK = "màrk🦊-7391"


@common
@given(near_enquiries(), st.sampled_from(list(KNOWN)))
def test_no_message_repeats_a_value(document: Any, pointer: str) -> None:
    """Whatever a document holds, no message in any language repeats it."""
    holder = document
    for step in path_of(pointer)[:-1]:
        holder = holder.get(step) if isinstance(holder, dict) else None
    if isinstance(holder, dict) and pointer:
        holder[path_of(pointer)[-1]] = MARK
    document["unknown"] = MARK
    result = check.of_any(document, TODAY)
    assert result.problems
    for problem in (*result.problems, *result.warnings):
        assert problem.message["en"].strip()
        assert problem.message["fr"].strip()
        assert MARK not in problem.message["en"] + problem.message["fr"] + problem.pointer
