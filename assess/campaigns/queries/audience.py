"""Whom a campaign could ask, what with, and what launching it would mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.campaigns.models import Campaign
from assess.people.models import Person
from surveys.anonymity.launch import Carried, carried
from surveys.bank import library
from surveys.definition import Instrument
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of

#: What people can be grouped by, coarsest first.
CUTS = ("location", "segment", "team", "job")

#: Kinds with few answers, which many people share.
ANONYMOUS = frozenset({"likert", "choice", "number"})


@dataclass(frozen=True, slots=True)
class LaunchCheck:
    """What launching would mean: who is asked, and which of their groups can and can never be reported."""

    people: Sequence[Person]
    carried: Carried
    groups: tuple[tuple[tuple[str, ...], int], ...]
    unreachable: int


def audience(session: Session, job: str) -> Sequence[Person]:
    """The active people with an address, of one job or of all, by name."""
    return [person for person in _staff(session, job) if person.email]


def _staff(session: Session, job: str) -> Sequence[Person]:
    query = select(Person).options(joinedload(Person.team)).where(Person.status == "active").order_by(Person.name)
    return session.scalars(query.where(Person.job == job) if job else query).all()


def jobs(session: Session) -> Sequence[str]:
    """The jobs people hold."""
    return session.scalars(select(Person.job).where(Person.job != "").distinct().order_by(Person.job)).all()


def launch_check(session: Session, campaign: Campaign) -> LaunchCheck:
    """Who would be asked, and which groups their answers could carry."""
    staff = _staff(session, campaign.job)
    people = [person for person in staff if person.email]
    found = carried({person.id: [_value(person, cut) for cut in campaign.cuts] for person in people}, campaign.least)
    sizes: dict[tuple[str, ...], int] = {}
    for labels in found.labels.values():
        for depth in range(1, len(labels) + 1):
            sizes[labels[:depth]] = sizes.get(labels[:depth], 0) + 1
    return LaunchCheck(people, found, tuple(sorted(sizes.items())), len(staff) - len(people))


def _value(person: Person, cut: str) -> str:
    if cut == "team":
        return person.team.name if person.team else ""
    return str(getattr(person, cut))


def instruments(session: Session) -> list[Instrument]:
    """What can be asked: shipped and published instruments meant for surveys, of kinds that give nobody away.

    Words and files of one's own name their writer; an order of eight things or a place on a fine line is one of
    thousands, and may be told among few.
    """
    published = [instrument_of(session, found) for found in session.scalars(select(InstrumentVersion.content_hash))]
    known = {one.content_hash: one for one in (*library().values(), *published)}
    fit = [
        one
        for one in known.values()
        if "survey" in one.uses and all(item.kind in ANONYMOUS for item in one.items.values())
    ]
    return sorted(fit, key=lambda one: (one.title, one.content_hash))
