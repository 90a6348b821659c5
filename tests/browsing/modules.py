"""The form's modules in a page that can call them. Their names stand here and nowhere else."""

from __future__ import annotations

from playwright.sync_api import Page

FOLDER = "assets/enquiry"
VALIDATOR, ROUTER, EXPORTS = "validator.mjs", "router.mjs", "exports.mjs"
VISIBILITY = "visibility.mjs"


def import_modules(page: Page) -> None:
    """Make the modules callable on a page of the site: `guide.validator`, `.router` and so on."""
    page.evaluate(
        """async (paths) => {
          const [validator, router, exports, visibility] = await Promise.all(
            paths.map((path) => import(path)),
          );
          globalThis.guide = { validator, router, exports, visibility };
        }""",
        [f"/{FOLDER}/{name}" for name in (VALIDATOR, ROUTER, EXPORTS, VISIBILITY)],
    )
