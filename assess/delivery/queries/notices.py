"""What the invited are told before they begin (methods §15.1–2): three lines, and everything behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.models import Assessment, Invitation, NoticeSeen
from assess.delivery.queries.retakes import wait_days
from assess.delivery.queries.sittings import asked_of
from assess.filters import day
from assess.phrases import WORDS, phrase
from surveys.definition import Instrument, Section

#: Seconds an item takes a careful reader, where its section sets no time.
SECONDS_AN_ITEM = 9


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it is shown: what everybody reads, and paragraphs under heads for who wants to know more."""

    title: str
    lines: tuple[str, ...]
    details: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """All of it as plain text, for the record."""
        heads = [f"{head}\n{paragraph}" for head, paragraphs in self.details for paragraph in ["\n".join(paragraphs)]]
        return "\n\n".join([self.title, *self.lines, *heads])


def notice_of(session: Session, invitation: Invitation, company: str) -> Notice:
    """The notice to somebody invited, in the language of the page, about the instruments they are given."""
    instruments = [one.instrument for one in asked_of(session, invitation, get_locale().language)]
    return notice(invitation, instruments, company, wait_days(session, invitation))


def notice(invitation: Invitation, instruments: Sequence[Instrument], company: str, retest_days: int) -> Notice:
    """The notice of an assessment about these instruments, to be taken again after ``retest_days`` at the earliest."""
    assessment = invitation.assessment
    purpose, opening = assessment.purpose, assessment.opening
    items = sum(asked_at_most(section) for one in instruments for section in one.sections if not section.practice)
    lines = (
        phrase(f"delivery.why.{purpose}", company=company, opening=opening.name if opening else ""),
        _(
            "%(n)s questions, about %(minutes)s minutes. You can stop and go on later, on any device, until %(day)s.",
            n=items,
            minutes=minutes(instruments),
            day=day(invitation.expires_at),
        ),
        phrase(f"notice.free.{purpose}"),
    )
    details = (
        (_("What is asked"), tuple(_asked(one) for one in instruments)),
        (_("How it is scored"), (phrase("notice.logic"), phrase(f"delivery.decides.{purpose}"))),
        (_("Who sees it"), (phrase(f"delivery.who.{purpose}"),)),
        (_("Where the data come from, and what they are for"), tuple(_uses(assessment))),
        (_("How long it is kept"), (_kept(assessment),)),
        (_("Clocks and pauses"), tuple(_pauses(instruments))),
        (_("Another way to take part"), (phrase("notice.alternative", contact=assessment.contact),)),
        (_("Taking it again"), tuple(_again(instruments, retest_days))),
        (_("Your rights"), tuple(_rights(assessment))),
    )
    return Notice(assessment.title, lines, tuple((head, paragraphs) for head, paragraphs in details if paragraphs))


def asked_at_most(section: Section) -> int:
    """How many items of a section one person is asked at most."""
    return min(section.adaptive.most, len(section.items)) if section.adaptive else len(section.items)


def minutes(instruments: Sequence[Instrument]) -> int:
    """About how long it takes, in minutes, with every limit of time used up."""
    sections = [section for one in instruments for section in one.sections]
    return ceil(sum(one.seconds or SECONDS_AN_ITEM * asked_at_most(one) for one in sections) / 60)


def notices_of(session: Session, invitation: Invitation) -> Sequence[NoticeSeen]:
    """Every notice somebody saw or accepted, in that order."""
    query = select(NoticeSeen).where(NoticeSeen.invitation_id == invitation.id)
    return session.scalars(query.order_by(NoticeSeen.seen_at, NoticeSeen.accepted_at)).all()


def _asked(instrument: Instrument) -> str:
    n = sum(asked_at_most(section) for section in instrument.sections)
    said = f"{instrument.title}: {ngettext('%(num)d question', '%(num)d questions', n)}"
    scales = ", ".join(scale.label for scale in instrument.scales)
    return said + "; " + _("describes %(scales)s", scales=scales) if scales else said


def _uses(assessment: Assessment) -> list[str]:
    return [
        phrase("notice.sources"),
        phrase(f"notice.basis.{assessment.basis}", use=WORDS[f"notice.use.{assessment.purpose}"]),
        phrase(f"notice.basis.{assessment.method_basis}", use=WORDS["notice.use.method"]),
        phrase("notice.consent"),
    ]


def _kept(assessment: Assessment) -> str:
    said: str = ngettext(
        "%(num)d month after you hand it in, then it is deleted.",
        "%(num)d months after you hand it in, then it is deleted.",
        assessment.months_kept,
    )
    return said


def _pauses(instruments: Sequence[Instrument]) -> list[str]:
    if any(section.seconds for one in instruments for section in one.sections):
        return [phrase("notice.timed"), phrase("notice.pause")]
    return [phrase("notice.untimed")]


def _again(instruments: Sequence[Instrument], retest_days: int) -> list[str]:
    said = [phrase("notice.retake", days=retest_days)]
    if any(one.family for one in instruments):
        said.append(phrase("notice.parallel"))
    return said


def _rights(assessment: Assessment) -> list[str]:
    said = [phrase("notice.rights", contact=assessment.contact), phrase("notice.leave")]
    if assessment.purpose == "selection":
        said.append(phrase("notice.review", days=assessment.review_days))
    said.append(phrase(f"notice.feedback.{assessment.feedback}"))
    if assessment.minimum_age:
        said.append(phrase("notice.age", years=assessment.minimum_age))
    return said
