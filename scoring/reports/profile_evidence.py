"""What does a reader need to see of a profile beside its scales: contrast, increment, chances, pictures?"""

from collections.abc import Iterator

from scoring.policy import judged, judgement, minimum
from scoring.profile import Profile, least
from scoring.profile.results import Chances, Contrast, HireLike
from scoring.results import Cell, Column, Estimate, Table

MODEL_POLICY = {"unit": "profile_unit", "ridge": "profile_estimated"}
_QUANTITIES = (Column("quantity", "code"), Column("value", "number"))
_INCREMENT = (
    Column("over", "code"), Column("scales"), Column("base", "estimate"), Column("full", "estimate"),
    Column("delta_r", "estimate"), Column("delta_r2", "estimate"),
)  # fmt: skip
_RESTRICTION = (Column("correction", "code"), Column("u", "number"), Column("r", "estimate"))
_SENSITIVITY = (Column("variant", "code"), Column("people", "count"), Column("r_cv", "estimate"))
_CALIBRATION = (
    Column("fifth", "count"), Column("people", "count"), Column("expected", "chance"), Column("observed", "estimate"),
)  # fmt: skip
_CHANCES = (Column("quantity", "code"), Column("value", "estimate"))
_HIRE_LIKE = (Column("scale"), Column("top_mean", "number"), Column("shrunken_mean", "number"))
_PICTURES = (Column("picture", "code"), Column("r_cv", "estimate"))


def evidence_tables(found: Profile) -> Iterator[Table]:
    """The tables that have something to say; what policy refuses for a model it refuses here too."""
    if found.contrast is not None:
        yield _contrast(found.contrast)
    model = found.chosen
    if model is None or judgement(MODEL_POLICY[model.model], people=found.people).status == "refused":
        return

    def shown(estimate: Estimate, people: int | None = None) -> Estimate:
        return judged(estimate, MODEL_POLICY[model.model], people=found.people if people is None else people)

    yield Table(
        "increment", _INCREMENT,
        tuple(
            (one.over, ", ".join(one.scales), *map(shown, (one.base, one.full, one.delta_r, one.delta_r2)))
            for one in found.increments
        ),
    )  # fmt: skip
    yield Table("restriction", _RESTRICTION, tuple((one.correction, one.u, shown(one.r)) for one in found.corrections))
    yield Table(
        "sensitivity", _SENSITIVITY,
        tuple((one.variant, one.people, shown(one.r_cv, one.people)) for one in found.sensitivity),
    )  # fmt: skip
    if found.chances is not None:
        yield from _chances(found.chances, found.people)
    if found.hire_like is not None and found.people >= minimum("exceptional", "people").refuse:
        yield from _hire_like(found.hire_like, found)
    if found.pictures:
        compared: tuple[tuple[Cell, ...], ...] = (("composite", shown(model.r_cv)),)
        yield Table("pictures", _PICTURES, (*compared, *((one.picture, shown(one.r_cv)) for one in found.pictures)))


def _contrast(groups: Contrast) -> Table:
    rows = (
        ("top", groups.top), ("middle", groups.middle), ("detectable_d", groups.detectable_d),
        ("power_large", groups.power_large), ("power_medium", groups.power_medium),
        ("detectable_r", groups.detectable_r),
    )  # fmt: skip
    return Table("contrast", _QUANTITIES, rows)


def _chances(found: Chances, people: int) -> Iterator[Table]:
    yield Table(
        "calibration", _CALIBRATION,
        tuple((one.fifth, one.observed.n, one.expected, one.observed) for one in found.fifths),
    )  # fmt: skip
    method = "mean squared error of the chance, out of fold (Brier 1950)"
    yield Table(
        "chances", _CHANCES,
        (
            ("brier", Estimate(found.brier, people, method)),
            ("brier_base", Estimate(found.brier_base, people, method)),
            ("slope", found.slope),
        ),
    )  # fmt: skip


def _hire_like(best: HireLike, found: Profile) -> Iterator[Table]:
    """Means drawn towards the top fifth, for the scales whose top may be shown at all."""
    rows = tuple(
        (scale.scale, scale.top.mean, mean)
        for scale, mean in zip(found.scales, best.shrunken, strict=True)
        if scale.top.n >= least("profile_reference", "top")
    )
    if rows:
        yield Table("hire_like", _HIRE_LIKE, rows)
        places = (
            ("people", best.people),
            ("above_average", best.above_average),
            ("in_top_fifth", best.in_top_fifth),
        )
        yield Table("hire_like_place", _QUANTITIES, places)
