"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

T = TypeVar("T")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One page of a long list, counted from 1."""

    rows: Sequence[T]
    page: int
    pages: int
    first: int
    total: int


def page_of(rows: Sequence[T], page: int, per_page: int = PER_PAGE) -> Slice[T]:
    """One page of the rows; a page that is not there is the nearest one."""
    page, pages, first = _place(len(rows), page, per_page)
    return Slice(rows[first : first + per_page], page, pages, first, len(rows))


def selected(session: Session, query: Select[T], total: int, page: int) -> Slice[T]:
    """One page of the ``total`` things a query finds, in its order; the others are not read."""
    page, pages, first = _place(total, page, PER_PAGE)
    rows = session.scalars(query.offset(first).limit(PER_PAGE)).all()
    return Slice(rows, page, pages, first, total)


def _place(total: int, page: int, per_page: int) -> tuple[int, int, int]:
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    return page, pages, (page - 1) * per_page
