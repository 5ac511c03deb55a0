"""Making the rounds of an opening, and choosing which average counts."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.hiring.models import Opening
from assess.interviews.actions.refusals import (
    RoundInUse,
    RoundNameTaken,
    RuleFixed,
    TooFewRaters,
    TooManyTopics,
)
from assess.interviews.models import DEADLINE_HOURS, MINUTES, Interview, Round, ScoreRule
from assess.interviews.queries.rounds import LEAST_RATERS, MOST_TOPICS, least_raters, proposed, rule_fixed
from surveys.models import InstrumentVersion
from surveys.versions import instrument_of


def create_round(
    session: Session,
    actor: str,
    opening: Opening,
    name: str,
    version: InstrumentVersion,
    *,
    kind: str = "interview",
    raters: int = LEAST_RATERS,
    minutes: int = MINUTES,
    deadline_hours: int = DEADLINE_HOURS,
) -> Round:
    """A round whose topics are dealt out among so many raters, two to a topic and seven to a rater at most.

    Raises TooFewRaters, TooManyTopics when so few cannot share so many topics, RoundNameTaken.
    """
    topics = list(instrument_of(session, version.content_hash).items)
    if raters < LEAST_RATERS:
        raise TooFewRaters(topics="–")
    if raters < least_raters(len(topics)):
        raise TooManyTopics(most=MOST_TOPICS)
    # of two rounds made at once with one name the second sees the first
    session.refresh(opening, with_for_update=True)
    taken = exists().where(Round.opening_id == opening.id, Round.name == name.strip())
    if session.scalar(select(taken)):
        raise RoundNameTaken(name=name.strip())
    made = Round(
        opening=opening,
        name=name.strip(),
        kind=kind,
        version=version,
        minutes=minutes,
        deadline_hours=deadline_hours,
        split=proposed(topics, raters),
    )
    session.add(made)
    session.flush()
    record(session, actor, "interviews.round_created", f"round:{made.id}", opening=opening.id, kind=kind)
    return made


def deal(session: Session, actor: str, round: Round, split: Sequence[Sequence[str]]) -> None:
    """Who asks what, by hand. TooFewRaters, TooManyTopics."""
    items = instrument_of(session, round.version.content_hash).items
    dealt = [[topic for topic in items if topic in seat] for seat in split]
    dealt = [seat for seat in dealt if seat]
    alone = [item.text for code, item in items.items() if sum(code in seat for seat in dealt) < LEAST_RATERS]
    if alone:
        raise TooFewRaters(topics=", ".join(alone))
    if any(len(seat) > MOST_TOPICS for seat in dealt):
        raise TooManyTopics(most=MOST_TOPICS)
    round.split = dealt
    record(session, actor, "interviews.round_dealt", f"round:{round.id}")
    session.flush()


def drop_round(session: Session, actor: str, round: Round) -> None:
    """Take a round out before anybody went through it; RoundInUse afterwards."""
    session.refresh(round.opening, with_for_update=True)
    if session.scalar(select(exists().where(Interview.round_id == round.id))):
        raise RoundInUse(name=round.name)
    record(session, actor, "interviews.round_dropped", f"round:{round.id}")
    session.delete(round)
    session.flush()


def choose_rule(session: Session, actor: str, opening: Opening, rule: str) -> None:
    """Which average counts for an opening, before its first panel is planned; RuleFixed afterwards."""
    # planning a panel locks the opening too: it comes before or after, never in between
    session.refresh(opening, with_for_update=True)
    if rule_fixed(session, opening.id):
        raise RuleFixed
    kept = session.get(ScoreRule, opening.id)
    if kept is None:
        session.add(ScoreRule(opening_id=opening.id, rule=rule, set_by=actor))
    else:
        kept.rule, kept.set_by = rule, actor
    record(session, actor, "interviews.rule_chosen", f"opening:{opening.id}", rule=rule)
    session.flush()
