"""What the Python API promises beyond the cases."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

import enquiry
from enquiry.dates import latest_today
from enquiry.validation import validator
from enquiry.validation.engines import Fast, Reference
from enquiry.validation.validator import Validator
from tests.engine.harbour import SCHEMA, check
from tests.enquiries import TODAY
from tests.enquiries import enquiry as an_enquiry
from tests.samples import shipped_enquiry
from tests.support import LANGUAGES


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_five_lines_from_bytes_to_route() -> None:
    """Read, validate and route are at the top of the package."""
    document = enquiry.read(json.dumps(shipped_enquiry()).encode())
    result = enquiry.validate(document, today=TODAY)
    assert result.valid
    for _ in range(2):  # a module of the same name must not take its place
        answer = enquiry.route(document, enquiry.load_table(), TODAY)
        assert answer["category"] == document["category"]


def test_today_is_the_latest_on_earth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a day, no date is refused that is today somewhere."""
    monkeypatch.setattr(validator, "default_validator", lambda: check)
    document = an_enquiry()
    document["previousEnquiry"]["sentOn"] = latest_today().isoformat()
    assert enquiry.validate(document).valid
    assert not enquiry.validate(document, today=date(2000, 1, 1)).valid


def test_validating_changes_no_document() -> None:
    """The document is the same afterwards."""
    document = an_enquiry(x=1, message="")
    before = json.dumps(document)
    assert not check.of_any(document, TODAY).valid
    assert json.dumps(document) == before


def test_message_for_a_field_is_its_own() -> None:
    """No two fields that are missing are reported in the same words, in any language."""
    missing = check({}, TODAY).problems
    assert len(missing) == len(SCHEMA["required"])
    for language in LANGUAGES:
        assert len({problem.message[language] for problem in missing}) == len(missing)


@pytest.mark.parametrize("engine", [Fast, Reference])
def test_a_trailing_newline_fails_under_both_engines(engine: type[Fast | Reference]) -> None:
    """`$` does not match before a trailing newline."""
    document = an_enquiry()
    document["enquirer"]["email"] += "\n"
    problems = Validator(SCHEMA, engine)(document, TODAY).problems
    assert [each.pointer for each in problems] == ["/enquirer/email"]


def test_only_the_engine_in_use_is_imported() -> None:
    """With jsonschema-rs at hand, jsonschema is not imported, nor PyYAML or MkDocs."""
    loaded = run(
        "import sys, enquiry; enquiry.validate({}); "
        "print(*[m for m in ('jsonschema', 'jsonschema_rs', 'yaml', 'mkdocs') if m in sys.modules])"
    )
    assert loaded == "jsonschema_rs"


def test_the_reference_serves_without_the_extra() -> None:
    """Without jsonschema-rs the same verdict comes from jsonschema."""
    printed = run(
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda n, *a: None if n == 'jsonschema_rs' else find(n, *a)\n"
        "import enquiry; problems = enquiry.validate({}).problems\n"
        "print('jsonschema' in sys.modules, *[each.pointer for each in problems])"
    )
    assert printed == " ".join(["True", *[each.pointer for each in enquiry.validate({}).problems]])


def test_unknown_name_of_the_package() -> None:
    """The package has the names it lists and no others."""
    assert all(getattr(enquiry, name) for name in enquiry.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = enquiry.no_such_name
