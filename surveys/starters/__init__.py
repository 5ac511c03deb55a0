"""Hypotheses a study of levers may begin with, and what ships to ask, rate and observe each by."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from surveys.bank.files import content, tables
from surveys.competencies import Competency, bank

FILE = Path(__file__).parent / "hypotheses.toml"
BEHAVIOUR = "People who do this in more of their opportunities than others have better results: {meaning}"
SOURCE = "A list of what high performers do differently from the first engagement on; an example to be checked."


@dataclass(frozen=True, slots=True)
class Starter:
    """One shipped hypothesis, an example.

    Attributes
    ----------
    reverse_cause : str
        How results may bring it instead; empty where that is not plausible.
    ask : str
        A question to people about themselves, to be counted out of ten opportunities.
    item : str
        ``instrument:item`` of a shipped questionnaire that asks it.
    competencies : tuple of Competency
        Those it is seen in: their anchors rate it, their cues are what to look for when observing.
    """

    code: str
    name: str
    statement: str
    type: str = "behaviour"
    tier: str = "position"
    stage: str = ""
    source: str = "literature"
    source_note: str = ""
    conflict: str = ""
    reverse_cause: str = ""
    circumstances: str = ""
    ethical_risk: str = ""
    ask: str = ""
    item: str = ""
    competencies: tuple[Competency, ...] = field(default=())


@cache
def starters() -> dict[str, Starter]:
    """Every shipped hypothesis by code; TypeError for an entry the file should not hold."""
    found = {}
    for row in tables(content(FILE), FILE.name)["hypotheses"]:
        behaviour = bank().levers.get(row.pop("behaviour", ""))
        if behaviour is not None:
            seen = tuple(one for one in bank().competencies.values() if behaviour.code in one.levers)
            meaning = behaviour.meaning[0].lower() + behaviour.meaning[1:]
            row |= {
                "name": behaviour.name, "statement": BEHAVIOUR.format(meaning=meaning), "source_note": SOURCE,
                "competencies": seen,
            }  # fmt: skip
        found[row["code"]] = Starter(**row)
    return found
