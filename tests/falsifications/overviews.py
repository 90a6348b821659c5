"""What a page says of all categories, falsified."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.falsifications.site import (
    Falsification,
    Site,
    below,
    esc,
    match,
    put,
)


def of_overviews(site: Site) -> Iterator[Falsification]:
    """The table of all categories, the sentences, the tool for the next message."""
    home, language = "index.md", site.language
    text = site.text(home)
    category = next(each for each in site.categories if each.escalation)
    stage = category.escalations[0]
    if "<caption>" in text:
        row = f'categories/{category.id}/">'
        days = match(rf"(?<!\d){stage.after_days}(?!\d)", str(stage.after_days + 1))
        goes_on = f'"{category.id}" goes on'
        with_days = [
            each
            for each in site.categories
            if each.escalation and "no-reply" in each.escalation.outcomes
        ]
        row = f'<th scope="row"><a href="categories/{with_days[0].id}/">'
        first = with_days[0].escalations[0]
        days = match(rf"(?<!\d){first.after_days}(?!\d)", str(first.after_days + 1))
        goes_on = f'"{with_days[0].id}" goes on'
        yield site.of("days in the table", home, goes_on, below("<caption>", below(row, days)))
        gone = re.compile(re.escape(row) + ".*?</tr>", re.DOTALL)
        yield site.of("row missing", home, "row", lambda page: gone.sub("</tr>", page, 1))
        linked = [each for each in site.guide.table.contacts.values() if each.address]
        chained = next(
            each for each in linked if any(each.id in row.chain for row in site.categories)
        )
        mailto = below("<caption>", put(f"mailto:{chained.address}", "mailto:x@elsewhere.example"))
        yield site.of("address in the table", home, chained.id, mailto)
    sentence = esc(site.categories[0].sentences[0][language])
    if f">{sentence}</a>" in text:
        target = f'categories/{site.categories[0].id}/">{sentence}'
        wrong = f'categories/{site.categories[-1].id}/">{sentence}'
        yield site.of("where a sentence leads", home, "sentence", put(target, wrong))
    if "data-table=" in text:
        wait = rf"(after_days&#34;:){stage.after_days}"
        yield site.of("data of the tool", home, "after_days", match(wait, r"\g<1>1"))
        title = f'categories/{category.id}/">{esc(category.title[language])}</a></dt>'
        elsewhere = title.replace(category.id, site.categories[-1].id, 1)
        yield site.of("link of the tool", home, "leads", put(title, elsewhere))
        option = re.compile(rf'<option value="{category.id}">.*?</option>')
        yield site.of("choice of the tool", home, "choice", lambda page: option.sub("", page))
        rule = below(f'data-rule="{category.id}"', match(r"<p>[^<]*", "<p>X"))
        yield site.of("rule without a script", home, "goes on", rule)
        name = site.guide.table.contacts[stage.contact].name[language]
        panel = below(f'data-contact="{stage.contact}"', put(esc(name[1:]), "X"))
        yield site.of("panel of the tool", home, f'"{stage.contact}"', panel)
