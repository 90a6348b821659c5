"""The service as a program: one process, or several under a supervisor (`enquiry.service.workers`).

SIGTERM and Ctrl-C end it once what is in flight is answered; SIGHUP reads the guide again.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from enquiry.guide_files import GuideFiles
from enquiry.service import logs
from enquiry.service.app import application
from enquiry.service.deliveries import Deliveries
from enquiry.service.protocol import BoundedProtocol
from enquiry.service.published import Published
from enquiry.service.settings import Settings
from enquiry.service.state import State

_BACKLOG = 1024


def listen(settings: Settings) -> socket.socket:
    """The socket that the settings name. Raises OSError where it cannot be had."""
    is_v6 = ":" in settings.host
    listening = socket.create_server(
        (settings.host, settings.port),
        family=socket.AF_INET6 if is_v6 else socket.AF_INET,
        backlog=_BACKLOG,
        dualstack_ipv6=is_v6 and settings.host == "::",
    )
    # asyncio does it for sockets of its own. Else each answer's body waits 40 ms for its head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def address(listening: socket.socket) -> str:
    """The address of the service, for a person."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def configuration(app: Callable[..., Any], settings: Settings, **options: Any) -> uvicorn.Config:
    """How uvicorn serves an application: our limits, our log, no banner."""
    return uvicorn.Config(
        app,
        http=BoundedProtocol,
        ws="none",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # who asks is of no interest
        server_header=False,
        root_path=settings.root_path,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=settings.stop_timeout,  # type: ignore[arg-type]
        **options,
    )


def run(
    published: Published,
    deliveries: Deliveries | None,
    settings: Settings,
    files: GuideFiles,
    listening: socket.socket,
) -> None:
    """Serves in this process until a signal ends it, and then ends by that signal."""
    logs.configure(settings.log_level)
    state = State(published, settings, deliveries)
    config = configuration(application(state), settings)
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(uvicorn.Server(config), state, files, listening))


async def _serve(
    server: uvicorn.Server, state: State, files: GuideFiles, listening: socket.socket
) -> None:
    loop = asyncio.get_running_loop()

    def reload() -> None:
        loop.run_in_executor(None, state.reload, files)

    loop.add_signal_handler(signal.SIGHUP, reload)
    await server.serve([listening])
