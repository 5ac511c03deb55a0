"""What does a reader need to see of a profile, open or in preparation?

Tables of the Report of kind ``profile``; one that has nothing to say is left out, so ask for its key first.

==================  =================================================================================================
scales              scale, direction, entry, weight, reliability, r, g, top_n … all_sd, status, reasons
gate                check, value, low, high, need, passed
validity            model, chosen, r_in_sample, r_cv, corrected_low
contrast            quantity (top, middle, detectable_d, power_large, power_medium, detectable_r), value
increment           over (best_scale, existing), scales, base, full, delta_r, delta_r2: out of fold
restriction         correction (none, criterion, case_ii, criterion_case_ii, case_iii), u, r
sensitivity         variant (as_built, without_circumstance, without_a_team_low, without_a_team_high), people, r_cv
calibration         fifth (1 lowest), people, expected, observed: of the chance of the top fifth, out of fold
chances             quantity (brier, brier_base, slope), value
hire_like           scale, top_mean, shrunken_mean: the top 4 % drawn towards the top fifth
hire_like_place     quantity (people, above_average, in_top_fifth), value: where they fall on the composite
pictures            picture (composite, mahalanobis, profile_correlation), r_cv: never an order of people
==================  =================================================================================================
"""

from scoring.errors import Code, Scalar
from scoring.policy import judged
from scoring.profile import Profile, ProfileScale, Spread, Validity, least, refusals
from scoring.reports.profile_evidence import evidence_tables
from scoring.results import Caveat, Cell, Column, Estimate, Figure, Provenance, Report, Sentence, Table

KIND = "profile"
MODEL_POLICY = {"unit": "profile_unit", "ridge": "profile_estimated"}
_DIRECTIONS = {1: "higher", -1: "lower", 0: "not_stated"}
_SCALES = (
    Column("scale"), Column("direction", "code"), Column("entry", "code"), Column("weight", "number"),
    Column("reliability", "estimate"), Column("r", "estimate"), Column("g", "estimate"),
    Column("top_n", "count"), Column("top_mean", "number"), Column("top_sd", "number"),
    Column("middle_n", "count"), Column("middle_mean", "number"), Column("middle_sd", "number"),
    Column("all_n", "count"), Column("all_mean", "number"), Column("all_sd", "number"), Column("status", "code"),
    Column("reasons", "code"),
)  # fmt: skip
_GATE = (
    Column("check", "code"), Column("value", "number"), Column("low", "number"), Column("high", "number"),
    Column("need", "number"), Column("passed", "code"),
)  # fmt: skip
_VALIDITY = (
    Column("model", "code"), Column("chosen", "code"), Column("r_in_sample", "number"), Column("r_cv", "estimate"),
    Column("corrected_low", "number"),
)  # fmt: skip


def report(found: Profile, provenance: Provenance | None = None) -> Report:
    """The Report of one profile: ``scales``, ``gate``, ``validity``.

    With the gate closed there are no weights and no composite; scales are still described, marked exploratory.
    """
    shown = [_shown(validity, found).doubted(*_restricted(found)) for validity in found.validities]
    r_cv = next((r for v, r in zip(found.validities, shown, strict=True) if v == found.chosen), None)
    if r_cv is None:
        r_cv = Estimate(None, found.people, "cross-validation by team", status="refused", reasons=refusals(found.gate))
    validity = tuple(_validity(*pair, found) for pair in zip(found.validities, shown, strict=True))
    return Report(
        kind=KIND,
        sentence=_sentence(found),
        estimates={"r_cv": r_cv, "criterion_reliability": found.criterion_reliability},
        tables=(
            Table("scales", _SCALES, tuple(_scale(scale, found) for scale in found.scales)),
            gate_table(found),
            Table("validity", _VALIDITY, validity),
            *evidence_tables(found),
        ),
        figures=(Figure("profile", "intervals", "scales", {"label": "scale", "value": "g"}),),
        caveats=(*refusals(found.gate), *found.caveats),
        provenance=provenance,
    )


def gate_table(found: Profile) -> Table:
    """Every check of the gate; ``passed`` is ``met`` or ``unmet``."""
    rows = tuple((c.code, c.value, c.low, c.high, c.need, "met" if c.passed else "unmet") for c in found.gate)
    return Table("gate", _GATE, rows)


def _sentence(found: Profile) -> Sentence:
    need = next(check.need for check in found.gate if check.code == "people")
    values: dict[str, Scalar] = {"role": found.role, "people": found.people, "need": need}
    unmet = [check.code for check in found.gate if not check.passed]
    if unmet:
        key = "profile.in_preparation" if "people" in unmet else "profile.closed"
        return Sentence(key, values | {"unmet": len(unmet), "checks": len(found.gate)})
    return Sentence("profile.open", values | {"scales": sum(bool(scale.weight) for scale in found.scales)})


def _restricted(found: Profile) -> tuple[Caveat, ...]:
    return tuple(caveat for caveat in found.caveats if caveat.code is Code.RANGE_RESTRICTED)


def _shown(validity: Validity, found: Profile) -> Estimate:
    return judged(validity.r_cv, MODEL_POLICY[validity.model], people=found.people)


def _validity(validity: Validity, r_cv: Estimate, found: Profile) -> tuple[Cell, ...]:
    hidden = r_cv.status == "refused"
    chosen = "yes" if validity == found.chosen else "no"
    return (
        validity.model, chosen, None if hidden else validity.r_in_sample, r_cv,
        None if hidden else validity.corrected_low,
    )  # fmt: skip


def _scale(scale: ProfileScale, found: Profile) -> tuple[Cell, ...]:
    if scale.reasons:
        entry = "barred"
    else:
        entry = "enters" if scale.weight else "against_expectation" if found.chosen else "waits"
    exploratory = () if found.open else (Caveat(Code.NOT_CROSS_VALIDATED),)
    r = judged(scale.r, "lever_correlation", people=scale.r.n, people_per_predictor=scale.r.n)
    g = judged(scale.g, "profile_reference", top=scale.top.n, middle=scale.middle.n)
    return (
        scale.scale, _DIRECTIONS[scale.direction], entry, scale.weight if found.open else None,
        scale.reliability, r.doubted(*exploratory), g.doubted(*exploratory),
        *_spread(scale.top), *_spread(scale.middle), *_spread(scale.all), "ok" if found.open else "exploratory",
        " ".join(dict.fromkeys(reason.code.value for reason in scale.reasons)),
    )  # fmt: skip


def _spread(spread: Spread) -> tuple[Cell, ...]:
    """Size, mean and SD; of a group too small the size alone."""
    if spread.n < least("profile_reference", "top"):
        return spread.n, None, None
    return spread.n, spread.mean, spread.sd
