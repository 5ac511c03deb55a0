"""How many cases does each analysis need before its number may be shown?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.errors import Code, Scalar
from scoring.results import Caveat, Estimate, Status


@dataclass(frozen=True, slots=True)
class Minimum:
    """A row of the master table: below ``refuse`` nothing is shown, below ``full`` it is shown with a caveat."""

    analysis: str
    of: str
    refuse: float
    full: float
    why: str
    code: Code = Code.N_TOO_SMALL


_GROUPS, _CLUSTERS, _ANSWERS = Code.GROUPS_TOO_SMALL, Code.CLUSTERS_TOO_FEW, Code.ANONYMITY_MIN_CELL

#: methods §0.6; no other module holds a least number of cases.
MINIMUMS = (
    Minimum("tiers", "people", 25, 60, "20 % of 25 is 5 people"),
    Minimum("person_tier", "periods", 4, 8, "one good quarter is not sustained"),
    Minimum("exceptional", "people", 50, 100, "4 % of 50 is 2 people"),
    Minimum("slice", "people", 5, 15, "a mean of fewer is a portrait of persons"),
    Minimum("peer_cell", "values", 15, 30, "the error of a spread is about 1/√(2n)", _GROUPS),
    Minimum("concentration", "people", 10, 100, "with fewer the interval of a heavy tail is too narrow, by simulation"),
    Minimum("stability", "people", 25, 60, "20 % of 25 is 5 people"),
    Minimum("managers", "managers", 8, 20, "a rank among fewer is a story of persons"),
    Minimum("manager", "reps", 5, 8, "a mean of fewer is a portrait of persons"),
    Minimum("screeners", "people", 20, 50, "the interval of a kappa from fewer covers nearly everything"),
    Minimum("hires", "people", 5, 10, "a median of fewer is a portrait of persons"),
    Minimum("lever_groups", "top", 15, 48, "80 % power at d = .5 with one top to two middle", _GROUPS),
    Minimum("lever_groups", "middle", 15, 96, "80 % power at d = .5 with one top to two middle", _GROUPS),
    Minimum("lever_correlation", "people", 50, 194, "80 % power at r = .20"),
    Minimum("lever_correlation", "people_per_predictor", 10, 10, "a regression with fewer follows noise"),
    Minimum("lever_teams", "teams", 5, 10, "signs of fewer than five teams give too few samples, Webb 2023", _CLUSTERS),
    Minimum("lever_correlation_small", "people", 50, 347, "80 % power at r = .15"),
    Minimum("lever_correlation_small", "people_per_predictor", 10, 10, "a regression with fewer follows noise"),
    Minimum("lever_correlation_large", "people", 50, 124, "80 % power at r = .25"),
    Minimum("lever_correlation_large", "people_per_predictor", 10, 10, "a regression with fewer follows noise"),
    Minimum("exploratory_correlation", "people", 10, 50, "below 10 the range covers nearly everything"),
    Minimum("cross_section", "people", 20, 60, "one circumstance and its error in a single look"),
    Minimum("cross_section", "people_per_circumstance", 10, 20, "methods §2.4: a regression with fewer follows noise"),
    Minimum("condition", "teams", 10, 20, "power at 24 teams for .25 is about .75", _CLUSTERS),
    Minimum("necessity", "people", 60, 60, "methods §3.9: with fewer an empty corner is mostly chance"),
    Minimum("intervention", "clusters_per_arm", 4, 12, "power .80 for .30 SD at 12 and 12 teams", _CLUSTERS),
    Minimum("internal_consistency", "people", 30, 100, "width of Feldt's interval"),
    Minimum("factors", "people", 100, 200, "MacCallum et al. 1999"),
    Minimum("factors", "people_per_item", 5, 5, "MacCallum et al. 1999"),
    Minimum("2pl", "people", 200, 500, "Reise & Yu 1990"),
    Minimum("2pl", "answers_per_category", 0, 10, "rarer categories say little of where they begin"),
    Minimum("grm", "people", 250, 500, "Reise & Yu 1990"),
    Minimum("grm", "answers_per_category", 0, 10, "rarer categories say little of where they begin"),
    Minimum("adaptive", "people", 500, 1000, "the items chosen err upwards, van der Linden & Glas 2000"),
    Minimum("dif", "group", 100, 200, "below 100 a group, items of class C are missed too often", _GROUPS),
    Minimum("severity", "ratees", 10, 20, "the error is about .17 logits at 60 ratings"),
    Minimum("severity", "ratings", 30, 60, "10 ratees on 3 criteria; the error is about .17 logits at 60 ratings"),
    Minimum("profile_estimated", "people", 100, 150, "below 100 the validity lost on new people is .05 to .15"),
    Minimum("profile_unit", "people", 60, 100, "what tells the top apart must stand out from noise"),
    Minimum("profile_reference", "top", 20, 40, "a mean of fewer is a portrait of persons", _GROUPS),
    Minimum("profile_reference", "middle", 20, 40, "a mean of fewer is a portrait of persons", _GROUPS),
    Minimum("profile_scales", "people_per_scale", 10, 10, "more scales than that follow noise"),
    Minimum("norm", "people", 30, 200, "from 200 on people's own distribution gives the percentile"),
    Minimum("fieldwork", "people", 5, 30, "a share or a median of fewer is a portrait of persons"),
    Minimum("agreement", "ratees", 10, 20, "the interval of an ICC from fewer covers nearly everything"),
    Minimum("generalizability", "ratees", 10, 30, "the interval of Φ from fewer covers nearly everything"),
    Minimum("gold", "experts", 5, 5, "the mean of fewer is somebody's opinion"),
    Minimum("certificate", "vignettes", 3, 6, "one misread vignette decides"),
    Minimum("halo", "ratees", 15, 15, "rates of detection and false alarm were simulated from here on"),
    Minimum("halo", "criteria", 4, 4, "a spread within a person of fewer topics is mostly chance"),
    Minimum("equal_ratings", "ratees", 15, 15, "rates of detection and false alarm were simulated from here on"),
    Minimum("equal_ratings", "criteria", 4, 4, "few topics are often equal by chance"),
    Minimum("central_tendency", "ratees", 20, 20, "rates of detection and false alarm were simulated from here on"),
    Minimum("inconsistency", "ratees", 15, 15, "rates of detection and false alarm were simulated from here on"),
    Minimum("predictability", "ratees", 15, 15, "rates of detection and false alarm were simulated from here on"),
    Minimum("drift", "ratees", 20, 20, "rates of detection and false alarm were simulated from here on"),
    Minimum("drift", "months", 3, 3, "a bad week is no trend"),
    Minimum("rater_bias", "group", 30, 30, "two people decide a difference of fewer", _GROUPS),
    Minimum("influence", "panels", 5, 10, "one talk is no pattern"),
    Minimum("references", "referees", 3, 3, "anonymity: of two each knows the other's", _ANSWERS),
    Minimum("reference_sentences", "writers", 5, 5, "style tells who wrote where few did", _ANSWERS),
    Minimum("reference_norm", "candidates", 20, 60, "a place among fewer is a guess"),
    Minimum("reference_relation", "references", 10, 30, "how kindly a relation speaks is then mostly chance", _GROUPS),
    Minimum("job_analysis", "experts", 3, 10, "a mean of ten ratings with SD 1 is known within .7 points"),
    Minimum("retranslation", "judges", 5, 20, "below 20 the range of a share of .70 is wider than .37"),
    Minimum("applicant_norm", "people", 5, 30, "the error of a spread among five is a third of it"),
    Minimum("angoff", "judges", 7, 10, "the cut of fewer judges is somebody's opinion"),
    Minimum("impact", "group", 5, 5, "counts only: one person decides the ratio", _GROUPS),
    Minimum("impact", "selected", 5, 5, "counts only: one person decides the ratio", _GROUPS),
    Minimum("impact", "expected_cell", 0, 5, "Uniform Guidelines 4D on small numbers", _GROUPS),
    Minimum("prediction_bias", "people", 100, 100, "low power for slopes, Aguinis et al. 2010"),
    Minimum("prediction_bias", "focal", 30, 100, "low power for slopes, Aguinis et al. 2010", _GROUPS),
    Minimum("benchmark", "setters", 5, 8, "the median of fewer is the level of one or two persons", _GROUPS),
    Minimum("attainable", "people", 5, 20, "a share of fewer is somebody's own story"),
    Minimum("monitor", "people", 10, 30, "the error by clusters of fewer is too small"),
    Minimum("threshold", "people", 50, 240, "at 240 the level is known within three steps, with fewer hardly at all"),
    Minimum("survey_group", "answers", 5, 5, "anonymity", _ANSWERS),
    Minimum("survey_sensitive", "answers", 7, 7, "comments and sensitive questions", _ANSWERS),
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the table says about one set of counts."""

    status: Status = "ok"
    reasons: tuple[Caveat, ...] = ()
    needed: Mapping[str, Scalar] = field(default_factory=dict)


