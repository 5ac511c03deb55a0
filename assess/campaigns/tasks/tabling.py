"""What a release judges: the groups of a wave, measure by measure, and small ones pooled over the waves of a series."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assess.campaigns.frames import Gathered, Measured, Named, named
from assess.campaigns.models import CampaignReleasedSet
from scoring.reports.campaign import ALL
from surveys.anonymity import GroupTable, People, Pool, Thresholds, alone, answer, pools, tabulate


@dataclass(frozen=True, slots=True)
class Waves:
    """The waves of a series up to the one that is released, by number; ``whole`` are those that are over and filed."""

    now: int
    gathered: Mapping[int, Gathered]
    whole: frozenset[int]
    known: bool

    @property
    def found(self) -> Gathered:
        """The wave that is released."""
        return self.gathered[self.now]

    def pools(self, k: int) -> tuple[Pool, ...]:
        """Groups that are shown over several waves only, where k people are needed."""
        said = {number: self.gathered[number].members for number in sorted(self.whole)}
        return pools(said, k, People(waves=True, known=self.known))

    def all_pools(self, limits: Thresholds) -> tuple[Pool, ...]:
        """Groups that are shown over several waves only, whatever of theirs."""
        return tuple(dict.fromkeys([*self.pools(limits.result), *self.pools(limits.sensitive)]))

    def alone(self, group: Named, k: int) -> bool:
        """Whether a group may be shown by this wave alone."""
        before = [self.gathered[number] for number in sorted(self.gathered) if number < self.now]
        return alone([one.members.get(group.path, frozenset()) for one in before], k)

    def values(self, key: str) -> dict[str, float]:
        """What was said to a measure in any wave."""
        found: dict[str, float] = {}
        for one in self.gathered.values():
            found |= next((measure.values for measure in one.measures if measure.key == key), {})
        return found

    def asked(self, pool: Pool) -> frozenset[int]:
        """Who was asked in any wave of a pool."""
        groups = (group for number in pool.waves for group in self.gathered[number].groups)
        return frozenset().union(*(group.asked for group in groups if group.path == pool.group))


def cell(pool: Pool) -> str:
    """The name of a pool among the groups of a table."""
    return f"{named(pool.group)} @ {', '.join(map(str, pool.waves))}"


def needed(measures: Sequence[Measured], limits: Thresholds) -> dict[str, int]:
    """How many people are needed behind each measure: as many as behind the most sensitive it is linked to."""
    most: dict[str, int] = defaultdict(int)
    for measure in measures:
        own = measure.linked or measure.key
        most[own] = max(most[own], getattr(limits, measure.topic))
    return {measure.key: most[measure.linked or measure.key] for measure in measures}


def tables(waves: Waves, before: Sequence[CampaignReleasedSet], limits: Thresholds) -> list[GroupTable]:
    """One table a measure. A group that gained fewer answers than a result needs keeps those it was released with.

    ``before`` is what was released of this wave. Pools follow the groups of the wave, by their name as a ``cell``.
    """
    found = waves.found
    latest = {(row.measure, row.group): members(row, waves.now) for row in before if not row.pooled}
    parents = {group.name: (group.within, group.cut) for group in found.groups if group.within}
    people = needed(found.measures, limits)
    pooled = {k: waves.pools(k) for k in sorted(set(people.values()))}
    made = []
    for measure in found.measures:
        k = people[measure.key]
        groups = {}
        for group in found.groups:
            now = found.members[group.path] & measure.values.keys()
            earlier = latest.get((measure.key, group.name), now)
            groups[group.name] = earlier if len(now - earlier) < limits.result else now
        many = {cell(pool): pool.members for pool in pooled[k]}
        points = tuple(point for _label, point in measure.points)
        values = waves.values(measure.key) if many else measure.values
        table = tabulate(
            measure.key, values, groups | many, parents=parents, points=points, topic=measure.topic,
            linked=measure.linked,
        )  # fmt: skip
        stands = {group.name: waves.alone(group, k) for group in found.groups}
        # how answers spread is told for everyone only
        made.append(
            replace(
                table,
                cells=tuple(
                    replace(one, alone=stands.get(one.group, True), counts=one.counts if one.group == ALL else ())
                    for one in table.cells
                ),
            )
        )
    return made


def linked(
    waves: Waves, before: Mapping[int, Sequence[CampaignReleasedSet]], limits: Thresholds
) -> list[tuple[int, CampaignReleasedSet]]:
    """What was released earlier, with its wave, in any of the series, and may add up with sums of this one.

    Other waves count where something is pooled with them, or was: otherwise no sum holds answers of both.
    """
    pooled = [row for rows in before.values() for row in rows if row.pooled]
    span = People(waves=True).span(member for row in pooled for member in row.members)
    near = {waves.now, *map(int, span), *(wave for pool in waves.all_pools(limits) for wave in pool.waves)}
    return [(wave, row) for wave, rows in before.items() for row in rows if row.pooled or wave in near]


def members(row: CampaignReleasedSet, wave: int) -> frozenset[str]:
    """The answers behind a released number, named by wave."""
    return frozenset(row.members if row.pooled else (answer(wave, one) for one in row.members))
