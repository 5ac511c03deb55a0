"""Whom a campaign could ask, what with, and what launching it would mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from assess.campaigns.models import Campaign
from assess.people.models import Person
from assess.performance.queries import tiers_of
from assess.performance.queries.screening import reference_group
from surveys.anonymity import thresholds
from surveys.anonymity.launch import Carried, carried
from surveys.bank import library
from surveys.definition import Instrument
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of

#: What people can be grouped by, coarsest first; ``standing`` is by results: top, middle or others when it opens.
CUTS = ("location", "segment", "team", "job", "standing")

#: Where results stand, as ``performance`` locks it.
STANDINGS = ("top", "middle", "others")
#: Fewer people than this cannot hide among each other (methods §10.7).
FEWEST = 10
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


def few(session: Session) -> bool:
    """Whether so few people work here that nothing anonymous can be asked of them, whoever is asked."""
    reachable = select(Person.id).where(Person.status == "active", Person.email.is_not(None)).limit(FEWEST)
    return len(session.scalars(reachable).all()) < FEWEST


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
    standings = _standings(session, people) if "standing" in campaign.cuts else {}
    found = carried(
        {person.id: [_value(person, cut, standings) for cut in campaign.cuts] for person in people}, campaign.least
    )
    sizes: dict[tuple[str, ...], int] = {}
    for labels in found.labels.values():
        for depth in range(1, len(labels) + 1):
            sizes[labels[:depth]] = sizes.get(labels[:depth], 0) + 1
    return LaunchCheck(people, found, tuple(sorted(sizes.items())), len(staff) - len(people))


def _value(person: Person, cut: str, standings: Mapping[str, str]) -> str:
    if cut == "team":
        return person.team.name if person.team else ""
    if cut == "standing":
        return standings.get(person.code, "others")
    return str(getattr(person, cut))


def _standings(session: Session, people: Sequence[Person]) -> dict[str, str]:
    """Top and middle of each job's tiers as they are now, by person; who is in neither is one of the others."""
    found = {}
    for job in sorted({person.job for person in people}):
        tiers = tiers_of(session, job)
        if tiers is not None and tiers.report.tables:
            for code, (group, _said) in reference_group(session, job, tiers.report).items():
                found[code] = group if group in {"top", "middle"} else "others"
    return found


def least_by_scale(session: Session, campaign: Campaign) -> dict[str, int]:
    """By the name of a scale the fewest people behind its numbers and its items': more where it is sensitive."""
    limits, instrument = thresholds(campaign.least), instrument_of(session, campaign.version.content_hash)
    return {one.label: limits.sensitive if one.sensitive else limits.result for one in instrument.scales}


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
