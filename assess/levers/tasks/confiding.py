"""What a Report of levers may say of answers that were given in confidence: of groups what is released, and coarsely.

Every Report that was ever stored can be taken away and laid beside the others. Were its numbers exact, two of them
between which one person came, went or changed groups would give that person's answer.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.campaigns.models import Campaign, CampaignReleasedSet
from assess.levers.frames import Study, participants
from scoring.errors import Code, Scalar
from scoring.policy import judged
from scoring.profile.description import hedges_g
from scoring.results import Caveat, Cell, Estimate, Report, Table
from surveys.anonymity import ReleasedCell, ReleasedSet, release, tabulate, thresholds
from surveys.anonymity.tables import Topic
from surveys.definition import Instrument
from surveys.errors import AuditTooLarge, ReleaseBlocked
from surveys.keying import instrument_by
from surveys.scales import keys, sensitive

#: Columns that name levers, and those of a row of a confided one that may be told; anything else is not.
_NAMES = frozenset({"lever", "levers", "condition"})
_TOLD = frozenset({
    "b", "decided", "corrected", "p", "q", "low90", "high90", "share", "low", "high", "needed", "replication_power",
    "kept", "chosen", "standard", "gain", "interaction", "alone", "joint", "teams", "teams_needed", "agreement", "icc1",
    "icc2", "people", "n", "empty_share",
})  # fmt: skip
#: Tables of groups of people: a row of a confided lever has no place there, save what was released.
_OF_GROUPS = frozenset({"groups", "outliers", "targets", "pairs", "patterns"})
#: Tables of groups made of several levers at once.
_OF_MANY = frozenset({"doses", "curve"})
#: Numbers of a Report that rests on what was confided have so many decimals; means of groups have one.
DECIMALS, OF_GROUPS = 3, 1
#: People are counted in steps of this, downwards.
STEP = 5
#: Groups as the log of the campaign knows them.
GROUPS = ("levers: top", "levers: middle")


def discreet(session: Session, job: str, main: Study, made: Report) -> Report:
    """The Report as it may be stored: unchanged where nothing was asked in confidence."""
    if not main.confided:
        return made
    tables = []
    for one in made.tables:
        table = _table(one, main.confided)
        if one.key == "groups":
            shown = [row for code in sorted(main.confided) if (row := _released(session, job, main, one, code))]
            table = replace(table, rows=(*table.rows, *shown))
        tables.append(table)
    estimates = {key: _coarse(one, DECIMALS) for key, one in made.estimates.items()}
    return replace(made, tables=tuple(tables), estimates=estimates)


def _table(table: Table, confided: frozenset[str]) -> Table:
    names = [column.key for column in table.columns]
    places = [place for place, name in enumerate(names) if name in _NAMES]
    rows = []
    for row in table.rows:
        if any(code in confided for place in places for code in str(row[place]).split()):
            if table.key not in _OF_GROUPS:
                rows.append(tuple(_own(cell, name in _TOLD) for cell, name in zip(row, names, strict=True)))
        elif table.key in _OF_MANY:
            rows.append(tuple(_own(cell, True, OF_GROUPS) for cell in row))
        else:
            rows.append(tuple(_beside(cell) for cell in row))
    return replace(table, rows=tuple(rows))


def _own(cell: Cell, told: bool, decimals: int = DECIMALS) -> Cell:
    """A cell that rests on what was confided."""
    if isinstance(cell, str) or cell is None:
        return cell
    if isinstance(cell, Estimate):
        if not told:
            return Estimate.refusal(Caveat(Code.CONFIDED), method=cell.method)
        reasons = tuple(
            Caveat(one.code, {key: _stepped(said) if key == "n" else said for key, said in one.values.items()})
            for one in cell.reasons
        )
        return replace(_coarse(cell, decimals), n=cell.n // STEP * STEP, reasons=reasons)
    if not told:
        return None
    return round(cell, decimals) if isinstance(cell, float) else _stepped(cell)


def _stepped(said: Scalar) -> Scalar:
    return said // STEP * STEP if isinstance(said, int) else said


def _beside(cell: Cell) -> Cell:
    """A cell of a lever that stood in one model with a confided one: its people are counted as they are."""
    if isinstance(cell, Estimate):
        return _coarse(cell, DECIMALS)
    return round(cell, DECIMALS) if isinstance(cell, float) else cell


def _coarse(one: Estimate, decimals: int) -> Estimate:
    value, low, high = (None if said is None else round(said, decimals) for said in (one.value, one.low, one.high))
    return replace(one, value=value, low=low, high=high)


def _released(session: Session, job: str, main: Study, table: Table, code: str) -> tuple[Cell, ...] | None:
    """Top beside middle as ``anonymity.release`` lets them out, with a log in the campaign; None where it does not.

    A group that changed by fewer people than a result needs keeps those it was released with.
    """
    own = main.long[main.long["lever"] == code]
    measures = own["measure"].unique()
    if len(measures) != 1:
        return None  # of several measures nobody asked for the mean in one survey
    if not str(measures[0]).startswith("survey:"):
        return None  # of what was counted of people under a number no group is told
    _kind, number, key = str(measures[0]).split(":", 2)
    campaign = session.get_one(Campaign, int(number))
    instrument = instrument_by(session, campaign.version)
    family = _family(instrument, key)
    topic: Topic = "sensitive" if sensitive(instrument) & family.keys() else "result"
    asked = {person: respondent for respondent, person, _team in participants(session, job)}
    said = {asked[str(person)]: float(value) for person, value in own.groupby("person_id")["value"].mean().items()}
    query = select(CampaignReleasedSet).where(CampaignReleasedSet.campaign_id == campaign.id)
    before = session.scalars(query.order_by(CampaignReleasedSet.id)).all()
    measure = family[key]
    known = {row.group: frozenset(row.members) for row in before if row.measure == measure}
    groups = {}
    for name, now in zip(GROUPS, _groups(main, asked), strict=True):
        now, last = now & said.keys(), known.get(name)
        groups[name] = last if last and last <= said.keys() and len(now ^ last) < campaign.least else now
    earlier = [ReleasedSet(measure, frozenset(row.members)) for row in before if row.measure in family.values()]
    try:
        let = release([tabulate(measure, said, groups, topic=topic)], earlier, thresholds(campaign.least))
    except (ReleaseBlocked, AuditTooLarge):
        return None
    cells = {cell.group: cell for cell in let.tables[0].cells if cell.shown}
    for name in cells.keys() - {name for name, last in known.items() if last == groups.get(name)}:
        session.add(CampaignReleasedSet(
            campaign_id=campaign.id, measure=measure, group=name, members=sorted(groups[name]),
        ))  # fmt: skip
    parts = [[said[one] for one in sorted(groups[name])] for name in GROUPS]
    return _row(table, main, code, [cells.get(name) for name in GROUPS], parts)


def _groups(main: Study, asked: Mapping[str, str]) -> list[frozenset[str]]:
    """The replicable top and the middle."""
    people = main.data.people[main.data.people["outcome"].notna()]
    top = people["group"].eq("top") & ~people["outlier"].astype(bool)
    return [
        frozenset(asked[str(one)] for one in people["person_id"][who] if one in asked)
        for who in (top, people["group"].eq("middle"))
    ]


def _family(instrument: Instrument, key: str) -> dict[str, str]:
    """Names in the campaign's log of a question or scale and of all that its sum can be worked out from."""
    found = {key}
    scales = [(one.scale, {one.scale, *one.items}) for one in keys(instrument)]
    while more := {one for _scale, own in scales if own & found for one in own} - found:
        found |= more
    named = {scale for scale, _own in scales}
    return {one: f"{'scale' if one in named else 'item'}.{one}" for one in found}


def _row(
    table: Table, main: Study, code: str, cells: list[ReleasedCell | None], said: list[list[float]]
) -> tuple[Cell, ...] | None:
    top, middle = cells
    if top is None or middle is None or top.mean is None or middle.mean is None:
        return None
    apart = judged(hedges_g(*map(np.array, said)), "lever_groups", top=len(said[0]), middle=len(said[1]))
    label = next(one.label for one in main.registered if one.code == code)
    told: dict[str, Cell] = {
        "lever": code, "label": label, "top": top.mean, "middle": middle.mean, "n_top": top.n, "n_middle": middle.n,
        "g": replace(_coarse(apart, OF_GROUPS), n=(top.n or 0) + (middle.n or 0)),
        "cliffs_delta": Estimate.refusal(Caveat(Code.CONFIDED), method=""),
    }  # fmt: skip
    return tuple(told.get(column.key) for column in table.columns)
