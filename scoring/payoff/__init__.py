"""Which skill promises a person most, and how sure is that?"""

from scoring.payoff.advice import advice
from scoring.payoff.gains import payoff
from scoring.payoff.results import KAPPA, Advice, Choice, Credibility, Generic, Option, Payoff, Promise
from scoring.payoff.state import skills

__all__ = [
    "KAPPA", "Advice", "Choice", "Credibility", "Generic", "Option", "Payoff", "Promise", "advice", "payoff", "skills",
]  # fmt: skip
