"""Did something change, beyond chance and beyond what would have happened anyway?"""

from scoring.change.control_chart import Chart, Signal, p_chart, xmr
from scoring.change.course import Ask, Course, Place, Point, course
from scoring.change.differences import difference_in_differences
from scoring.change.reliable import Changed, ReliableChange, reliable_change, slope
from scoring.change.results import Arm, Cohort, Design, Intervention, Lead, Why

__all__ = [
    "Arm", "Ask", "Changed", "Chart", "Cohort", "Course", "Design", "Intervention", "Lead", "Place", "Point",
    "ReliableChange", "Signal", "Why", "course", "difference_in_differences", "p_chart", "reliable_change", "slope",
    "xmr",
]  # fmt: skip
