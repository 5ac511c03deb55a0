"""One candidate's evidence as it is kept in tables: a fit, a composite and its parts, panels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assess.decisions.models import CompositeResult
from assess.decisions.queries.panels import PanelScore
from assess.hiring.models import Application
from assess.profiles.models import FitResult
from assess.profiles.queries import near_chance
from scoring.decisions.combine import METHOD
from scoring.errors import Code
from scoring.fit.score import CHANCE, FIT
from scoring.results import Caveat, Estimate


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fit: ``parts`` are scales with a weight and what each adds, ``z`` every scale on the incumbents' mean and SD.

    ``band`` is counted among those the viewer may see.
    """

    fit: Estimate
    chance: Estimate
    band: int | None
    even: float | None
    parts: tuple[tuple[str, float], ...]
    z: Mapping[str, float | None]

    @property
    def near_chance(self) -> bool:
        """Whether the chance of the top fifth could as well be that of anybody."""
        return near_chance(self.fit, self.chance, self.even)


@dataclass(frozen=True, slots=True)
class Combined:
    """A composite with its parts as (score, z, weight) by component, and what a person shall look at again.

    ``kept_band`` is the band among everybody, ``band`` its number among those the viewer may see.
    """

    composite: Estimate
    kept_band: int | None
    band: int | None
    share: float
    parts: Mapping[str, tuple[float, float, float]]
    look: tuple[str, ...]
    rule_id: int | None
    analysis_id: int

    def record(self) -> dict[str, Any]:
        """What of it a decision keeps."""
        return {
            "value": self.composite.value, "low": self.composite.low, "high": self.composite.high,
            "band": self.band, "share": self.share, "status": self.composite.status, "rule": self.rule_id,
            "parts": {name: list(part) for name, part in self.parts.items()}, "look": list(self.look),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate: their fit (None while nobody measured them), the composite, and their complete panels.

    ``rating`` says that the viewer is to rate them first, and that nothing is shown for that reason.
    """

    application: Application
    measured: Fitted | None = None
    combined: Combined | None = None
    panels: tuple[PanelScore, ...] = ()
    rating: bool = False

    @property
    def name(self) -> str:
        """The candidate's name."""
        return self.application.candidate.name


@dataclass(frozen=True, slots=True)
class Pool:
    """What holds for everybody measured together: n behind each fit, its turning point, and scales with a weight."""

    n: int
    even: float | None
    weighted: tuple[str, ...]


def fitted(kept: FitResult, pool: Pool, bands: Mapping[int, int]) -> Fitted:
    """The numbers of a row; ``bands`` leads from a band to its number among those the viewer may see."""
    reasons = _caveats(kept.reasons)
    status: Any = kept.status
    fit = Estimate(kept.fit, pool.n, FIT, kept.low, kept.high, unit="SD", status=status, reasons=reasons)
    chance = Estimate(kept.chance, pool.n, CHANCE, kept.chance_low, kept.chance_high, 0.90, status=status,
                      reasons=reasons)  # fmt: skip
    added = ((scale, kept.parts.get(scale, [None, None])[1]) for scale in pool.weighted)
    return Fitted(
        fit,
        chance,
        None if kept.band is None else bands.get(kept.band),
        pool.even,
        tuple((scale, value) for scale, value in added if value is not None),
        {scale: z for scale, (z, _) in kept.parts.items()},
    )


def composed(kept: CompositeResult, bands: Mapping[int, int]) -> Combined:
    """The composite of a row."""
    status: Any = kept.status
    estimate = Estimate(
        kept.value, kept.n, METHOD, kept.low, kept.high, unit="SD", status=status, reasons=_caveats(kept.reasons)
    )
    parts = {one: (value, z, weight) for one, (value, z, weight) in kept.parts.items()}
    band = None if kept.band is None else bands.get(kept.band)
    return Combined(estimate, kept.band, band, kept.share, parts, tuple(kept.look), kept.rule_id, kept.analysis_id)


def _caveats(kept: list[dict[str, Any]]) -> tuple[Caveat, ...]:
    return tuple(Caveat(Code(one["code"]), one["values"]) for one in kept)
