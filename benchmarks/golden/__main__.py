"""``python -m benchmarks.golden``: ours, the reference, the difference, and whether it is small enough."""

import argparse
from collections.abc import Iterable
from itertools import groupby

from benchmarks.golden import factors, item_response, raters, scales
from benchmarks.golden.claims import SHARED, Claim
from benchmarks.measurement.tables import aligned

HEAD = ("numbers of", "how many", "farthest apart", "ours", "reference", "difference", "may be", "")


def row(group: str, members: list[Claim]) -> tuple[str, ...]:
    """The claim of a group that is farthest from its reference."""
    worst = max(members, key=lambda claim: (not claim.holds, abs(claim.difference)))
    failed = sum(not claim.holds for claim in members)
    return (
        group, str(len(members)), worst.what, f"{worst.ours:.10g}", f"{worst.reference:.10g}",
        f"{worst.difference:.1e}", f"{worst.tolerance:g}", f"{failed} FAIL" if failed else "pass",
    )  # fmt: skip


def table(found: Iterable[Claim]) -> list[tuple[str, ...]]:
    """A row for each group."""
    return [HEAD, *(row(group, list(members)) for group, members in groupby(found, key=lambda claim: claim.group))]


def main() -> None:
    """Print the table; the exit code says whether every number holds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.golden", description=__doc__)
    parser.add_argument("--every", action="store_true", help="a line for each number, not for each group of them")
    given = parser.parse_args()
    if not (SHARED / "golden").exists():
        print(
            "The reference numbers stand beside the project, in ../shared/golden, and are not here: nothing to compare."
        )
        return
    found = [claim for part in (raters, scales, factors, item_response) for claim in part.every()]
    if given.every:
        print(aligned([HEAD, *(row(claim.group, [claim]) for claim in found)]))
    else:
        ordered = sorted(found, key=lambda claim: list(dict.fromkeys(one.group for one in found)).index(claim.group))
        print(aligned(table(ordered)))
    failed = sum(not claim.holds for claim in found)
    print(f"{len(found)} numbers, {failed} outside their tolerance")
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
