"""The address of a service in a guide's settings: what it stands for, and which one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from enquiry.authoring.service_address import ServiceAddress, service_address, service_findings
from enquiry.authoring.settings_schema import settings_schema
from enquiry.check import findings
from enquiry.guide_files import GuideFiles
from tests.support import copy_guide

ORIGIN = "https://enquiries.example.org"
POSTED = f"{ORIGIN}/v1/enquiries"
HOST = "enquiries.example.org"
EDITOR = Draft202012Validator(settings_schema())
"""What an editor says of the same settings."""


def settings(root: Path, service: str) -> Path:
    """A folder whose settings name a service."""
    (root / "mkdocs.yml").write_text(f"extra:\n  shell: light\n  service: {service}\n", "utf-8")
    return root


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (ORIGIN, ServiceAddress(POSTED, ORIGIN, HOST)),
        (f"{ORIGIN}/", ServiceAddress(POSTED, ORIGIN, HOST)),
        ("HTTPS://Enquiries.Example.org", ServiceAddress(POSTED, ORIGIN, HOST)),
        (f"{ORIGIN}/a/b/", ServiceAddress(f"{ORIGIN}/a/b/v1/enquiries", ORIGIN, HOST)),
        (
            f"{ORIGIN}:8443/A",
            ServiceAddress(f"{ORIGIN}:8443/A/v1/enquiries", f"{ORIGIN}:8443", f"{HOST}:8443"),
        ),
        (
            "http://localhost:8080",
            ServiceAddress(
                "http://localhost:8080/v1/enquiries", "http://localhost:8080", "localhost:8080"
            ),
        ),
        (
            "http://127.0.0.1",
            ServiceAddress("http://127.0.0.1/v1/enquiries", "http://127.0.0.1", "127.0.0.1"),
        ),
        ("/", ServiceAddress("/v1/enquiries", "'self'")),
        ("/api/", ServiceAddress("/api/v1/enquiries", "'self'")),
    ],
)
def test_an_address_is_that_of_the_service_or_a_path(
    tmp_path: Path, written: str, address: ServiceAddress
) -> None:
    """The form posts to the enquiries below it; the policy names its origin alone."""
    root = settings(tmp_path, written)
    assert service_address(root) == address
    assert list(service_findings(root)) == []
    assert EDITOR.is_valid(yaml.safe_load((root / "mkdocs.yml").read_text("utf-8")))


@pytest.mark.parametrize(
    "written",
    [
        *("http://enquiries.example.org/", "ftp://enquiries.example.org/", "enquiries.example.org"),
        *("https://ana:secret@example.org/", "https://example.org/?secret=1"),
        *("'https://example.org/#secret'", "https://", "https:///a", "https://*.example.org"),
        *("'https://example.org; script-src *'", "\"https://example.org/ 'unsafe-inline'\""),
        *("//example.org/", "/a//b", "api/", "/a?b", "https://exämple.org", "https://[::1]/"),
        *("http://localhost.example.org/", "https://example.org:port/", "javascript:alert(1)"),
        *("[https://example.org/]", "{address: https://example.org/}", "true", '"/a\\n"'),
    ],
)
def test_any_other_address_is_a_finding(tmp_path: Path, written: str) -> None:
    """It has its place and says what to write, and does not repeat what may be secret."""
    root = settings(tmp_path, written)
    (found,) = service_findings(root)
    assert (found.file, found.line, found.column) == ("mkdocs.yml", 3, 12)
    assert "https://enquiries.example.org/" in found.expected
    assert "secret" not in str(found)
    assert service_address(root) is None
    said = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    # A list may come from the environment, which an editor does not see.
    assert EDITOR.is_valid(said) == isinstance(said["extra"]["service"], list)


@pytest.mark.parametrize("written", ["", "''", "null", "!ENV NOT_SET", "!ENV [NOT_SET, '']"])
def test_an_empty_setting_names_no_service(tmp_path: Path, written: str) -> None:
    """As where it is left out."""
    root = settings(tmp_path, written)
    assert service_address(root) is None
    assert list(service_findings(root)) == []


def test_a_guide_need_not_name_one(tmp_path: Path) -> None:
    """Without settings, or with those that cannot be read, there is no service."""
    assert service_address(tmp_path) is None
    (tmp_path / "mkdocs.yml").write_text("extra: {", "utf-8")
    assert service_address(tmp_path) is None
    assert list(service_findings(tmp_path)) == []


@pytest.mark.parametrize("written", ["!ENV THEIRS", "!ENV [OTHER, THEIRS, /api/]"])
def test_the_environment_may_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    """As MkDocs reads it: the first name that is set, else the default."""
    root = settings(tmp_path, written)
    monkeypatch.setenv("THEIRS", ORIGIN)
    assert service_address(root) == ServiceAddress(POSTED, ORIGIN, HOST)
    monkeypatch.setenv("THEIRS", "http://example.org")
    assert [found.line for found in service_findings(root)] == [3]
    monkeypatch.delenv("THEIRS")
    found = service_address(root)
    assert (found.enquiries if found else "") == ("/api/v1/enquiries" if "api" in written else "")


def test_the_check_of_a_guide_finds_it(tmp_path: Path) -> None:
    """With everything else that is wrong in the guide."""
    root = copy_guide(tmp_path / "guide")
    file = root / "mkdocs.yml"
    text = file.read_text("utf-8").replace("extra: {", "extra: {service: example.org, ")
    file.write_text(text, "utf-8")
    (found,) = findings(GuideFiles.of(root))
    assert "address of a service" in found.problem
