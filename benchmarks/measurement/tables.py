"""Who was how fast and how right? The same tables as text, Markdown and JSON."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.measurement.environments import Environment
from benchmarks.measurement.race import OURS, Entry, Mark, Standing

Row = Sequence[str]


def aligned(rows: Sequence[Row]) -> str:
    """Columns under each other: the first to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]

    def cell(place: int, words: str) -> str:
        return words.rjust(widths[place]) if place else words.ljust(widths[place])

    return "\n".join("  ".join(cell(place, words) for place, words in enumerate(row)) for row in rows)


def markdown(rows: Sequence[Row]) -> str:
    """The same as a Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|" + "---:|" * (len(rows[0]) - 1), *lines[1:]])


def rows(standing: Standing, environments: dict[str, Environment]) -> list[Row]:
    """A header and a row for each contender that ran, the fastest first."""
    ran = sorted((one for one in standing.entries if not one.failure), key=lambda one: one.settled)
    names = list(dict.fromkeys(name for one in ran for name in one.marks))
    head = ["contender", "version", "runs", "BLAS", "import s", "cold s", "warm s", "peak MB", *names, "same work"]
    if standing.task.steps > 1:
        head.insert(7, "ms/step")
    return [head, *(_row(one, standing, environments, names) for one in ran)]


def _row(one: Entry, standing: Standing, environments: dict[str, Environment], names: list[str]) -> Row:
    ours = standing.ours
    cells = [
        one.contender.name,
        environments[one.contender.peer].version,
        str(len(one.first)),
        str(one.blas),
        seconds(one.imports[0]),
        seconds(one.cold),
        seconds(one.settled),
        f"{one.memory:.0f}",
        *(_mark(one.marks.get(name)) for name in names),
        _work(one, ours),
    ]
    if standing.task.steps > 1:
        cells.insert(7, f"{1000 * one.settled / standing.task.steps:.3f}")
    return cells


def _work(one: Entry, ours: Entry | None) -> str:
    if one.lacks:
        return "no " + ", ".join(one.lacks)
    if ours is None:
        return "?"
    worse = [name for name, mark in one.marks.items() if name in ours.marks and not mark.as_good_as(ours.marks[name])]
    return "other " + ", ".join(worse) if worse else "yes"


def _mark(mark: Mark | None) -> str:
    if mark is None or mark.value != mark.value:
        return "–"
    if mark.rule == "likelihood":
        return f"{mark.value:.2f}"
    return f"{mark.value:.4g}" if mark.rule != "value" else f"{mark.value:.6f}"


def seconds(value: float) -> str:
    """Three digits, whatever the size."""
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def verdict(standing: Standing) -> list[str]:
    """How many times faster than the best peer, and than the fastest that delivers less; who did not run, and why."""
    lines = []
    ours = standing.ours
    for same, words in ((True, "best peer"), (False, "fastest that delivers less or other")):
        peer = standing.best(same)
        if ours and peer:
            warm, cold = peer.settled / ours.settled, peer.cold / ours.cold
            lines.append(f"{words}: {peer.contender.name}, {warm:.1f} × our time warm, {cold:.1f} × cold")
        elif ours and same:
            lines.append("no peer does the same work as accurately")
    lines += [f"{one.contender.name} did not run: {one.failure}" for one in standing.entries if one.failure]
    return lines


def plain(standings: Iterable[Standing], environments: dict[str, Environment], machine: dict[str, Any]) -> str:
    """Everything as JSON."""
    found = [
        {
            "task": standing.task.key,
            "title": standing.task.title,
            "entries": [_entry(one, standing) for one in standing.entries],
            "verdict": verdict(standing),
        }
        for standing in standings
    ]
    versions = {name: one.versions for name, one in environments.items()}
    return json.dumps({"machine": machine, "versions": versions, "tasks": found}, indent=1, ensure_ascii=False)


def _entry(one: Entry, standing: Standing) -> dict[str, Any]:
    return {
        "contender": one.contender.name,
        "ours": one.contender.peer == OURS,
        "blas_threads": one.blas,
        "import": one.imports,
        "first": one.first,
        "warm": one.warm,
        "memory_before": one.before,
        "memory_peak": one.memory,
        "lacks": one.lacks,
        "marks": {name: mark.value for name, mark in one.marks.items()},
        "same_work": bool(standing.ours and one.marks and one.same_work(standing.ours)),
        "failure": one.failure,
    }
