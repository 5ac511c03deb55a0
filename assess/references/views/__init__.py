"""Pages of references: HR's, the candidate's, the referee's; and of background checks."""

from assess.references.views import answering, background, checks, naming
from assess.references.views.blueprint import bp

__all__ = ["answering", "background", "bp", "checks", "naming"]
