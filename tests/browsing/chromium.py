"""The Chromium of this machine."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
HOW_TO_GET_ONE = (
    "No Chromium was found. Install one (Debian: apt install chromium), or name one:"
    " make test CHROMIUM=/path/to/chromium"
)


def launch(playwright: Playwright) -> Browser:
    """A running Chromium. Raises RuntimeError where there is none."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        raise RuntimeError(HOW_TO_GET_ONE)
    # Root, as in a container, may not use the sandbox.
    arguments = ["--no-sandbox"] if os.getuid() == 0 else []
    return playwright.chromium.launch(executable_path=path, args=arguments)
