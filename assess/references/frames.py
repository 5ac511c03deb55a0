"""Answers of closed checks as the statistics take them; nothing reads those of an open one."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.hiring.models import Application
from assess.references.models import Referee, ReferenceCheck
from surveys import frames

RATINGS = ("reference", "criterion", "rating")


def ratings(session: Session, check: ReferenceCheck, criteria: Sequence[str]) -> pd.DataFrame:
    """A row a rating of a closed check, with the columns ``RATINGS``; ValueError for an open one.

    A reference is named by its participant's code, which is shown nowhere: with names that can be guessed, the hash of
    these rows in a Report could be searched for the ratings behind it.
    """
    table = _of(session, check, [one.administration_id for one in _in(check) if one.administration_id])
    table = table[table["criterion"].isin(criteria)].dropna(subset=["rating"])
    return table.rename(columns={"rater": "reference"})[list(RATINGS)].sort_values(list(RATINGS), ignore_index=True)


def words(session: Session, check: ReferenceCheck, item: str) -> dict[int, str]:
    """What referees of a closed check wrote in their own words, by their id."""
    whose = {one.administration_id: one.id for one in _in(check) if one.administration_id}
    if check.closed_at is None:
        raise ValueError("an open check is read by nobody")
    said = frames.responses(session, [check.version_id], administrations=list(whose))
    rows = said[said["item"] == item]
    return {whose[int(id)]: str(text) for id, text in zip(rows["administration"], rows["text"], strict=True)}


def relations(check: ReferenceCheck) -> list[str]:
    """What each referee who answered says they were to the candidate."""
    return [one.said_relation for one in _in(check)]


def normed(session: Session, version_id: int) -> pd.DataFrame:
    """A row a rating of everybody in the norm: candidate, reference, relation, criterion, rating."""
    query = (
        select(Referee.administration_id, Referee.said_relation, Application.candidate_id)
        .join(Referee.check)
        .join(ReferenceCheck.application)
        .where(Referee.in_norm, ReferenceCheck.version_id == version_id, Referee.administration_id.is_not(None))
    )
    of = {row.administration_id: (row.said_relation, row.candidate_id) for row in session.execute(query)}
    table = frames.ratings(session, [version_id], administrations=list(of)).dropna(subset=["rating"])
    who = table["administration"].map(of)
    return table.assign(relation=who.str[0], candidate=who.str[1]).rename(columns={"rater": "reference"})


def _in(check: ReferenceCheck) -> list[Referee]:
    return [one for one in check.referees if one.submitted_at is not None]


def _of(session: Session, check: ReferenceCheck, administrations: Sequence[int]) -> pd.DataFrame:
    if check.closed_at is None:
        raise ValueError("an open check is read by nobody")
    return frames.ratings(session, [check.version_id], administrations=administrations)
