"""What does a reader need to see of many practices together, beside any one of them?"""

from collections.abc import Sequence

from scoring.bundle.results import Bundle, Contest
from scoring.bundle.trends import TeamChange, TeamIndex
from scoring.results import Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "bundle"
_CONTESTS = (
    Column("bundled", "code"), Column("practices", "count"), Column("people", "count"), Column("teams", "count"),
    Column("predictor", "code"), Column("correlation", "estimate"), Column("predicted_share", "estimate"),
)  # fmt: skip
_CHOSEN = (Column("bundled", "code"), Column("lever"), Column("label"), Column("chosen", "chance"))
_PRACTICES = (
    Column("lever"), Column("label"), Column("middle_share", "number"), Column("standard", "number"),
    Column("at_standard", "chance"), Column("in_bundle", "code"),
)  # fmt: skip
_DOSES = (
    Column("least", "count"), Column("most", "count"), Column("people", "count"), Column("mean_result", "estimate"),
    Column("line", "number"),
)  # fmt: skip
_TEAMS = (Column("team"), Column("period"), Column("people", "count"), Column("team_index", "estimate"))
_CHANGES = (
    Column("team"), Column("first"), Column("last"), Column("people", "count"), Column("index_change", "estimate"),
    Column("index_moved", "code"),
)  # fmt: skip
_DRAWN = {"x": "least", "to": "most", "value": "mean_result", "line": "line"}
_CEILINGS = (
    Column("lever"), Column("label"), Column("top_median", "number"), Column("middle_median", "number"),
    Column("gain", "estimate"),
)  # fmt: skip


def report(
    found: Bundle,
    courses: Sequence[TeamIndex] = (),
    changes: Sequence[TeamChange] = (),
    provenance: Provenance | None = None,
) -> Report:
    """The Report of one job: ``contest``, ``chosen``, ``practices``, ``doses``, ``curve``, ``ceilings``, ``teams``,
    ``team_changes``.

    Its sentence and its estimates are of the bundle as a whole and name no single practice; the last row of
    ``ceilings``, whose lever is "", is that of all together.
    """
    main = found.contests[-1] if found.contests else None
    return Report(
        kind=KIND,
        sentence=_sentence(main),
        estimates=_estimates(found, main),
        tables=(
            Table("contest", _CONTESTS, tuple(row for one in found.contests for row in _contest(one))),
            Table("chosen", _CHOSEN, tuple(row for one in found.contests for row in _chosen(found, one))),
            Table("practices", _PRACTICES, _practices(found)),
            Table("doses", _DOSES, tuple(
                (one.least, one.most, one.mean.n, one.mean, one.line) for one in found.doses
            )),
            Table("curve", (Column("line", "code"), Column("at_standard", "number"), Column("mean_result", "number")),
                  _curve(found)),
            Table("ceilings", _CEILINGS, tuple(
                (one.code, one.label, one.top, one.middle, one.gain) for one in found.ceilings
            )),
            Table("team_changes", _CHANGES, tuple(
                (one.team, one.first, one.last, one.change.n, one.change, one.said.value if one.said else "unknown")
                for one in changes
            )),
            Table("teams", _TEAMS, tuple((one.team, one.period, one.index.n, one.index) for one in courses)),
        ),
        figures=(
            *((Figure("doses", "points", "doses", _DRAWN),) if found.doses else ()),
            *((Figure("ceilings", "intervals", "ceilings", {"label": "label", "value": "gain"}),)
              if found.ceilings else ()),
        ),
        caveats=found.caveats,
        provenance=provenance,
    )  # fmt: skip


def _sentence(main: Contest | None) -> Sentence:
    """Which of the two predicts better; only of one that predicts anything at all."""
    if main is None or main.difference.value is None:
        return Sentence("bundle.unknown", {"practices": main.practices if main else 0})
    values = {"practices": main.practices, "people": main.people}
    low, high = main.difference.low or 0.0, main.difference.high or 0.0
    if low > 0 and (main.r2_index.low or 0.0) > 0:
        return Sentence("bundle.more_than_one", values)
    if high < 0 and (main.r2_single.low or 0.0) > 0:
        return Sentence("bundle.less_than_one", values)
    return Sentence("bundle.no_difference", values)


def _estimates(found: Bundle, main: Contest | None) -> dict[str, Estimate]:
    if main is None:
        return {}
    together = [one.gain for one in found.ceilings if not one.code]
    return {
        "breadth": main.breadth, "index": main.index, "best_single": main.single, "r2_index": main.r2_index,
        "r2_single": main.r2_single, "difference": main.difference,
    } | ({"gain_all": together[0]} if together else {})  # fmt: skip


def _contest(one: Contest) -> list[tuple[Cell, ...]]:
    head = (one.among.value, one.practices, one.people, one.teams)
    return [
        (*head, "index", one.index, one.r2_index),
        (*head, "breadth", one.breadth, one.r2_breadth),
        (*head, "consistency", one.consistency, None),
        (*head, "single", one.single, one.r2_single),
        (*head, "joint", None, one.r2_joint),
    ]


def _chosen(found: Bundle, one: Contest) -> list[tuple[Cell, ...]]:
    labels = {practice.code: practice.label for practice in found.practices}
    often = sorted(one.chosen.items(), key=lambda pair: -pair[1])
    return [(one.among.value, code, labels[code], share) for code, share in often if share]


def _practices(found: Bundle) -> tuple[tuple[Cell, ...], ...]:
    inside = {one.code for one in found.ceilings}
    rows = []
    for practice in found.practices:
        share = found.shares[practice.code].dropna()
        known, standard = len(share) > 0, float(found.standards[practice.code])
        rows.append((
            practice.code, practice.label, float(share.median()) if known else None, standard if known else None,
            float((share >= standard - 1e-12).mean()) if known else None, "yes" if practice.code in inside else "no",
        ))  # fmt: skip
    return tuple(rows)


def _curve(found: Bundle) -> tuple[tuple[Cell, ...], ...]:
    seen = [("means", (one.least + one.most) / 2, one.mean.value) for one in found.doses]
    line = [("monotone", (one.least + one.most) / 2, one.line) for one in found.doses]
    return (*seen, *line)
