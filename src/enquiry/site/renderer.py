"""The pages of one language as Markdown: those of the table, and the placeholders of the others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from enquiry.authoring.findings import Finding, GuideError, did_you_mean, known_here, nearest
from enquiry.authoring.record import RECORD_PAGE, Entry
from enquiry.routing.table import Category, Contact, Table
from enquiry.site.facts import periods_in
from enquiry.site.html import address, escape_markdown, page_compiler, to_root
from enquiry.site.localization import any_of, dates_of, in_words, name_of
from enquiry.site.unknown_names import UnknownName
from enquiry.site.words import Words


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language.

    `path` is that of its Markdown below the language's folder, `meta` its front matter,
    `date_modified` an ISO date, `category` the id of the category that it is about.
    """

    language: str
    path: str
    markdown: str
    meta: Mapping[str, Any]
    date_modified: str
    category: str | None = None


class Renderer:
    """Renders the pages of one language.

    `parts` are further placeholders of hand-written pages, for example the form: each gives HTML or
    Markdown for a page's way to the site's root, such as "../". `subject_group` names what must be
    included for a letter's subject to hold a value. `compared` is the date of the last comparison
    in each way in which a page may write it, `periods` what a number of days looks like in every
    language. `sends` says whether the form may send to a service, `replies` in which languages one
    may ask for a reply, `pages` at which paths a page that people write stands or once stood.
    """

    def __init__(
        self,
        templates: Environment,
        table: Table,
        words: Words,
        language: str,
        parts: Mapping[str, Callable[[str], str]],
        subject_group: str = "",
        *,
        sends: bool = False,
        replies: Sequence[str] = (),
        pages: Collection[str] = (),
    ) -> None:
        self.table = table
        self.language = language
        self._templates = templates
        self._compiled = page_compiler(templates)
        self._parts: dict[str, Callable[[str], str]] = {
            "finder": lambda _: self._render("finder.html.jinja"),
            "routing_table": lambda _: self._render("table.html.jinja"),
            "when_again": self._when_again,
            **parts,
        }
        self._values: dict[str, Any] = {
            "table": table,
            "language": language,
            "subject_group": subject_group,
            "sends": sends,
            "words": words.on_pages(language),
            "source_language": name_of(table.source.language, language),
            "reply_languages": any_of(replies, language) if replies else "",
            "pages": pages,
        }
        self.periods = periods_in(words.pages)
        compared = table.source.compared
        self.compared = (compared, in_words(compared, language, words.pages["first_day"][language]))

    def category(self, category: Category, date_modified: str) -> Page:
        """The page of a category."""
        contact = self.table.contacts[category.contact] if category.contact else None
        letter = self._render("letter.txt.jinja", category=category, contact=contact)
        return Page(
            self.language,
            f"categories/{category.id}.md",
            self._render(
                "category.md.jinja",
                category=category,
                contact=contact,
                letter=letter,
                later_letters=list(self._later_letters(category, contact)),
            ),
            {
                "title": category.title[self.language],
                "description": category.summary[self.language],
                "keywords": self._keywords(category),
            },
            date_modified,
            category.id,
        )

    def record(self, entries: Sequence[Entry], date_modified: str) -> Page:
        """The page of what changed."""
        words = self._values["words"]
        return Page(
            self.language,
            RECORD_PAGE,
            self._render("what-changed.md.jinja", record=entries),
            {
                "title": words["changes_title"],
                "description": words["changes_intro"],
                "index": "description",  # no search may lead to an address that counts no more
            },
            date_modified,
        )

    def _later_letters(
        self, category: Category, earlier: Contact | None
    ) -> Iterator[tuple[Contact, str]]:
        """The contact of each later stage, with the letter to it."""
        for stage in category.escalations:
            contact = self.table.contacts[stage.contact]
            yield (
                contact,
                self._render(
                    "letter.txt.jinja",
                    category=category,
                    contact=contact,
                    earlier=earlier,
                    outcomes=stage.outcomes,
                ),
            )
            earlier = contact

    def hand_written(self, markdown: str, path: str, file: str, *, parts: bool = True) -> str:
        """The Markdown of the page at `path` (below its language), its placeholders filled in.

        Without `parts`, nothing stands in the places of the engine's own, such as the form.
        Raises GuideError with a finding in `file` when a placeholder cannot be filled in.
        """
        root = to_root(self.language, path, self.table.languages[0])
        place = {
            **{
                # The engine's own HTML and Markdown.
                name: Markup(make(root)) if parts else ""  # noqa: S704
                for name, make in self._parts.items()
                if re.search(rf"{{{{\s*{name}\b", markdown)
            },
            "email": self._email,
            "link": lambda name: self._link(name, "../" * path.count("/")),
            "asset": lambda name: escape("../" * (path.count("/") + 1) + name),
        }
        try:
            return self._compiled(markdown).render(self._values, **place)
        except Exception as error:  # a placeholder may hold any expression
            problem = f"A placeholder cannot be filled in: {str(error).strip('.')}."
            unknown = re.fullmatch(r"'(\w+)' is undefined", str(error))
            expected = (
                _expected(unknown[1], [*self._parts, *place, *self._values])
                if unknown
                else getattr(error, "expected", "Fix what stands between its braces.")
            )
            finding = Finding(file, _line_of(error), 1, problem, expected)
            raise GuideError([finding]) from error

    def _when_again(self, root: str) -> str:
        """The tool that says when one may write again, as one block of HTML."""
        table = self.table
        dates = dates_of(self.language, self._values["words"]["first_day"])
        html = self._render(
            "when-again.html.jinja",
            data=json.dumps(table.rules(), separators=(",", ":")),
            dates=json.dumps(dates, ensure_ascii=False, separators=(",", ":")),
            home=root + address(self.language, "index.md", table.languages[0]),
            next_contacts=self._contacts(
                stage.contact for each in table.categories.values() for stage in each.escalations
            ),
            earlier_contacts=self._contacts(table.earlier_contacts),
        )
        return "\n".join(line for line in html.splitlines() if line.strip())

    def _contacts(self, ids: Iterable[str]) -> list[Contact]:
        """The contacts of these ids, each once."""
        return [self.table.contacts[name] for name in dict.fromkeys(ids)]

    def _keywords(self, category: Category) -> str:
        """What people with such an enquiry say and search for."""
        said = (*category.sentences, *([category.keywords] if category.keywords else []))
        return " ".join(text[self.language] for text in said)

    def _render(self, template: str, **values: Any) -> str:
        return self._templates.get_template(template).render(self._values, **values)

    def _email(self, contact: str) -> Markup:
        if contact not in self.table.contacts:
            raise UnknownName(
                f'"{contact}" is no contact', did_you_mean(contact, self.table.contacts)
            )
        address = self.table.contacts[contact].address
        if not address:
            raise UnknownName(f'"{contact}" has no address', "Give it one in the table.")
        return Markup("[{0}](mailto:{0})").format(address)

    def _link(self, category: str, up: str) -> Markup:
        known = self.table.categories
        if category not in known:
            called = (f'It is "{name}" now.' for name in known if category in known[name].aliases)
            expected = next(called, did_you_mean(category, known))
            raise UnknownName(f'"{category}" is no category', expected)
        title = escape_markdown(self.table.categories[category].title[self.language])
        return Markup("[{}]({}categories/{}.md)").format(title, up, category)


def _expected(name: str, known: Iterable[str]) -> str:
    """What to write instead of a name in a placeholder that nobody knows."""
    raw = "Or put {% raw %} and {% endraw %} around braces that are no placeholder."
    words = list(known)
    return did_you_mean(name, words) if nearest(name, words) else f"{known_here(words)} {raw}"


def _line_of(error: Exception) -> int:
    """The line of the template on which `error` came up."""
    line: int = getattr(error, "lineno", 0) or 0
    trace = error.__traceback__
    while trace and not line:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line or 1
