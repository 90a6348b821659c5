"""What the Python API promises beyond the cases."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

import enquiry
from enquiry.dates import latest_today
from enquiry.validation.engines import Fast, Reference
from enquiry.schema.fields import enquiry_schema
from enquiry.validation.validator import Validator
from tests.enquiries import ENQUIRY, TODAY
from tests.enquiries import enquiry as an_enquiry


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_five_lines_from_bytes_to_result() -> None:
    """Read, validate and route are at the top of the package."""
    document = enquiry.read(json.dumps(ENQUIRY).encode())
    result = enquiry.validate(document, today=TODAY)
    assert result.valid
    for _ in range(2):  # a module of the same name must not take its place
        answer = enquiry.route(document, enquiry.load_table(), TODAY)
        assert answer["contact"] == "migration-office"


def test_today_is_the_latest_on_earth() -> None:
    """Without a day, no date is refused that is today somewhere."""
    document = an_enquiry(
        previousEnquiry={"sentOn": latest_today().isoformat(), "outcome": "no-reply"}
    )
    assert enquiry.validate(document).valid
    assert not enquiry.validate(document, today=date(2000, 1, 1)).valid


def test_validating_changes_no_document() -> None:
    """The document is the same afterwards."""
    document = an_enquiry(x=1, message="")
    before = json.dumps(document)
    enquiry.validate(document, today=TODAY)
    assert json.dumps(document) == before


def test_message_for_a_field_is_its_own() -> None:
    """No two fields fail in the same words, in either language."""
    for language in ("en", "fr"):
        missing = enquiry.validate({}, today=TODAY).problems
        words = [problem.message[language] for problem in missing]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("engine", [Fast, Reference])
def test_a_trailing_newline_fails_under_both_engines(engine: type[Fast | Reference]) -> None:
    """`$` does not match before a trailing newline."""
    check = Validator(enquiry_schema(), engine)
    document = an_enquiry()
    document["enquirer"]["email"] += "\n"
    assert [each.pointer for each in check(document, TODAY).problems] == ["/enquirer/email"]


def test_only_the_engine_in_use_is_imported() -> None:
    """With jsonschema-rs at hand, jsonschema is not imported, nor PyYAML or MkDocs."""
    loaded = run(
        "import sys, enquiry; enquiry.validate({}); "
        "print(*[m for m in ('jsonschema', 'jsonschema_rs', 'yaml', 'mkdocs') if m in sys.modules])"
    )
    assert loaded == "jsonschema_rs"


def test_the_reference_serves_without_the_extra() -> None:
    """Without jsonschema-rs the same verdict comes from jsonschema."""
    told = run(
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'jsonschema_rs' else find(n, *a)\n"
        "import enquiry; problems = enquiry.validate({}).problems\n"
        "print(len(problems), 'jsonschema' in sys.modules)"
    )
    assert told == "6 True"


def test_unknown_name_of_the_package() -> None:
    """The package has the names it lists and no others."""
    assert all(getattr(enquiry, name) for name in enquiry.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = enquiry.no_such_name
