"""How is a profile kept between the day it was built and the day someone is measured by it?"""

import json
from dataclasses import asdict
from typing import Any

from scoring.errors import Code
from scoring.profile.results import Check, Profile, ProfileScale, Spread, Validity
from scoring.results import Caveat, Estimate


def to_json(profile: Profile) -> str:
    """The profile as JSON with every digit, so that the fit computed from it is the same bit for bit."""
    return json.dumps(asdict(profile), sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=False)


def from_json(text: str) -> Profile:
    """The inverse of ``to_json``; KeyError or TypeError on anything else."""
    data = json.loads(text)
    validities = tuple(_validity(validity) for validity in data["validities"])
    return Profile(
        **{
            **data,
            "scales": tuple(_scale(scale) for scale in data["scales"]),
            "validities": validities,
            "chosen": _validity(data["chosen"]) if data["chosen"] else None,
            "criterion_reliability": _estimate(data["criterion_reliability"]),
            "gate": tuple(Check(**check) for check in data["gate"]),
        }
    )


def _caveats(data: list[dict[str, Any]]) -> tuple[Caveat, ...]:
    return tuple(Caveat(Code(caveat["code"]), caveat["values"]) for caveat in data)


def _estimate(data: dict[str, Any]) -> Estimate:
    return Estimate(**{**data, "reasons": _caveats(data["reasons"])})


def _validity(data: dict[str, Any]) -> Validity:
    return Validity(**{**data, "r_cv": _estimate(data["r_cv"])})


def _scale(data: dict[str, Any]) -> ProfileScale:
    estimates = {key: _estimate(data[key]) for key in ("reliability", "g", "r")}
    spreads = {key: Spread(**data[key]) for key in ("top", "middle", "all")}
    return ProfileScale(**{**data, **estimates, **spreads, "reasons": _caveats(data["reasons"])})
