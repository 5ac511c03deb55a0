"""A company with one job, a released survey of its conditions, and verdicts on its levers."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from assess.access import Role
from assess.analyses.actions import store
from assess.analyses.models import Analysis
from assess.campaigns.models import Campaign
from assess.people.models import Account, Person
from assess.projects.actions import projects as actions
from assess.projects.models import CONDITIONS, Project
from assess.provenance import provenance
from scoring.groups import METHOD
from scoring.reports.campaign import ALL, WITHHELD, Group, Measure, report
from scoring.results import Column, Estimate, Report, Sentence, Table
from surveys.definition import Instrument, Item, Keyed, Option, Scale, Section
from surveys.moments import now
from surveys.versions import publish

JOB = "Seller"
#: Means on five points and their ranges: analytics lies wholly below all others.
CLEAR = {code: (3.8, 3.6, 4.0) for code in CONDITIONS} | {"analytics": (2.3, 2.1, 2.5)}
#: Reporting's range meets that of analytics.
BLURRED = CLEAR | {"reporting": (2.6, 2.4, 2.8)}
VERDICTS = (
    ("multithread", "Talks with several people", "position", "supported_replicated", "yes"),
    ("presales", "Is given presales support", "function", "supported_provisional", "no"),
    ("social", "Posts online", "task", "not_supported", "no"),
)


def instrument() -> Instrument:
    """One statement a condition."""
    options = tuple(Option(str(value), str(value), float(value)) for value in range(1, 6))
    items = {code: Item(code, "likert", f"{code} helps me.", options=options) for code in CONDITIONS}
    return Instrument(
        "conditions_small", "Conditions", "en", sections=(Section("all", "All", tuple(items.values())),),
        scales=tuple(Scale(code, f"On {code}", (Keyed(code),), 1.0, 5.0) for code in CONDITIONS),
        uses=("survey",), source="Test", licence="CC0-1.0",
    )  # fmt: skip


def estimate(value: float, low: float, high: float, n: int = 40) -> Estimate:
    return Estimate(value, n, METHOD, low, high)


@pytest.fixture
def survey(session: Session) -> Callable[..., Analysis]:
    """A released survey about conditions: ``survey(CLEAR, job=JOB)``; what is not given was withheld."""

    def release(means: Mapping[str, tuple[float, float, float]], job: str = JOB, third_party: bool = False) -> Analysis:
        campaign = Campaign(
            title="What you work under", version_id=publish(session, instrument()).id, job=job, state="closed",
            kind="conditions", closes_at=now() - timedelta(days=1), third_party=third_party,
        )  # fmt: skip
        session.add(campaign)
        session.flush()
        measures = [
            Measure(f"On {code}", True, 1.0, 5.0, {ALL: estimate(*means[code]) if code in means else WITHHELD})
            for code in CONDITIONS
        ]
        made = provenance(report([Group(ALL, "", 50, 40)], measures), {}, 7)
        kept = store(session, made, f"campaign:{campaign.id}", "system")
        session.commit()
        return kept

    return release


def levers_report() -> Report:
    keys = ("lever", "label", "family", "tier", "type", "verdict", "causal", "usable", "reasons")
    rows = tuple(
        (code, label, "rep", tier, "behaviour", verdict, "association_only", usable, "")
        for code, label, tier, verdict, usable in VERDICTS
    )
    values = {"levers": 3, "testable": 3, "supported": 2, "replicated": 1, "usable": 1, "people": 200, "teams": 20}
    table = Table("verdicts", tuple(Column(key) for key in keys), rows)
    return provenance(Report("levers", Sentence("levers.supported", values), tables=(table,)), {}, 7)


@pytest.fixture
def verdicts(session: Session) -> Analysis:
    kept = store(session, levers_report(), f"job:{JOB}", "system")
    session.commit()
    return kept


@pytest.fixture
def lead(account: Callable[..., Account]) -> Account:
    return account(Role.STUDY_LEAD, name="Lea Lead")


@pytest.fixture
def leader(account: Callable[..., Account]) -> Account:
    return account(Role.LEADER, name="Max Boss")


@pytest.fixture
def project(session: Session, lead: Account) -> Project:
    session.add_all(Person(code=f"P-{n}", name=f"Person {n}", job=JOB) for n in range(12))
    session.flush()
    made = actions.start(
        session, lead.pseudonym, title="What works", job=JOB, scope="function", buy_in=3, entry="position"
    )  # fmt: skip
    session.commit()
    return made
