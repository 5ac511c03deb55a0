"""What does a person, or their manager, need to see before they agree on one skill?"""

from scoring.payoff.results import Advice, Choice, Payoff, Promise
from scoring.results import Caveat, Cell, Column, Figure, Provenance, Report, Sentence, Table

KIND, TEAM = "payoff", "payoff_team"
_PROMISES = (
    Column("lever"), Column("label"), Column("gain", "estimate"), Column("best", "chance"),
    Column("level", "estimate"), Column("target", "number"), Column("talk", "code"),
)  # fmt: skip
_GENERIC = (Column("team"), Column("lever"), Column("label"), Column("people", "count"), Column("of", "count"))


def report(one: Advice, caveats: tuple[Caveat, ...] = (), provenance: Provenance | None = None) -> Report:
    """The Report of one person: ``skills``, at most three, best first, and ``conditions``, the manager's to change."""
    known = {"skills": len(one.skills), "conditions": len(one.conditions)}
    return Report(
        kind=KIND,
        sentence=Sentence(f"payoff.{one.choice.value}", known | _best(one)),
        estimates={"best_gain": one.skills[0].gain} if one.skills else {},
        tables=(
            Table("skills", _PROMISES, tuple(map(_promise, one.skills))),
            Table("conditions", _PROMISES, tuple(map(_promise, one.conditions))),
        ),
        figures=(Figure("skills", "intervals", "skills", {"label": "label", "value": "gain"}),) if one.skills else (),
        caveats=caveats,
        provenance=provenance,
    )


def team(found: Payoff, provenance: Provenance | None = None) -> Report:
    """The Report of a job: ``generic``, teams in which most would get the same advice (S3-11)."""
    labels = {option.code: option.label for option in found.options}
    rows = tuple((one.team, one.code, labels[one.code], one.people, one.of) for one in found.generic)
    return Report(
        kind=TEAM,
        sentence=Sentence("payoff_team.generic" if rows else "payoff_team.varied", {"teams": len(rows)}),
        tables=(Table("generic", _GENERIC, rows),),
        caveats=found.caveats,
        provenance=provenance,
    )


def _best(one: Advice) -> dict[str, int]:
    return {"of_100": round(100 * one.skills[0].best)} if one.choice is Choice.BEST_BET else {}


def _promise(one: Promise) -> tuple[Cell, ...]:
    return (one.code, one.label, one.gain, one.best, one.level, one.target, "yes" if one.talk else "no")
