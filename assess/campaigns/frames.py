"""Answers of a campaign as tables for ``anonymity.release``; nothing here goes anywhere else."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.analyses.queries import latest
from assess.campaigns.models import Campaign, CampaignInvitation, CampaignReleasedSet
from assess.people.models import Person
from scoring.keys import keyed, score
from scoring.reports.campaign import ALL, KIND
from surveys.anonymity import Path, answer
from surveys.anonymity.tables import Topic
from surveys.anonymous import BATCH
from surveys.definition import Instrument, Item
from surveys.frames import anonymous_answers, responses
from surveys.models import Administration, AnonymousAnswer, Participant, Pending
from surveys.scales import keys, sensitive
from surveys.versions import instrument_of

#: The measure everybody who sent an answer has: its n is the number of answers.
ANSWERS = "answers"
CONFIDED = ("person_id", "instrument", "item", "score", "period")


@dataclass(frozen=True, slots=True)
class Measured:
    """One scale or item: every respondent's value by id; ``linked`` measures can be worked out from each other.

    What is of a sensitive scale has that ``topic``.
    """

    key: str
    name: str
    scale: bool
    low: float
    high: float
    values: Mapping[str, float]
    points: tuple[tuple[str, float], ...] = ()
    linked: str = ""
    topic: Topic = "result"


@dataclass(frozen=True, slots=True)
class Named:
    """A group that may be reported: its labels and name, the group it is part of, by which cut, and who was asked."""

    path: Path
    name: str
    within: str
    cut: str
    asked: frozenset[int]

    @property
    def invited(self) -> int:
        """How many were asked."""
        return len(self.asked)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All answers of a campaign, for the release and for nothing else.

    Answers are named by wave (``anonymity.answer``), and ``members`` of a group are those of its path of labels.
    """

    measures: tuple[Measured, ...]
    groups: tuple[Named, ...]
    members: Mapping[Path, frozenset[str]]
    answers: pd.DataFrame


def answered(session: Session, campaign: Campaign) -> int:
    """How many answers are filed; those still pending are not counted, so that nobody can watch them come in.

    Confidential ones are counted in fives while a campaign is open, for the same reason.
    """
    if campaign.promise == "confidential":
        query = select(func.count()).select_from(Administration)
        sent = query.where(Administration.context == campaign.code, Administration.submitted_at.is_not(None))
        count = session.scalar(sent) or 0
        return count if campaign.state == "closed" else count // BATCH * BATCH
    query = select(func.count()).select_from(AnonymousAnswer).where(AnonymousAnswer.campaign == campaign.code)
    return session.scalar(query) or 0


def is_whole(session: Session, campaign: Campaign) -> bool:
    """Whether a wave is over and all its answers are filed, so that what is pooled of it stays."""
    waiting = select(Pending.key).where(Pending.campaign == campaign.code).limit(1)
    return campaign.state == "closed" and session.scalar(waiting) is None


def new_answers(session: Session, campaign: Campaign) -> tuple[int, int]:
    """How many answers are filed, and how many of them no release has seen."""
    query = select(CampaignReleasedSet.members).where(
        CampaignReleasedSet.campaign_id == campaign.id,
        CampaignReleasedSet.measure == ANSWERS,
        CampaignReleasedSet.group == ALL,
        ~CampaignReleasedSet.pooled,
    )
    seen = frozenset[str]().union(*session.scalars(query))
    filed = answered(session, campaign)
    return filed, filed - len(seen)


def is_unpooled(session: Session, campaign: Campaign) -> bool:
    """Whether a later wave is whole and no release has seen it so: what is too few in it may be enough with others."""
    if campaign.wave == 1 or not is_whole(session, campaign):
        return False
    newest = latest(session, KIND, f"campaign:{campaign.id}")
    seen = newest.report.provenance if newest is not None else None
    return seen is None or campaign.wave not in seen.parameters.get("whole", ())


def gathered(session: Session, campaign: Campaign) -> Gathered:
    """Answers, groups and measures as they stand."""
    instrument = instrument_of(session, campaign.version.content_hash)
    long = _answers(session, campaign)
    table = (
        long.pivot(index="respondent", columns="item", values="score")
        .reindex(columns=list(instrument.items))
        .astype(float)
    )
    table.index = pd.Index([answer(campaign.wave, one) for one in table.index], dtype=object)
    carried = long.groupby("respondent").first().reindex(columns=[f"group:{cut}" for cut in campaign.cuts])
    paths = {answer(campaign.wave, one): tuple(_known(row)) for one, *row in carried.itertuples(name=None)}
    named = groups(session, campaign)
    members = {path: frozenset(one for one, own in paths.items() if own[: len(path)] == path) for path in named}
    return Gathered(_measures(instrument, table), tuple(named.values()), members, long)


def _answers(session: Session, campaign: Campaign) -> pd.DataFrame:
    """Long frame of a campaign's answers, whatever was promised: respondent, item, score, and one column a cut."""
    if campaign.promise == "anonymous":
        return anonymous_answers(session, campaign.code)
    long = _confided(session, campaign)
    query = (
        select(Participant.code, CampaignInvitation.labels)
        .join(Person, Person.participant_id == Participant.id)
        .join(CampaignInvitation, CampaignInvitation.person_id == Person.id)
        .where(CampaignInvitation.campaign_id == campaign.id)
    )
    labels = {code: own for code, own in session.execute(query).all()}
    for cut in campaign.cuts:
        long[f"group:{cut}"] = [labels[code].get(cut) for code in long["respondent"]]
    return long


def _confided(session: Session, campaign: Campaign) -> pd.DataFrame:
    sent = select(Administration.id).where(
        Administration.context == campaign.code, Administration.submitted_at.is_not(None)
    )
    return responses(session, [campaign.version_id], administrations=session.scalars(sent).all())


