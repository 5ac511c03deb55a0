"""Practices a viewer may know of, how far each has come, and who is asked to judge it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from assess.access import Role
from assess.errors import NotFound
from assess.levers.models.registry import Lever
from assess.levers.queries.verdicts import rows, usable_levers, verdicts_of
from assess.paging import Slice, selected
from assess.people.models import Account, Person, account_role
from assess.people.models import Role as RoleRow
from assess.performance.queries.managers import criterion_of
from assess.performance.queries.screening import replicable_group
from assess.practices.models import PANELS, Barrier, PanelBallot, PanelResult, PanelSeat, Practice
from scoring.content_validity import LEADERS, PERFORMERS, ContentValidity, Panel, Standing, Validated, together
from scoring.levers import Causal

#: Who writes practices down and sees those that are not shared yet.
KEEPERS = (Role.STUDY_LEAD, Role.HR, Role.ENABLEMENT)
#: Who reads what is shared.
READERS = (*KEEPERS, Role.ANALYST, Role.LEADER, Role.LINE_MANAGER, Role.EMPLOYEE)

#: What speaks against a lever although it goes with results.
_SPEAKS_AGAINST = (Causal.REVERSE_CAUSE_PLAUSIBLE.value, Causal.REFUTED.value)
#: How far a practice can have come, in order (requirement S0-24).
STEPS = ("identified", "extracted", "analysed", "performers", "leaders", "published")


@dataclass(frozen=True, slots=True)
class Progress:
    """Which steps a practice has taken, and what each panel and both together say once they are counted."""

    taken: tuple[str, ...]
    results: Mapping[str, PanelResult]
    standing: Standing | None


def practice(session: Session, viewer: Account, id: int) -> Practice:
    """One practice: any for those who keep them, shared ones for readers; NotFound."""
    query = select(Practice).where(Practice.id == id)
    found = session.scalar(
        query.options(joinedload(Practice.lever), selectinload(Practice.deviations), selectinload(Practice.barriers))
    )
    if found is None or not (viewer.role_names & set(KEEPERS) or found.published_at):
        raise NotFound
    return found


def practices(session: Session, viewer: Account, job: str, page: int) -> Slice[Practice]:
    """One page of the practices of a job that a viewer may read, newest first."""
    query = select(Practice).join(Practice.lever).where(Lever.job == job).order_by(Practice.id.desc())
    if not viewer.role_names & set(KEEPERS):
        query = query.where(Practice.published_at.is_not(None))
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return selected(session, query.options(contains_eager(Practice.lever)), total, page)


def described(session: Session, job: str) -> frozenset[int]:
    """The levers of a job with which a practice began."""
    return frozenset(session.scalars(select(Practice.lever_id).join(Practice.lever).where(Lever.job == job)))


def barriers(session: Session, job: str) -> Sequence[tuple[Barrier, Practice]]:
    """What stands in the way of the practices of a job, open ones first, by the day they are due."""
    query = (
        select(Barrier, Practice)
        .join(Practice, Practice.id == Barrier.practice_id)
        .join(Lever, Lever.id == Practice.lever_id)
        .where(Lever.job == job)
        .order_by(Barrier.state != "open", Barrier.due.is_(None), Barrier.due, Barrier.id)
    )
    return [(barrier, of) for barrier, of in session.execute(query)]


def barrier(found: Practice, id: int) -> Barrier:
    """One barrier of a practice; NotFound."""
    one = next((barrier for barrier in found.barriers if barrier.id == id), None)
    if one is None:
        raise NotFound
    return one


def lever(session: Session, id: int) -> Lever:
    """A hypothesis that was locked before the data; NotFound."""
    found = session.get(Lever, id)
    if found is None or found.locked_at is None:
        raise NotFound
    return found


def why_not(session: Session, lever: Lever) -> str:
    """The key of the words that say why no practice begins with a lever; empty where one may."""
    if lever in usable_levers(session, lever.job):
        return ""
    if lever.type == "condition":
        return "practices.why_not.condition"
    analysis = verdicts_of(session, lever.job)
    said = [row for row in rows(analysis.report, "verdicts") if row["lever"] == lever.code] if analysis else []
    if not said:
        return "practices.why_not.unjudged"
    cells, supported = said[0], str(said[0]["verdict"]).startswith("supported")
    if supported and cells["causal"] in _SPEAKS_AGAINST:
        return f"levers.says.{cells['causal']}"
    return "practices.why_not.hard_to_copy" if supported else f"levers.says.{cells['verdict']}"


def progress(session: Session, found: Practice) -> Progress:
    """How far it has come, told by what is there."""
    return _progress(found, results(session, found))


def progresses(session: Session, found: Sequence[Practice]) -> dict[int, Progress]:
    """How far each has come, by its id, in one look at the results of all."""
    said: dict[int, dict[str, PanelResult]] = {one.id: {} for one in found}
    for result in session.scalars(select(PanelResult).where(PanelResult.practice_id.in_(said))):
        said[result.practice_id][result.panel] = result
    return {one.id: _progress(one, said[one.id]) for one in found}


def _progress(found: Practice, said: Mapping[str, PanelResult]) -> Progress:
    done: Mapping[str, bool] = {
        "identified": True,
        "extracted": found.extracted,
        "analysed": found.analysed_at is not None,
        "performers": PERFORMERS in said and said[PERFORMERS].agrees,
        "leaders": LEADERS in said and said[LEADERS].agrees,
        "published": found.published_at is not None,
    }
    both = Validated(str(found.id), said[PERFORMERS].sat, said[LEADERS].sat).standing if said else None
    return Progress(tuple(step for step in STEPS if done[step]), said, both)


def results(session: Session, found: Practice) -> dict[str, PanelResult]:
    """What each panel said; nothing as long as they are open."""
    query = select(PanelResult).where(PanelResult.practice_id == found.id)
    return {one.panel: one for one in session.scalars(query)}


def validated(session: Session, job: str) -> ContentValidity:
    """Every practice of a job that panels of five or more have judged, with what they said."""
    query = select(PanelResult, Practice.title).join(Practice, Practice.id == PanelResult.practice_id)
    query = query.join(Lever, Lever.id == Practice.lever_id).where(Lever.job == job).order_by(Practice.id)
    said: dict[int, tuple[str, dict[str, Panel]]] = {}
    for one, title in session.execute(query):
        if one.sat is not None:
            said.setdefault(one.practice_id, (title, {}))[1][one.panel] = one.sat
    return together(Validated(title, sat.get(PERFORMERS), sat.get(LEADERS)) for title, sat in said.values())


def judges(session: Session, found: Practice) -> dict[str, list[Account]]:
    """Who would be asked: replicable top performers of the job with an account, and leaders; nobody sits on both."""
    analysis = criterion_of(session, found.lever.job)
    groups = replicable_group(session, found.lever.job, analysis.report) if analysis else {}
    top = [code for code, group in groups.items() if group == "top"]
    performers = session.scalars(
        select(Account).join(Person, Person.id == Account.person_id).where(Person.code.in_(top), Account.active)
    ).all()
    leading = (
        select(account_role.c.account_id)
        .join(RoleRow, RoleRow.id == account_role.c.role_id)
        .where(RoleRow.name == Role.LEADER)
    )
    leaders = session.scalars(select(Account).where(Account.active, Account.id.in_(leading))).all()
    return {PERFORMERS: list(performers), LEADERS: [one for one in leaders if one not in performers]}


def turnout(session: Session, found: Practice) -> dict[str, tuple[int, int]]:
    """By panel how many have voted while it is open, and how many were asked."""
    query = select(PanelSeat.panel, func.count()).where(PanelSeat.practice_id == found.id).group_by(PanelSeat.panel)
    asked, voted = dict(session.execute(query).all()), _voted(session, [found.id])
    return {name: (len(voted.get((found.id, name), ())), asked[name]) for name in PANELS if name in asked}


def _voted(session: Session, practices: Sequence[int]) -> dict[tuple[int, str], set[int]]:
    """By practice and panel the seats that have voted while it is open."""
    query = select(PanelBallot.practice_id, PanelBallot.panel, PanelBallot.voted)
    found = session.execute(query.where(PanelBallot.practice_id.in_(practices)))
    return {(practice, name): set(voted) for practice, name, voted in found}


def has_voted(session: Session, seat: PanelSeat) -> bool:
    """Whether this seat has voted, as long as the panel is open; nobody knows it afterwards."""
    return seat.id in _voted(session, [seat.practice_id]).get((seat.practice_id, seat.panel), ())


def seat(session: Session, viewer: Account, id: int) -> PanelSeat:
    """A viewer's own seat in the panels of a practice; NotFound."""
    query = select(PanelSeat).where(PanelSeat.practice_id == id, PanelSeat.account_id == viewer.id)
    found = session.scalar(query.options(joinedload(PanelSeat.practice).joinedload(Practice.lever)))
    if found is None:
        raise NotFound
    return found


def to_screen(session: Session, viewer: Account) -> Sequence[Practice]:
    """What others wrote down and read, and nobody has said of whether everybody may do it."""
    query = select(Practice).where(Practice.analysed_at.is_not(None), Practice.compliance == "")
    found = session.scalars(query.order_by(Practice.analysed_at))
    return [one for one in found if viewer.pseudonym not in one.writers]


def waiting(session: Session, viewer: Account) -> Sequence[PanelSeat]:
    """What a viewer is asked about and has not answered."""
    query = (
        select(PanelSeat)
        .join(PanelSeat.practice)
        .where(PanelSeat.account_id == viewer.id, Practice.counted_at.is_(None))
        .order_by(PanelSeat.id)
    )
    seats = session.scalars(query.options(joinedload(PanelSeat.practice))).all()
    voted = _voted(session, [one.practice_id for one in seats])
    return [one for one in seats if one.id not in voted.get((one.practice_id, one.panel), ())]
