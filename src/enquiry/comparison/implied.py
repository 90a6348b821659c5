"""Whether what a new schema demands of one place follows from what the old one demands of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from enquiry.comparison.demands import ITEM, Demand, Path
from enquiry.comparison.pattern_texts import some_text
from enquiry.comparison.values import fits_type, satisfies
from enquiry.comparison.worlds import ABSENT, KINDS, Old, State, World, active, finite

Answer = Literal["yes", "no", "unknown"]

# Days of which nobody doubts that they are one, whatever day it is; and texts that hold them all.
_MONTH_AND_DAY = (
    "-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))$"
)
_DAY_IN_THE_PAST = f"^(?:[01][0-9]{{2}}[1-9]|20[01][1-9]){_MONTH_AND_DAY}"
_DAY_TO_COME = f"^9[0-9]{{3}}{_MONTH_AND_DAY}"
_LIKE_A_DAY = "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
_PERHAPS_TO_COME = _LIKE_A_DAY.replace("[0-9]{4}", "[2-9][0-9]{3}")
_NO_DAY = "^[0-9]{4}-02-3[01]$"


@dataclass(frozen=True)
class Before:
    """What the old schema says of one place in one world: the rules that count there, what stands
    there, which members are there; and `items`, the values that a list may have, where listed."""

    rules: Sequence[Demand]
    state: State | None
    world: World
    path: Path
    items: Sequence[Any] | None
    may_be_there: Callable[[Path], bool] = field(repr=False)

    @classmethod
    def of(cls, old: Old, path: Path, world: World) -> Before:
        """What it says of the value at `path`."""

        def at(place: Path) -> list[Demand]:
            return [each for each in old.at(place) if active(each, world)]

        items = finite(at((*path, ITEM)))
        return cls(at(path), world.get(path), world, path, items, old.may_be_there)

    def values(self, keyword: str) -> list[Any]:
        """The values of a keyword in the rules."""
        return [rule.value for rule in self.rules if rule.keyword == keyword]

    @property
    def kinds(self) -> list[str]:
        """The kinds that the value may be of."""
        known = [self.state.kind] if self.state else KINDS
        return [
            kind for kind in known if all(fits_type(kind, each) for each in self.values("type"))
        ]


def implied(new: Demand, before: Before) -> Answer:
    """Whether every value that the old schema lets stand there is what `new` demands."""
    if any(rule.unguarded_key == new.unguarded_key for rule in before.rules):
        return "yes"
    state = before.state
    listed = finite(before.rules) if state is None or state.values is None else state.values
    if listed is not None:
        values = [each for each in listed if all(satisfies(each, rule) for rule in before.rules)]
        return "yes" if all(satisfies(each, new) for each in values) else "no"
    if new.keyword in ("const", "enum"):
        return _among_few(new, before)
    judged, decide = _DECIDE[new.keyword]
    if judged and not any(fits_type(kind, judged) for kind in before.kinds):
        return "yes"
    return decide(new, before)


def _yes(found: bool) -> Answer:
    return "yes" if found else "no"


def _type(new: Demand, before: Before) -> Answer:
    return _yes(all(fits_type(kind, new.value) for kind in before.kinds))


def _among_few(new: Demand, before: Before) -> Answer:
    """Choices where there was no list: the rules about texts may leave only these."""
    choices = new.value if new.keyword == "enum" else [new.value]
    if before.kinds != ["string"]:
        return "no"
    escaped = ("".join(map(_literally, each)) for each in choices if isinstance(each, str))
    return _text(before, misses=(f"^(?:{'|'.join(escaped)})$",))


def _literally(character: str) -> str:
    return f"\\{character}" if character in "\\^$.*+?()[]{}|/" else character


def _pattern(new: Demand, before: Before) -> Answer:
    return _text(before, misses=(new.value,))


def _min_length(new: Demand, before: Before) -> Answer:
    return _text(before, most=new.value - 1)


def _max_length(new: Demand, before: Before) -> Answer:
    return _text(before, least=new.value + 1)


def _format(_new: Demand, before: Before) -> Answer:
    answer = _text(before, misses=(_LIKE_A_DAY,))
    if answer == "yes":  # and yet no calendar has a February 30
        answer = _text(before, fits=(_NO_DAY,))
        return "no" if answer == "no" else "unknown"
    return answer


def _not_after(_new: Demand, before: Before) -> Answer:
    if _text(before, fits=(_DAY_TO_COME,)) == "no":
        return "no"
    return "yes" if _text(before, fits=(_PERHAPS_TO_COME,)) == "yes" else "unknown"


def _text(
    before: Before,
    *,
    fits: tuple[str, ...] = (),
    misses: tuple[str, ...] = (),
    least: int = 0,
    most: int | None = None,
) -> Answer:
    """Whether the old schema lets no text stand there that is so besides."""
    truths = before.state.truths if before.state else ()
    all_fits = (*fits, *before.values("pattern"), *(each for each, truth in truths if truth))
    misses = (*misses, *(each for each, truth in truths if not truth))
    least = max(least, *before.values("minLength"), 0)
    longest = [*before.values("maxLength"), *([] if most is None else [most])]
    end = min(longest) if longest else None
    sure, perhaps = all_fits, all_fits
    if before.values("format"):
        sure = all_fits if _DAY_TO_COME in fits else (*all_fits, _DAY_IN_THE_PAST)
        perhaps = (*all_fits, _LIKE_A_DAY)
    if some_text(sure, misses, least, end) == "yes":
        return "no"
    return "yes" if some_text(perhaps, misses, least, end) == "no" else "unknown"


def _minimum(new: Demand, before: Before) -> Answer:
    return _yes(any(each >= new.value for each in before.values("minimum")))


def _maximum(new: Demand, before: Before) -> Answer:
    return _yes(any(each <= new.value for each in before.values("maximum")))


def _min_items(new: Demand, before: Before) -> Answer:
    return _yes(new.value <= max(before.values("minItems"), default=0))


def _max_items(new: Demand, before: Before) -> Answer:
    return _yes(new.value >= _most_items(before))


def _unique(_new: Demand, before: Before) -> Answer:
    return _yes(bool(before.values("uniqueItems")) or _most_items(before) <= 1)


def _most_items(before: Before) -> float:
    limits: list[float] = [*before.values("maxItems")]
    if before.items is not None and before.values("uniqueItems"):
        limits.append(len(before.items))
    return min(limits, default=float("inf"))


def _required(new: Demand, before: Before) -> Answer:
    child = before.world.get((*before.path, new.value), ABSENT)
    return _yes(child.is_there)


def _closed(new: Demand, before: Before) -> Answer:
    described = before.values("additionalProperties")
    if not described:
        return "no"
    lost = frozenset.intersection(*described) - new.value
    known = (before.world.get((*before.path, name)) for name in lost)
    return _yes(all(state is not None and not state.is_there for state in known))


_DECIDE: Mapping[str, tuple[str, Callable[[Demand, Before], Answer]]] = {
    "type": ("", _type),
    "required": ("object", _required),
    "additionalProperties": ("object", _closed),
    "pattern": ("string", _pattern),
    "minLength": ("string", _min_length),
    "maxLength": ("string", _max_length),
    "format": ("string", _format),
    "x-not-after": ("string", _not_after),
    "minimum": ("number", _minimum),
    "maximum": ("number", _maximum),
    "minItems": ("array", _min_items),
    "maxItems": ("array", _max_items),
    "uniqueItems": ("array", _unique),
}
