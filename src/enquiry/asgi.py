"""The service as an ASGI application: `enquiry.asgi:app`, or one of your own guide to mount.

    app = Starlette(routes=[Mount("/enquiries", create_app(load_guide("my-guide")))])

It needs the extra `server`.
"""

from __future__ import annotations

import os
from typing import Any

from starlette.types import ASGIApp

from enquiry.cli.options import chosen_guide
from enquiry.guide import Guide
from enquiry.guide_files import shipped_guide
from enquiry.service.app import application
from enquiry.service.deliveries import deliveries_from
from enquiry.service.published import read_guide
from enquiry.service.settings import Settings
from enquiry.service.state import State

__all__ = ["app", "create_app"]  # noqa: F822  `app` is made when it is asked for


def create_app(guide: Guide, settings: Settings | None = None) -> ASGIApp:
    """The service for a guide, to be served by any ASGI server or mounted under any path.

    Without `settings` the environment's count, of which those of listening are the server's.
    Raises GuideError where the guide has findings, WrongSetting, and ValueError where the settings
    do not say clearly where enquiries go.
    """
    settings = Settings.from_environment(os.environ) if settings is None else settings
    deliveries = deliveries_from(settings.deliver_to, settings.deliver_command)
    return application(State(read_guide(guide.files), settings, deliveries))


def __getattr__(name: str) -> Any:
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    made = create_app(Guide(chosen_guide(None) or shipped_guide()))
    globals()["app"] = made
    return made
