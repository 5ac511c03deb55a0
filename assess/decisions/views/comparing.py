"""Pages that compare the candidates of an opening: a list of thousands, and up to fifty side by side."""

from itertools import combinations

from flask import render_template, request
from flask_security import current_user
from werkzeug.wrappers import Response as BaseResponse

from assess import reports
from assess.access import allowed
from assess.audit.actions import record
from assess.charts import Domain, axis, bars, row, track
from assess.database import db
from assess.decisions import queries
from assess.decisions.views.blueprint import DECIDERS, MOST, READERS, bp
from assess.downloads import report_file
from assess.errors import NotFound
from assess.filters import chance
from assess.hiring.models import STAGES
from assess.hiring.queries import candidates_by_opening, opening_for, openings
from assess.phrases import phrase
from scoring.decisions import COMPONENTS
from scoring.fit import pairs

#: So many people are compared pair by pair in sentences; of more it is said who is alike.
IN_SENTENCES = 4


@bp.get("/")
@allowed(*READERS)
def index() -> str:
    """The openings whose candidates the viewer may compare."""
    session = db.session()
    found = openings(session, current_user)
    return render_template("decisions/index.html", openings=found, candidates=candidates_by_opening(session, found))


@bp.get("/openings/<int:id>/compare")
@allowed(*READERS, writes=True)
def compare(id: int) -> str:
    """Candidates page by page: in bands, inside a band in a random order that stays, or sorted as asked."""
    session = db.session()
    side = queries.side_by_side(session, current_user, id, queries.Asked.of(request.args, STAGES))
    ground, asked = side.ground, side.asked
    analysis = ground.analysis.id if ground.analysis else None
    record(
        session, current_user.pseudonym, "decisions.compared", f"opening:{id}",
        analysis=analysis, stage=asked.stage, page=side.slice.page,
    )  # fmt: skip
    session.commit()
    measured = [one.measured for one in side.rows if one.measured and one.measured.fit.value is not None]
    composites = [one.combined.composite for one in side.rows if one.combined]
    zone = ground.profile.middle_half if ground.profile else None
    bounds = [bound for one in measured for bound in (one.fit.low, one.fit.high)]
    parts = [value for one in measured for _scale, value in one.parts]
    shown = reports.Shown(ground.report, "", ground.analysis.made_at) if ground.analysis and ground.report else None
    return render_template(
        "decisions/compare.html",
        side=side,
        ground=ground,
        asked=asked,
        shown=shown,
        prediction=ground.profile.analysis.report.estimates["r_cv"] if ground.profile and shown else None,
        prediction_span=Domain(0, 1),
        stages=STAGES,
        components=COMPONENTS,
        decides=not current_user.role_names.isdisjoint(DECIDERS),
        zone=zone,
        span=Domain.of([*bounds, *(zone or ())], most=MOST),
        composite_span=Domain.of([b for e in composites for b in (e.low, e.high)], most=MOST),
        parts_domain=Domain.of([*parts, *(-value for value in parts)]),
        axis=axis,
        row=row,
        bars=bars,
        track=track,
    )


@bp.get("/openings/<int:id>/side")
@allowed(*READERS, writes=True)
def side(id: int) -> str:
    """Up to fifty candidates beside each other: evidence, every scale before the top producers, and who is apart."""
    session = db.session()
    asked = queries.Asked.of(request.args, STAGES)
    ground, rows = queries.chosen(session, current_user, id, asked.chosen)
    record(
        session, current_user.pseudonym, "decisions.compared", f"opening:{id}",
        applications=[one.application.id for one in rows],
    )  # fmt: skip
    session.commit()
    zs = [z for one in rows if one.measured for z in one.measured.z.values() if z is not None]
    quartiles = [v for one in ground.scales for v in (one["z_top_low"], one["z_top_high"]) if isinstance(v, float)]
    bounds = [b for one in rows if one.measured for b in (one.measured.fit.low, one.measured.fit.high)]
    composites = [b for one in rows if one.combined for b in (one.combined.composite.low, one.combined.composite.high)]
    zone = ground.profile.middle_half if ground.profile else None
    return render_template(
        "decisions/side.html",
        ground=ground,
        rows=rows,
        asked=asked,
        most=queries.MOST_SIDE,
        said=[_pair_words(ground, *pair) for pair in combinations(rows, 2)] if len(rows) <= IN_SENTENCES else [],
        alike=_alike(ground, rows),
        zone=zone,
        fit_span=Domain.of([*bounds, *(zone or ())], most=MOST),
        composite_span=Domain.of(composites, most=MOST),
        scale_span=Domain.of([*zs, *quartiles], most=MOST),
        row=row,
        axis=axis,
    )


def _alike(ground: queries.Ground, rows: tuple[queries.Row, ...]) -> dict[int, list[str]]:
    """By application, the names of those this fit cannot tell from them with enough confidence."""
    known = {str(place): one.measured.fit.value for place, one in enumerate(rows) if one.measured and one.measured.band}
    fits = {place: value for place, value in known.items() if value is not None}
    matrix = pairs(fits, ground.width("sed") or 0.0)
    people = [rows[int(place)] for place in matrix.people]
    return {
        one.application.id: [
            other.name for other, apart in zip(people, row_, strict=True) if other is not one and not apart
        ]
        for one, row_ in zip(people, matrix.apart, strict=True)
    }


def _pair_words(ground: queries.Ground, first: queries.Row, second: queries.Row) -> str:
    """The sentence about two people on this score."""
    found = ground.compared(first, second)
    if found is None:
        return phrase("decisions.no_pair", first=first.name, second=second.name)
    if found.chance_above < 0.5:
        return _pair_words(ground, second, first)
    low = found.difference.low
    key = "decisions.apart" if low is not None and low > 0 else "decisions.same"
    return phrase(key, first=first.name, second=second.name, chance=chance(found.chance_above))


@bp.get("/openings/<int:id>/compare/csv")
@allowed(*READERS, writes=True)
def compare_csv(id: int) -> BaseResponse:
    """Every table of the Report, zipped."""
    return _download(id, "csv")


@bp.get("/openings/<int:id>/compare/pdf")
@allowed(*READERS, writes=True)
def compare_pdf(id: int) -> BaseResponse:
    """The Report on paper."""
    return _download(id, "pdf")


def _download(id: int, form: str) -> BaseResponse:
    session = db.session()
    found = queries.whole(session, current_user, id)
    if found is None:
        raise NotFound
    analysis, report = found
    record(session, current_user.pseudonym, "decisions.exported", f"opening:{id}", form=form, analysis=analysis.id)
    session.commit()
    named = queries.with_names(report, queries.names_of(session, opening_for(session, current_user, id)))
    return report_file(reports.Shown(named, "", analysis.made_at), form, f"comparison-{id}")
