"""Candidates of an opening beside each other, a page at a time, as far as a viewer may see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, joinedload

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.decisions.models import ComponentRule
from assess.decisions.queries import listing
from assess.decisions.queries.asking import MOST_SIDE, Asked
from assess.decisions.queries.panels import panels_of
from assess.decisions.queries.rows import Pool, Row, composed, fitted
from assess.decisions.queries.rules import rule_in_force
from assess.errors import NotFound
from assess.hiring.models import Application, Opening
from assess.hiring.queries import application_for, blinded, judged, opening_for
from assess.interviews.queries import SEES_EVERY_PANEL, rule_of
from assess.paging import Slice
from assess.people.models import Account
from assess.profiles.models import FitResult, ProfileVersion
from scoring.fit import Comparison, difference
from scoring.reports.fit_pool import KIND
from scoring.results import Cell, Report, Sentence


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for everybody who applied, as a viewer may know it.

    ``analysis``, ``report`` (that of the pool, without a row a person) and ``profile`` are None while no fit may be
    shown at all. ``sees_panels`` says whether panel scores and what is made of them are for the viewer, ``rule`` which
    average of a panel counts, ``combining`` how the evidence is combined (None while the default was not yet fixed).
    """

    opening: Opening
    sight: listing.Sight
    analysis: Analysis | None
    report: Report | None
    profile: ProfileVersion | None
    outdated: bool
    rule: str
    combining: ComponentRule | None

    @property
    def sees_panels(self) -> bool:
        """Whether what panels gave is for the viewer."""
        return self.sight.panels

    def width(self, quantity: str) -> float | None:
        """A row of the Report's table of bands: ``se``, ``sed``, ``band_width`` or ``even``."""
        if self.report is None:
            return None
        value = {row[0]: row[1] for row in self.report.table("bands").rows}.get(quantity)
        return float(value) if isinstance(value, int | float) else None

    @property
    def pool(self) -> Pool:
        """What the numbers of a person rest on."""
        if self.report is None:
            return Pool(0, None, ())
        scales = self.scales
        n = self.report.table("incumbents").rows[0][0]
        return Pool(
            n if isinstance(n, int) else 0,
            self.width("even"),
            tuple(str(one["scale"]) for one in scales if one["weighted"] == "yes"),
        )

    @property
    def scales(self) -> list[dict[str, Cell]]:
        """Every scale of the profile with the quartiles of its reference top."""
        if self.report is None:
            return []
        table = self.report.table("scales")
        return [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows]

    def compared(self, first: Row, second: Row) -> Comparison | None:
        """The first against the second by fit; None where one has none."""
        if first.measured is None or second.measured is None:
            return None
        return difference(first.measured.fit, second.measured.fit, self.width("sed"))


@dataclass(frozen=True, slots=True)
class Side:
    """A page of candidates: by band where that is the order, those without a fit in an order that means nothing."""

    ground: Ground
    asked: Asked
    slice: Slice[int]
    rows: tuple[Row, ...]
    counts: listing.Counts

    @property
    def bands(self) -> list[tuple[int | None, int, list[Row]]]:
        """Runs of candidates of one band with how many the stage holds of it; None for those without a fit."""
        number = {shown: band for band, shown in self.counts.shown.items()}
        found: dict[int | None, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.measured.band if row.measured else None, []).append(row)
        return [
            (band, self.counts.here.get(None if band is None else number[band], 0), members)
            for band, members in found.items()
        ]


def ground(session: Session, viewer: Account, opening: Opening) -> Ground:
    """What an opening's evidence rests on; the Report of thousands is not read."""
    query = (
        select(FitResult)
        .join(FitResult.application)
        .where(Application.opening_id == opening.id)
        .options(joinedload(FitResult.profile), joinedload(FitResult.analysis).options(defer(Analysis.report_json)))
    )
    any_one = session.scalar(query.limit(1))
    outdated = any_one is not None and not any_one.profile.in_force
    usable = None if outdated else any_one
    sight = listing.Sight(opening, blinded(session, viewer), usable is not None, sees_evidence(viewer, opening))
    kept = latest(session, KIND, f"opening:{opening.id}") if usable else None
    return Ground(
        opening,
        sight,
        usable.analysis if usable else None,
        kept.report if kept else None,
        usable.profile if usable else None,
        outdated,
        rule_of(session, opening.id),
        rule_in_force(session, opening.id),
    )


