"""What the service answers, in every shape that is promised."""

from __future__ import annotations

import json
from typing import Any

import pytest

from enquiry.intake.limits import MAX_BYTES
from enquiry.service.settings import Settings
from tests.engine.service.asking import JSON, LINES, PROBLEM, Client, assert_problem, client
from tests.enquiries import ENQUIRY, enquiry
from tests.support import ROOT

GETS = ("/v1/schema", "/v1/routing", "/openapi.json", "/healthz", "/metrics")
POSTS = ("/v1/validate", "/v1/route")
KEPT = GETS[:3]
INCOMPLETE = {**ENQUIRY, "message": ""}


def test_a_valid_enquiry(ask: Client) -> None:
    """A valid enquiry has its result, as the command gives it."""
    answer = ask.post("/v1/validate", ENQUIRY)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == JSON
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "source": None,
        "line": None,
        "valid": True,
        "problems": [],
        "warnings": [],
    }


def test_advice_is_no_refusal(ask: Client) -> None:
    """An enquiry with advice alone is valid, and the advice is told."""
    document = enquiry(recipient={"office": "North Quay", "email": "quay@example.org"})
    answer = ask.post("/v1/validate", document)
    assert answer.status_code == 200
    assert [each["keyword"] for each in answer.json()["warnings"]] == ["x-advice"]


def test_an_enquiry_with_problems(ask: Client) -> None:
    """An enquiry that cannot be sent is a problem, with the result's members."""
    members = assert_problem(ask.post("/v1/validate", INCOMPLETE), 422)
    assert members["valid"] is False
    assert [each["pointer"] for each in members["problems"]] == ["/message"]
    assert members["warnings"] == []
    assert set(members["problems"][0]["message"]) == {"en", "fr"}


def test_a_route(ask: Client) -> None:
    """A valid enquiry has its route, any other has none."""
    answer = ask.post("/v1/route", ENQUIRY)
    assert answer.status_code == 200
    assert answer.json()["route"]["contact"] == "harbour-master"
    assert assert_problem(ask.post("/v1/route", INCOMPLETE), 422)["route"] is None


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [(b"", 1, 1), (b"{\n  oops", 2, 3), (b'{"a": 1,\n "a": 2}', 2, 2), (b"NaN", 1, 1)],
)
def test_what_cannot_be_read(ask: Client, path: str, raw: bytes, line: int, column: int) -> None:
    """What is no JSON document is named with its place."""
    members = assert_problem(ask.post(path, raw), 400)
    assert members["position"] == {"line": line, "column": column}
    assert [each["keyword"] for each in members["problems"]] == ["unreadable"]
    assert members["detail"] == members["problems"][0]["message"]["en"]


@pytest.mark.parametrize(
    "raw",
    [json.dumps(ENQUIRY).encode("utf-16"), b"\xff{}", b"\xef\xbb\xbf{}", b"[" * 40 + b"]" * 40],
    ids=["UTF-16", "no UTF-8", "byte order mark", "too deep"],
)
def test_other_encodings_and_depths(ask: Client, raw: bytes) -> None:
    """Only UTF-8 without a mark is read, to 32 levels."""
    assert_problem(ask.post("/v1/validate", raw), 400)


def test_the_largest_document(ask: Client) -> None:
    """64 KiB are read, and not a byte more, whether the length is told or not."""
    largest = json.dumps(ENQUIRY).encode().ljust(MAX_BYTES)
    assert ask.post("/v1/validate", largest).status_code == 200
    assert_problem(ask.post("/v1/validate", largest + b" "), 413)

    async def pieces(raw: bytes):  # type: ignore[no-untyped-def]
        for start in range(0, len(raw), 1000):
            yield raw[start : start + 1000]

    kind = {"Content-Type": JSON}
    assert ask("POST", "/v1/validate", content=pieces(largest), headers=kind).status_code == 200
    answer = ask("POST", "/v1/validate", content=pieces(largest + b" "), headers=kind)
    assert_problem(answer, 413)


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "kind",
    [None, "", "text/plain", "application/gzip", "application/json; charset=utf-16", "a/b; c"],
)
def test_other_media_types(ask: Client, path: str, kind: str | None) -> None:
    """Another media type is refused, and the right ones are named."""
    answer = ask.post(path, ENQUIRY, kind)
    assert_problem(answer, 415)
    assert answer.headers["accept"] == f"{JSON}, {LINES}"


@pytest.mark.parametrize(
    "kind", [JSON, "Application/JSON;charset=UTF-8", 'application/json; charset="utf-8"']
)
def test_the_media_type_in_other_letters(ask: Client, kind: str) -> None:
    """Case and a right charset do not matter."""
    assert ask.post("/v1/validate", ENQUIRY, kind).status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "br", "identity, gzip"])
def test_a_packed_body(ask: Client, coding: str) -> None:
    """A packed body is refused."""
    answer = ask.post("/v1/validate", ENQUIRY, content_encoding=coding)
    assert_problem(answer, 415)
    assert answer.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/validate/", "/v1/enquiries", "/a%00b", "//"])
