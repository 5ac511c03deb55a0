"""In which languages an assessment can be answered."""

from dataclasses import dataclass

from babel import Locale
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from assess.delivery.models import Invitation
from assess.delivery.queries.retakes import form_for
from assess.links.queries import Opened
from surveys.languages import languages
from surveys.versions import instrument_of


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code, its own name for itself, and the way it is written."""

    code: str
    name: str
    direction: str


def language(code: str) -> Language:
    """A language of an instrument; written from left to right where the code is not known."""
    if not (code and Locale.negotiate([code], [code])):
        return Language(code, code, "ltr")
    locale = Locale.parse(code)
    name = locale.get_display_name(code) or code
    # a name in a list begins with a capital, also where the language writes it small in a sentence
    return Language(code, name[:1].upper() + name[1:], locale.text_direction)


_BEGUN = select(Invitation.language).where(Invitation.id == bindparam("invitation"))


def begun_in(session: Session, link: Opened) -> str:
    """The language chosen at the beginning, empty before; a plain select, for refused saves pass here."""
    return str(session.connection().execute(_BEGUN, {"invitation": link.target}).scalar() or "")


def offered(session: Session, invitation: Invitation) -> tuple[Language, ...]:
    """The languages every instrument of the assessment can be answered in, that of the first one on top."""
    known = [
        languages(instrument_of(session, form_for(session, part.version, invitation).content_hash))
        for part in invitation.assessment.parts
    ]
    first, *others = known or [()]
    return tuple(language(code) for code in first if all(code in other for other in others))
