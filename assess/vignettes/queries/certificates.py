"""Who is certified, until when, and who never trained: states only, never a score."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.access import Role as RoleName
from assess.interviews.models import Rater
from assess.interviews.queries import credential
from assess.paging import Slice, selected
from assess.people.models import Account, Role
from assess.vignettes.models import Course, Outcome, Retest
from assess.vignettes.queries.courses import TRAINEES
from surveys.moments import now

#: So long before a certificate ends, its holder is told, and may take the test again.
EXPIRY_NOTICE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody is with training.

    ``state`` is one of none, training, scoring (the test is being measured), certified, expiring, retest (certified and
    asked to take the test again), expired, missed (the last test did not meet the certificate), undecided (the gold
    left too little to measure by).
    """

    state: str
    until: datetime | None = None
    training: bool = False

    @property
    def certified(self) -> bool:
        """Whether a certificate is in force; a wish to see the test again does not end it, a missed one does."""
        return self.state in {"certified", "expiring", "retest"}


def standing(session: Session, rater_id: int, on: datetime | None = None) -> Standing:
    """Where one rater is."""
    return standings(session, [rater_id], on)[rater_id]


def standings(session: Session, rater_ids: Collection[int], on: datetime | None = None) -> dict[int, Standing]:
    """Where raters are with training, by id, at a moment (now if none)."""
    moment = on or now()
    mine = (Course.rater_id.in_(list(rater_ids)), Course.purpose == "training")
    begun = set(session.scalars(select(Course.rater_id).where(*mine, Course.finished_at.is_(None))))
    newest = select(func.max(Course.id)).where(*mine, Course.finished_at <= moment).group_by(Course.rater_id)
    tests = session.execute(
        select(Course.rater_id, Course.began_at, Outcome)
        .outerjoin(Outcome, Outcome.course_id == Course.id)
        .where(Course.id.in_(newest))
    )
    last = {rater: (began, outcome) for rater, began, outcome in tests}
    wanted = (
        select(Retest.rater_id, func.max(Retest.asked_at))
        .where(Retest.rater_id.in_(list(rater_ids)), Retest.asked_at <= moment)
        .group_by(Retest.rater_id)
    )
    asked = {rater: at for rater, at in session.execute(wanted)}
    return {
        id: Standing(*_state(last.get(id), asked.get(id), moment, id in begun), training=id in begun)
        for id in rater_ids
    }


def _state(
    last: tuple[datetime, Outcome | None] | None, asked: datetime | None, moment: datetime, begun: bool
) -> tuple[str, datetime | None]:
    if last is None:
        return ("training" if begun else "none"), None
    began, outcome = last
    if outcome is None:
        return "scoring", None
    if not outcome.passed or outcome.expires_at is None:
        return ("undecided" if outcome.passed is None else "missed"), None
    if outcome.expires_at <= moment:
        return "expired", outcome.expires_at
    if asked is not None and asked >= began:
        return "retest", outcome.expires_at
    soon = outcome.expires_at - EXPIRY_NOTICE <= moment
    return ("expiring" if soon else "certified"), outcome.expires_at


def certified(session: Session, rater_ids: Collection[int], on: datetime | None = None) -> dict[int, datetime]:
    """Which of these raters hold a certificate at a moment (now if none), and until when."""
    found = standings(session, rater_ids, on)
    return {id: one.until for id, one in found.items() if one.certified and one.until is not None}


def trainees(session: Session, page: int) -> tuple[Slice[Account], dict[int, Standing]]:
    """One page of the accounts that interview, by name, and where each is, by account."""
    who = (Account.active, Account.roles.any(Role.name.in_([RoleName(one).value for one in TRAINEES])))
    total = session.scalar(select(func.count()).select_from(Account).where(*who)) or 0
    found = selected(session, select(Account).where(*who).order_by(Account.name, Account.id), total, page)
    return found, of_accounts(session, found.rows)


@credential
def stated(session: Session, accounts: Sequence[Account]) -> dict[int, str]:
    """For whoever plans a panel: the state of those who have begun to train, as the key of its words."""
    found = of_accounts(session, accounts)
    return {id: f"vignettes.state.{one.state}" for id, one in found.items() if one.state != "none"}


def of_accounts(session: Session, accounts: Sequence[Account]) -> dict[int, Standing]:
    """Where accounts are with training, by account."""
    query = select(Rater.account_id, Rater.id).where(Rater.account_id.in_([one.id for one in accounts]))
    raters = {account: rater for account, rater in session.execute(query) if account is not None}
    found = standings(session, raters.values())
    return {one.id: found[raters[one.id]] if one.id in raters else Standing("none") for one in accounts}
