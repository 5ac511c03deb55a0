"""Reading the vault: counts of groups of five or more people, never a row. Nothing but impact's tasks may import this.

What whoever sees a count knows already is who stood behind it (everybody considered, everybody chosen), so these sets
are what is judged: each holds five people or more, and no adding and subtracting of all sets ever given out singles
out fewer (methods §10.4). On top of that no group by answer is named that has fewer than five.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from assess.enclave import SEAL
from assess.errors import Refusal
from assess.vault.models import Questionnaire, released_set, voluntary_answer
from surveys.anonymity import Family, hidden

Value = TypeVar("Value")

#: The fewest people of any group (methods §8: "the analyst sees aggregates ≥5 only").
LEAST = 5
#: Nobody knows: nothing was said, or something that is no longer among the answers.
UNKNOWN = "unknown"
_EVERYBODY = ""
_CHUNK = 500


class TooFewToCount(Refusal):
    """Counting these people would single out fewer than five, by itself or beside what was counted before."""

    key = "vault.too_few"


@dataclass(frozen=True)
class Group:
    """People with these answers, in the order of the table's questions: how many, and how many by outcome.

    ``outcomes`` has only the outcomes whose people may be told apart (see :class:`Tables`).
    """

    answers: tuple[str, ...]
    n: int
    outcomes: Mapping[str, int]


@dataclass(frozen=True)
class Counted:
    """The groups by one question, or by two together, that may be shown; all others are ``rest``, taken together.

    By two questions only people who answered both are in groups. An answer that is not listed was given by fewer than
    five, by nobody, or protects another group.
    """

    questions: tuple[str, ...]
    groups: tuple[Group, ...]
    rest: Group


@dataclass(frozen=True)
class Tables:
    """Everything that is given out of ``n`` people; ``outcomes`` says how many had each outcome that may be shown."""

    n: int
    outcomes: Mapping[str, int]
    tables: tuple[Counted, ...]


def tables(session: Session, outcomes: Mapping[bytes, str], asked: Questionnaire) -> Tables:
    """Count people by what they said and what came of them: every question, and the pairs declared as crossed.

    Logs in the same transaction whose counts these are: the caller commits before anybody sees them.

    Parameters
    ----------
    session : Session
        The vault's own.
    outcomes : mapping
        What came of each candidate, such as "passed", by their name in the vault (``actions.row_name``). Everybody
        considered is in it, also who said nothing.
    asked : Questionnaire
        The questions now in use.

    Raises
    ------
    TooFewToCount
        Fewer than five people, or fewer than five more or less than in a set counted before.
    """
    people = {name.hex(): outcome for name, outcome in outcomes.items()}
    sets = {_EVERYBODY: frozenset(people)} | {f"={o}": found for o, found in _by(people).items()}
    earlier = _released(session)
    outcome_sets = tuple(sorted(sets.keys() - {_EVERYBODY}))
    withheld = hidden(sets, [Family(_EVERYBODY, outcome_sets)], earlier, LEAST)
    if _EVERYBODY in withheld:
        raise TooFewToCount(least=LEAST)
    shown = [name for name in outcome_sets if name not in withheld]
    _log(session, [sets[name] for name in (_EVERYBODY, *shown)], earlier)
    seen = {name[1:]: sets[name] for name in shown}
    counted = _counted(sets[_EVERYBODY], seen, _said(session, list(outcomes)), asked)
    return Tables(len(people), {outcome: len(members) for outcome, members in seen.items()}, counted)


def _counted(
    everybody: frozenset[str],
    outcomes: Mapping[str, frozenset[str]],
    said: Mapping[str, Mapping[str, str]],
    asked: Questionnaire,
) -> tuple[Counted, ...]:
    known = {question.code: set(question.codes) for question in asked.questions}
    answers = {
        code: {who: answer if (answer := said.get(who, {}).get(code)) in codes else UNKNOWN for who in everybody}
        for code, codes in known.items()
    }
    cuts: dict[tuple[str, ...], dict[tuple[str, ...], frozenset[str]]] = {
        (code,): {(answer,): members for answer, members in _by(answers[code]).items()} for code in known
    }
    for first, second in asked.crossed:
        both = {who: (answers[first][who], answers[second][who]) for who in everybody}
        cuts[first, second] = _by({who: pair for who, pair in both.items() if UNKNOWN not in pair})
    shown = _shown(everybody, cuts)
    result = []
    for cut, groups in cuts.items():
        named = {group: members for group, members in sorted(groups.items()) if (cut, group) in shown}
        rest = everybody.difference(*named.values())
        result.append(Counted(cut, tuple(_group(g, m, outcomes) for g, m in named.items()), _group((), rest, outcomes)))
    return tuple(result)


def _shown(
    everybody: frozenset[str], cuts: Mapping[tuple[str, ...], Mapping[tuple[str, ...], frozenset[str]]]
) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The groups that may be named; cuts that share a question are judged together."""
    shown = set()
    for together in _connected(cuts):
        groups = {_EVERYBODY: everybody}
        families: list[Family] = []
        keys: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        for cut in together:
            own = {group: json.dumps([cut, group]) for group in sorted(cuts[cut])}
            keys |= {key: (cut, group) for group, key in own.items()}
            groups |= {key: cuts[cut][group] for group, key in own.items()}
            families.append(Family(_EVERYBODY, tuple(own.values())))
            if len(cut) > 1:
                families += _within(cut, own)
        out = hidden(groups, families, (), LEAST)
        shown |= {place for key, place in keys.items() if key not in out}
    return shown


