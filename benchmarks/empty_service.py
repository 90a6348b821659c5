"""What the service is measured by, on the same server.

`python -m benchmarks.empty_service WHICH --port PORT`: `empty` is an empty handler of the service's
framework; `bare` reads and checks a document without a framework, an address, a count or a limit,
and says yes: no service that checks as this one does can answer faster.
"""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from enquiry.dates import latest_today
from enquiry.guide_files import shipped_guide
from enquiry.intake.json_reader import read
from enquiry.service import logs
from enquiry.service.published import Published, read_guide
from enquiry.service.server import configuration, listen
from enquiry.service.settings import Settings
from enquiry.service.state import State

_YES = b'{"valid": true}'
_HEADERS = [(b"content-length", str(len(_YES)).encode())]


async def empty(_request: Request) -> Response:
    """Nothing."""
    return Response()


def bare(published: Published) -> ASGIApp:
    """Reads and checks, and nothing else."""
    validator = published.guide.validator

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if scope["method"] == "POST" and not validator(read(body), latest_today()).valid:
            raise AssertionError
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _YES})

    return app


def main(which: str, port: str) -> None:
    """Serves until it is ended."""
    settings = Settings(port=int(port), log_level="warning")
    logs.configure(settings.log_level)
    published = read_guide(shipped_guide())
    app: ASGIApp = (
        bare(published)
        if which == "bare"
        else Starlette(
            routes=[Route("/v1/validate", empty, methods=["POST"]), Route("/healthz", empty)]
        )
    )
    app.state = State(published, settings, None)  # type: ignore[attr-defined]
    uvicorn.Server(configuration(app, settings, lifespan="off")).run([listen(settings)])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[3])
