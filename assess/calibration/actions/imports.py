"""What importing a file of ratings would add, doing so, and undoing it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.calibration.actions.intake import hold
from assess.calibration.actions.layouts import Rated, criteria_of, rated, understood
from assess.calibration.actions.pools import asked
from assess.calibration.models import ImportedRater, ImportedRating, RatingBatch
from assess.calibration.queries.pools import pools_of_batch
from assess.config import Settings
from assess.errors import Conflict
from assess.once import add_once
from assess.seals import Seal
from assess.uploads import Checked, Complaint, Sheet
from surveys.models import Base
from surveys.moments import now

_CHUNK = 2_000
Thing = TypeVar("Thing")

#: Ratee, rater's code, criterion, question, round.
Key = tuple[str, str, str, str, str]


class HasComplaints(Conflict):
    """Nothing is imported while a row has to be corrected."""

    key = "upload.has_complaints"


class NothingNew(Conflict):
    """Every rating of the file is here already."""

    key = "calibration.nothing_new"


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an import would do: all of it, or nothing while there are complaints.

    Attributes
    ----------
    added : list of (Key, Rated)
    unchanged, missing, later : int
        Ratings that are here already, that say "no evidence", and that were given after the talk.
    """

    sheet: Sheet
    found: Checked
    complaints: tuple[Complaint, ...]
    added: list[tuple[Key, Rated]]
    unchanged: int = 0
    missing: int = 0
    later: int = 0

    @property
    def wrong(self) -> int:
        """Rows to correct."""
        return self.found.wrong or len({complaint.row for complaint in self.complaints})

    @property
    def counts(self) -> dict[str, int]:
        """How much of what the file brings."""
        return {
            "rows": len(self.sheet), "added": len(self.added), "unchanged": self.unchanged, "missing": self.missing,
            "later": self.later, "ratees": len({key[0] for key, _ in self.added}),
            "raters": len({key[1] for key, _ in self.added}), "criteria": len({key[2] for key, _ in self.added}),
        }  # fmt: skip


def keyed(settings: Settings) -> Callable[[str], str]:
    """What gives the keyed name of a candidate by their id in a file."""
    seal = Seal(settings.derived("imported ratees"))
    return lambda code: seal.name(code)[:16].hex()


def dry_run(session: Session, settings: Settings, batch: RatingBatch, sheet: Sheet) -> DryRun:
    """What these rows would add, without adding it; a rating that contradicts one kept is a complaint."""
    found = understood(batch, sheet)
    if batch.layout == "wide" and not criteria_of(batch, sheet):
        unrated = Complaint(1, "", "", "calibration.no_criterion")
        return DryRun(sheet, found, (*found.complaints, unrated), [])
    if not found.fits:
        return DryRun(sheet, found, found.complaints, [])
    name = keyed(settings)
    names: dict[str, str] = {}
    rows = list(rated(batch, sheet, found))
    kept = _kept(session, {one.rater for one in rows})
    added: list[tuple[Key, Rated]] = []
    wrong: list[Complaint] = []
    unchanged = missing = later = 0
    for one in rows:
        if one.candidate not in names:
            names[one.candidate] = name(one.candidate)
        key = (names[one.candidate], one.rater, one.criterion, one.question, one.round)
        if one.after_discussion:
            later += 1
        elif one.rating is None:
            missing += 1
        elif key not in kept:
            added.append((key, one))
        elif kept[key][0] == one.rating:
            unchanged += 1
        else:
            values = {"kept": kept[key][0], "batch": kept[key][1]}
            wrong.append(Complaint(one.row, one.criterion, str(one.rating), "calibration.contradicts", values))
    return DryRun(sheet, found, tuple(wrong), added, unchanged, missing, later)


def _kept(session: Session, codes: Collection[str]) -> dict[Key, tuple[int, int]]:
    """Ratings of these raters that came in before, and with which file."""
    kept: dict[Key, tuple[int, int]] = {}
    for some in _chunks(sorted(codes)):
        query = (
            select(ImportedRating.ratee, ImportedRater.code, ImportedRating.criterion, ImportedRating.question,
                   ImportedRating.round, ImportedRating.rating, ImportedRating.batch_id)
            .join(ImportedRater, ImportedRater.id == ImportedRating.rater_id)
            .where(ImportedRater.code.in_(some))
        )  # fmt: skip
        kept |= {tuple(row[:5]): (row[5], row[6]) for row in session.execute(query)}  # type: ignore[misc]
    return kept


def import_ratings(session: Session, actor: str, batch: RatingBatch, dry: DryRun) -> None:
    """Import every rating that is new, or none: HasComplaints, NothingNew, BatchOver.

    Conflict where another file brought one of them since ``dry``, and perhaps with other points. Asks for a new Report.
    """
    hold(session, batch, "open")
    if dry.complaints:
        raise HasComplaints(n=dry.wrong)
    if not dry.added:
        raise NothingNew
    _insert(session, ImportedRater, [{"code": code} for code in sorted({key[1] for key, _ in dry.added})])
    ids = {code: id for code, id in session.execute(select(ImportedRater.code, ImportedRater.id))}
    _insert(session, ImportedRating, _rows(batch, dry, ids))
    mine = select(func.count()).select_from(ImportedRating).where(ImportedRating.batch_id == batch.id)
    if session.scalar(mine) != len(dry.added):
        raise Conflict
    batch.state, batch.imported_at, batch.counts = "imported", now(), dry.counts
    batch.criteria = sorted({key[2] for key, _ in dry.added})
    session.flush()
    record(session, actor, "calibration.ratings_imported", f"batch:{batch.id}", layout=batch.layout, **batch.counts)
    asked(session, pools_of_batch(session, batch))


def _rows(batch: RatingBatch, dry: DryRun, ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    for (ratee, rater, criterion, question, round_), one in dry.added:
        yield {
            "batch_id": batch.id, "rater_id": ids[rater], "ratee": ratee, "criterion": criterion, "question": question,
            "round": round_, "rating": one.rating, "rated_on": one.day, "evidence": one.evidence,
        }  # fmt: skip


def _insert(session: Session, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Add rows; of two imports at once the second finds what the first brought."""
    for some in _chunks(rows):
        add_once(session, table, some)


def _chunks(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    waiting = iter(things)
    while some := list(islice(waiting, _CHUNK)):
        yield some


def withdraw(session: Session, actor: str, batch: RatingBatch) -> None:
    """Undo an import: its ratings go, and codes of raters nobody rates under any more; BatchOver."""
    hold(session, batch, "imported")
    pools = pools_of_batch(session, batch)
    session.execute(delete(ImportedRating).where(ImportedRating.batch_id == batch.id))
    used = select(ImportedRating.id).where(ImportedRating.rater_id == ImportedRater.id)
    session.execute(delete(ImportedRater).where(~used.exists()))
    batch.state, batch.withdrawn_at = "withdrawn", now()
    session.flush()
    session.expire_all()
    record(session, actor, "calibration.ratings_withdrawn", f"batch:{batch.id}")
    asked(session, pools)
