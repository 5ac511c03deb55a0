"""Every task of the benchmark."""

from benchmarks.measurement.race import Task
from benchmarks.measurement.tasks import agreement, calibration, scoring, structure


def every(quick: bool) -> tuple[Task, ...]:
    """All tasks, in full size or small."""
    return tuple(task for part in (calibration, scoring, agreement, structure) for task in part.tasks(quick))
