"""What the talk changed: who moved on how many topics, how far, and towards whom."""

from dataclasses import dataclass
from statistics import fmean

from assess.interviews.models import Seat
from assess.interviews.queries.seal import Panel


@dataclass(frozen=True, slots=True)
class Shift:
    """One rater before and after the talk (methods §6.2).

    ``own`` and ``others`` are the mean sizes of the shift, theirs and that of the others on the same topics, in points.
    ``towards`` names whose first ratings they came nearer to, most of all.
    """

    seat: Seat
    before: float
    after: float
    moved: int
    own: float
    others: float | None
    towards: Seat | None

    @property
    def dominance(self) -> float | None:
        """Shift of the others to one's own: above 1 the others moved more; None for who never moved."""
        return self.others / self.own if self.own and self.others is not None else None


def shifts(panel: Panel) -> list[Shift]:
    """Every rater of a complete panel, in its order; empty while nobody has rated again."""
    cells = {
        (seat.id, topic.item.code): (mark.value, mark.second.value if mark.second else mark.value)
        for topic in panel.topics
        for seat, mark in ((mark.seat, mark) for mark in topic.marks)
        if mark.value is not None
    }
    known = {cell: (first, last) for cell, (first, last) in cells.items() if first is not None and last is not None}
    if all(first == last for first, last in known.values()):
        return []
    return [found for seat in panel.seats if (found := _shift(panel, seat, known)) is not None]


def _shift(panel: Panel, seat: Seat, cells: dict[tuple[int, str], tuple[float, float]]) -> Shift | None:
    mine = {code: pair for (id, code), pair in cells.items() if id == seat.id}
    if not mine:
        return None
    others = [abs(last - first) for (id, code), (first, last) in cells.items() if id != seat.id and code in mine]
    nearer = {}
    for other in panel.seats:
        shared = [
            (mine[code], first) for (id, code), (first, _last) in cells.items() if id == other.id and code in mine
        ]
        if other is not seat and shared:
            nearer[other] = fmean(abs(first - to) - abs(last - to) for (first, last), to in shared)
    towards = max(nearer, key=lambda other: nearer[other], default=None)
    return Shift(
        seat=seat,
        before=fmean(first for first, _last in mine.values()),
        after=fmean(last for _first, last in mine.values()),
        moved=sum(first != last for first, last in mine.values()),
        own=fmean(abs(last - first) for first, last in mine.values()),
        others=fmean(others) if others else None,
        towards=towards if towards is not None and nearer[towards] > 0 else None,
    )
