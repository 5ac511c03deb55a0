"""A project of the sales team: where it started, seven months of findings, a pack for the leader, two decisions."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from assess.demo.accounts import DEVELOPMENT, HR, LEADER, STUDY_LEAD
from assess.demo.colleagues import staff
from assess.demo.roster import ROLE
from assess.projects.actions import alignment, projects, sharing
from assess.projects.models import AlignmentItem, Project
from assess.projects.queries.conditions import released
from assess.projects.queries.packs import shareable
from surveys.moments import months_before, now

TITLE = "What works in selling, and what works against it"
#: Tier, element, finding, what it rests on, and its status so many months ago, the first when it was found.
FINDINGS = (
    ("task", "policies", "Discounts above five percent need three signatures; customers wait nine days.",
     "Twelve talks with representatives; the log of approvals", (("misaligned", 6), ("changing", 4), ("aligned", 2))),
    ("task", "analytics", "Finding the figures of an account takes ten minutes, so talks begin without them.",
     "A morning with four representatives in Lyon", (("misaligned", 6), ("changing", 1))),
    ("task", "procedures", "Notes of a visit go into two systems.", "Walked through with two representatives",
     (("misaligned", 5), ("aligned", 3))),
    ("position", "compensation", "The bonus pays for the first order only; care after the sale is nobody's income.",
     "The bonus plan of this year", (("misaligned", 5),)),
    ("position", "performance_management", "Reviews ask for the number of calls, not for what was learned in them.",
     "Forty reviews, read without names", (("misaligned", 4), ("changing", 2), ("aligned", 0))),
    ("position", "culture", "Tricks that work stay in the team where somebody found them.", "Two focus groups",
     (("unknown", 4), ("misaligned", 2))),
    ("function", "reporting", "Marketing counts contacts, sales counts talks; each is on target.",
     "The two monthly reports side by side", (("misaligned", 4), ("changing", 0))),
    ("function", "processes", "Service tells sales of complaints once a quarter.", "Talk with the head of service",
     (("misaligned", 3), ("aligned", 1))),
    ("company", "technology", "Whether the new customer system helps is not known before its second release.",
     "Project plan of the customer system", (("unknown", 3),)),
)  # fmt: skip
#: Categories somebody went through.
LOOKED = ("policies", "procedures", "processes", "compensations", "culture", "practices")


def run_project(session: Session) -> None:
    """Start it at position and task, keep its scorecard for seven months, share it, decide twice."""
    lead, development = staff(session, STUDY_LEAD), staff(session, DEVELOPMENT)
    project = projects.start(
        session, lead.pseudonym, title=TITLE, job=ROLE, scope="function", buy_in=3, entry="position"
    )  # fmt: skip
    project.started_at = _ago(7)
    rows = [_found(session, development.pseudonym, project, place) for place in range(len(FINDINGS))]
    people = (development, staff(session, HR), lead)
    for place, row in enumerate(rows):
        day = now().date() + timedelta(days=10 * place - 33)
        alignment.hand_over(session, development.pseudonym, project, row, people[place % 3], day)
    for category in LOOKED:
        alignment.look(session, development.pseudonym, project, category)
    session.commit()
    _share(session, project, rows)
    session.commit()


def _found(session: Session, actor: str, project: Project, place: int) -> AlignmentItem:
    tier, element, finding, evidence, course = FINDINGS[place]
    (first, months), *later = course
    survey = next((one for one in released(session, ROLE) if one.tier == tier), None)
    row = alignment.find(
        session, actor, project, tier=tier, element=element, finding=finding, evidence=evidence, status=first,
        analysis=survey.analysis if survey else None, group="all" if survey else "", at=_ago(months),
    )  # fmt: skip
    for status, since in later:
        alignment.change(session, actor, project, row, status, _ago(since))
    return row


def _share(session: Session, project: Project, rows: list[AlignmentItem]) -> None:
    lead, leader = staff(session, STUDY_LEAD), staff(session, LEADER)
    sharing.share(
        session, lead.pseudonym, project, title="What holds our representatives up",
        message="Please read the three rows on policies and pay before the meeting: which of them can you change?",
        reports=shareable(session, project)[:1], rows=rows[:5], readers=[leader],
    )  # fmt: skip
    day = now().date() - timedelta(days=40)
    sharing.decide(
        session, lead.pseudonym, project, kind="change", by=leader, on=day, rows=rows[:1],
        what="One signature is enough for discounts up to ten percent.",
        why="Nine days of waiting cost more than what three signatures saved.",
    )  # fmt: skip
    sharing.decide(
        session, lead.pseudonym, project, kind="defer", by=leader, on=day, rows=rows[3:4],
        what="The bonus plan stays until verdicts on the levers are in.",
        why="Paying for care after the sale is expensive; first it should be known whether it goes with results.",
    )  # fmt: skip


def _ago(months: int) -> datetime:
    """So many months ago; a little while ago for none, so that changes keep their order."""
    return months_before(now(), months) if months else now() - timedelta(hours=1)
