"""Do raters agree, on order, on level and on category?"""

from scoring.agreement.alpha import krippendorff
from scoring.agreement.intraclass import FORMS, Icc, icc, iccs, one_way
from scoring.agreement.kappas import brennan_prediger, fleiss, gwet, kappa, kendall_w
from scoring.agreement.panels import Agreement, agreement, rwg

__all__ = [
    "FORMS", "Agreement", "Icc", "agreement", "brennan_prediger", "fleiss", "gwet", "icc", "iccs", "kappa",
    "kendall_w", "krippendorff", "one_way", "rwg",
]  # fmt: skip
