"""Reading references: what may be known of them, and what a referee sees of their own."""

# registers what a candidate's copy of their data holds of them
from assess.references.queries import copies

__all__ = ["copies"]
