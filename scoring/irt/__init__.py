"""Item response theory: what each answer says about the level of the trait."""

from scoring.irt.bank import Bank
from scoring.irt.calibration import Calibration, calibrate
from scoring.irt.information import Information, information
from scoring.irt.item_fit import ItemFit, item_fit
from scoring.irt.linking import Link, link, linked
from scoring.irt.person_fit import PersonFit, person_fit
from scoring.irt.priors import LogNormal
from scoring.irt.scores import Scores, score
from scoring.irt.storage import dump, load

__all__ = [
    "Bank", "calibrate", "Calibration", "LogNormal", "score", "Scores", "information", "Information",
    "item_fit", "ItemFit", "person_fit", "PersonFit", "link", "linked", "Link", "dump", "load",
]  # fmt: skip
