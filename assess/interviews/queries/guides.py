"""Scorecards and who may rate by them."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.access import Role
from assess.hiring.models import Application
from assess.instruments.queries.library import listed
from assess.interviews.models import Interview
from assess.people.models import Account
from assess.people.models import Role as RoleRow
from surveys.definition import Instrument
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of

Credential = Callable[[Session, Sequence[Account]], Mapping[int, str]]
_CREDENTIALS: list[Credential] = []


def credential(rule: Credential) -> Credential:
    """Register what a higher feature knows of training: keys of the phrases, by account."""
    _CREDENTIALS.append(rule)
    return rule


def credentials(session: Session, accounts: Sequence[Account]) -> dict[int, str]:
    """What is known of the training of these accounts, as keys of the phrases; accounts without any are left out."""
    return {id: key for rule in _CREDENTIALS for id, key in rule(session, accounts).items()}


def guide(session: Session, interview: Interview) -> Instrument:
    """The scorecard everybody in the panel uses, with its questions."""
    return instrument_of(session, interview.version.content_hash)


def guides(session: Session, application: Application) -> list[tuple[InstrumentVersion, Instrument]]:
    """The scorecards a candidate can be rated by outside rounds: that of the opening's first such panel, else any."""
    fixed = guide_fixed(session, application.opening_id)
    if fixed is not None:  # withdrawn or not: the others were asked by it
        version = session.get_one(InstrumentVersion, fixed)
        return [(version, instrument_of(session, version.content_hash))]
    return guides_for(session)


def guide_fixed(session: Session, opening_id: int, round_id: int | None = None) -> int | None:
    """The version its other candidates were asked by, in that round or outside rounds; None before the first panel."""
    used = select(Interview.version_id).join(Interview.application).where(Application.opening_id == opening_id)
    there = Interview.round_id.is_(None) if round_id is None else Interview.round_id == round_id
    return session.scalar(used.where(there, Interview.state != "cancelled").order_by(Interview.id).limit(1))


def guides_for(session: Session, purpose: str = "selection") -> list[tuple[InstrumentVersion, Instrument]]:
    """Every scorecard that may be used for a purpose and was not withdrawn, the newest first."""
    found = sorted(listed(session), key=lambda one: -one.version.id)
    usable = [one for one in found if not one.withdrawn and rates(one.instrument) and purpose in one.instrument.uses]
    return [(one.version, one.instrument) for one in usable]


def rates(instrument: Instrument) -> bool:
    """Whether an instrument is a scorecard: anchored ratings and nothing else."""
    return all(item.kind == "anchored" for item in instrument.items.values())


def may_rate(session: Session) -> Sequence[Account]:
    """The accounts that can be given a seat, by name."""
    roles = (Role.INTERVIEWER, Role.HIRING_MANAGER, Role.HR)
    query = select(Account).where(Account.active, Account.roles.any(RoleRow.name.in_(roles)))
    return session.scalars(query.order_by(Account.name, Account.id)).all()


def scorecards(session: Session) -> dict[str, Instrument]:
    """Every scorecard that panels use, by code, in its newest wording."""
    used = select(InstrumentVersion).where(InstrumentVersion.id.in_(select(Interview.version_id)))
    found = session.scalars(used.order_by(InstrumentVersion.id))
    return {version.code: instrument_of(session, version.content_hash) for version in found}