def test_nothing_there(ask: Client, path: str) -> None:
    """An address that is none is a problem, and redirects nowhere."""
    assert_problem(ask.get(path), 404)
    assert_problem(ask.post(path, ENQUIRY), 404)


@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_other_methods(ask: Client, path: str) -> None:
    """Another method is refused, and the right ones are named."""
    allowed = {"POST"} if path in POSTS else {"GET", "HEAD"}
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - allowed:
        answer = ask(method, path)
        assert answer.status_code == 405
        assert answer.headers["content-type"] == PROBLEM
        assert answer.headers["allow"] == ", ".join(sorted(allowed))


@pytest.mark.parametrize("path", GETS)
def test_head(ask: Client, path: str) -> None:
    """HEAD has the headers of GET."""
    headers, known = (dict(ask(method, path).headers) for method in ("HEAD", "GET"))
    if path == "/metrics":  # it counts these, too
        del headers["content-length"], known["content-length"]
    assert headers == known


@pytest.mark.parametrize("path", KEPT)
def test_what_a_client_has_already(ask: Client, path: str) -> None:
    """What stays the same has an entity tag, and is sent once."""
    answer = ask.get(path)
    tag = answer.headers["etag"]
    assert answer.headers["cache-control"] == "no-cache"
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = ask.get(path, if_none_match=known)
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
    assert ask.get(path, if_none_match='"other"').status_code == 200


def test_schema_and_table(ask: Client) -> None:
    """Schema and table are those of the guide."""
    schema = json.loads((ROOT / "tests/guides/harbour/schema/enquiry.schema.json").read_text())
    assert ask.get("/v1/schema").json() == schema
    assert ask.get("/v1/schema").headers["content-type"] == "application/schema+json"
    assert "moorings" in [each["id"] for each in ask.get("/v1/routing").json()["categories"]]


@pytest.mark.parametrize("path", [*GETS, "/nothing"])
def test_headers_for_browsers(ask: Client, path: str) -> None:
    """No answer is taken for something else, framed or read by another site, or says what runs."""
    headers = ask.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


class TestOtherOrigins:
    """Pages of the origins that the operator names may ask; others may not."""

    ORIGIN = "https://example.org"
    ask = client(cors_origins=(ORIGIN,))

    def test_an_origin_that_is_named(self) -> None:
        """It reads answers, problems and faults among them."""
        for answer in (
            self.ask.post("/v1/validate", ENQUIRY, origin=self.ORIGIN),
            self.ask.post("/v1/validate", b"oops", origin=self.ORIGIN),
            self.ask.get("/nothing", origin=self.ORIGIN),
        ):
            assert answer.headers["access-control-allow-origin"] == self.ORIGIN
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
            assert "Origin" in answer.headers["vary"]

    def test_asking_first(self) -> None:
        """A browser may ask whether it may ask."""
        headers = {
            "Origin": self.ORIGIN,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type, idempotency-key",
        }
        answer = self.ask("OPTIONS", "/v1/validate", headers=headers)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == self.ORIGIN
        assert "idempotency-key" in answer.headers["access-control-allow-headers"].lower()
        answer = self.ask("OPTIONS", "/v1/validate", headers={**headers, "Origin": "https://a.b"})
        assert_problem(answer, 400)
        assert "access-control-allow-origin" not in answer.headers

    def test_any_other(self) -> None:
        """Its pages get no leave to read."""
        answer = self.ask.post("/v1/validate", ENQUIRY, origin="https://other.example")
        assert "access-control-allow-origin" not in answer.headers


def test_below_any_path() -> None:
    """Mounted in another application, the service is the same, and describes itself there."""
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from enquiry.asgi import create_app
    from enquiry.guide import load_guide
    from tests.support import HARBOUR

    app = create_app(load_guide(HARBOUR), Settings())
    mounted = Starlette(routes=[Mount("/a", routes=[Mount("/b", app)])])
    ask = Client(mounted, below="/a/b")
    assert ask.post("/v1/validate", ENQUIRY).status_code == 200
    assert ask.get("/openapi.json").json()["servers"] == [{"url": "/a/b"}]
    assert_problem(ask.get("/nothing"), 404)
    assert ask("PUT", "/v1/validate").headers["allow"] == "POST"
    assert ask.get("/metrics").text.count('path="/v1/validate"')


def test_a_web_socket() -> None:
    """Where the application around it speaks WebSocket, one that comes here is closed."""
    from enquiry.asgi import create_app
    from enquiry.guide import load_guide
    from tests.support import HARBOUR, finished

    sent: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    async def connect() -> None:
        app = create_app(load_guide(HARBOUR), Settings())
        await app({"type": "websocket", "path": "/v1/validate"}, receive, send)

    finished(connect())
    assert [each["type"] for each in sent] == ["websocket.close"]
