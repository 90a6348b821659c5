"""The form that the guide's schema and table make: every combination of answers goes through it."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from enquiry.guide_files import GuideFiles
from enquiry.pointers import reach
from enquiry.routing.loader import load_table
from enquiry.routing.router import route
from enquiry.routing.table import Table
from enquiry.schema.fields import Schema, fields
from enquiry.site.html import address
from enquiry.validation.validator import Validator
from tests.browsing.form import GO_THROUGH, Form
from tests.browsing.measures import WIDTHS, sideways, violations
from tests.browsing.modules import evaluate_as_json, import_modules
from tests.browsing.visit import TODAY, Visit
from tests.samples import channels_to, choices_of, roles_of, valid_enquiry
from tests.support import guide_languages


@pytest.fixture(scope="session")
def schema(guide_root: Path) -> Schema:
    """The guide's schema."""
    found: Schema = json.loads(GuideFiles.of(guide_root).schema.read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def table(guide_root: Path) -> Table:
    """The guide's table."""
    return load_table(GuideFiles.of(guide_root).table)


def combinations(schema: Schema, table: Table, language: str) -> list[dict[str, Any]]:
    """A valid document for each category, each channel of the contact that it goes to, and role.

    Languages take turns, and so do documents that say no more than they must and those that say all
    that they can; in a mixed order, so that neither goes with one role or one channel.
    """
    names = ["category", "channel", *(["role"] if roles_of(schema) else [])]
    made = []
    turns = len(guide_languages())
    choices = list(product(*(choices_of(schema, name) for name in names)))
    Random(1).shuffle(choices)  # noqa: S311 - no secret
    for n, chosen in enumerate(choices[guide_languages().index(language) :: turns]):
        known = dict(zip(names, chosen, strict=True))
        category = table.categories[known["category"]]
        is_full = bool(n % 2)
        if is_full and category.contact and len(category.escalations) > 1:
            known["previousEnquiry.contact"] = category.contact
        made.append(
            valid_enquiry(schema, table, full=is_full, today=TODAY, language=language, **known)
        )
    # The form says itself when it was filled in.
    now = {"preparedOn": str(TODAY)}
    return [each for each in made if each["channel"] in channels_to(schema, table, each | now)]


@pytest.mark.parametrize("language", guide_languages())
def test_every_combination_of_answers_goes_through(
    visit: Visit, site: Path, schema: Schema, table: Table, language: str
) -> None:
    """Each valid document is valid in the form too, goes where Python says, and can be reopened.

    What the form saves holds each answer that the form asked for.
    """
    documents = combinations(schema, table, language)
    page = Form(visit, table.languages[0]).open(language)
    found = evaluate_as_json(page, GO_THROUGH, documents)
    validate = Validator(schema)
    members = [field.path for field in fields(schema) if "properties" not in field.schema]
    for document, answer in zip(documents, found, strict=True):
        assert answer["errors"] is None, document
        saved = answer["saved"]
        assert validate(saved, TODAY).valid, saved
        assert answer["again"] == saved
        differs = [path for path in members if reach(saved, path) != reach(document, path)]
        assert [path for path in differs if ".".join(path) in answer["asked"]] == []
        way = route(saved, table, TODAY)
        contact = table.contacts[way["contact"]] if way["contact"] else None
        if contact:
            assert contact.name[language] in answer["to"]
        if way["to"]:
            assert way["to"] in answer["to"]
        assert (answer["gap"] is None) == (way["to"] is not None)
    assert routes_in_browser(page, [each["saved"] for each in found], site) == [
        route(each["saved"], table, TODAY) for each in found
    ]


def routes_in_browser(page: Page, documents: list[Any], site: Path) -> Any:
    """Where the browser's router sends documents by the table that the site publishes."""
    import_modules(page)
    published = json.loads((site / "routing.json").read_text("utf-8"))
    return page.evaluate(
        """([documents, table, today]) =>
          documents.map((each) => guide.router.route(each, table, { today }))""",
        [documents, published, str(TODAY)],
    )


@pytest.mark.parametrize("language", guide_languages())
def test_says_everything_that_is_missing(visit: Visit, table: Table, language: str) -> None:
    """Without an answer the form says what is missing, in words that fit, and axe finds nothing."""
    form = Form(visit, table.languages[0])
    page = form.open(language, f"#category={next(iter(table.categories))}")
    said = []
    for step in page.locator("form [data-step]").all():
        name = step.get_attribute("data-step")
        form.find(f"[data-step={name}] h2")
        if not page.locator("[data-action=next]").is_visible():
            continue
        form.next()
        if form.step != name:
            continue
        inline = page.locator(".field-error:visible").all_inner_texts()
        assert len(inline) == len(form.errors()) > 0
        said += form.errors()
        for width in WIDTHS:
            assert sideways(page, width) <= 0, f"{width} px"
        assert violations(page) == []
    assert said
    form.check()
    assert form.errors() == said


@pytest.mark.parametrize("language", guide_languages())
def test_opens_with_the_category_of_the_page_it_came_from(
    visit: Visit, table: Table, language: str
) -> None:
    """The button on a category's page leads to the form with that category chosen."""
    first, *others = table.categories
    page = visit.go(address(language, f"categories/{first}.md", table.languages[0]))
    page.click(".contact .action")
    page.locator("#enquiry").wait_for(state="visible")
    assert page.is_checked(f'[name="category"][value="{first}"]')
    for category in others:
        page.evaluate("(category) => { location.hash = `#category=${category}`; }", category)
        page.locator(f'[name="category"][value="{category}"]:checked').wait_for(state="attached")
