"""What a referee sees: their own questions and answers, and the notice before them."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from assess.errors import LinkWithdrawnOrExpired, NotFound
from assess.filters import day
from assess.hiring.models import Application, Candidate
from assess.links.queries import Opened
from assess.phrases import phrase
from assess.references.models import Referee, ReferenceCheck
from surveys.languages import languages, spoken
from surveys.moments import now
from surveys.standing import Standing, standing
from surveys.versions import instrument_of

#: Minutes it takes; what a notice promises.
MINUTES = 4


class ReferencesClosed(LinkWithdrawnOrExpired):
    """The references are closed: it is too late to answer, and nobody is blamed for it."""

    key = "references.over"


def referee_by(session: Session, link: Opened) -> Referee:
    """The referee a link brings; ReferencesClosed once nothing is left for them to do, NotFound when forgotten."""
    whole = (
        joinedload(Referee.check).joinedload(ReferenceCheck.application).joinedload(Application.candidate)
        .joinedload(Candidate.participant),
        joinedload(Referee.check).joinedload(ReferenceCheck.application).joinedload(Application.opening),
        joinedload(Referee.check).joinedload(ReferenceCheck.version),
        joinedload(Referee.check).selectinload(ReferenceCheck.referees),
        joinedload(Referee.administration),
    )  # fmt: skip
    referee = session.scalar(select(Referee).where(Referee.id == link.target).options(*whole))
    if referee is None:
        raise LinkWithdrawnOrExpired
    check = referee.check
    if referee.state == "waiting" and (check.closed_at is not None or check.expires_at <= now()):
        raise ReferencesClosed
    return referee


def check_of(session: Session, referee_id: int) -> int | None:
    """Which check a referee belongs to; None where there is no such referee."""
    return session.scalar(select(Referee.check_id).where(Referee.id == referee_id))


_ADMINISTRATION = select(Referee.administration_id).where(Referee.id == bindparam("referee"))


def administration_of(session: Session, link: Opened) -> int:
    """Which administration holds a referee's answers; NotFound. A plain select: every saved answer passes here."""
    id = session.connection().execute(_ADMINISTRATION, {"referee": link.target}).scalar()
    if id is None:
        raise NotFound
    return int(id)


def own(session: Session, referee: Referee) -> Standing:
    """The questions as they lie before this referee, with what they have answered; NotFound before they agreed."""
    if referee.administration is None:
        raise NotFound
    return standing(session, referee.administration, now=now())


def offered(session: Session, check: ReferenceCheck) -> tuple[str, ...]:
    """The languages the questions can be answered in."""
    return languages(instrument_of(session, check.version.content_hash))


def criteria(session: Session, check: ReferenceCheck, language: str = "") -> dict[str, str]:
    """What is asked on anchors, by code, in a language the questions have, else in their own."""
    instrument = instrument_of(session, check.version.content_hash)
    words = spoken(instrument, language) if language in languages(instrument) else instrument
    return {code: item.text for code, item in words.items.items() if item.kind == "anchored"}


@dataclass(frozen=True, slots=True)
class Notice:
    """What a referee is told before they agree."""

    lines: tuple[str, ...]
    details: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, for the record."""
        return "\n\n".join((*self.lines, *self.details))


def notice(referee: Referee, company: str) -> Notice:
    """The notice in the language of the page."""
    check = referee.check
    values = {
        "company": company,
        "candidate": check.application.candidate.name,
        "opening": check.application.opening.name,
        "minutes": MINUTES,
        "until": day(check.expires_at),
        "months": check.months_kept,
        "contact": check.contact,
    }
    said = [phrase(f"referee.{key}", **values) for key in ("why", "time", "together")]
    more = [phrase(f"referee.{key}", **values) for key in ("free", "seen", "words", "network", "kept", "rights")]
    return Notice(tuple(said), tuple(more))
