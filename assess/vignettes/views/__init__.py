"""Pages of training: one's own way, an interview to rate, the result; for HR the overview and the experts."""

from assess.vignettes.views import exercises, gold, people, training
from assess.vignettes.views.blueprint import bp

__all__ = ["bp", "exercises", "gold", "people", "training"]
