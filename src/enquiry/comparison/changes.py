"""What an edit of a guide changes for readers."""

from __future__ import annotations

from collections.abc import Iterator

from enquiry.comparison.fields import field_changes
from enquiry.comparison.pages import page_changes
from enquiry.comparison.recipients import in_words, recipient_changes
from enquiry.comparison.required import required_changes
from enquiry.comparison.situations import number_of_situations
from enquiry.comparison.telling import KINDS, Change, Teller
from enquiry.comparison.texts import category_texts, schema_texts, table_texts, word_texts
from enquiry.comparison.versions import Version


def teller_of(new: Version) -> Teller:
    """Who tells changes in the languages of a guide."""
    return Teller(new.guide.phrases, new.names)


def changes(old: Version, new: Version) -> list[Change]:
    """Every change for readers from one version to another, in an order that stays the same:
    first where people write, then what they must say, then what they read."""
    teller = teller_of(new)
    pairs = _pairs(old, new)
    found = [
        *recipient_changes(old, new, pairs, teller),
        *required_changes(old, new, pairs, teller),
        *_category_changes(old, new, pairs, teller),
        *field_changes(old, new, teller),
        *page_changes(old, new, teller),
        *category_texts(old, new, pairs, teller),
        *table_texts(old, new, teller),
        *schema_texts(old, new, teller),
        *word_texts(old, new, teller),
    ]
    return sorted(found, key=lambda change: KINDS.index(change.what))


def _pairs(old: Version, new: Version) -> dict[str, str]:
    """The categories that both versions have, by their old ids, in the order of the new table."""
    found = {}
    for name, category in new.table.categories.items():
        aliases = (each for each in category.aliases if each in old.table.categories)
        known = (each for each in aliases if each not in new.table.categories)
        before = name if name in old.table.categories else next(known, None)
        if before is not None:
            found[before] = name
    return found


def _category_changes(
    old: Version, new: Version, pairs: dict[str, str], teller: Teller
) -> Iterator[Change]:
    for name, category in new.table.categories.items():
        if name in pairs.values():
            continue
        contact = new.table.contacts[category.contact] if category.contact else None
        told = {"category": category.title, "contact": in_words(contact, teller)}
        message = teller.say("category_came", **told)
        yield Change(
            "category", name, new.category_pointer(name), number_of_situations(new, name), message
        )
    for name, category in old.table.categories.items():
        if name not in pairs:
            message = teller.say("category_went", category=category.title)
            where = old.category_pointer(name)
            yield Change("category", name, where, number_of_situations(old, name), message)
    for name_before, name in pairs.items():
        was, now = old.table.categories[name_before], new.table.categories[name]
        where = new.category_pointer(name)
        place = teller.say("place_category", name=now.title, part=teller.part("title"))
        if renamed := teller.renamed("category_renamed", place, was.title, now.title):
            yield Change("category", name, where, 0, renamed)
        if name_before != name:
            message = teller.say(
                "category_moved",
                category=now.title,
                old=f"categories/{name_before}/",
                new=f"categories/{name}/",
            )
            yield Change("category", name, where, 0, message)
    common = [each for each in old.table.categories if each in pairs]
    if [pairs[each] for each in common] != list(pairs.values()):
        yield Change("category", None, "/categories", 0, teller.say("category_order"))
