"""Reading one sitting, for whoever was invited."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from assess.delivery.models import Assessment, Invitation, InvitationPart
from assess.delivery.queries.retakes import form_for
from assess.errors import LinkWithdrawnOrExpired, NotFound
from assess.links.queries import Opened
from surveys.definition import Instrument
from surveys.items import Answer
from surveys.languages import languages, spoken
from surveys.models import Administration
from surveys.moments import now
from surveys.progress import Progress
from surveys.sessions import before
from surveys.standing import Page, Standing, standing
from surveys.versions import instrument_of

#: A page as (part, section).
Place = tuple[int, str]


class Left(LinkWithdrawnOrExpired):
    """They left by their own choice; their rights stay open to them."""

    key = "delivery.left"


class TimeOver(LinkWithdrawnOrExpired):
    """The time to answer is over; their rights stay open to them."""

    key = "delivery.time_over"


def invited(session: Session, link: Opened) -> Invitation:
    """The invitation a link opens; LinkWithdrawnOrExpired, Left or TimeOver when nothing is left to answer."""
    query = select(Invitation).where(Invitation.id == link.target)
    whole = (
        joinedload(Invitation.assessment).selectinload(Assessment.parts),
        selectinload(Invitation.parts).joinedload(InvitationPart.administration).joinedload(Administration.version),
    )
    invitation = session.scalar(query.options(*whole))
    if invitation is not None and invitation.withdrawn_by == "candidate":
        raise Left
    if invitation is None or invitation.withdrawn_at is not None:
        raise LinkWithdrawnOrExpired
    if invitation.submitted_at is None and invitation.expires_at <= now():
        raise TimeOver
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
    """One part of a sitting: where its answers are, how it stands, and how long to rest after it."""

    position: int
    administration: Administration
    standing: Standing
    break_minutes: int

    @property
    def instrument(self) -> Instrument:
        """As it lies before them: in their language and order."""
        return self.standing.instrument

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages they are asked."""
        return self.standing.pages

    @property
    def progress(self) -> Progress:
        """How far they have come."""
        return self.standing.progress

    def page(self, section: str) -> Page:
        """The page of a section; NotFound for one that does not exist or is not asked."""
        for page in self.pages:
            if page.section.code == section:
                return page
        raise NotFound

    def open_in(self, section: str) -> tuple[str, ...]:
        """The items without an answer on a page, as it lies before them."""
        return tuple(item.code for item in self.page(section).shown.items if not self.answered(item.code))

    def answered(self, item: str) -> bool:
        """Whether an item has an answer that was not taken back."""
        return self.standing.answers.get(item, Answer()).answered

    @property
    def open_pages(self) -> list[Page]:
        """The pages on which something is open and can be answered yet."""
        missing = set(self.progress.missing)
        return [
            page for page in self.pages if page.state != "over" and missing & {item.code for item in page.section.items}
        ]


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
    def complete(self) -> bool:
        """Whether nothing is left that could be answered."""
        return not any(part.open_pages for part in self.parts)

    @property
    def places(self) -> list[Place]:
        """Every page they are asked, in order."""
        return [(part.position, page.section.code) for part in self.parts for page in part.pages]

    def page(self, place: Place) -> Page:
        """One page; NotFound."""
        return self.part(place[0]).page(place[1])

    def onward(self, place: Place) -> Place | None:
        """The next page that is not over; None after the last."""
        return self._beside(place, 1)

    def back(self, place: Place) -> Place | None:
        """The page before, unless it is opened once; None before the first."""
        found = self._beside(place, -1)
        return found if found and not self.page(found).once else None

    @property
    def last(self) -> Place | None:
        """The last page that can be gone back to."""
        return next((place for place in reversed(self.places) if not self.page(place).once), None)

    def _beside(self, place: Place, step: int) -> Place | None:
        places = self.places
        at = places.index(place) + step
        while 0 <= at < len(places) and self.page(places[at]).state == "over":
            at += step
        return places[at] if 0 <= at < len(places) else None

    @property
    def first_open(self) -> Place | None:
        """Where to go on: at the last page that was touched, or after it when it is done.

        So a page left blank on purpose is not asked twice, and a clock that runs is not left behind.
        """
        last = next((place for place in reversed(self.places) if self._touched(place)), None)
        if last is None:
            first = self.places[:1]
            return first[0] if first else None
        page, part = self.page(last), self.part(last[0])
        stays = page.state == "open" and (page.once or bool(part.open_in(last[1])))
        return last if stays else self.onward(last)

    def _touched(self, place: Place) -> bool:
        page, part = self.page(place), self.part(place[0])
        return page.clock is not None or any(part.answered(item.code) for item in page.section.items)

    def part(self, position: int) -> Part:
        """One part; NotFound."""
        for part in self.parts:
            if part.position == position:
                return part
        raise NotFound


@dataclass(frozen=True, slots=True)
class Asked:
    """What a notice says of an instrument: questions at most, whether their number varies, minutes by the clock."""

    instrument: Instrument
    most: int
    varies: bool
    minutes: int


def asked_of(session: Session, invitation: Invitation, language: str = "") -> list[Asked]:
    """The instruments somebody is given, for the notice: as they lie before them once they have begun.

    Before, their words are in ``language`` where they have all of them.
    """
    if invitation.parts:
        return [_asked(before(session, part.administration)) for part in invitation.parts]
    forms = [form_for(session, part.version, invitation) for part in invitation.assessment.parts]
    given = [instrument_of(session, form.content_hash) for form in forms]
    return [_asked(spoken(one, language) if language in languages(one) else one) for one in given]


def _asked(instrument: Instrument) -> Asked:
    counted = [section for section in instrument.sections if not section.practice]
    most = sum(section.adaptive.most if section.adaptive else len(section.items) for section in counted)
    varies = any(section.adaptive or section.when for section in counted)
    return Asked(instrument, most, varies, -(-sum(section.seconds or 0 for section in counted) // 60))


def sitting(session: Session, invitation: Invitation, at: datetime | None = None) -> Sitting:
    """How far whoever was invited has come; no parts until they begin."""
    breaks = {part.position: part.break_minutes for part in invitation.assessment.parts}
    moment = at or now()
    return Sitting(
        tuple(
            Part(
                part.position,
                part.administration,
                standing(session, part.administration, now=moment),
                breaks.get(part.position, 0),
            )
            for part in invitation.parts
        )
    )
