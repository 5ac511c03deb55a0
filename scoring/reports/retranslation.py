"""What does a reader need to see of where judges put the anchors of a guide?"""

from collections.abc import Mapping

import pandas as pd

from scoring.policy import judged
from scoring.results import Cell, Column, Estimate, Figure, Report, Sentence, Table
from scoring.retranslation import Retranslation

KIND = "retranslation"
COLUMNS = (
    Column("anchor"), Column("place"), Column("share_found", "estimate"), Column("level", "estimate"),
    Column("scatter", "estimate"), Column("most"), Column("anchor_verdict", "code"), Column("item_code"),
    Column("points", "count"),
)  # fmt: skip


def report(found: Retranslation, names: Mapping[str, str]) -> Report:
    """The Report of one round of judging; below five judges nothing is told of any anchor.

    Parameters
    ----------
    names : Mapping
        The words of every competency, by its code. The index of ``found.anchors`` is the anchors' own words.
    """
    rows = tuple(_row(str(words), one, names) for words, one in found.anchors.iterrows())
    verdicts = [row[6] for row in rows]
    told = sum(verdict != "untold" for verdict in verdicts)
    values = {"anchors": len(rows), "judges": found.judges, "holds": verdicts.count("holds"), "told": told}
    return Report(
        kind=KIND,
        sentence=Sentence("retranslation.told" if told else "retranslation.too_few", values),
        tables=(Table("anchors", COLUMNS, rows),),
        figures=(Figure("retranslation", "intervals", "anchors", {"label": "place", "value": "share_found"}),)
        if told
        else (),
    )


def _row(words: str, one: pd.Series, names: Mapping[str, str]) -> tuple[Cell, ...]:
    numbers = [_judged(estimate, int(one["judges"])) for estimate in (one["share"], one["level"], one["scatter"])]
    told = numbers[0].status != "refused"
    code = str(one["competency"])
    most = names.get(str(one["most"]), "") if told else ""
    verdict = str(one["verdict"]) if told else "untold"
    place = f"{names.get(code, code)}, {int(one['points'])}"
    return (words, place, *numbers, most, verdict, code, int(one["points"]))


def _judged(estimate: Estimate, judges: int) -> Estimate:
    return judged(estimate, "retranslation", judges=judges)