def confidential_answers(session: Session, campaign_ids: Collection[int]) -> pd.DataFrame:
    """What each person said in confidential campaigns, to be joined with what they achieved; for levers alone.

    Columns ``CONFIDED``, a row an answered item, and a row a scale that was answered enough. ``person_id`` is the
    participant's code; ``score`` points the way of the item's first scale, so that a reversed item is turned already;
    ``period`` is the first day of the campaign, ISO 8601. Of an open campaign nothing is read: answers could be told by
    what each of them changes. Raises ValueError for a campaign that promised anonymity.
    """
    frames = [pd.DataFrame(columns=list(CONFIDED)).astype({"score": float})]
    campaigns = session.scalars(select(Campaign).where(Campaign.id.in_(campaign_ids)).order_by(Campaign.id)).all()
    for campaign in campaigns:
        if campaign.promise != "confidential":
            raise ValueError(f"campaign {campaign.id} promised anonymity")
        instrument = instrument_of(session, campaign.version.content_hash)
        long = _confided(session, campaign)
        if long.empty or campaign.opened_at is None or campaign.state != "closed":
            continue
        table = long.pivot(index="respondent", columns="item", values="score").astype(float)
        table = table.reindex(columns=list(instrument.items))
        scales, turned = score(table, keys(instrument)).values, table.copy()
        for key in reversed(keys(instrument)):  # the first scale of an item has the last word
            turned[list(key.items)] = keyed(table, key)
        said = pd.concat([turned, scales.drop(columns=table.columns, errors="ignore")], axis=1).reset_index()
        said = said.rename(columns={"respondent": "person_id"})
        said = said.melt("person_id", var_name="item", value_name="score").dropna(subset="score")
        fixed = {"instrument": instrument.code, "period": campaign.opened_at.date().isoformat()}
        frames.append(said.assign(**fixed)[list(CONFIDED)])
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


def groups(session: Session, campaign: Campaign) -> dict[Path, Named]:
    """The groups answers can carry, coarse before fine, by the path of their labels; everyone first."""
    query = select(CampaignInvitation.person_id, CampaignInvitation.labels)
    asked = defaultdict[Path, set[int]](set)
    for person, labels in session.execute(query.where(CampaignInvitation.campaign_id == campaign.id)).all():
        path = tuple(labels[cut] for cut in campaign.cuts if cut in labels)
        for depth in range(len(path) + 1):
            asked[path[:depth]].add(person)
    ends = Counter(path[-1] for path in asked if path)
    names = {path: path[-1] if path and ends[path[-1]] == 1 else named(path) for path in asked}
    return {
        path: Named(
            path,
            names[path],
            names[path[:-1]] if path else "",
            campaign.cuts[len(path) - 1] if path else "",
            frozenset(people),
        )
        for path, people in sorted(asked.items())
    }


def named(path: Path) -> str:
    """A group's name in full."""
    return " · ".join(path) or ALL


def _known(row: Sequence[object]) -> list[str]:
    return [label for label in row if isinstance(label, str)]


def _measures(instrument: Instrument, table: pd.DataFrame) -> tuple[Measured, ...]:
    scales, linked = _scales(instrument, table), _linked(instrument)
    touchy = sensitive(instrument)
    everyone = Measured(ANSWERS, ANSWERS, False, 0, 1, dict.fromkeys(table.index, 1.0))
    return (
        everyone,
        *(
            Measured(
                f"scale.{scale.code}", scale.label, True, scale.low, scale.high, _values(scales[scale.code]),
                linked=linked.get(scale.items[0].item, "") if scale.items else "",
                topic="sensitive" if scale.sensitive else "result",
            )
            for scale in instrument.scales
        ),
        *(
            Measured(
                f"item.{code}", item.text, False, *_bounds(item), _values(table[code]), _points(item),
                linked.get(code, ""), "sensitive" if code in touchy else "result",
            )
            for code, item in instrument.items.items()
            if table[code].notna().any()
        ),
    )  # fmt: skip


def _scales(instrument: Instrument, table: pd.DataFrame) -> pd.DataFrame:
    """Scales of those who answered all their items: a mean of fewer, less the items, would say what these few said."""
    found = score(table, keys(instrument)).values
    for scale in instrument.scales:
        whole = table[[one.item for one in scale.items]].notna().all(axis=1)
        found[scale.code] = found[scale.code].where(whole)
    return found


def _linked(instrument: Instrument) -> dict[str, str]:
    """By item the scale it belongs to; where scales share items, one name for all of them."""
    owners = [(one.item, scale.code) for scale in instrument.scales for one in scale.items]
    shared = len({item for item, _scale in owners}) < len(owners)
    return {item: "scales" if shared else scale for item, scale in owners}


def _values(column: pd.Series) -> dict[str, float]:
    return {str(respondent): float(value) for respondent, value in column.dropna().items()}


def _points(item: Item) -> tuple[tuple[str, float], ...]:
    if item.kind == "likert":
        return tuple((option.label, float(option.value)) for option in item.options)
    if item.kind == "number" and item.whole and item.minimum is not None and item.maximum is not None:
        return tuple((str(point), float(point)) for point in range(int(item.minimum), int(item.maximum) + 1))
    return ()


def _bounds(item: Item) -> tuple[float, float]:
    points = [point for _label, point in _points(item)] or [
        option.score for option in item.options if option.score is not None
    ]
    low = item.minimum if item.minimum is not None else min(points, default=0.0)
    high = item.maximum if item.maximum is not None else max(points, default=1.0)
    return float(low), float(high)
