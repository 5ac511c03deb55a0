"""What does a job consist of, and which competencies do its tasks call for?"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from scoring.errors import BadTable
from scoring.intervals import wilson
from scoring.judgements import mean, spread
from scoring.responses import Floats
from scoring.results import Estimate

#: On scales of 1 to 5 whose middle reads "important".
IMPORTANT = 3.0
#: Share of experts who must say that a task is part of the job, and tie a competency to it.
HALF = 0.5
MEAN = "mean of experts' ratings, t interval"
SPREAD = "standard deviation of experts' ratings, chi-square interval"
SHARE = "share of experts, Wilson 1927"


@dataclass(frozen=True, slots=True)
class JobAnalysis:
    """What experts said of a job.

    Attributes
    ----------
    experts : int
        Who rated at least one task or competency.
    tasks : DataFrame
        One row a task (index): ``share`` of experts for whom it is part of the job, ``importance`` (1 to 5) and its
        ``importance_sd``, ``frequency`` (1 to 5) and its ``frequency_sd`` among those, all Estimates; ``critical``:
        part of the job for half of them or more, and important on average.
    links : DataFrame
        One row a pair (``competency``, ``task``) that anybody tied, with the ``share`` (Estimate) of experts who did.
    competencies : DataFrame
        One row a competency (index): ``importance`` (1 to 5), ``importance_sd``, ``serves`` (tuple of critical tasks
        that half of the experts or more tie it to) and ``linked``: important on average, and serving one or more.
    """

    experts: int = 0
    tasks: pd.DataFrame = field(default_factory=pd.DataFrame)
    links: pd.DataFrame = field(default_factory=pd.DataFrame)
    competencies: pd.DataFrame = field(default_factory=pd.DataFrame)


def job_analysis(tasks: pd.DataFrame, competencies: pd.DataFrame, links: pd.DataFrame) -> JobAnalysis:
    """Gather what experts said of tasks, of competencies, and of which serves which.

    Parameters
    ----------
    tasks : DataFrame
        ``expert``, ``task``, ``importance`` (1 to 5; NaN where it is not part of the job) and ``frequency`` (0 "not
        part of the job" to 5).
    competencies : DataFrame
        ``expert``, ``competency``, ``importance`` (1 to 5).
    links : DataFrame
        ``expert``, ``competency``, ``task``: a row where the expert says that the competency is needed for the task.

    Raises
    ------
    BadTable
        When a column is missing or an expert rated something twice.

    References
    ----------
    Goldstein, I. L., Zedeck, S., & Schneider, B. (1993). An exploration of the job analysis-content validity process.
    In N. Schmitt & W. C. Borman (Eds.), Personnel selection in organizations.
    Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.14C: what is asked of applicants is linked
    to important work behaviours.

    Examples
    --------
    >>> tasks = pd.DataFrame({"expert": list("ABC"), "task": "call", "importance": [4, 5, 3], "frequency": [5, 5, 4]})
    >>> rated = pd.DataFrame({"expert": list("ABC"), "competency": "care", "importance": [4, 4, 3]})
    >>> tied = pd.DataFrame({"expert": ["A", "B"], "competency": "care", "task": "call"})
    >>> found = job_analysis(tasks, rated, tied)
    >>> found.tasks.loc["call", "importance"].value, found.competencies.loc["care", "serves"]
    (4.0, ('call',))
    """
    for name, table, columns in (
        ("tasks", tasks, ("expert", "task", "importance", "frequency")),
        ("competencies", competencies, ("expert", "competency", "importance")),
        ("links", links, ("expert", "competency", "task")),
    ):
        _check(name, table, columns)
    by_task = pd.DataFrame.from_dict(
        {task: _task(rows) for task, rows in tasks.groupby("task", sort=False)},
        orient="index",
        columns=["share", "importance", "importance_sd", "frequency", "frequency_sd", "critical"],
    )
    raters = competencies.groupby("competency", sort=False)["expert"].nunique()
    counted = links.groupby(["competency", "task"], sort=False).size().rename("k").reset_index()
    tied = pd.DataFrame(
        [(c, task, share(int(k), int(raters[c]))) for c, task, k in counted.to_numpy() if c in raters],
        columns=["competency", "task", "share"],
    )
    critical = set(by_task.index[by_task["critical"].astype(bool)])
    by_competency = pd.DataFrame.from_dict(
        {str(code): _competency(rows, _served(tied, code, critical)) for code, rows in
         competencies.groupby("competency", sort=False)},
        orient="index",
        columns=["importance", "importance_sd", "serves", "linked"],
    )  # fmt: skip
    experts = {*tasks["expert"], *competencies["expert"]}
    return JobAnalysis(len(experts), by_task, tied, by_competency)


def share(k: int, n: int) -> Estimate:
    """``k`` of ``n`` experts as a share with its interval; n must be above 0."""
    low, high = wilson(k, n)
    return Estimate(k / n, n, SHARE, low, high)


def _task(rows: pd.DataFrame) -> tuple[object, ...]:
    part = rows["frequency"].to_numpy(dtype=np.float64) > 0
    importance = rows.loc[part, "importance"].dropna().to_numpy(dtype=np.float64)
    frequency = rows.loc[part, "frequency"].to_numpy(dtype=np.float64)
    critical = bool(part.mean() >= HALF and len(importance) and np.mean(importance) >= IMPORTANT)
    return (share(int(part.sum()), len(rows)), *_both(importance), *_both(frequency), critical)


def _competency(rows: pd.DataFrame, serves: tuple[str, ...]) -> tuple[object, ...]:
    importance = rows["importance"].dropna().to_numpy(dtype=np.float64)
    linked = bool(serves) and len(importance) > 0 and float(np.mean(importance)) >= IMPORTANT
    return (*_both(importance), serves, linked)


def _both(values: Floats) -> tuple[Estimate, Estimate]:
    return mean(values, MEAN, "experts"), spread(values, SPREAD, "experts")


def _served(tied: pd.DataFrame, competency: object, critical: set[object]) -> tuple[str, ...]:
    mine = tied[tied["competency"] == competency]
    return tuple(
        task for task, one in zip(mine["task"], mine["share"], strict=True) if task in critical and one.value >= HALF
    )


def _check(name: str, table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    for column in columns:
        if column not in table.columns:
            raise BadTable(f"{name}: column {column} is missing")
    key = [column for column in columns if column in ("expert", "task", "competency")]
    twice = table.duplicated(key).to_numpy()
    if twice.any():
        raise BadTable(f"{name}, row {int(twice.argmax()) + 1}: this expert said this before")
