"""A worker knows every task: a feature whose tasks nobody imports would leave its jobs undone."""

from pathlib import Path

from assess.cli import TASK_MODULES

ASSESS = Path(__file__).parents[2] / "assess"


def test_every_feature_with_tasks_is_known_to_the_worker() -> None:
    found = {path.parent.name for path in ASSESS.glob("*/tasks.py")}
    found |= {path.parent.parent.name for path in ASSESS.glob("*/tasks/__init__.py")}
    known = {module.__name__.split(".")[1] for module in TASK_MODULES}
    assert found - known - {"jobs"} == set()
