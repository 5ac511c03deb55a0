"""What is known of candidates whose evidence was combined."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.results import Caveat, Estimate


@dataclass(frozen=True, slots=True)
class Part:
    """One component of one person: the score in its own units, on the applicants' mean and SD, and its weight.

    ``weight`` is what it has in this person's composite, after the weights of what is missing were shared out.
    """

    value: float
    z: float
    weight: float


@dataclass(frozen=True, slots=True)
class Composite:
    """One person's composite.

    Attributes
    ----------
    composite : Estimate
        Weighted mean of z, in SD of applicants; refused where too much of the weight is missing.
    parts : Mapping of str to Part
        Only components that are there; weight times z sums to the composite.
    share : float
        Part of the weight that is there, 0–1.
    look : tuple of str
        What a person must look at before anybody decides: ``hurdle:<component>`` below a cut by more than its standard
        error, ``minimum:<topic>`` rated too low. Nobody is turned away by it.
    band, place : int or None
        Band from the top, and place in the list; inside a band the order is a lot.
    """

    person_id: str
    composite: Estimate
    parts: Mapping[str, Part]
    share: float
    look: tuple[str, ...]
    band: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Composites:
    """Everybody who applied.

    Attributes
    ----------
    people : tuple of Composite
        In the order of the list; those without a composite last.
    weights : Mapping of str to float
        Shares that count, summing to one; components nobody can be told apart by are left out.
    norms : Mapping of str to (int, float, float)
        How many applicants have a component, their mean and SD.
    reliabilities : Mapping of str to float
        1 − mean error variance over variance; the assumed one where no error is known.
    se, band_width : float or None
        Typical standard error of a composite, and 1.96·√2 times that.
    caveats : tuple of Caveat
        What holds for everybody.
    """

    people: tuple[Composite, ...]
    weights: Mapping[str, float]
    norms: Mapping[str, tuple[int, float, float]]
    reliabilities: Mapping[str, float]
    se: float | None
    band_width: float | None
    caveats: tuple[Caveat, ...]
