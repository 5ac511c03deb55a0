"""Is a release of hundreds of overlapping groups audited while somebody waits? ``python -m benchmarks.anonymity``.

Ten thousand respondents in 300 teams of twelve regions, crossed by segment, tenure and job; about 450 groups in one
release, then 900 more answers and the same groups again beside all that was released before. The peer in the same run
is the textbook's way to see a small group in the row space: to ask of each small atom by the rank of the equations
whether leaving it out loses rank, in floating point with numpy. It tries single atoms only, a fraction of what the
audit decides, so the ratio flatters the peer; it is timed on some atoms and scaled to all.
"""

import random
import time
from collections import defaultdict

import numpy as np

from surveys.anonymity import Family, hidden, leaks
from surveys.errors import AuditTooLarge

PEOPLE, TEAMS, LATER = 10_000, 300, 900
K = 5
CUTS = (
    ("region",), ("segment",), ("tenure",), ("job",), ("team",),
    ("region", "segment"), ("region", "tenure"), ("region", "job"), ("segment", "tenure"),
)  # fmt: skip
TIMED = 3

Groups = dict[str, frozenset[str]]


def company(rng: random.Random) -> dict[str, dict[str, int]]:
    """Who works where: teams lie within regions, everything else crosses them."""
    places = {}
    for number in range(PEOPLE):
        team = rng.randrange(TEAMS)
        crossed = {"segment": rng.randrange(4), "tenure": rng.randrange(5), "job": rng.randrange(3)}
        places[f"p{number:05d}"] = {"team": team, "region": team % 12} | crossed
    return places


def grouped(places: dict[str, dict[str, int]]) -> tuple[Groups, list[Family]]:
    """All groups by every cut, and which parts make up everybody."""
    groups: dict[str, set[str]] = {"all": set(places)}
    families = []
    for cut in CUTS:
        parts: dict[str, set[str]] = defaultdict(set)
        for person, own in places.items():
            parts[" ".join(f"{name} {own[name]}" for name in cut)].add(person)
        groups |= parts
        families.append(Family("all", tuple(sorted(parts))))
    return {name: frozenset(people) for name, people in groups.items()}, families


def peer(groups: Groups) -> float:
    """Seconds the ranks of numpy would take to try every small atom once."""
    atoms: dict[tuple[str, ...], int] = defaultdict(int)
    of: dict[str, list[str]] = defaultdict(list)
    for name, people in groups.items():
        for person in people:
            of[person].append(name)
    for names in of.values():
        atoms[tuple(names)] += 1
    rows = np.array([[float(name in set(names)) for names in atoms] for name in groups])
    small = [place for place, count in enumerate(atoms.values()) if count < K]
    began = time.perf_counter()
    for place in small[:TIMED]:
        np.linalg.matrix_rank(np.delete(rows, place, axis=1))
    return (time.perf_counter() - began) / TIMED * len(small)


def main() -> None:
    """Prints seconds of both releases and of the peer."""
    rng = random.Random(1)
    places = company(rng)
    late = set(rng.sample(sorted(places), LATER))
    groups, families = grouped(places)
    before, earlier_families = grouped({person: own for person, own in places.items() if person not in late})
    began = time.perf_counter()
    out = hidden(before, earlier_families, [], K)
    first = time.perf_counter() - began
    print(f"first release   {len(before)} groups, {len(out)} withheld   {first:.1f} s", flush=True)
    released = [people for name, people in before.items() if name not in out]
    began = time.perf_counter()
    out = hidden(groups, families, released, K)
    second = time.perf_counter() - began
    print(
        f"second release  {len(groups)} groups beside {len(released)}, {len(out)} withheld   {second:.1f} s", flush=True
    )
    tried = peer(groups)
    print(
        f"peer            single atoms by the rank of numpy {tried:.0f} s, {tried / first:.0f} times the first release"
    )
    for count in (40, 80, 160):
        staff = sorted(places)[: 3 * count]
        sets = [frozenset(rng.sample(staff, rng.randint(count, 2 * count))) for _ in range(count)]
        began = time.perf_counter()
        try:
            verdict = "leaks" if leaks(sets, 10) else "safe"
        except AuditTooLarge:
            verdict = "refused: too large"
        seconds = time.perf_counter() - began
        print(
            f"hard case       {count} sets drawn at random of {len(staff)} people, k = 10: {verdict} in {seconds:.1f} s"
        )


if __name__ == "__main__":
    main()
