"""What does a reader need to see of an intervention before believing, or giving up, a lever?"""

from scoring.change.results import Arm, Intervention
from scoring.results import Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "intervention"
_ARMS = (
    Column("arm", "code"), Column("teams", "count"), Column("people", "count"), Column("before", "estimate"),
    Column("after", "estimate"), Column("change", "estimate"),
)  # fmt: skip
_CHECKS = (Column("check", "code"), Column("finding", "estimate"), Column("p", "chance"))
_COHORTS = (Column("start"), Column("period"), Column("teams", "count"), Column("effect", "estimate"))
_LEADS = (Column("at", "count"), Column("difference", "estimate"))


def report(found: Intervention, provenance: Provenance | None = None) -> Report:
    """The Report of one intervention: ``status``, ``arms``, ``checks``, ``leads``, ``cohorts``.

    ``status`` has one row: design, causal status (``association_only``, ``confirmed_by_intervention`` or
    ``refuted_by_intervention``) and the reason the rule found. Words of cause belong to a page only beside
    ``confirmed_by_intervention``.
    """
    return Report(
        kind=KIND,
        sentence=_sentence(found),
        estimates={"effect": found.effect, "moved": found.moved},
        tables=(
            Table(
                "status",
                (Column("design", "code"), Column("causal", "code"), Column("why", "code")),
                ((found.design.value, found.causal.value, found.why.value),),
            ),
            Table("arms", _ARMS, (*_arm("treated", found.treated), *_arm("comparison", found.comparison))),
            Table("checks", _CHECKS, (
                ("effect", found.effect, found.p), ("welch", found.welch, None), ("moved", found.moved, None),
                ("trend", found.trend, found.trends_p),
                *((("regression", found.regression, None),) if found.regression else ()),
            )),
            Table("leads", _LEADS, tuple((one.at, one.difference) for one in found.leads)),
            Table("course", (Column("line", "code"), Column("at", "number"), Column("difference", "number")),
                  _course(found)),
            Table("cohorts", _COHORTS, tuple(
                (one.start, one.period, one.teams, one.effect) for one in found.cohorts
            )),
        ),
        figures=(Figure("course", "points", "leads", {"x": "at", "value": "difference"}),)
        if found.leads
        else (),
        caveats=found.caveats,
        provenance=provenance,
    )  # fmt: skip


def _sentence(found: Intervention) -> Sentence:
    teams = {
        "treated": found.treated.teams if found.treated else 0,
        "comparison": found.comparison.teams if found.comparison else 0,
    }
    return Sentence(f"intervention.{found.why.value}", teams)


def _arm(name: str, arm: Arm | None) -> list[tuple[Cell, ...]]:
    return [(name, arm.teams, arm.people, arm.before, arm.after, arm.change)] if arm else []


def _course(found: Intervention) -> tuple[tuple[Cell, ...], ...]:
    def line(name: str, of: str) -> list[tuple[Cell, ...]]:
        return [(name, one.at, bound) for one in found.leads if (bound := _bound(one.difference, of)) is not None]

    return (*line("difference", "value"), *line("low", "low"), *line("high", "high"))


def _bound(estimate: Estimate, of: str) -> float | None:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}[of]
