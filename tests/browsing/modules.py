"""The form's modules in a page that can call them. Their names stand here and nowhere else."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

FOLDER = "assets/enquiry"
VALIDATOR, ROUTER, EXPORTS = "validator.mjs", "router.mjs", "exports.mjs"
VISIBILITY, FILL_IN = "visibility.mjs", "fill-in.mjs"


def import_modules(page: Page) -> None:
    """Make the modules callable on a page of the site: `guide.validator`, `.router` and so on."""
    page.evaluate(
        """async (paths) => {
          const [validator, router, exports, visibility, words] = await Promise.all(
            paths.map((path) => import(path)),
          );
          globalThis.guide = { validator, router, exports, visibility, words };
        }""",
        [f"/{FOLDER}/{name}" for name in (VALIDATOR, ROUTER, EXPORTS, VISIBILITY, FILL_IN)],
    )


def evaluate_as_json(page: Page, function: str, argument: Any) -> Any:
    """What a function gives for an argument, where either is large.

    Playwright takes longer to carry thousands of values over than a page takes to work on them.
    """
    text: str = page.evaluate(
        f"""async (text) => JSON.stringify(
          await ({function})(JSON.parse(text)),
          (_, value) => value ?? null,
        )""",
        json.dumps(argument),
    )
    return json.loads(text)
