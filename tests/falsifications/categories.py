"""What a category's page says, falsified."""

from __future__ import annotations

import re
from collections.abc import Iterator

from enquiry.routing.table import Category, Contact
from enquiry.site.localization import fill_in
from enquiry.site.plurals import says_a_number
from tests.falsifications.site import (
    Falsification,
    Site,
    below,
    esc,
    match,
    other,
    page_of,
    put,
    put_all,
    shown,
)


def of_ways(site: Site) -> Iterator[Falsification]:
    """Each way to reach a contact: where a link leads, what is read of it, what a letter says."""
    seen: set[str] = set()
    for category in site.categories:
        for contact in () if category.gap else site.contacts(category):
            for each in (*_of_links(site, category, contact), *_of_words(site, category, contact)):
                if each.name not in seen:
                    seen.add(each.name)
                    yield each


def _of_links(site: Site, category: Category, contact: Contact) -> Iterator[Falsification]:
    """The link alone, its words alone, and what programs read."""
    page = page_of(category)
    for way, value, scheme in (
        ("address", contact.address, "mailto:"),
        ("phone", contact.phone, "tel:"),
        ("web_form", contact.web_form, ""),
    ):
        if not value:
            continue
        target = re.sub(r"[^\d+]", "", value) if way == "phone" else value
        href, wrong = f'href="{scheme}{target}', value[:-1] + other(value[-1])
        read = f">{shown(value)}<"
        read = read if read in site.text(page) else f">{value}<"
        changed = f"{read[:-2]}{other(read[-2])}<"
        linked = put(href, href[:-1] + other(href[-1]))
        yield site.of(f"{way}: the link alone", page, contact.id, linked)
        yield site.of(f"{way}: the words alone", page, contact.id, put(read, changed))
        if way != "web_form":
            data = below("application/ld+json", put(f'"{value}"', f'"{wrong}"'))
            yield site.of(f"{way}: in JSON-LD", page, "JSON-LD", data)
            about = match(r'"contactType":"[^"]*"', '"contactType":"X"')
            yield site.of(f"{way}: matter in JSON-LD", page, "writes about (JSON-LD)", about)


def _of_words(site: Site, category: Category, contact: Contact) -> Iterator[Falsification]:
    """What is no link: a counter, the form of an address, an attention line, a recipient."""
    page = page_of(category)
    if contact.counter:
        change = put(f">{contact.counter}<", ">Elsewhere 7<")
        yield site.of("counter", page, contact.id, change)
    if contact.address_format:
        wrong = shown(contact.address_format).replace("<wbr>", ".x<wbr>")
        change = put(shown(contact.address_format), wrong)
        yield site.of("form of the address", page, "form of the email address", change)
    if contact.attention:
        line = esc(contact.attention[site.language])
        yield site.of("attention line", page, "attention", put(line, f"{line} 2"))
        change = put(line, f"{line} 2", last=True)
        yield site.of("attention line of a letter", page, "letter", change)
    if contact.address:
        to = f"{esc(site.words['letter_to'])} {contact.address}"
        yield site.of("recipient of a letter", page, "(letter)", put(to, f"{to}.org"))


def of_steps(site: Site) -> Iterator[Falsification]:
    """When one may write on, and to which contact."""
    category = next(each for each in site.categories if each.escalation)
    page, stage, words = page_of(category), category.escalations[0], site.words
    name = site.guide.table.contacts[stage.contact].name[site.language]
    key = "step_on_" + "_or_".join(
        each.replace("-", "_") for each in ("no-reply", "disagreement") if each in stage.outcomes
    )
    for what, template in (("heading", "step_wait_days"), ("rule", "step_wait_count")):
        right = site.filled_in(template, days=stage.after_days)
        wrong = site.filled_in(template, days=stage.after_days + 1)
        yield site.of(f"days of the wait ({what})", page, "wait in days", put(right, wrong))
    right = site.filled_in(key, days=stage.after_days, contact=name)
    goes_on = "goes on"
    if says_a_number(words[key]):
        wrong = site.filled_in(key, days=stage.after_days + 1, contact=name)
        yield site.of("days before the next contact", page, goes_on, put(right, wrong))
    keys = {"step_on_no_reply", "step_on_disagreement", "step_on_no_reply_or_disagreement"} - {key}
    for wrong_key in sorted(keys):
        wrong = site.filled_in(wrong_key, days=stage.after_days, contact=name)
        yield site.of(f"outcomes ({wrong_key})", page, goes_on, put(right, wrong))
    others = [each for each in site.guide.table.contacts.values() if each.id != stage.contact]
    wrong = right.replace(esc(name), esc(others[0].name[site.language]))
    yield site.of("next contact", page, goes_on, put(right, wrong))
    steps = re.compile(r'<li data-next="[^"]*">.*?</li>', re.DOTALL)
    yield site.of("a step is missing", page, "next contact", lambda text: steps.sub("", text, 1))
    for outcome in stage.outcomes:
        said = esc(words[f"letter_earlier_{outcome}"])
        yield site.of(
            f"outcome {outcome} in the second letter", page, "(letter)", put(said, "…", last=True)
        )
    silent = next((each for each in site.categories if not each.escalation and not each.gap), None)
    if silent:
        said = esc(words["step_end_open"])
        yield site.of("that nobody is next", page_of(silent), "no next contact", put(said, right))


