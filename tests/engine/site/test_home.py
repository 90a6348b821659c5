"""The home page: tasks as links, and "When may I write again?" as data and as words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from enquiry.routing.table import Table
from enquiry.site.guide import Guide
from tests.built_page import BuiltPage


@pytest.fixture(scope="module")
def homes(pages: Sequence[BuiltPage]) -> list[BuiltPage]:
    """The home page in each language."""
    return [page for page in pages if page.source.path == "index.md"]


def test_starts_with_few_tasks_and_nobody_answered_first(homes: list[BuiltPage]) -> None:
    """Four to six tasks are links, each with a word on it; the first leads to the tool."""
    for page in homes:
        tasks = page.main.select(".tasks li")
        assert 4 <= len(tasks) <= 6
        assert [len(task.select("a")) for task in tasks] == [1] * len(tasks)
        assert [len(task.select("p")) for task in tasks] == [2] * len(tasks)
        assert str(tasks[0].select("a")[0]["href"]) == "#when-again"
        assert page.main.select("#when-again ~ #when-tool")


def test_the_form_is_in_the_menu_of_every_page(pages: Sequence[BuiltPage]) -> None:
    """From every page the form is one press away."""
    for page in pages:
        menu = [page.resolve(str(link["href"])) for link in page.soup.select("nav.pages a")]
        assert page.resolve(page.attribute(".name", "href") + "enquiry/") in menu


def test_the_page_holds_what_the_router_reads(homes: list[BuiltPage], table: Table) -> None:
    """The data of the tool give waits, outcomes and contacts of the table, and no texts."""
    for page in homes:
        data = json.loads(page.attribute("#when-tool", "data-table"))
        assert data == table.rules()
        assert {contact["id"] for contact in data["contacts"]} == set(table.contacts)
        for row, category in zip(data["categories"], table.categories.values(), strict=True):
            assert (row["id"], row["contact"]) == (category.id, category.contact)
            onward = row["escalation"]
            for stage in category.escalations:
                assert onward["after_days"] == stage.after_days
                assert onward["outcomes"] == list(stage.outcomes)
                assert onward["contact"] == stage.contact
                onward = onward.get("escalation")
            assert onward is None


def test_the_rule_of_each_category_stands_in_words(homes: list[BuiltPage], guide: Guide) -> None:
    """Without a script one reads for each category after how many days one may write to whom."""
    for page in homes:
        language = page.language
        for category in guide.table.categories.values():
            (rule,) = page.main.select(f'[data-rule="{category.id}"]')
            onward = category.escalation
            if onward:
                assert guide.table.contacts[onward.contact].name[language] in rule.get_text()
                assert ("no-reply" in onward.outcomes) == (
                    str(onward.after_days) in rule.get_text()
                )
            else:
                assert rule.get_text().strip() == guide.words.pages["step_end_open"][language]


def test_each_next_contact_is_ready_to_be_shown(homes: list[BuiltPage], table: Table) -> None:
    """The name and address of each next contact are in the page, hidden at first."""
    following = {c.escalation.contact for c in table.categories.values() if c.escalation}
    for page in homes:
        boxes = {str(box["data-contact"]): box for box in page.main.select("[data-contact]")}
        assert set(boxes) == following
        for name, box in boxes.items():
            assert box.has_attr("hidden")
            assert [each.get_text() for each in box.select(".address")] == [
                each
                for each in (table.contacts[name].address or table.contacts[name].address_format,)
                if each
            ]


def test_the_whole_table_is_folded(homes: list[BuiltPage]) -> None:
    """The table of all categories is there for who wants it, and in nobody's way."""
    for page in homes:
        assert page.main.select("details:not([open]) table.routing")


def test_the_search_reads_no_data_of_the_tool(site: Path) -> None:
    """The words that the search finds are those of the page, not the names in its data."""
    for language in ("en", "fr"):
        assert "after_days" not in (site / f"search/{language}.json").read_text("utf-8")
