"""The map and the small line of a project, put into the words of whoever reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from assess.charts.over_time import Point, over_time
from assess.charts.system_parts import Condition, Lever, Place, System
from assess.filters import number
from assess.phrases import phrase
from assess.projects.models import CONDITIONS, TIERS
from assess.projects.queries.alignment import Share
from assess.projects.queries.conditions import Reading
from assess.projects.queries.levers import LeverState
from assess.projects.queries.picture import Picture

#: How the dot of a lever looks, by its verdict; without one nothing is known.
LOOKS = {
    "supported_replicated": "replicated",
    "supported_provisional": "supported",
    "exploratory": "open",
    "inconclusive": "open",
    "not_supported": "against",
    "contradicted": "against",
    "confounded": "confounded",
    "not_testable": "unknown",
    "": "unknown",
}
SUPPORTED = ("supported_replicated", "supported_provisional")


def system_of(found: Picture) -> System:
    """The map of a project, ready to be drawn."""
    return System(
        rings=tuple(phrase(f"projects.tier.{tier}") for tier in TIERS),
        counts=tuple(_counted(found.states, tier) for tier in TIERS),
        person=phrase("projects.person"),
        people=_("%(n)s in the job", n=number(found.people, 0)),
        levers=tuple(_lever(one) for one in found.levers),
        conditions=tuple(_condition(found, element) for element in CONDITIONS),
        left=_("What people do"),
        right=_("What they work under"),
    )


def _counted(states: Mapping[tuple[str, str], str], tier: str) -> str:
    known = [state for (at, element), state in states.items() if at == tier and state != "unknown"]
    return _("%(n)s of %(of)s aligned", n=known.count("aligned"), of=len(known)) if known else ""


def kept_out(one: LeverState) -> bool:
    """Supported by numbers and yet nothing to train, nudge or plan with."""
    return one.verdict in SUPPORTED and not one.usable


def lever_words(one: LeverState) -> str:
    """What is known of a lever, in a few words."""
    words = phrase(f"projects.lever.{one.verdict or 'none'}")
    return _("%(verdict)s; kept out", verdict=words) if kept_out(one) else words


def _lever(one: LeverState) -> Lever:
    return Lever(one.label, TIERS.index(one.tier), lever_words(one), LOOKS[one.verdict], kept_out(one))


def _condition(found: Picture, element: str) -> Condition:
    places = tuple(
        Place(
            found.states.get((tier, element), ""),
            found.weakest[tier].status == "named" and getattr(found.weakest[tier].reading, "element", "") == element,
        )
        for tier in TIERS
    )
    verdict, reading = found.findings.get(element), found.reading(element)
    told = Condition(
        phrase(f"projects.element.{element}"), places, _("no released number"),
        look=LOOKS[verdict] if verdict is not None else "", finding=finding_words(verdict),
    )  # fmt: skip
    if reading is None or not reading.known:
        return told
    mean, span = reading.mean, (reading.low, reading.high)
    return replace(
        told, said=reading_words(reading), value=mean.value, low=mean.low, high=mean.high, n=mean.n, span=span
    )


def finding_words(verdict: str | None) -> str:
    """Whether teams with better conditions have better results, in a few words."""
    return _("not tested") if verdict is None else phrase(f"projects.finding.{verdict}")


def reading_words(reading: Reading) -> str:
    """A released number with its range, scale and how many stand behind it."""
    mean = reading.mean
    words: str = _(
        "%(value)s (%(low)s to %(high)s) of %(most)s, n = %(n)s",
        value=number(mean.value, 1), low=number(mean.low, 1), high=number(mean.high, 1),
        most=number(reading.high, 0), n=number(mean.n, 0),
    )  # fmt: skip
    return words


def share_of(days: Sequence[Share]) -> Markup:
    """The share at the end of each month as a small line; nothing while there is only one day to show."""
    if sum(bool(one.known) for one in days) < 2:
        return Markup("")
    return over_time([Point(str(format_date(one.day, "MMM y")), one.aligned, one.known) for one in days])
