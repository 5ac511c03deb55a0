"""Pages of decisions: comparing candidates, the rule that combines the evidence, deciding and the record."""

from assess.decisions.views import comparing, deciding, rules
from assess.decisions.views.blueprint import bp

__all__ = ["bp", "comparing", "deciding", "rules"]
