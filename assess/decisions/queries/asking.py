"""What somebody asks of the list of candidates: whom of them, in which order, from where on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from scoring.decisions import COMPONENTS

#: What cannot be read from a fit's band has an order of its own; names and stages stand beside them.
SORTS = ("band", "composite", "name", "stage", *COMPONENTS[1:])
#: So many candidates stand side by side at once; nobody compares more at a glance.
MOST_SIDE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that narrows or orders the list; ``stage`` empty for everybody in the running.

    ``missing`` is a component that is not there, "composite" where none could be made; ``chosen`` are the applications
    ticked so far, at most ``MOST_SIDE``.
    """

    stage: str = ""
    band: int | None = None
    words: str = ""
    missing: str = ""
    sort: str = "band"
    page: int = 1
    chosen: tuple[int, ...] = ()

    @classmethod
    def of(cls, values: Any, stages: Sequence[str]) -> Self:
        """What the address asks for; whatever is not understood is left out."""
        stage, missing, sort = (values.get(name, "") for name in ("stage", "missing", "sort"))
        band = values.get("band", type=int)
        chosen = dict.fromkeys(one for one in values.getlist("who", type=int))
        return cls(
            stage if stage in stages else "",
            band if band is not None and 0 < band < 10_000 else None,
            values.get("q", "").strip()[:200],
            missing if missing in (*COMPONENTS, "composite") else "",
            sort if sort in SORTS else "band",
            values.get("page", 1, type=int),
            tuple(chosen)[:MOST_SIDE],
        )

    def allowed(self, sees_panels: bool) -> Self:
        """The same for whoever may not know what panels gave: nothing that would tell by order or by absence."""
        if sees_panels:
            return self
        sort = self.sort if self.sort in ("band", "name", "stage") else "band"
        return replace(self, sort=sort, missing=self.missing if self.missing == "fit" else "")

    @property
    def query(self) -> Mapping[str, Any]:
        """The parameters of the address that asks for the same, without the page."""
        kept = {"stage": self.stage, "band": self.band, "q": self.words, "missing": self.missing, "who": self.chosen}
        kept["sort"] = self.sort if self.sort != "band" else ""
        return {key: value for key, value in kept.items() if value}
