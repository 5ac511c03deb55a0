"""What does an instrument measure among these people, how sharply, and alike for everyone?"""

from scoring.measurement.scales import ScaleStudy
from scoring.measurement.structure import Structure
from scoring.measurement.study import Study, study

__all__ = ["ScaleStudy", "Structure", "Study", "study"]
