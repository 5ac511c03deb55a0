"""Who runs what, and how is it judged? The words of the whole benchmark."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

#: Data, or what a contender gives back: arrays by name.
Arrays = Mapping[str, npt.NDArray[Any]]
Rule = Literal["likelihood", "error", "value", "shown"]
OURS = "exemplar"
#: A peer is as good as ours when its log-likelihood is no more than this below ours …
LIKELIHOOD = 0.1
#: … and its error no more than this share above.
ERROR = 0.05


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure about the answer a contender gave.

    ``likelihood`` must not fall behind ours by more than .1, an ``error`` not exceed ours by more than 5 %, a
    ``value`` not differ from ours by more than ``within``; what is ``shown`` decides nothing.
    """

    value: float
    rule: Rule = "shown"
    within: float = 0.0

    def as_good_as(self, ours: "Mark") -> bool:
        """Whether it stands beside ours."""
        if self.rule == "likelihood":
            return self.value >= ours.value - LIKELIHOOD
        if self.rule == "error":
            return self.value <= ours.value * (1 + ERROR) + 1e-12
        return self.rule == "shown" or abs(self.value - ours.value) <= self.within


@dataclass(frozen=True, slots=True)
class Contender:
    """A function of ``contenders/<module>.py`` (by itself the peer's name), shown under the peer and its settings."""

    peer: str
    function: str
    settings: str = ""
    within: str = ""

    @property
    def name(self) -> str:
        """Peer and settings."""
        return f"{self.peer} ({self.settings})" if self.settings else self.peer

    @property
    def module(self) -> str:
        """Name of the module of ``contenders``."""
        return (self.within or self.peer).replace("-", "_")


@dataclass(frozen=True, slots=True)
class Task:
    """The same data for everyone.

    Attributes
    ----------
    world : callable
        Makes the data, the truth included; contenders see only what does not start with ``true_``.
    delivers : tuple of str
        Arrays a contender must give back to count as a peer that does the same work.
    judge : callable
        Data and answer to marks; the same for all.
    steps : int
        Into how many steps the time is divided (items administered), 1 for the whole.
    """

    key: str
    title: str
    world: Callable[[], Arrays]
    contenders: tuple[Contender, ...]
    delivers: tuple[str, ...]
    judge: Callable[[Arrays, Arrays], dict[str, Mark]]
    steps: int = 1


@dataclass(slots=True)
class Entry:
    """What one contender did in one task with so many threads in BLAS, over all rounds; seconds and megabytes."""

    contender: Contender
    blas: int
    imports: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    memory: float = float("nan")
    before: float = float("nan")
    lacks: tuple[str, ...] = ()
    marks: dict[str, Mark] = field(default_factory=dict)
    failure: str = ""

    @property
    def cold(self) -> float:
        """Median of import and first call together."""
        return float(np.median(np.add(self.imports, self.first))) if self.first else float("nan")

    @property
    def settled(self) -> float:
        """Median of the warm calls."""
        return float(np.median(self.warm)) if self.warm else float("nan")

    def same_work(self, ours: "Entry") -> bool:
        """Whether it delivers what ours delivers, as accurately."""
        return not self.lacks and all(
            mark.as_good_as(ours.marks[name]) for name, mark in self.marks.items() if name in ours.marks
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """A task with everyone's entry, ours first."""

    task: Task
    entries: tuple[Entry, ...]

    @property
    def ours(self) -> Entry | None:
        """Our entry, if it ran."""
        return next((one for one in self.entries if one.contender.peer == OURS and not one.failure), None)

    def best(self, same_work: bool) -> Entry | None:
        """The fastest peer that does the same work; or the fastest of those that do not."""
        if self.ours is None:
            return None
        peers = [one for one in self.entries if one.contender.peer != OURS and not one.failure]
        found = [one for one in peers if one.same_work(self.ours) is same_work]
        return min(found, key=lambda one: one.settled, default=None)
