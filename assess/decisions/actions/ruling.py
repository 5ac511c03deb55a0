"""Setting the rule by which an opening's evidence is combined: before its first decision, else with a cause."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from assess.audit.actions import SYSTEM, record
from assess.decisions.models import ComponentRule
from assess.decisions.queries.rules import decided, group_data_seen, rule_in_force
from assess.errors import Conflict, Refusal
from assess.hiring.actions import lock
from assess.hiring.models import Opening
from assess.jobs.actions import enqueue
from scoring.decisions import BadRule, Rule, preset

#: Evidence that enters by default, each with the same weight: what was made for the job and rated on it.
BY_DEFAULT = ("fit", "interview", "simulation")


class RuleChanged(Conflict):
    """Somebody set another version since this page was opened."""

    key = "decisions.rule_changed"


class GroupDataSeen(Conflict):
    """Results by group of those who applied were looked at; nobody chooses weights after that (methods §7.6)."""

    key = "decisions.group_data_seen"


class NoCause(Refusal):
    """A rule says why it is this one, and a later version why it is another."""

    status = 422
    key = "decisions.no_cause"


class NoCutSource(Refusal):
    """A hurdle says how its cut was set."""

    status = 422
    key = "decisions.no_cut_source"


class WrongRule(Refusal):
    """The rule cannot be applied; ``reason`` is the key of ``scoring.decisions.BadRule``."""

    status = 422
    key = "decisions.wrong_rule"


def default_weights() -> dict[str, float]:
    """What counts as long as nobody set a rule: unit weights (methods §7.3)."""
    return preset("unit", BY_DEFAULT)


def set_rule(
    session: Session,
    actor: str,
    opening: Opening,
    rule: Rule,
    origin: str,
    reason: str,
    cut_source: str = "",
    last: int = 0,
) -> ComponentRule:
    """A new version of an opening's rule; ``last`` is the number the page showed.

    RuleChanged, GroupDataSeen, NoCause, NoCutSource. Decisions made before keep the version they were made by.
    """
    # rules and decisions one after the other: none is made by a rule that just changed
    lock(session, opening.id)
    newest = rule_in_force(session, opening.id)
    if (newest.number if newest else 0) != last:
        raise RuleChanged
    if group_data_seen(session, opening.id):
        raise GroupDataSeen
    if not reason.strip():
        raise NoCause
    if (rule.hurdles or rule.minimum) and not cut_source.strip():
        raise NoCutSource
    return _add(session, actor, opening, rule, origin, reason, cut_source)


def checked(
    weights: Mapping[str, float], model: str, hurdles: Mapping[str, float], minimum: Mapping[str, float]
) -> Rule:
    """The rule, or WrongRule in the words of the page."""
    try:
        return Rule(dict(weights), model, dict(hurdles), dict(minimum))
    except BadRule as refusal:
        raise WrongRule(reason=refusal.key, **refusal.values) from refusal


def fix_default(session: Session, opening: Opening) -> ComponentRule:
    """The rule by which the first decision is made: the default becomes version 1 where nobody set another."""
    lock(session, opening.id)
    found = rule_in_force(session, opening.id)
    return found or _add(session, SYSTEM, opening, Rule(default_weights()), "unit", "", "")


def _add(
    session: Session, actor: str, opening: Opening, rule: Rule, origin: str, reason: str, cut_source: str
) -> ComponentRule:
    newest = rule_in_force(session, opening.id)
    kept = ComponentRule(
        opening_id=opening.id,
        number=newest.number + 1 if newest else 1,
        model=rule.model,
        origin=origin,
        weights={one: weight for one, weight in rule.weights.items() if weight},
        hurdles=dict(rule.hurdles),
        minimum=dict(rule.minimum),
        cut_source=cut_source.strip(),
        reason=reason.strip(),
        decisions=decided(session, opening.id),
        set_by=actor,
    )
    session.add(kept)
    session.flush()
    record(
        session, actor, "decisions.rule_set", f"opening:{opening.id}", rule=kept.id, number=kept.number,
        origin=origin, decisions=kept.decisions,
    )  # fmt: skip
    enqueue(session, "decisions.combine", id=opening.id)
    return kept
