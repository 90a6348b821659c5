"""An empty handler of the service's framework, on the same server: what the service is measured by.

`python -m benchmarks.empty_service --port PORT`.
"""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from enquiry.guide_files import shipped_guide
from enquiry.service import logs
from enquiry.service.published import read_guide
from enquiry.service.server import configuration, listen
from enquiry.service.settings import Settings
from enquiry.service.state import State


async def empty(_request: Request) -> Response:
    """Nothing."""
    return Response()


def main(port: str) -> None:
    """Serves until it is ended."""
    settings = Settings(port=int(port), log_level="warning")
    logs.configure(settings.log_level)
    app = Starlette(
        routes=[Route("/v1/validate", empty, methods=["POST"]), Route("/healthz", empty)]
    )
    app.state = State(read_guide(shipped_guide()), settings, None)  # type: ignore[assignment]
    uvicorn.Server(configuration(app, settings)).run([listen(settings)])


if __name__ == "__main__":
    main(sys.argv[2])
