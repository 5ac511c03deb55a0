"""By which rule will hypotheses be judged, laid down before anybody looks?"""

from scoring.levers.results import Model
from scoring.levers.ruling import CONFIRMED, FADED
from scoring.levers.screening import MEASURED, RELIABLE
from scoring.levers.study import DELTA, FALSE_DISCOVERIES
from scoring.policy import minimum

#: A number, or the names of the models in the order in which they are asked.
Laid = dict[str, float | list[str]]


def rule() -> Laid:
    """Everything a verdict turns on beside the data (methods §3.8); ``delta`` and ``q`` are ``verdicts``' own.

    ``confirmed`` is the one-sided level of the hold-out, ``faded`` the share of a raw association below which an
    adjusted one has faded, ``reliability`` and ``measured`` the least of a measure, ``people`` the least of a study.
    """
    return {
        "delta": DELTA, "q": FALSE_DISCOVERIES, "confirmed": CONFIRMED, "faded": FADED, "reliability": RELIABLE,
        "measured": MEASURED, "people": minimum("lever_correlation", "people").refuse,
        "models": [model.value for model in Model],
    }  # fmt: skip
