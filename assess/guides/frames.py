"""What experts said and where judges put anchors, as the statistics take them."""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.guides.models import (
    AnchorStudy,
    CompetencyLink,
    CompetencyRating,
    Expert,
    JobAnalysis,
    Judge,
    Placement,
    TaskRating,
)


def said(session: Session, analysis: JobAnalysis) -> Mapping[str, pd.DataFrame]:
    """``tasks``, ``competencies`` and ``links`` as ``scoring.job_analysis`` takes them, of experts who handed in.

    Experts are numbered in the order they were asked; tasks are known by their id as text.
    """
    mine = (Expert.analysis_id == analysis.id, Expert.submitted_at.is_not(None))
    experts = {id: at for at, id in enumerate(session.scalars(select(Expert.id).where(*mine).order_by(Expert.id)), 1)}
    place = {task.id: task.position for task in analysis.tasks}
    tasks = session.scalars(select(TaskRating).where(TaskRating.expert_id.in_(experts)))
    ratings = session.scalars(select(CompetencyRating).where(CompetencyRating.expert_id.in_(experts)))
    links = session.scalars(select(CompetencyLink).where(CompetencyLink.expert_id.in_(experts)))
    order = {code: at for at, code in enumerate(analysis.competencies)}
    task_rows = sorted(((place[one.task_id], experts[one.expert_id], one) for one in tasks), key=lambda row: row[:2])
    rows = sorted((order[one.competency], experts[one.expert_id], one.importance, one.competency) for one in ratings)
    pairs = sorted((order[one.competency], place[one.task_id], experts[one.expert_id], one.competency, one.task_id)
                   for one in links)  # fmt: skip
    return {
        "tasks": pd.DataFrame(
            [(expert, str(one.task_id), one.importance, one.frequency) for _, expert, one in task_rows],
            columns=["expert", "task", "importance", "frequency"],
        ).astype({"importance": float, "frequency": float}),
        "competencies": pd.DataFrame(
            [(expert, code, importance) for _, expert, importance, code in rows],
            columns=["expert", "competency", "importance"],
        ).astype({"importance": float}),
        "links": pd.DataFrame(
            [(expert, code, str(task)) for _, _, expert, code, task in pairs], columns=["expert", "competency", "task"]
        ),
    }


def placed(session: Session, study: AnchorStudy) -> Mapping[str, pd.DataFrame]:
    """``anchors`` and ``placements`` as ``scoring.retranslation`` takes them, of judges who handed in.

    Anchors are known by their words, with the competency before them where two share their words.
    """
    words = [str(one["behaviour"]) for one in study.anchors]
    names = [
        text if words.count(text) == 1 else f"{one['competency']}: {text}"
        for text, one in zip(words, study.anchors, strict=True)
    ]
    query = (
        select(Placement)
        .join(Judge, Judge.id == Placement.judge_id)
        .where(Judge.study_id == study.id, Judge.submitted_at.is_not(None))
        .order_by(Placement.judge_id, Placement.place)
    )
    judges: dict[int, int] = {}
    rows = [
        (judges.setdefault(one.judge_id, len(judges) + 1), names[one.place], one.competency, one.points)
        for one in session.scalars(query)
    ]
    anchors = [(name, one["competency"], one["points"]) for name, one in zip(names, study.anchors, strict=True)]
    return {
        "anchors": pd.DataFrame(anchors, columns=["anchor", "competency", "points"]),
        "placements": pd.DataFrame(rows, columns=["judge", "anchor", "competency", "points"]).astype({"points": float}),
    }
