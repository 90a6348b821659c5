"""The address of the service to which the form may send: `extra: {service: …}` in `mkdocs.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from enquiry.authoring.findings import Finding
from enquiry.authoring.settings import SETTINGS, place_of, setting, value_of


def _in_any_case(text: str) -> str:
    return "".join(f"[{each.upper()}{each}]" if each.isalpha() else each for each in text)


# Only characters that mean nothing in a policy: no quote, semicolon, wildcard or space. Patterns
# without flags, which an editor reads alike.
_PATH = "/(?:[A-Za-z0-9_.~-]+/)*[A-Za-z0-9_.~-]*"
_HTTPS = rf"{_in_any_case('https')}://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_HERE = rf"{_in_any_case('http')}://(?:{_in_any_case('localhost')}|127\.0\.0\.1)"
_ORIGIN = rf"(?:{_HTTPS}|{_HERE})(?::[0-9]{{1,5}})?"
ADDRESS = f"{_PATH}|{_ORIGIN}(?:{_PATH})?"
"""The pattern of an address of a service."""
HOW = (
    "Write an https address without user, query and #, such as https://enquiries.example.org/, "
    "or a path of this site such as /api/. Only localhost may have http."
)
"""What to write as one."""
_ENQUIRIES = "/v1/enquiries"


@dataclass(frozen=True, slots=True)
class ServiceAddress:
    """Where the form sends an enquiry.

    `enquiries` is the address that it posts to. `source` is what the page's policy names: the
    service's origin, or 'self' for a service of the same site. `host` is what readers are shown,
    "" for the site's own.
    """

    enquiries: str
    source: str
    host: str = ""

    @classmethod
    def of(cls, text: str) -> ServiceAddress | None:
        """What a setting stands for; None where it is no such address."""
        if re.fullmatch(_PATH, text):
            return cls(text.rstrip("/") + _ENQUIRIES, "'self'")
        if found := re.fullmatch(f"({_ORIGIN})({_PATH})?", text):
            origin = found[1].lower()
            path = (found[2] or "").rstrip("/")
            return cls(origin + path + _ENQUIRIES, origin, origin.partition("://")[2])
        return None


def service_address(root: Path) -> ServiceAddress | None:
    """The service that the settings in the folder `root` name; None where they name none."""
    return ServiceAddress.of(value_of(setting(root, "extra", "service")) or "")


def service_findings(root: Path) -> Iterator[Finding]:
    """What is wrong with the service that the settings in the folder `root` name."""
    node = setting(root, "extra", "service")
    value = value_of(node)
    # Its value may hold a name and a password, and is not repeated.
    if value is None:
        problem = "The service is no text."
    elif value and not ServiceAddress.of(value):
        problem = "The form cannot send to this address of a service."
    else:
        return
    yield Finding(SETTINGS, *place_of(node), problem, HOW)
