"""Who is to be screened, what a reviewer may see of it, and what came out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.analyses.models import Analysis
from assess.analyses.queries import latest
from assess.errors import NotAllowed, NotFound
from assess.people.models import Account, Person
from assess.performance.models import Assignment, Event
from assess.performance.models.screening import EthicsHold, Screen, ScreenVerdict
from assess.performance.queries.scores import SEES_ALL_SCORES, subject, tiers_of
from scoring.reports.outliers import KIND as OUTLIERS
from scoring.reports.tiers import KIND as TIERS
from scoring.results import Report

#: A chance of the top fifth from which somebody is looked at, and flags that call for a look by themselves.
HIGH = 0.50
CALLING = frozenset({"raw_top_only", "team_decides"})
#: One deal of this share of a year's revenue is a windfall (methods §2.7).
ONE_DEAL = 0.40
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ToScreen:
    """One person to be screened: the row of the tiers, the gates, and how far people are, without what they said.

    ``state`` is ``open``, ``waiting`` (for one more verdict), ``differ`` (a third is asked for) or ``settled``;
    ``mine`` says whether the viewer has spoken in this round; ``held`` whether an ethics measure or a person holds
    them back.
    """

    person: Person
    cells: Mapping[str, object]
    gates: Mapping[str, object] | None
    state: str
    given: int
    mine: bool
    result: str | None
    held: bool


def own_affair(reviewer: Account, person: Person) -> bool:
    """Whether these are the reviewer's own results or those of somebody the reviewer leads."""
    if reviewer.person_id is None:
        return False
    leads = person.team is not None and person.team.manager_id == reviewer.person_id
    return reviewer.person_id == person.id or leads


def to_screen(session: Session, viewer: Account, job: str) -> list[ToScreen]:
    """Who has to be screened in a job, best first: high by chance, on top by raw results only, or on hold.

    Their own results and those of people they lead are in nobody's list.
    """
    analysis = tiers_of(session, job)
    if analysis is None or not analysis.report.tables:
        return []
    wanted = {str(row["person_id"]): row for row in rows(analysis.report, "people") if _called(row)}
    gates = gates_of(session, job)
    query = select(Person).where(Person.code.in_(wanted)).options(joinedload(Person.team))
    people = {person.code: person for person in session.scalars(query) if not own_affair(viewer, person)}
    screens = {screen.person_id: screen for screen in _newest(session, job)}
    holds = _holds(session, job)
    return [
        _to_screen(people[code], cells, gates.get(code), screens.get(people[code].id), holds, viewer)
        for code, cells in wanted.items()
        if code in people
    ]


def _called(row: Mapping[str, object]) -> bool:
    chance = row["chance_top"]
    return (isinstance(chance, float) and chance >= HIGH) or bool(CALLING & set(str(row["flags"] or "").split()))


def _to_screen(
    person: Person, cells: Mapping[str, object], gates: Mapping[str, object] | None, screen: Screen | None,
    holds: Mapping[int, str], viewer: Account,
) -> ToScreen:  # fmt: skip
    given = screen.verdicts if screen else []
    state = (
        "open" if not given else "settled" if screen and screen.result else "waiting" if len(given) < 2 else "differ"
    )
    measured = gates is not None and gates["ethical"] == "no"
    held = holds.get(person.id, "keep" if measured else "release") == "keep"
    mine = any(one.reviewer == viewer.pseudonym for one in given)
    return ToScreen(person, cells, gates, state, len(given), mine, screen.result if screen else None, held)


def gates_of(session: Session, job: str) -> dict[str, Mapping[str, object]]:
    """By person, the row of the gates in the newest split of the top."""
    split = latest(session, OUTLIERS, subject(job))
    return {str(row["person_id"]): row for row in rows(split.report, "gates")} if split else {}


def rows(report: Report, key: str) -> list[dict[str, object]]:
    """The rows of a table by column; none where it is not there."""
    if key not in {one.key for one in report.tables}:
        return []
    table = report.table(key)
    names = [column.key for column in table.columns]
    return [dict(zip(names, cells, strict=True)) for cells in table.rows]


def _newest(session: Session, job: str) -> Sequence[Screen]:
    """The last round of everybody screened in a job."""
    query = select(Screen).where(Screen.job == job).options(selectinload(Screen.verdicts)).order_by(Screen.round)
    return list({screen.person_id: screen for screen in session.scalars(query)}.values())


