"""What may a scale be used for on the evidence there is, and why not for more?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from scoring.errors import Code
from scoring.policy import judgement
from scoring.results import Caveat, Estimate

Verdict = Literal["allowed", "caution", "refused"]
#: What scores decide, the gravest first: about one person's job, about one person's growth, about a group.
USES = ("selection", "development", "group")

#: Reliability below which a use is refused, and from which it needs no caution (Nunnally & Bernstein 1994).
LIMITS = {"selection": (0.70, 0.80), "development": (0.60, 0.70), "group": (0.0, 0.0)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one scale here.

    Attributes
    ----------
    licensed : tuple of str
        Uses the instrument's licence and its author allow, of ``surveys.definition.USES``.
    reliability : Estimate
        As policy lets it be shown, from this company's own people.
    norm : int
        People in the largest norm of the scale.
    validity : Estimate or None
        How well a profile that holds the scale predicted people it was not built on; None when nobody looked.
    dif : int or None
        Items of the scale that work differently for a group to a degree that matters; None when nobody looked.
    impact_checked : bool
        Whether selection by it was checked for adverse impact in the last twelve months.
    """

    licensed: tuple[str, ...]
    reliability: Estimate
    norm: int = 0
    validity: Estimate | None = None
    dif: int | None = None
    impact_checked: bool = False


@dataclass(frozen=True, slots=True)
class Permission:
    """One use: its verdict, and everything that keeps it from being more."""

    use: str
    verdict: Verdict
    reasons: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True)
class Passport:
    """What one scale may be used for, by use."""

    permissions: Mapping[str, Permission] = field(default_factory=dict)

    def __getitem__(self, use: str) -> Permission:
        return self.permissions[use]


def passport(evidence: Evidence) -> Passport:
    """The uses the evidence carries (methods §4.2, §5.8).

    Below .60 a score is shown for nobody; from .60 it may serve a person's development, from .70 selection in bands,
    from .80 single decisions. Selection further needs a licence, and stays a caution while norm, validity on other
    people, the look at groups or the check of adverse impact is missing.
    """
    return Passport({use: _permission(use, evidence) for use in USES})


def unstudied(licensed: tuple[str, ...]) -> Passport:
    """The passport of a scale of which nothing is known here: nobody's answers have been studied."""
    reliability = Estimate.refusal(*judgement("internal_consistency", people=0).reasons, method="not computed")
    return passport(Evidence(licensed, reliability))


def _permission(use: str, evidence: Evidence) -> Permission:
    barred, doubts = _unlicensed(use, evidence), list[Caveat]()
    measured = evidence.reliability
    if measured.value is None:
        barred += measured.reasons
    else:
        doubts += measured.reasons
        least, full = LIMITS[use]
        low = Caveat(Code.UNRELIABLE_MEASURE, {"reliability": measured.value, "need": full})
        (barred if measured.value < least else doubts if measured.value < full else []).append(low)
    if use != "group":
        doubts += [Caveat(Code.NORM_TOO_SMALL, why.values) for why in judgement("norm", people=evidence.norm).reasons]
    if use == "selection":
        doubts += _unproved(evidence)
    verdict: Verdict = "refused" if barred else "caution" if doubts else "allowed"
    return Permission(use, verdict, (*barred, *doubts))


def _unlicensed(use: str, evidence: Evidence) -> list[Caveat]:
    wanted = {"selection": {"selection"}, "development": {"selection", "development"}}.get(use)
    return [Caveat(Code.OFF_LABEL_USE, {"use": use})] if wanted and not wanted & {*evidence.licensed} else []


def _unproved(evidence: Evidence) -> list[Caveat]:
    missing = []
    if evidence.validity is None or evidence.validity.value is None:
        missing.append(Caveat(Code.NOT_CROSS_VALIDATED))
    if evidence.dif:
        missing.append(Caveat(Code.DIF_PRESENT, {"items": evidence.dif}))
    elif evidence.dif is None:
        missing.append(Caveat(Code.DIF_NOT_CHECKED))
    if not evidence.impact_checked:
        missing.append(Caveat(Code.IMPACT_NOT_CHECKED))
    return missing
