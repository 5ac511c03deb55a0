"""How do sixteen interviewers rate, known to be lenient, severe, under a halo, central, drifting or erratic?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd

from assess.demo.notes import note
from assess.demo.selection import LYON, OPENINGS
from assess.demo.world import Floats, Ints

COMPETENCIES = ("discovery", "preparation", "deciding", "pipeline", "care")
INTERVIEWERS = 16
LENIENT, SEVERE, HALO, CENTRAL, DRIFTING, ERRATIC = range(6)
DIFFICULTY = np.array([-0.5, -0.2, 0.0, 0.2, 0.5])
STEPS = np.array([-2.0, -0.7, 0.7, 2.0])
COMPETENCE_SD, COMMON, MONTHS, DRIFT = 1.2, 0.6, 9.0, 0.15

#: Candidate, rater, position of the competency, points 0–4, when.
Cell = tuple[str, str, int, int, datetime]

#: Interviewers of the Lyon panels: one kind, one hard, four of usual strictness.
LYON_POOL = (LENIENT, SEVERE, 6, 7, 8, 9)
#: Seats not yet locked: candidate and seat, counted from 0.
OPEN_SEATS = ((3, 2), (10, 1))


@dataclass(frozen=True, slots=True)
class Panels:
    """A round of interviews.

    Attributes
    ----------
    candidate, competency, interviewer, points : Ints, shape (ratings,)
        Points 0–4 for the anchors 1–5.
    month : Floats, shape (ratings,)
        When, 0–9.
    severity : Floats, shape (interviewers,)
        Logits; positive is hard.
    competence : Floats, shape (candidates, 5)
        Logits.
    """

    candidate: Ints
    competency: Ints
    interviewer: Ints
    points: Ints
    month: Floats
    severity: Floats
    competence: Floats


def make(seed: int, candidates: int = 200, seats: int = 3) -> Panels:
    """The round of this seed: every candidate meets ``seats`` of the sixteen, drawn by lot (methods §16.4)."""
    rng = np.random.default_rng(seed)
    competence = levels(rng, candidates)
    severity = np.clip(rng.normal(0, 0.4, INTERVIEWERS), -0.8, 0.8)
    severity[LENIENT], severity[SEVERE] = -1.3, 1.2
    severity[HALO : ERRATIC + 1] = 0
    months = np.sort(rng.uniform(0, MONTHS, candidates))
    rows = []
    for person in range(candidates):
        for rater in rng.choice(INTERVIEWERS, seats, replace=False):
            points = rate(rng, competence[person], int(rater), severity[rater], months[person])
            rows += [(person, topic, rater, value, months[person]) for topic, value in enumerate(points)]
    table = np.array(rows)
    candidate, competency, interviewer, given = table[:, :4].astype(np.int64).T
    return Panels(candidate, competency, interviewer, given, table[:, 4], severity, competence)


def interviewer_ids(count: int = INTERVIEWERS) -> list[str]:
    """The first sales managers; the last two of eighteen work at a site of their own."""
    return [f"M-09{place + 1:02}" for place in range(count)]


def earlier_ratings(seed: int = 7, candidates: int = 200) -> pd.DataFrame:
    """Ratings of the last nine months in the layout of ratings.csv: enough for strictness, halo, centre and drift."""
    past = make(seed, candidates)
    raters = interviewer_ids()
    cells = [
        (
            f"P-{person + 1:04}",
            raters[rater],
            int(topic),
            int(points),
            datetime(2026, 1, 26, 12, tzinfo=UTC) + timedelta(days=30.4 * month),
        )
        for person, rater, topic, points, month in zip(
            past.candidate, past.interviewer, past.competency, past.points, past.month, strict=True
        )
    ]
    return _layout(cells, seed)


def remote_ratings(seed: int = 7) -> pd.DataFrame:
    """A site on its own: two interviewers rate the same twelve candidates, whom nobody else has met."""
    rng = np.random.default_rng([seed, 11])
    competence = levels(rng, 12)
    cells = [
        (f"R-{person + 1:04}", rater, topic, points, datetime(2026, 6, 1, 12, tzinfo=UTC) + timedelta(days=7 * person))
        for person in range(12)
        for rater, severity in (("M-0917", -0.5), ("M-0918", 0.5))
        for topic, points in enumerate(rate(rng, competence[person], INTERVIEWERS, severity, 4.5))
    ]
    return _layout(cells, seed)


def seats(seed: int = 7) -> pd.DataFrame:
    """Three seats for each of the twelve candidates for Lyon: candidate_id, requisition_id, seat, rater_id,
    scheduled_at, state (locked | open)."""
    rows = []
    for person in range(len(LYON)):
        for seat, rater in enumerate(_panel(person)):
            rows.append(
                {
                    "candidate_id": f"C-{person + 1:04}",
                    "requisition_id": OPENINGS[0][0],
                    "seat": seat + 1,
                    "rater_id": interviewer_ids()[rater],
                    "scheduled_at": _held(person).isoformat(),
                    "state": "open" if (person, seat) in OPEN_SEATS else "locked",
                }
            )
    return pd.DataFrame(rows)


def ratings(seed: int = 7) -> pd.DataFrame:
    """What the locked seats of the Lyon panels gave, with notes, in the layout of ratings.csv."""
    rng = np.random.default_rng([seed, 12])
    competence = levels(rng, len(LYON))
    severity = make(seed).severity  # they are the interviewers of the earlier ratings
    cells = []
    for person in range(len(LYON)):
        for seat, rater in enumerate(_panel(person)):
            points = rate(rng, competence[person], rater, severity[rater], MONTHS)
            if (person, seat) not in OPEN_SEATS:
                done = _held(person) + timedelta(minutes=70 + 25 * seat)
                ids = f"C-{person + 1:04}", interviewer_ids()[rater]
                cells += [(*ids, topic, value, done) for topic, value in enumerate(points)]
    return _layout(cells, seed)


def _panel(person: int) -> tuple[int, int, int]:
    """Three of the pool, turned by one from candidate to candidate, so that everybody is linked with everybody."""
    size = len(LYON_POOL)
    first, second, third = (LYON_POOL[(person + step) % size] for step in (0, 1, 3))
    return first, second, third


def _held(person: int) -> datetime:
    return datetime(2026, 11, 2, 9, tzinfo=UTC) + timedelta(days=person + 2 * (person // 5), hours=person % 3)


def lyon_levels(seed: int = 7) -> Floats:
    """What the twelve candidates for Lyon are truly like: logits by topic, shape (12, 5)."""
    return levels(np.random.default_rng([seed, 12]), len(LYON))


def levels(rng: np.random.Generator, candidates: int) -> Floats:
    """Competence drawn for so many candidates: logits by topic, shape (candidates, 5)."""
    size = len(COMPETENCIES)
    covariance = COMPETENCE_SD**2 * (COMMON * np.ones((size, size)) + (1 - COMMON) * np.eye(size))
    return rng.multivariate_normal(np.zeros(size), covariance, candidates)


def rate(rng: np.random.Generator, competence: Floats, rater: int, severity: float, month: float) -> list[int]:
    """Points 0–4 on the five topics by the rating scale model, bent by what is particular to this interviewer."""
    overall = competence.mean() + rng.normal(0, 0.3)
    given = []
    for topic, level in enumerate(competence):
        # a halo: the overall impression instead of the topic, and the same number nearly every time
        felt = overall - severity if rater == HALO else level - DIFFICULTY[topic] - severity
        if rater == CENTRAL:
            felt = 0.35 * felt
        elif rater == DRIFTING:
            felt = felt - DRIFT * (month - 4.5)
        elif rater == ERRATIC:
            felt = 0.3 * felt + rng.normal(0, 1.5)
        logits = np.r_[0, np.cumsum(felt - STEPS)] * (2.2 if rater == HALO else 1)
        chances = np.exp(logits - logits.max())
        given.append(int(rng.choice(len(chances), p=chances / chances.sum())))
    return given


def _layout(cells: Sequence[Cell], seed: int) -> pd.DataFrame:
    rng = np.random.default_rng([seed, 13])
    rows = [
        {
            "candidate_id": candidate,
            "rater_id": rater,
            "competency_key": COMPETENCIES[topic],
            "score": points + 1,
            "question_key": "",
            "round": "first",
            "submitted_at": when.isoformat(timespec="minutes"),
            "evidence": note(COMPETENCIES[topic], points + 1, rng),
        }
        for candidate, rater, topic, points, when in cells
    ]
    return pd.DataFrame(rows)
