"""A campaign asks only what many people answer alike."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from assess.campaigns.queries import instruments
from surveys.bank import read
from surveys.items import KINDS
from surveys.versions import publish

BANKS = Path(__file__).parents[2] / "surveys" / "banks"


def test_kinds_whose_answers_give_somebody_away_are_not_asked(session: Session) -> None:
    for kind in KINDS:
        publish(session, replace(read(BANKS / f"{kind}.toml"), uses=("survey",)))
    offered = {one.code.removeprefix("tiny_") for one in instruments(session) if one.code.startswith("tiny_")}
    assert offered == {"likert", "choice", "number"}
