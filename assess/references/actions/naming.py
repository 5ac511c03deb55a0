"""The candidate names referees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Refusal
from assess.jobs.actions import enqueue
from assess.references.actions.asking import CheckClosed
from assess.references.models import Referee, ReferenceCheck
from assess.references.queries.signs import same_mailbox
from surveys.models import Participant
from surveys.moments import now


class TooFewNamed(Refusal):
    """Fewer referees are named than asked for."""

    status = 422
    key = "references.too_few_named"


class TooManyNamed(Refusal):
    """More referees are named than asked for."""

    status = 422
    key = "references.too_many_named"


class RelationMissing(Refusal):
    """A relation that is asked for is not among them."""

    status = 422
    key = "references.relation_missing"


class NamedTwice(Refusal):
    """Two referees share an address."""

    status = 422
    key = "references.named_twice"


class NamedThemselves(Refusal):
    """A candidate cannot be their own referee."""

    status = 422
    key = "references.named_themselves"


@dataclass(frozen=True, slots=True)
class Named:
    """A referee as the candidate names them."""

    name: str
    email: str
    relation: str
    length: str
    last: str


def name(session: Session, check: ReferenceCheck, named: Sequence[Named], language: str, network: str) -> None:
    """Add referees and have the link sent to each; those named before stay.

    Raises CheckClosed, TooFewNamed, TooManyNamed, RelationMissing, NamedTwice, NamedThemselves.
    """
    session.refresh(check, ["closed_at", "named_at", "referees"], with_for_update={"of": ReferenceCheck})
    if check.closed_at is not None:
        raise CheckClosed
    _fits(check, named)
    for position, one in enumerate(named, start=len(check.referees) + 1):
        referee = Referee(
            position=position,
            participant=Participant(),
            name=one.name.strip(),
            email=one.email.strip().lower(),
            relation=one.relation,
            length=one.length,
            last=one.last,
        )
        check.referees.append(referee)
        session.flush()
        enqueue(session, "references.send_link", id=referee.id)
    check.named_at, check.language, check.network = check.named_at or now(), language, network
    check.expires_at = now() + timedelta(days=check.days_open)
    record(session, check.application.candidate.participant.code, "references.named", f"check:{check.id}",
           referees=len(named))  # fmt: skip


def _fits(check: ReferenceCheck, named: Sequence[Named]) -> None:
    active = [one for one in check.referees if one.declined_at is None]
    if len(active) + len(named) < check.wanted:
        raise TooFewNamed(wanted=check.wanted, lacking=check.wanted - len(active))
    if len(active) + len(named) > check.wanted:
        raise TooManyNamed(wanted=check.wanted, lacking=check.wanted - len(active))
    addresses = [*(one.email for one in check.referees), *(one.email for one in named)]
    for at, address in enumerate(addresses):
        if any(same_mailbox(address, other) for other in addresses[:at]):
            raise NamedTwice(email=address.strip().lower())
        if same_mailbox(address, check.application.candidate.email):
            raise NamedThemselves
    lacking = set(check.required) - {one.relation for one in active} - {one.relation for one in named}
    if lacking:
        raise RelationMissing(relation=sorted(lacking)[0])