def of_category_pages(site: Site) -> Iterator[Falsification]:
    """What else a category's page says."""
    language, table = site.language, site.guide.table
    plain = [each for each in site.categories if not each.gap]
    category = plain[0]
    page, block = page_of(category), table.include[category.include[0]]
    item = esc(block.items[0][language])
    must = "must include"
    yield site.of("item missing", page, must, put(f"<li>{item}</li>", ""))
    yield site.of(
        "item too many", page, "stands in", put(f"<li>{item}</li>", f"<li>{item}</li><li>X</li>")
    )
    yield site.of("item changed", page, must, put(f"<li>{item}</li>", f"<li>{item}, X</li>"))
    detail = esc(category.details[0][language])
    yield site.of("detail missing", page, must, put(f"<li>{detail}</li>", ""))
    yield site.of("item of the letter missing", page, must, put(f"- {item}", "-", last=True))
    title = esc(category.title[language])
    yield site.of("title", page, "part", put(f">{title}</h1>", ">X</h1>"))
    subject = f"{esc(site.words['letter_subject'])} {title}"
    yield site.of("subject of the letter", page, "subject", put(subject, f"{subject}s"))
    who = esc(category.who[language])
    yield site.of("who writes", page, '"who"', put(f"{who}</p>", "X</p>"))
    how = esc(category.how[language])
    yield site.of("first step", page, "first step", put(how, "X"))
    avoid = esc(category.avoid[0][language])
    yield site.of("what to avoid", page, "what to avoid", put(f"<li>{avoid}</li>", ""))
    example = esc(category.examples[0][language])
    yield site.of("example", page, "example", put(f"<li>{example}</li>", "<li>X</li>"))
    form = f"#category={category.id}"
    wrong = f"#category={site.categories[-1].id}"
    yield site.of("where the form begins", page, "the form begins", put_all(form, wrong))
    contact = table.contacts[category.contact or ""]
    name = contact.name[language]
    written = esc(name[:1].upper() + name[1:])
    named = f">{written}</p>"
    yield site.of("name of the contact", page, f'name of "{contact.id}"', put(named, ">X</p>"))
    where = esc(contact.where[language])
    yield site.of("where to find it", page, "where to find", put(where, "X"))
    section = re.compile(r'<h2 id="contact">.*?</section>', re.DOTALL)
    for swapped in plain[1:]:
        if swapped.contact != category.contact:
            found = section.search(site.text(page_of(swapped)))
            assert found
            part = found[0].replace(f"#category={swapped.id}", form)
            change = put(section.findall(site.text(page))[0], part)
            yield site.of("contact of another category", page, contact.id, change)
            break
    for name, mark in (
        ("steps", 'id="steps"'),
        ("letter", 'id="letter"'),
        ("list", 'id="include"'),
    ):
        yield site.of(f"hidden {name}", page, "has no part", put(mark, f"hidden {mark}"))
    seeing = next(each for each in site.categories if each.see_instead)
    target = f'href="../{seeing.see_instead[0].category}/"'
    yield site.of(
        "other category", page_of(seeing), "leads", put(target, f'href="../{seeing.id}/"')
    )
    gap = next((each for each in site.categories if each.gap), None)
    if gap and gap.gap:
        yield site.of("gap", page_of(gap), '"gap"', put(esc(gap.gap[language]), "X"))
    if len(table.languages) > 1:
        reply = esc(site.words["letter_reply"])
        theirs = next(code for code in table.languages if code != language)
        wrong = esc(site.guide.words.pages["letter_reply"][theirs])
        yield site.of("language of the reply", page, "reply", put(reply, wrong))
    end = "</main>"
    for name, fact, text in (
        ("address", "email address", "other@elsewhere.example"),
        ("phone number", "phone number", "+1 555 010 9999"),
        ("days", "number of days", fill_in(site.words["step_wait_days"], language, days=99)),
    ):
        yield site.of(f"stray {name}", page, fact, put(end, f"<p>{esc(text)}</p>{end}", last=True))
    for meant in site.categories:
        stray = [
            each for each in table.contacts.values() if each.address and each.id not in meant.chain
        ]
        if stray:
            text = f"<p>{stray[0].address}</p>{end}"
            yield site.of(
                "another's address", page_of(meant), "email address", put(end, text, last=True)
            )
            break
