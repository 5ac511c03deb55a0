"""What everybody's accounts are worth, what happened to them, who says what of them, and who weighs what how."""

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.demo import territories
from assess.demo.colleagues import colleague
from assess.demo.results import RESULTS
from assess.demo.roster import ROLE, STARTS, TODAY, rep_ids
from assess.demo.story import CASES
from assess.demo.uploading import upload
from assess.demo.world import REGIONS, WEIGHTS, World
from assess.people.models import Account, Person
from assess.performance.actions.events import correct, happened
from assess.performance.actions.points import allot
from assess.performance.actions.portfolios import reconcile, state
from assess.performance.models import Kpi
from assess.performance.queries import known_of

#: The region that reports in francs, what a franc was worth in dollars in the first quarter, and by how much that rose.
FRANCS, FRANC, RISE = "South", 1.10, 0.008
#: Whose points differ by how much from the weights in force, in the order of ``RESULTS``; each row sums to zero.
STAKEHOLDERS = {
    "Marta Klein, sales": (10, 0, -5, 0, -5),
    "Rui Barros, finance": (-5, -10, 15, 0, 0),
    "Ines Molnár, customer success": (-10, -5, 0, 15, 0),
    "Sami Aalto, enablement": (0, 10, -5, -5, 0),
    "Olaf Brandt, region South": (5, 5, -5, -10, 5),
}
REO, OTHER = "M-0242", "M-0243"


def tell(session: Session, analyst: Account, world: World) -> None:
    """Revenue in two currencies with rates, Reo's re-organisation, points of five leaders, two stated portfolios."""
    actor = analyst.pseudonym
    for name, kind, table in (
        ("rates", "rates", rates()), ("revenue_metric", "metrics", metrics()), ("revenue", "kpis", revenue(world)),
    ):  # fmt: skip
        upload(session, actor, kind, name, table)
    _reorganised(session, actor)
    ids = dict(session.execute(select(Kpi.key, Kpi.id)).all())
    for name, apart in STAKEHOLDERS.items():
        given = {ids[row[0]]: 100 * weight + by for row, weight, by in zip(RESULTS, WEIGHTS, apart, strict=True)}
        allot(session, actor, ROLE, name, given)
    _stated(session, analyst)
    session.commit()


def rates() -> pd.DataFrame:
    """What a franc was worth in dollars, quarter by quarter."""
    quarters = [f"{start.year}-Q{start.quarter}" for start in STARTS]
    worth = np.round(FRANC + RISE * np.arange(len(STARTS)), 4)
    return pd.DataFrame({"currency": "CHF", "into": "USD", "period": quarters, "rate": worth, "source": "Treasury"})


def metrics() -> pd.DataFrame:
    """Revenue itself, looked at beside the score: attainment counts."""
    return pd.DataFrame(
        [("revenue", "Revenue", "higher", "result", 0.6, 0.0, "USD", "lagging", "sum")],
        columns=["metric_key", "label", "direction", "kind", "controllable", "weight", "unit", "timing", "aggregation"],
    )


def revenue(world: World) -> pd.DataFrame:
    """A quarter of what each territory brought in a year, times attainment; in francs where the region reports so."""
    places = territories.territories(world).set_index("territory_id")
    attained = np.concatenate([world.kpis, [case.kpis for case in CASES]])[:, :, 0] * RESULTS[0][7] + RESULTS[0][6]
    teams = [*world.team, *(case.team for case in CASES)]
    who, when = np.nonzero(~np.isnan(attained))
    codes = [f"T-{place + 1:04}" for place in range(len(teams))]
    yearly = places["prior_run_rate"].reindex(codes).to_numpy()
    francs = np.array([REGIONS[team // 6] == FRANCS for team in teams])[who]
    dollars = yearly[who] / 4 * attained[who, when] / 100
    return pd.DataFrame(
        {
            "person_id": np.array(rep_ids(world))[who],
            "metric_key": "revenue",
            "period_start": STARTS[when].strftime("%Y-%m-%d"),
            "period_end": (STARTS[when] + pd.offsets.QuarterEnd()).strftime("%Y-%m-%d"),
            "value": np.round(dollars / np.where(francs, FRANC + RISE * when, 1.0), 2),
            "unit": np.where(francs, "CHF", "USD"),
            "source": "ERP",
        }
    )


def _reorganised(session: Session, actor: str) -> None:
    """First put down with 40 accounts, then corrected: 70 became 44."""
    given = {
        "type": "reassign", "day": territories.REORGANISED, "accounts_before": 70.0, "accounts_after": 40.0,
        "revenue": 7_500_000.0, "unit": "USD", "whom": "12 to Wes Lindqvist, 14 to the key-account team",
        "reason": "Yearly re-organisation of the West",
    }  # fmt: skip
    reo = session.scalars(select(Person).where(Person.code == REO)).one()
    event = happened(session, actor, reo, given)
    correct(session, actor, event, given | {"accounts_after": 44.0})


def _stated(session: Session, analyst: Account) -> None:
    """Reo in an interview, held against the record; a colleague alone, on the phone, still to be looked at."""
    reo = session.scalars(select(Person).where(Person.code == REO)).one()
    said = {
        "accounts_stated": "about 45", "revenue_stated": "$7.5 million", "vertical": "Semiconductors",
        "segment": "Enterprise", "structure": "A dozen large ones with subsidiaries, the rest single sites",
    }  # fmt: skip
    stated = state(session, analyst.pseudonym, reo, "interview", said)
    known = known_of(session, reo, TODAY)
    reconcile(session, analyst.pseudonym, stated, known, "record", "One account closed since he counted")
    account = colleague(session, OTHER)
    other = session.scalars(select(Person).where(Person.code == OTHER)).one()
    state(session, account.pseudonym, other, "self", {
        "accounts_stated": "60 or so", "revenue_stated": "4.5M USD", "vertical": "Food and beverages",
    })  # fmt: skip