def sees_evidence(viewer: Account, opening: Opening) -> bool:
    """Whether what panels gave, and whatever it went into, is for the viewer: HR and the opening's hiring manager."""
    return bool(viewer.role_names & SEES_EVERY_PANEL) or opening.hiring_manager_id == viewer.id


def side_by_side(session: Session, viewer: Account, opening_id: int, asked: Asked | None = None) -> Side:
    """A page of the candidates of an opening the viewer may see; NotFound.

    The bands are of everybody who applied, so that nobody moves to another band when somebody leaves.
    """
    basis = ground(session, viewer, opening_for(session, viewer, opening_id))
    asked = (asked or Asked()).allowed(basis.sees_panels)
    counted = listing.counts(session, basis.sight, asked.stage)
    kept = {shown: band for band, shown in counted.shown.items()}
    found = listing.page(session, basis.sight, asked, kept.get(asked.band, -1) if asked.band else None)
    basis = replace(basis, report=_sentenced(basis.report, counted))
    return Side(basis, asked, found, _rows(session, basis, found.rows, counted), counted)


def chosen(session: Session, viewer: Account, opening_id: int, ids: Sequence[int]) -> tuple[Ground, tuple[Row, ...]]:
    """Candidates of an opening somebody ticked, in their order, at most ``MOST_SIDE``; NotFound."""
    basis = ground(session, viewer, opening_for(session, viewer, opening_id))
    counted = listing.counts(session, basis.sight, "")
    return basis, _rows(session, basis, list(dict.fromkeys(ids))[:MOST_SIDE], counted)


def candidate_for(session: Session, viewer: Account, application_id: int) -> tuple[Application, Row, Ground]:
    """One candidate with their row of the comparison; NotFound, StillRating."""
    application = application_for(session, viewer, application_id)
    judged(session, viewer, application.candidate_id)
    basis = ground(session, viewer, application.opening)
    counted = listing.counts(session, basis.sight, application.stage)
    rows = _rows(session, basis, [application.id], counted)
    if not rows:
        raise NotFound
    return application, rows[0], basis


def pool_seen(session: Session, viewer: Account, opening_id: int) -> tuple[Analysis, Report, int] | None:
    """What an opening's stored fits say of everybody the viewer may see, and of how many; None without. NotFound."""
    basis = ground(session, viewer, opening_for(session, viewer, opening_id))
    if basis.analysis is None or basis.report is None:
        return None
    counted = listing.counts(session, basis.sight, "")
    said = _sentenced(basis.report, counted)
    return (basis.analysis, said, counted.measured) if said else None


def _rows(session: Session, basis: Ground, ids: Sequence[int], counted: listing.Counts) -> tuple[Row, ...]:
    pool, bands = basis.pool, counted.shown
    composites = listing.composite_bands(session, basis.sight)
    hidden: Collection[int] = basis.sight.hidden
    panels = panels_of(session, basis.opening, ids) if basis.sees_panels else {}
    return tuple(
        Row(application, rating=True)
        if application.candidate_id in hidden
        else Row(
            application,
            fitted(fit, pool, bands) if fit and basis.report else None,
            composed(composite, composites) if composite else None,
            panels.get(application.id, ()),
        )
        for application, fit, composite in listing.kept(session, basis.sight, ids)
    )


def _sentenced(report: Report | None, counted: listing.Counts) -> Report | None:
    """The Report with the numbers of those the viewer may see."""
    if report is None:
        return None
    values: Mapping[str, int] = {
        "people": counted.measured, "fitted": counted.fitted, "bands": len(counted.bands),
    }  # fmt: skip
    key = "fit.none" if report.sentence.key == "fit.bands" and not counted.bands else report.sentence.key
    return replace(report, sentence=Sentence(key, values))
