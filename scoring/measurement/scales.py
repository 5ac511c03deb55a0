"""How well does one scale measure, item by item and along the trait?"""

from dataclasses import dataclass

import pandas as pd

from scoring.irt.bank import Bank
from scoring.irt.calibration import Calibration, calibrate
from scoring.irt.item_fit import ItemFit, item_fit
from scoring.irt.scores import Scores, score
from scoring.items import ItemAnalysis, item_analysis
from scoring.keys import ScoringKey
from scoring.policy import Judgement, judgement
from scoring.reliability import alpha, omega, sem
from scoring.results import Estimate


@dataclass(frozen=True, slots=True, eq=False)
class ScaleStudy:
    """Everything known of one scale.

    Attributes
    ----------
    answers : DataFrame
        Keyed: all items point the same way.
    mean, sd : float
        Of people's means over the items.
    alpha, omega, careful : Estimate
        Internal consistency; ``careful`` is alpha without the people whose answers may not reflect them.
    sem : float
        Standard error of measurement in the scale's units, from omega, else alpha; NaN where neither exists.
    """

    key: ScoringKey
    answers: pd.DataFrame
    mean: float
    sd: float
    alpha: Estimate
    omega: Estimate
    careful: Estimate
    sem: float
    items: ItemAnalysis
    calibration: Calibration
    scores: Scores
    fit: ItemFit

    @property
    def bank(self) -> Bank | None:
        """The calibrated items; None where there are too few people to rely on them (methods §0.6)."""
        return None if self.judged.status == "refused" else self.calibration.bank

    @property
    def trait_reliability(self) -> Estimate:
        """Share of the trait scores' differences that is not error, as policy lets it be shown."""
        found = self.scores.reliability
        if self.judged.status == "refused":
            return found.refused(*self.judged.reasons, needed=self.judged.needed)
        return found.doubted(*self.judged.reasons)

    @property
    def judged(self) -> Judgement:
        """Whether there are enough people, and answers of each kind, to rely on the item response model."""
        counts = self.calibration.category_counts.to_numpy()
        rarest = float(counts[counts > 0].min()) if counts.size else 0.0
        analysis = "2pl" if self.calibration.bank is not None and self.calibration.bank.model == "2PL" else "grm"
        return judgement(analysis, people=self.calibration.n, answers_per_category=rarest)

    @property
    def reliability(self) -> Estimate:
        """Omega, which does not ask that items weigh the same; alpha where it does not exist."""
        return self.alpha if self.omega.value is None else self.omega


def calibrated(answers: pd.DataFrame) -> Calibration:
    """The items of one scale's keyed answers on a trait: the graded model, or with two answers that of Birnbaum."""
    return calibrate(answers, "GRM" if answers.max().max() - answers.min().min() > 1 else "2PL")


def scale_study(answers: pd.DataFrame, key: ScoringKey, careless: pd.Series) -> ScaleStudy:
    """The study of one scale's keyed answers; every part refuses for itself."""
    means = answers.mean(axis=1)
    first, second = alpha(answers), omega(answers).total
    known = first.value if second.value is None else second.value
    sd = float(means.std(ddof=1))
    calibration = calibrated(answers)
    bank = calibration.bank
    refused = calibration.reasons
    return ScaleStudy(
        key=key,
        answers=answers,
        mean=float(means.mean()),
        sd=sd,
        alpha=first,
        omega=second,
        careful=alpha(answers[~careless]),
        sem=float("nan") if known is None or not 0 <= known <= 1 else sem(sd, known),
        items=item_analysis(answers, low=key.low, high=key.high),
        calibration=calibration,
        scores=Scores.refusal(*refused, method="EAP") if bank is None else score(answers, bank),
        fit=ItemFit.refusal(*refused, method="S-X²") if bank is None else item_fit(answers, bank),
    )