def _holds(session: Session, job: str) -> dict[int, str]:
    """By person, the decision that counts."""
    query = select(EthicsHold.person_id, EthicsHold.decision).where(EthicsHold.job == job).order_by(EthicsHold.id)
    return {person: decision for person, decision in session.execute(query)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reviewer sees of one person. ``verdicts`` holds only what this viewer may read."""

    one: ToScreen
    analysis: Analysis
    screen: Screen | None
    verdicts: Sequence[ScreenVerdict]
    rounds: Sequence[Screen]
    holds: Sequence[EthicsHold]
    events: Sequence[Event]
    assignments: Sequence[Assignment]
    one_deal: bool | None

    @property
    def may_judge(self) -> bool:
        """Whether the viewer's verdict is asked for."""
        return not self.one.mine and self.one.state != "settled"


def evidence(session: Session, viewer: Account, code: str) -> Evidence:
    """One person's evidence for a reviewer; NotFound for who is not to be screened, NotAllowed in an own affair."""
    person = session.scalar(select(Person).where(Person.code == code).options(joinedload(Person.team)))
    if person is None or not viewer.role_names & SEES_ALL_SCORES:
        raise NotFound
    if own_affair(viewer, person):
        raise NotAllowed
    analysis = tiers_of(session, person.job)
    one = next((one for one in to_screen(session, viewer, person.job) if one.person.id == person.id), None)
    if one is None or analysis is None:
        raise NotFound
    query = select(Screen).where(Screen.person_id == person.id, Screen.job == person.job)
    rounds = session.scalars(query.options(selectinload(Screen.verdicts)).order_by(Screen.round)).all()
    screen = rounds[-1] if rounds else None
    events = session.scalars(
        select(Event).where(Event.person_id == person.id, Event.state == "stands").order_by(Event.day.desc())
    ).all()
    assignments = session.scalars(
        select(Assignment).where(Assignment.person_id == person.id).options(joinedload(Assignment.territory))
        .order_by(Assignment.start.desc())
    ).all()  # fmt: skip
    holds = session.scalars(
        select(EthicsHold).where(EthicsHold.person_id == person.id, EthicsHold.job == person.job)
        .order_by(EthicsHold.id.desc())
    ).all()  # fmt: skip
    return Evidence(
        one, analysis, screen, readable(screen, viewer), [past for past in rounds[:-1] if past.result], holds, events,
        assignments, _one_deal(events, analysis),
    )  # fmt: skip


def readable(screen: Screen | None, viewer: Account) -> list[ScreenVerdict]:
    """The verdicts of a round this viewer may read.

    All of them once it is settled; before that one's own, and those of the first two to each other once both are in:
    neither can speak again, and the third still has to be alone.
    """
    if screen is None:
        return []
    given = screen.verdicts
    mine = any(one.reviewer == viewer.pseudonym for one in given)
    if screen.result is not None or (mine and len(given) >= 2):
        return list(given)
    return [one for one in given if one.reviewer == viewer.pseudonym]


def _one_deal(events: Sequence[Event], analysis: Analysis) -> bool | None:
    """Whether one deal was 40 % of the last year's revenue; None where no windfall is recorded at all."""
    windfalls = [one for one in events if one.type == "windfall"]
    if not windfalls:
        return None
    since = analysis.made_at.date() - YEAR
    return any((one.size or 0.0) >= ONE_DEAL and (one.end or one.day) >= since for one in windfalls)


def names_of(session: Session, pseudonyms: set[str]) -> dict[str, str]:
    """Names of reviewers."""
    return dict(session.execute(select(Account.pseudonym, Account.name).where(Account.pseudonym.in_(pseudonyms))).all())


def screened(session: Session, job: str) -> dict[str, str]:
    """By person, what came out: ``earned``, ``circumstance``, ``cannot_tell``, or ``held`` whatever they said.

    Who is missing has not been screened, or not to the end.
    """
    codes = dict(session.execute(select(Person.id, Person.code).where(Person.job == job)).all())
    found = {codes[one.person_id]: one.result for one in _newest(session, job) if one.result and one.person_id in codes}
    decided = {codes[person]: one for person, one in _holds(session, job).items() if person in codes}
    measured = {code for code, row in gates_of(session, job).items() if row["ethical"] == "no"}
    held = {code for code in measured | set(decided) if decided.get(code, "keep") == "keep"}
    return {code: str(result) for code, result in found.items()} | dict.fromkeys(held, "held")


def reference_group(session: Session, job: str, report: Report) -> dict[str, tuple[str, str | None]]:
    """By person the group in which a profile may use them, and what two people said (None where they did not, or hold).

    ``top`` is high, sustained, not held back and earned, or not yet screened; whom two people did not find to have
    earned it is ``other``. Who was held by a measure and let through joins the top if two people say earned. A Report
    on managers, whom nobody screens, is taken as it is.
    """
    groups = {str(row["person_id"]): str(row["reference"] or "other") for row in rows(report, "people")}
    if report.kind != TIERS:
        return {code: (group, "earned") for code, group in groups.items()}
    verdicts, gates = screened(session, job), gates_of(session, job)
    said = {code: verdict for code, verdict in verdicts.items() if verdict != "held"}
    for code, row in gates.items():
        if row["sustained"] == "yes" and row["ethical"] == "no" and verdicts.get(code) == "earned":
            groups[code] = "top"
    return {
        code: ("other" if group == "top" and verdicts.get(code, "earned") != "earned" else group, said.get(code))
        for code, group in groups.items()
    }


def replicable_group(session: Session, job: str, report: Report) -> dict[str, str]:
    """By person the group others may learn from: of the ``reference_group``'s top, talent outliers are ``outlier``.

    What the few do who are apart by talent is no target, and nothing a panel or a meeting of the top speaks for.
    """
    apart = outliers(session, job)
    groups = {code: group for code, (group, _said) in reference_group(session, job, report).items()}
    return {code: "outlier" if group == "top" and code in apart else group for code, group in groups.items()}


def outliers(session: Session, job: str) -> frozenset[str]:
    """Who is apart by talent, by the newest split of the top; nobody where it was not split."""
    split = latest(session, OUTLIERS, subject(job))
    found = rows(split.report, "people") if split else []
    return frozenset(str(row["person_id"]) for row in found if row["group"] == "outlier")
