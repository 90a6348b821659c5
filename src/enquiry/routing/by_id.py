"""The rows of a table by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NoReturn, Protocol, TypeVar


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Row = TypeVar("_Row", bound=_HasId)


class ById(Mapping[str, _Row], Generic[_Row]):
    """The rows of one part of the table by their ids, in the order of the source. Immutable."""

    __slots__ = ("_rows",)
    _rows: dict[str, _Row]

    def __init__(self, rows: Iterable[_Row]) -> None:
        object.__setattr__(self, "_rows", {row.id: row for row in rows})

    def __getitem__(self, name: str) -> _Row:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __hash__(self) -> int:
        return hash(tuple(self._rows.values()))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"A table cannot be changed: {name}.")

    def __reduce__(self) -> tuple[type[ById[_Row]], tuple[tuple[_Row, ...]]]:
        return type(self), (tuple(self._rows.values()),)

    def __repr__(self) -> str:
        return f"ById({list(self._rows)})"
