"""The only door through which group results of a campaign leave the house (methods §10.3 and §10.4)."""

from surveys.anonymity.audit import Leak, leak, leaks
from surveys.anonymity.people import ONE_WAVE, People, answer, respondent
from surveys.anonymity.release import Release, ReleasedCell, ReleasedSet, ReleasedTable, release
from surveys.anonymity.suppression import Family, hidden
from surveys.anonymity.tables import Cell, GroupTable, tabulate
from surveys.anonymity.thresholds import THRESHOLDS, Thresholds, thresholds
from surveys.anonymity.waves import Path, Pool, alone, blocks, comparable, may_compare, pools

__all__ = [
    "ONE_WAVE",
    "THRESHOLDS",
    "Cell",
    "Family",
    "GroupTable",
    "Leak",
    "Path",
    "People",
    "Pool",
    "Release",
    "ReleasedCell",
    "ReleasedSet",
    "ReleasedTable",
    "Thresholds",
    "alone",
    "answer",
    "blocks",
    "comparable",
    "hidden",
    "leak",
    "leaks",
    "may_compare",
    "pools",
    "release",
    "respondent",
    "tabulate",
    "thresholds",
]
