"""Reading one sitting, for whoever was invited."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.delivery.models import Invitation, InvitationPart
from assess.errors import LinkWithdrawnOrExpired, NotFound
from assess.links.queries import Opened
from surveys.definition import Instrument, Section
from surveys.sessions import Progress, progress
from surveys.versions import instrument_of


def invited(session: Session, link: Opened) -> Invitation:
    """The invitation a link opens; LinkWithdrawnOrExpired."""
    query = select(Invitation).where(Invitation.id == link.target)
    invitation = session.scalar(query.options(joinedload(Invitation.assessment), selectinload(Invitation.parts)))
    if invitation is None or invitation.withdrawn_at is not None:
        raise LinkWithdrawnOrExpired
    return invitation


def administration_of(session: Session, invitation_id: int, part: int) -> int:
    """Which administration holds the answers of a part; NotFound. A plain select: every saved answer passes here."""
    id = session.connection().execute(_ADMINISTRATION, {"invitation": invitation_id, "part": part}).scalar()
    if id is None:
        raise NotFound
    return int(id)


_ADMINISTRATION = select(InvitationPart.administration_id).where(
    InvitationPart.invitation_id == bindparam("invitation"), InvitationPart.position == bindparam("part")
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sitting: its instrument, where its answers are, and how far it has come."""

    position: int
    administration_id: int
    instrument: Instrument
    progress: Progress

    def open_in(self, section: str) -> tuple[str, ...]:
        """The items of a section without an answer."""
        codes = {item.code for item in self.instrument.section(section).items}
        return tuple(code for code in self.progress.missing if code in codes)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Everything one invited person is asked, and how far they are."""

    parts: tuple[Part, ...]

    @property
    def answered(self) -> int:
        """How many items are answered."""
        return sum(part.progress.answered for part in self.parts)

    @property
    def total(self) -> int:
        """How many items there are."""
        return sum(part.progress.total for part in self.parts)

    @property
    def pages(self) -> list[tuple[int, str]]:
        """Every page as (part, section), in order."""
        return [(part.position, section.code) for part in self.parts for section in part.instrument.sections]

    def beside(self, part: int, section: str, step: int) -> tuple[int, str] | None:
        """The page so many steps on; None beyond the first or last."""
        pages = self.pages
        place = pages.index((part, section)) + step
        return pages[place] if 0 <= place < len(pages) else None

    @property
    def first_open(self) -> tuple[int, str] | None:
        """The first page with nothing answered on it, so that a page left blank on purpose is not asked twice."""
        last = None
        for part in self.parts:
            for section in part.instrument.sections:
                if len(part.open_in(section.code)) < len(section.items):
                    last = (part.position, section.code)
        if last is None:
            return self.pages[0] if self.pages else None
        number, section_code = last
        return last if self.part(number).open_in(section_code) else self.beside(number, section_code, 1)

    def part(self, position: int) -> Part:
        """One part; NotFound."""
        for part in self.parts:
            if part.position == position:
                return part
        raise NotFound


def sitting(session: Session, invitation: Invitation) -> Sitting:
    """How far whoever was invited has come; no parts until they begin."""
    return Sitting(
        tuple(
            Part(
                part.position,
                part.administration_id,
                instrument_of(session, part.administration.version.content_hash),
                progress(session, part.administration_id),
            )
            for part in invitation.parts
        )
    )


def page_of(sitting: Sitting, part: int, section: str) -> Section:
    """One page's section; NotFound."""
    try:
        return sitting.part(part).instrument.section(section)
    except KeyError:
        raise NotFound from None
