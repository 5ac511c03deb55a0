"""May this profile speak of fit? Every condition with what was found and what is needed (methods §5.8)."""

from collections.abc import Iterable, Sequence

from scoring.errors import Code
from scoring.policy import MINIMUMS
from scoring.profile.results import Check, Contrast, ProfileScale, Validity
from scoring.results import Caveat, Estimate

SCALE_RELIABILITY = 0.70
CRITERION_RELIABILITY = 0.50
#: Chance to see a large difference between top and middle, were there one (Cohen 1988: .8 SD).
POWER = 0.80
#: A scale below the needed reliability closes the gate only when it carries more than this share of the weights.
WEIGHT_SHARE = 0.20
#: What a failed check means as a reason; the last three belong to a use of the profile.
REASONS = {
    "people": Code.N_TOO_SMALL,
    "reference_top": Code.GROUPS_TOO_SMALL,
    "contrast": Code.GROUPS_TOO_SMALL,
    "contrast_power": Code.GROUPS_TOO_SMALL,
    "criterion_reliability": Code.UNRELIABLE_CRITERION,
    "scales": Code.NOT_JOB_RELATED,
    "people_per_scale": Code.N_TOO_SMALL,
    "scale_reliability": Code.UNRELIABLE_MEASURE,
    "prediction": Code.NOT_CROSS_VALIDATED,
    "prediction_corrected": Code.NOT_CROSS_VALIDATED,
    "role": Code.NOT_JOB_RELATED,
    "profile_age": Code.STALE,
    "fairness": Code.IMPACT_NOT_CHECKED,
}
#: What a check counts, where that is not people.
COUNTED = {
    "reference_top": "top",
    "contrast": "middle",
    "contrast_power": "power",
    "people_per_scale": "people_per_scale",
    "scales": "scales",
}


def gate(
    people: int,
    groups: Contrast,
    scales: Sequence[ProfileScale],
    validity: Validity | None,
    criterion_reliability: Estimate,
) -> tuple[Check, ...]:
    """The checks that building can judge; those of a use (role, age, fairness) belong to ``fit``.

    ``prediction`` asks that the interval of r_cv lie above zero. ``prediction_corrected`` asks the same of an interval
    that knows that training parts overlap: resampling stored predictions leaves that out and on pure noise opened the
    gate in up to 9 of 100 samples of 60 people, together they open it in fewer than 3.
    """
    tried = [scale for scale in scales if not scale.reasons]
    entering = [scale for scale in scales if scale.weight] if validity else tried
    return (
        _at_least("people", people, least("profile_unit", "people")),
        _at_least("reference_top", groups.top, least("profile_reference", "top")),
        _at_least("contrast", groups.middle, least("profile_reference", "middle")),
        _at_least("contrast_power", groups.power_large, POWER),
        _at_least("criterion_reliability", criterion_reliability.value, CRITERION_RELIABILITY),
        _at_least("scales", len(entering), 1),
        _at_least("people_per_scale", people / max(len(tried), 1), least("profile_scales", "people_per_scale")),
        _at_least("scale_reliability", _weakest(entering), SCALE_RELIABILITY),
        _prediction(validity),
        _above_zero("prediction_corrected", validity.corrected_low if validity else None),
    )


def refusals(checks: Iterable[Check]) -> tuple[Caveat, ...]:
    """The reasons behind failed checks, each code once, with what was found and needed."""
    failed: dict[Code, Caveat] = {}
    for check in checks:
        if not check.passed:
            code = REASONS[check.code]
            of = COUNTED.get(check.code, "people")
            values = {"check": check.code, "n": check.value, "need": check.need, "of": of}
            failed.setdefault(code, Caveat(code, values))
    return tuple(failed.values())


def least(analysis: str, of: str) -> float:
    """The number below which the master table refuses."""
    return next(row.refuse for row in MINIMUMS if (row.analysis, row.of) == (analysis, of))


def _at_least(code: str, value: float | None, need: float) -> Check:
    return Check(code, value, need, value is not None and value >= need)


def _above_zero(code: str, value: float | None) -> Check:
    return Check(code, value, 0.0, value is not None and value > 0)


def _prediction(validity: Validity | None) -> Check:
    r = validity.r_cv if validity else None
    if r is None or r.low is None:
        return Check("prediction", None, 0.0, False)
    return Check("prediction", r.value, 0.0, r.low > 0, r.low, r.high)


def _weakest(scales: Sequence[ProfileScale]) -> float | None:
    total = sum(abs(scale.weight) for scale in scales)
    heavy = [scale for scale in scales if abs(scale.weight) > WEIGHT_SHARE * total]
    # without a heavy scale the weakest of all still tells the reader most, and building lets none below .70 in
    known = [scale.reliability.value for scale in heavy or scales]
    return None if not known or None in known else min(value for value in known if value is not None)
