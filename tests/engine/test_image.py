"""The images and what runs them: their files are there, nothing runs as root or writes anywhere."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))


def steps() -> list[tuple[str, str, str]]:
    """The stage, the instruction and the rest of each line of the Dockerfile."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    found, stage = [], ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        instruction, _, rest = line.partition(" ")
        if instruction == "FROM":
            stage = rest.split(" AS ")[1]
        found.append((stage, instruction, rest.strip()))
    return found


STEPS = steps()
STAGES = {stage for stage, *_ in STEPS if stage}
FINAL = STAGES - {"build"}


def copied() -> list[str]:
    """What the stages take from the builder's folder."""
    return [
        source
        for _, instruction, rest in STEPS
        if instruction == "COPY" and "--from" not in rest
        for source in rest.split()[:-1]
    ]


def is_sent(path: str) -> bool:
    """Whether the builder gets this path, after .dockerignore."""
    sent = True
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.removeprefix("!")
        whole = any(fnmatch(str(part), pattern) for part in (Path(path), *Path(path).parents))
        if line and not line.startswith("#") and whole:
            sent = line.startswith("!")
    return sent


@pytest.mark.parametrize("path", copied())
def test_what_is_copied_is_there_and_is_sent(path: str) -> None:
    """Each source of a COPY."""
    assert (ROOT / path).exists()
    assert path == "." or is_sent(path)


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("src/enquiry/text.py", True),
        ("docs/routing.yml", True),
        ("examples/city/docs/routing.yml", True),
        (".git/config", False),
        (".venv/bin/python", False),
        ("tests/support.py", False),
        ("site/index.html", False),
        ("examples/city/site/index.html", False),
    ],
)
def test_the_builder_gets_only_what_it_needs(path: str, sent: bool) -> None:
    """Neither the history nor what was built here."""
    assert is_sent(path) == sent


@pytest.mark.parametrize("stage", sorted(FINAL))
def test_image_runs_as_nobody_and_tells_its_health(stage: str) -> None:
    """A user by number, set before the program starts, and a check without further programs."""
    own = [(instruction, rest) for name, instruction, rest in STEPS if name == stage]
    names = [instruction for instruction, _ in own]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", dict(own)["USER"])
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert '["' in dict(own)["HEALTHCHECK"]
    assert "curl" not in dict(own)["HEALTHCHECK"]


def test_every_package_is_locked() -> None:
    """What pip installs has a hash, or was built here."""
    installs = [
        command
        for _, instruction, rest in STEPS
        if instruction == "RUN"
        for command in rest.split("&&")
        if re.search(r"pip\b.* install ", command)
    ]
    assert len(installs) == 4
    assert all("--require-hashes -r " in each or "--no-deps /wheel/" in each for each in installs)


def test_the_service_is_locked_as_everything_is() -> None:
    """requirements-server.txt has what the service needs, as requirements.txt has it."""
    whole, part = (
        {
            entry.partition("==")[0]: re.sub(r" ;.*(?= \\\n)", "", entry)  # for which Python
            for entry in re.split(r"\n(?=\S)", text.strip())
        }
        for text in (
            (ROOT / name).read_text("utf-8")
            for name in ("requirements.txt", "requirements-server.txt")
        )
    )
    assert {name: whole[name] for name in part.keys() & whole.keys()} == {
        name: part[name] for name in part.keys() & whole.keys()
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["fast"], *extras["server"]]
    names = {re.split(r"[\[<>=]", each)[0].lower() for each in needed} - {project["name"]}
    assert names <= part.keys()


def test_compose_builds_what_the_dockerfile_has() -> None:
    """A service for each image."""
    assert {each["build"]["target"] for each in COMPOSE["services"].values()} == FINAL


@pytest.mark.parametrize("service", COMPOSE["services"].values(), ids=COMPOSE["services"])
def test_container_has_no_rights(service: dict[str, Any]) -> None:
    """A file system that cannot be written, no capability, and no way to get one."""
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"] == ["/tmp"]  # noqa: S108
    assert "privileged" not in service


def test_the_service_itself_is_for_this_machine() -> None:
    """Others reach it through the proxy, which starts when the service is well."""
    site, service = COMPOSE["services"]["site"], COMPOSE["services"]["service"]
    assert [port.rpartition(":")[2] for port in site["ports"]] == ["8080"]
    assert all(re.match(r"127\.0\.0\.1:.*:8080$", port) for port in service["ports"])
    assert site["depends_on"] == {"service": {"condition": "service_healthy"}}


def test_what_the_service_keeps_is_a_volume() -> None:
    """Accepted enquiries outlive the container, in a folder of the service's user."""
    assert COMPOSE["services"]["service"]["volumes"] == ["enquiries:/enquiries"]
    assert "enquiries" in COMPOSE["volumes"]
    user = next(rest for stage, name, rest in STEPS if (stage, name) == ("service", "USER"))
    assert any(rest.endswith(f"--chown={user} /enquiries /enquiries") for *_, rest in STEPS)


def test_proxy_lets_through_what_is_public() -> None:
    """The endpoints of the service, without its metrics; and nothing is written or logged."""
    proxy = (ROOT / "docs/hosting/proxy.conf").read_text("utf-8")
    assert re.findall(r"location (?:= )?(/\S*)", proxy) == ["/v1/", "/openapi.json"]
    assert "access_log off;" in proxy
    assert "proxy_buffering off;" in proxy
    assert re.findall(r"client_(?:max_body|body_buffer)_size (\w+);", proxy) == ["128k", "128k"]
    name, port = re.findall(r"server (\w+):(\d+) resolve;", proxy)[0]
    assert name in COMPOSE["services"]
    assert ("service", "EXPOSE", port) in STEPS


@pytest.mark.parametrize("name", ["text/javascript", "application/javascript"])
def test_scripts_are_compressed_under_both_their_names(name: str) -> None:
    """nginx has its own name for .js; .mjs, which it does not know, gets that of the standard."""
    lines = (ROOT / "docs/hosting/nginx.conf").read_text("utf-8").splitlines()
    for setting in ("gzip_types", "charset_types"):
        assert any(line.startswith(f"{setting} ") and f" {name} " in line for line in lines)
