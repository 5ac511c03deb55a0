"""HR decides what colleagues see, asks three of the best about conversations, publishes one target; two are named."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from assess.benchmarks.actions.sharing import be_named
from assess.benchmarks.actions.targets import answer, ask, decide, describe, expect, propose, publish
from assess.benchmarks.queries.reports import benchmarks_of, replicable, rows
from assess.benchmarks.queries.targets import may_be_asked
from assess.demo.roster import ROLE
from assess.jobs.tasks import run_all
from assess.people.models import Account, Person
from assess.performance.queries import kpis
from scoring.results import Estimate

#: What colleagues see of each measure, and why; of the others nothing.
SHOWN = (
    ("calls", "celebrated", "Growth in new accounts begins with conversations, and everybody can have them."),
    ("new_logos", "celebrated", "The year's strategy is new customers."),
    ("revenue_attainment", "shared", "Everybody should know how the year is going."),
    ("cycle_time", "shared", "Quick answers are what customers praise us for."),
    ("margin", "withheld", "Prices differ by segment; an average would mislead."),
)
ASKED, STEP = 3, 5
ANSWERS = (
    (True, "That is what I do. On two mornings a week nothing else is in my calendar."),
    (True, "Yes, as long as each has a reason that matters to the customer."),
    (True, "About right. Below it my pipeline dries up a quarter later."),
)
WHY = "New customers are this year's strategy, and nearly all of them began with a conversation we asked for."
METHOD = (
    "Two protected mornings a week. The list is made the day before: one open question about each customer's business. "
    "No call without one. Results are noted at once, and the next step is agreed before hanging up."
)


def set_benchmarks(session: Session, hr: Account, analyst: Account, account_of: Callable[[Person], Account]) -> None:
    """Rules, one target with its consultations, one expected threshold, two people who want to be named."""
    measures = {kpi.key: kpi for kpi in kpis(session)}
    for key, seen, why in SHOWN:
        decide(session, hr.pseudonym, measures[key], ROLE, "", seen, why)
    session.commit()
    run_all(session)
    analysis = benchmarks_of(session, ROLE)
    if analysis is None:
        raise RuntimeError("the demo has no benchmarks: were its tiers computed?")
    best = replicable(session, analysis.report)[:ASKED]
    accounts = {person.id: account_of(person) for person in best}
    bar = rows(analysis.report, "bars", "calls")[0]["bar"]
    level = bar.value if isinstance(bar, Estimate) and bar.value is not None else 180.0
    given = {
        "job": ROLE, "value": float(STEP * round(level / STEP)), "bar": level, "analysis_id": analysis.id,
    }  # fmt: skip
    target = propose(session, hr.pseudonym, measures["calls"], given)
    ask(session, hr.pseudonym, target, [one.id for one in may_be_asked(session, target) if one.id in accounts])
    for one, (yes, reason) in zip(target.consultations, ANSWERS, strict=True):
        answer(session, accounts[one.person_id].pseudonym, one, yes, reason)
    describe(session, hr.pseudonym, target, WHY, METHOD)
    publish(session, hr.pseudonym, target)
    for person, scope in zip(best, ("company", "team"), strict=False):
        be_named(session, accounts[person.id].pseudonym, person, scope)
    expect(session, analyst.pseudonym, measures["calls"], ROLE, 200.0, "Above that there is no time to prepare them.")
    session.commit()
    run_all(session)
