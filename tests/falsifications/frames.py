"""What stands around a page, falsified."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from enquiry.site.localization import in_words
from tests.falsifications.site import (
    Falsification,
    Site,
    esc,
    match,
    page_of,
    put,
    put_all,
)


def of_frames(site: Site) -> Iterator[Falsification]:
    """What stands around a page."""
    table, language, words = site.guide.table, site.language, site.words
    page = page_of(site.categories[0])
    text = site.text(page)
    yield site.of("lang", page, "lang", match(r'<html lang="[^"]*"', '<html lang="la"'))
    way = "rtl" if 'dir="ltr"' in text.partition("<head>")[0] else "ltr"
    yield site.of("dir", page, "dir", match(r'(<html [^>]*dir=)"[^"]*"', rf'\1"{way}"'))
    if 'rel="canonical"' in text:
        canonical = match(r'(rel="canonical" href=")', r"\1https://elsewhere.example")
        yield site.of("canonical", page, "canonical", canonical)
        hreflang = match(r'(hreflang="[^"]*" href="[^"]*)/">', r'\1x/">')
        yield site.of("hreflang", page, "hreflang", hreflang)
    summary = html.escape(site.categories[0].summary[language])
    yield site.of("description", page, "description", put_all(summary, "X"))
    source = f'href="{table.source.url}"'
    yield site.of("source page", page, "source page", put_all(source, 'href="https://a.example/"'))
    compared = f'datetime="{table.source.compared}"'
    yield site.of("comparison", page, "last comparison", put_all(compared, 'datetime="1999-01-01"'))
    day = put(f">{in_words(table.source.compared, language, words['first_day'])}<", ">Day X<")
    yield site.of("day of the comparison", page, "last comparison", day)
    publisher = esc(words["published_by"])
    change = match(rf"(?<=>){re.escape(publisher)} [^<]*", f"{publisher} X. ")
    if table.publisher.name[language] != table.source.institution[language]:
        yield site.of("publisher", page, "publisher", change)
    if not table.publisher.official:
        yield site.of("not official", page, "official", put_all(esc(words["not_government"]), ""))
    for code in table.languages:
        if code != language:
            link = match(rf'<a class="language[^>]*hreflang="{code}"[^>]*>', "<a>")
            yield site.of(f"link to {code}", page, f'page in "{code}"', link)
    yield site.of("cut off", page, "cut off", lambda all_of_it: all_of_it[: len(all_of_it) // 2])
    yield site.of("dropped page", page, "not there", lambda _: None)
