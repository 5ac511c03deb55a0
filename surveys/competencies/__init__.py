"""The bank of competencies: what interviews find out about, and how they ask."""

from functools import cache
from pathlib import Path

from surveys.competencies.definition import KINDS, USUAL, Bank, Competency, Family, Lever, Question, Theme
from surveys.competencies.reader import read

__all__ = ["KINDS", "USUAL", "Bank", "Competency", "Family", "Lever", "Question", "Theme", "bank", "read"]


@cache
def bank() -> Bank:
    """The bank that ships."""
    return read(Path(__file__).parent)