def minimum(analysis: str, of: str) -> Minimum:
    """The row of this analysis and count; KeyError if there is none."""
    for row in MINIMUMS:
        if (row.analysis, row.of) == (analysis, of):
            return row
    raise KeyError((analysis, of))


def judgement(analysis: str, **counts: float) -> Judgement:
    """The refusal or the caveats these counts deserve.

    Parameters
    ----------
    analysis : str
        A key of ``MINIMUMS``.
    **counts
        One number for each of the analysis's rows, such as ``people=640, focal=190``.

    Raises
    ------
    ValueError
        When the analysis is unknown or its counts are not exactly those of its rows.

    Examples
    --------
    >>> judgement("tiers", people=10).needed
    {'people': 25}
    """
    rows = [row for row in MINIMUMS if row.analysis == analysis]
    if {row.of for row in rows} != set(counts):
        raise ValueError(f"{analysis} is judged by {[row.of for row in rows]}, not by {sorted(counts)}")
    refused = [row for row in rows if counts[row.of] < row.refuse]
    if refused:
        reasons = tuple(_caveat(row, counts[row.of], row.refuse) for row in refused)
        return Judgement("refused", reasons, {row.of: row.refuse for row in refused})
    doubted = [row for row in rows if counts[row.of] < row.full]
    reasons = tuple(_caveat(row, counts[row.of], row.full) for row in doubted)
    return Judgement("caveat" if doubted else "ok", reasons, {row.of: row.full for row in doubted})


def judged(estimate: Estimate, analysis: str, **counts: float) -> Estimate:
    """The estimate as policy lets it be shown; parameters and errors as ``judgement``."""
    verdict = judgement(analysis, **counts)
    if verdict.status == "refused":
        return estimate.refused(*verdict.reasons, needed=verdict.needed)
    return estimate.doubted(*verdict.reasons)


def _caveat(row: Minimum, n: float, need: float) -> Caveat:
    return Caveat(row.code, {"n": n, "need": need, "of": row.of, "analysis": row.analysis})
