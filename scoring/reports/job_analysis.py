"""What does a reader need to see of what experts said of a job?"""

from collections.abc import Mapping

import pandas as pd

from scoring.job_analysis import JobAnalysis
from scoring.policy import judged
from scoring.results import Cell, Column, Estimate, Figure, Report, Sentence, Table

KIND = "job_analysis"


def report(found: JobAnalysis, tasks: Mapping[str, str], names: Mapping[str, str]) -> Report:
    """The Report of one job analysis; with fewer than three experts no number is shown and no link is told.

    Parameters
    ----------
    tasks, names : Mapping
        The words of every task and of every competency, by the keys ``found`` has them under.
    """
    tables = (_competencies(found, tasks, names), _tasks(found, tasks), _links(found, tasks, names))
    links = tables[0].column("link")
    told = sum(link != "untold" for link in links)
    values = {"experts": found.experts, "competencies": len(links), "linked": links.count("linked")}
    return Report(
        kind=KIND,
        sentence=Sentence("job_analysis.told" if told else "job_analysis.too_few", values),
        tables=tables,
        figures=(Figure("job_importance", "intervals", "competencies", {"label": "competency", "value": "importance"}),)
        if told
        else (),
    )


def _competencies(found: JobAnalysis, tasks: Mapping[str, str], names: Mapping[str, str]) -> Table:
    columns = (
        Column("competency"), Column("link", "code"), Column("importance", "estimate"),
        Column("importance_sd", "estimate"), Column("serves"), Column("item_code"),
    )  # fmt: skip
    rows: list[tuple[float, tuple[Cell, ...]]] = []
    for code, one in found.competencies.iterrows():
        importance = _judged(one["importance"])
        link = "untold" if importance.status == "refused" else "linked" if one["linked"] else "unlinked"
        serves = " · ".join(tasks.get(task, task) for task in one["serves"]) if link != "untold" else ""
        row = (names.get(str(code), str(code)), link, importance, _judged(one["importance_sd"]), serves, str(code))
        rows.append((importance.value or 0.0, row))
    return Table("competencies", columns, tuple(row for _, row in sorted(rows, key=lambda pair: -pair[0])))


def _tasks(found: JobAnalysis, tasks: Mapping[str, str]) -> Table:
    keys = ("share", "importance", "importance_sd", "frequency", "frequency_sd")
    heads = ("part", *keys[1:])
    columns = (Column("task"), *(Column(key, "estimate") for key in heads), Column("critical", "code"))
    rows = tuple(_task(tasks.get(str(task), str(task)), one, keys) for task, one in found.tasks.iterrows())
    return Table("tasks", columns, rows)


def _task(words: str, one: pd.Series, keys: tuple[str, ...]) -> tuple[Cell, ...]:
    numbers = [_judged(one[key]) for key in keys]
    told = numbers[0].status != "refused"
    return (words, *numbers, "untold" if not told else "yes" if one["critical"] else "no")


def _links(found: JobAnalysis, tasks: Mapping[str, str], names: Mapping[str, str]) -> Table:
    columns = (Column("competency"), Column("task"), Column("tied", "estimate"))
    rows = tuple(
        (names.get(competency, competency), tasks.get(task, task), _judged(share))
        for competency, task, share in found.links.itertuples(index=False)
    )
    return Table("links", columns, rows)


def _judged(estimate: Estimate) -> Estimate:
    return judged(estimate, "job_analysis", experts=estimate.n)
