"""Files people upload: rows under named columns, numbered as the user sees them, or a refusal that says why."""

from assess.uploads.cells import Column
from assess.uploads.checks import Checked, Complaint, checked, suggested
from assess.uploads.errors import Unreadable
from assess.uploads.neutral import neutralised
from assess.uploads.sheets import Limits, Sheet, read

__all__ = [
    "Checked",
    "Column",
    "Complaint",
    "Limits",
    "Sheet",
    "Unreadable",
    "checked",
    "neutralised",
    "read",
    "suggested",
]
