"""Why a number is refused or carries a caveat: the closed list of reason codes and the errors that bear them."""

from enum import StrEnum

Scalar = str | int | float | bool | None


class Code(StrEnum):
    """Reason codes (methods §0.2, and a few it lacks); ``assess/phrases`` has their words."""

    N_TOO_SMALL = "N_TOO_SMALL"
    GROUPS_TOO_SMALL = "GROUPS_TOO_SMALL"
    NO_VARIANCE = "NO_VARIANCE"
    UNRELIABLE_MEASURE = "UNRELIABLE_MEASURE"
    UNRELIABLE_CRITERION = "UNRELIABLE_CRITERION"
    NOT_CONVERGED = "NOT_CONVERGED"
    HEYWOOD = "HEYWOOD"
    DISCONNECTED = "DISCONNECTED"
    EXTREME_SCORES = "EXTREME_SCORES"
    MISSING_TOO_MUCH = "MISSING_TOO_MUCH"
    NOT_MISSING_AT_RANDOM_SUSPECTED = "NOT_MISSING_AT_RANDOM_SUSPECTED"
    CONFOUNDED_BY_CIRCUMSTANCE = "CONFOUNDED_BY_CIRCUMSTANCE"
    REVERSE_CAUSE_PLAUSIBLE = "REVERSE_CAUSE_PLAUSIBLE"
    RANGE_RESTRICTED = "RANGE_RESTRICTED"
    NOT_CROSS_VALIDATED = "NOT_CROSS_VALIDATED"
    NOT_JOB_RELATED = "NOT_JOB_RELATED"
    NO_DESIGN = "NO_DESIGN"
    CLUSTERS_TOO_FEW = "CLUSTERS_TOO_FEW"
    PRE_TRENDS_DIFFER = "PRE_TRENDS_DIFFER"
    DIF_PRESENT = "DIF_PRESENT"
    DIF_NOT_CHECKED = "DIF_NOT_CHECKED"
    IMPACT_NOT_CHECKED = "IMPACT_NOT_CHECKED"
    ANONYMITY_MIN_CELL = "ANONYMITY_MIN_CELL"
    ANONYMITY_DIFFERENCING = "ANONYMITY_DIFFERENCING"
    OFF_LABEL_USE = "OFF_LABEL_USE"
    LICENCE_FORBIDS = "LICENCE_FORBIDS"
    ONE_PERIOD = "ONE_PERIOD"
    ROLES_MIXED = "ROLES_MIXED"
    CRITERION_CONTAMINATED = "CRITERION_CONTAMINATED"
    NO_WEIGHTS = "NO_WEIGHTS"
    CARELESS_RESPONSE = "CARELESS_RESPONSE"
    VERSION_MIXED = "VERSION_MIXED"
    NORM_MISMATCH = "NORM_MISMATCH"
    NORM_TOO_SMALL = "NORM_TOO_SMALL"
    SENSITIVE_TO_WEIGHTS = "SENSITIVE_TO_WEIGHTS"
    FRAGILE_ONE_CASE = "FRAGILE_ONE_CASE"
    STALE = "STALE"
    NOT_SCREENED = "NOT_SCREENED"
    ASSUMPTION = "ASSUMPTION"
    KEYED_WRONG = "KEYED_WRONG"
    UNUSED_CATEGORY = "UNUSED_CATEGORY"
    NEGATIVE_VARIANCE = "NEGATIVE_VARIANCE"
    ONE_BRIDGE = "ONE_BRIDGE"
    DESIGN_CONFOUNDED = "DESIGN_CONFOUNDED"
    STRATA_DIFFER = "STRATA_DIFFER"
    COMPONENTS_MISSING = "COMPONENTS_MISSING"
    RELIABILITY_ASSUMED = "RELIABILITY_ASSUMED"
    BAD_TABLE = "BAD_TABLE"
    NO_THRESHOLD = "NO_THRESHOLD"
    OUTLIERS_NOT_SPLIT = "OUTLIERS_NOT_SPLIT"
    LEVER_NOT_MEASURED = "LEVER_NOT_MEASURED"
    LEVER_NOT_MOVED = "LEVER_NOT_MOVED"
    ASSOCIATION_ONLY = "ASSOCIATION_ONLY"
    PICKED_FOR_LOW_RESULTS = "PICKED_FOR_LOW_RESULTS"
    ONE_COMPANY = "ONE_COMPANY"
    PEOPLE_DISAGREE = "PEOPLE_DISAGREE"
    SAME_MEASURE = "SAME_MEASURE"
    LINK_FADES = "LINK_FADES"
    TALENT_LINKED = "TALENT_LINKED"
    NOT_REPLICATED = "NOT_REPLICATED"
    REGISTERED_LATE = "REGISTERED_LATE"
    MEASURED_ANONYMOUSLY = "MEASURED_ANONYMOUSLY"
    CONFIDED = "CONFIDED"


class LeftOut(StrEnum):
    """Why results take no part although they are in the tables; ``assess/phrases`` has the words as ``left_out.*``."""

    NO_RATE = "NO_RATE"
    UNIT_DIFFERS = "UNIT_DIFFERS"
    OTHER_JOB = "OTHER_JOB"
    BEFORE_HIRE = "BEFORE_HIRE"
    OTHER_ROLE = "OTHER_ROLE"
    SAME_ROW = "SAME_ROW"
    ROWS_DISAGREE = "ROWS_DISAGREE"
    ROLE_CHANGED = "ROLE_CHANGED"
    PERSON_TWICE = "PERSON_TWICE"
    QUOTA_ZERO = "QUOTA_ZERO"
    QUOTA_NEGATIVE = "QUOTA_NEGATIVE"
    NO_QUOTA = "NO_QUOTA"
    NO_DENOMINATOR = "NO_DENOMINATOR"
    DENOMINATOR_ZERO = "DENOMINATOR_ZERO"
    NO_SPREAD = "NO_SPREAD"
    TOO_LITTLE_WEIGHT = "TOO_LITTLE_WEIGHT"
    PERIOD_MISSING = "PERIOD_MISSING"
    RAMPING = "RAMPING"
    SETTLING = "SETTLING"
    AWAY = "AWAY"
    NO_TEAM = "NO_TEAM"
    TEAM_OF_ONE = "TEAM_OF_ONE"
    NO_RESULT = "NO_RESULT"
    TEAM_UNKNOWN = "TEAM_UNKNOWN"
    ALONE = "ALONE"


class ScoringError(Exception):
    """Base of everything this package raises on purpose."""


class BadTable(ScoringError):
    """An input table lacks a column, holds the wrong type, or repeats a key; the message names place and reason."""


class Undefined(ScoringError):
    """A statistic does not exist on this input (no variance, no data, not converged), whatever the policy says.

    Parameters
    ----------
    code : Code
        The reason.
    **values
        What the reason's plain sentence needs, such as ``n=4, need=25``.
    """

    def __init__(self, code: Code, **values: Scalar) -> None:
        super().__init__(f"{code}: {values}" if values else str(code))
        self.code = code
        self.values = values
