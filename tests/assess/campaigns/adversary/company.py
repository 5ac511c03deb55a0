"""Random companies that answer and release again and again, and what a reader who knows everybody sees of it."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveys.anonymity import THRESHOLDS, Release, ReleasedSet, Thresholds, release, tabulate
from surveys.errors import EngineError

ITEMS = ("one", "two", "three")


@dataclass
class Company:
    """Who works where, what each has said by now, and everything released so far."""

    chance: random.Random
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    said: dict[str, dict[str, float]] = field(default_factory=dict)
    log: list[ReleasedSet] = field(default_factory=list)
    seen: list["Number"] = field(default_factory=list)
    withheld: list["Number"] = field(default_factory=list)
    releases: int = 0


@dataclass(frozen=True)
class Number:
    """One released mean: of what, of which group, whose answers stood behind it, and the sum it gives.

    The reader is given the exact sum and the names of those who answered: the worst that could be.
    """

    measure: str
    group: str
    members: frozenset[str]
    alike: bool
    total: float
    release: int = 0
    parent: str = ""
    cut: str = ""


def founded(chance: random.Random) -> Company:
    """Ten to thirty people in teams within regions, crossed by tenure; some teams agree among themselves."""
    company = Company(chance)
    regions = chance.sample("NSEW", chance.randint(2, 3))
    for number in range(chance.randint(10, 30)):
        region = chance.choice(regions)
        team = f"{region}{chance.randint(1, 2)}"
        company.places[f"p{number:02d}"] = {"region": region, "team": team, "tenure": chance.choice("no")}
    return company


def answer(company: Company, share: float) -> None:
    """Some of those who have not answered yet do; now and then somebody skips a question."""
    agreed = {
        team for team in sorted({own["team"] for own in company.places.values()}) if company.chance.random() < 0.2
    }
    for person, own in company.places.items():
        if person not in company.said and company.chance.random() < share:
            values = {item: float(company.chance.randint(1, 5)) for item in ITEMS}
            if own["team"] in agreed:
                values = dict.fromkeys(ITEMS, 5.0)
            if company.chance.random() < 0.1:
                del values[company.chance.choice(ITEMS)]
            company.said[person] = values


def leave(company: Company) -> None:
    """Up to two people leave before they answered, and up to two come."""
    silent = [person for person in company.places if person not in company.said]
    for person in company.chance.sample(silent, min(len(silent), company.chance.randint(0, 2))):
        del company.places[person]
    for number in range(company.chance.randint(0, 2)):
        like = company.chance.choice(sorted(company.places))
        company.places[f"j{len(company.places)}-{number}-{company.chance.randint(0, 999)}"] = dict(company.places[like])


def groups(company: Company) -> tuple[dict[str, set[str]], dict[str, tuple[str, str]]]:
    """All, and by cuts that overlap; which cuts is drawn anew for every release."""
    found: dict[str, set[str]] = {"all": set(company.places)}
    parents: dict[str, tuple[str, str]] = {}
    cuts = [("region",), ("tenure",), ("region", "team"), ("region", "tenure")]
    for cut in company.chance.sample(cuts, company.chance.randint(1, 4)):
        for person, own in company.places.items():
            name = " ".join(own[part] for part in cut)
            found.setdefault(name, set()).add(person)
            parents[name] = (own[cut[0]] if len(cut) == 2 else "all", cut[-1])
    return found, parents


def values(company: Company) -> Iterator[tuple[str, Mapping[str, float]]]:
    """The items, and their scale for those who answered all three."""
    for item in ITEMS:
        yield item, {person: said[item] for person, said in company.said.items() if item in said}
    whole = {person: said for person, said in company.said.items() if len(said) == len(ITEMS)}
    yield "scale", {person: sum(said.values()) / len(ITEMS) for person, said in whole.items()}


def let_out(company: Company, *, thresholds: Thresholds, linked: bool, log: bool) -> Release | None:
    """One release; nothing where it is refused."""
    found, parents = groups(company)
    tables = [
        tabulate(measure, own, found, parents=parents, linked="scale" if linked else "")
        for measure, own in values(company)
    ]
    try:
        let = release(tables, company.log if log else [], thresholds)
    except EngineError:
        return None
    company.log += let.log
    company.releases += 1
    for table, shown in zip(tables, let.tables, strict=True):
        cells = {cell.group: cell for cell in table.cells}
        for cell in shown.cells:
            whole = cells[cell.group]
            total = whole.mean * len(whole.members)
            number = Number(
                table.measure, cell.group, whole.members, cell.alike, total, company.releases, whole.parent, whole.cut
            )
            (company.seen if cell.shown else company.withheld).append(number)
    return let


def lived(
    seed: int, *, thresholds: Thresholds = THRESHOLDS, linked: bool = True, log: bool = True, releases: int = 4
) -> Company:
    """A company's survey from the first answer to the last release."""
    company = founded(random.Random(seed))
    for _ in range(company.chance.randint(2, releases)):
        answer(company, company.chance.choice([0.15, 0.5, 0.8]))
        let_out(company, thresholds=thresholds, linked=linked, log=log)
        leave(company)
    return company
