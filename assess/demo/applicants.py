"""Whom would each selection process have hired from 640 applicants whose later performance is known?"""

from dataclasses import dataclass

import numpy as np

from assess.demo.world import Floats

#: Order of every array of scales here and in ``incumbents``.
SCALES = ("cognitive", "sjt", "achievement", "assertiveness", "agreeableness", "openness", "stability")
#: True correlation of each latent scale with performance; reliability of its score; standardised difference between
#: the reference and the focal group (methods §16.3).
VALIDITY = np.array([0.10, 0.28, 0.25, 0.20, 0.00, 0.00, 0.10])
RELIABILITY = np.array([0.80, 0.70, 0.82, 0.80, 0.78, 0.78, 0.82])
DIFFERENCE = np.array([0.70, 0.10, 0.05, 0.00, -0.10, 0.00, 0.00])
CORRELATION = np.full((len(SCALES), len(SCALES)), 0.2) + 0.8 * np.eye(len(SCALES))
INTERVIEW_VALIDITY, INTERVIEW_RELIABILITY, CRITERION_RELIABILITY = 0.30, 0.65, 0.75


@dataclass(frozen=True, slots=True)
class Applicants:
    """One applicant a row.

    Attributes
    ----------
    focal : bool, shape (n,)
        Member of the focal group (share .30).
    scores : float, shape (n, 7)
        Observed scales in the order of ``SCALES``.
    interview, criterion : float, shape (n,)
        Observed interview score and observed later performance (reliability .75).
    performance : float, shape (n,)
        True later performance.
    """

    focal: np.typing.NDArray[np.bool_]
    scores: Floats
    interview: Floats
    criterion: Floats
    performance: Floats


def make(seed: int, applicants: int = 640) -> Applicants:
    """The applicants of this seed. Group differences are added after performance is drawn: they predict nothing."""
    rng = np.random.default_rng(seed)
    focal = rng.random(applicants) < 0.30
    latent = rng.multivariate_normal(np.zeros(len(SCALES)), CORRELATION, applicants)
    weights = np.linalg.solve(CORRELATION, VALIDITY)
    explained = float(weights @ CORRELATION @ weights)
    shared = 0.25  # of the interview with the tests
    competence = shared * (latent @ weights) / np.sqrt(explained)
    competence += np.sqrt(1 - shared**2) * rng.normal(size=applicants)
    overlap = 2 * INTERVIEW_VALIDITY * shared * np.sqrt(explained)
    unexplained = np.sqrt(max(1 - explained - INTERVIEW_VALIDITY**2 - overlap, 0.1))
    performance = latent @ weights + INTERVIEW_VALIDITY * competence + rng.normal(size=applicants) * unexplained

    latent = latent - focal[:, None] * DIFFERENCE
    scores = np.sqrt(RELIABILITY) * latent + np.sqrt(1 - RELIABILITY) * rng.normal(size=latent.shape)
    return Applicants(
        focal,
        scores,
        _measured(competence, INTERVIEW_RELIABILITY, rng),
        _measured(performance, CRITERION_RELIABILITY, rng),
        performance,
    )


def _measured(true: Floats, reliability: float, rng: np.random.Generator) -> Floats:
    return np.asarray(np.sqrt(reliability) * true + np.sqrt(1 - reliability) * rng.normal(size=len(true)))
