"""Figures of a Report as accessible SVG: classes and geometry only, so page, dark mode and PDF share a drawing."""

from assess.charts.figures import draw
from assess.charts.marks import Domain, axis, bars, row, track

__all__ = ["Domain", "axis", "bars", "draw", "row", "track"]