def _within(cut: tuple[str, ...], own: Mapping[tuple[str, ...], str]) -> list[Family]:
    """The cells of a crossing as parts of the groups by either question."""
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for pair, key in own.items():
        for question, answer in zip(cut, pair, strict=True):
            parts[json.dumps([(question,), (answer,)])].append(key)
    return [Family(parent, tuple(keys)) for parent, keys in parts.items()]


def _connected(cuts: Iterable[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    together: list[list[tuple[str, ...]]] = []
    for cut in cuts:
        linked = [one for one in together if any(set(cut) & set(other) for other in one)]
        together = [one for one in together if one not in linked]
        together.append([*(other for one in linked for other in one), cut])
    return together


def _group(answers: tuple[str, ...], members: frozenset[str], outcomes: Mapping[str, frozenset[str]]) -> Group:
    return Group(answers, len(members), {outcome: len(members & having) for outcome, having in outcomes.items()})


def _by(values: Mapping[str, Value]) -> dict[Value, frozenset[str]]:
    found: defaultdict[Value, set[str]] = defaultdict(set)
    for who, value in values.items():
        found[value].add(who)
    return {value: frozenset(members) for value, members in found.items()}


def _said(session: Session, names: Sequence[bytes]) -> dict[str, dict[str, str]]:
    seal, found = session.info[SEAL], {}
    for start in range(0, len(names), _CHUNK):
        among = voluntary_answer.c.name.in_(names[start : start + _CHUNK])
        for name, box in session.execute(select(voluntary_answer).where(among)):
            found[name.hex()] = json.loads(seal.unseal(name, box))
    return found


def _released(session: Session) -> list[frozenset[str]]:
    if session.get_bind().dialect.name == "postgresql":
        # two counts at once would not see each other's sets; SQLite lets only one write
        session.execute(text(f"LOCK TABLE {released_set.fullname} IN EXCLUSIVE MODE"))
    seal = session.info[SEAL]
    return [
        frozenset(seal.unseal(name, box).decode().split())
        for name, box in session.execute(select(released_set).order_by(released_set.c.name))
    ]


def _log(session: Session, sets: Sequence[frozenset[str]], earlier: Sequence[frozenset[str]]) -> None:
    seal = session.info[SEAL]
    for members in dict.fromkeys(sets):
        if members not in earlier:
            listed = " ".join(sorted(members))
            name = seal.name("released", listed)
            session.execute(insert(released_set).values(name=name, box=seal.shut(name, listed.encode())))
