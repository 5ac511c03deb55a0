"""Stored answers as data frames: the one place where the engine's rows become tables for the statistics."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from surveys.definition import Instrument
from surveys.items import GENERATORS, KINDS, Answer
from surveys.keying import instrument_by
from surveys.models import Administration, AnonymousAnswer, InstrumentVersion, Participant, Response
from surveys.papers import given as given_item
from surveys.routing import asked
from surveys.versions import instrument_of

RESPONSES = ("version", "administration", "respondent", "subject", "item", "value", "text", "score", "shown",
             "answered_at", "changes")  # fmt: skip
#: Administrations asked for at once: a statement holds at most 32,766 values on SQLite, 65,535 on PostgreSQL.
AT_ONCE = 10_000
RATINGS = ("administration", "context", "rater", "ratee", "criterion", "rating", "evidence", "cues")
ANONYMOUS = ("version", "respondent", "week", "item", "text", "score")


def responses(
    session: Session,
    version_ids: Collection[int],
    *,
    administrations: Collection[int] | None = None,
    keyed: Instrument | None = None,
) -> pd.DataFrame:
    """Long frame of submitted answers, a row an answered item, with the columns ``RESPONSES``.

    ``value`` and ``text`` are as given; ``score`` is what the item's kind makes of them, before any reverse key: by the
    options as ``keyed`` has them (of one version only), or by the key in force for each version. Answers to practice
    items are left out, and those in a section that another answer closed.
    """
    rows = []
    versions = session.scalars(select(InstrumentVersion).where(InstrumentVersion.id.in_(version_ids)))
    by = {version.content_hash: keyed or instrument_by(session, version) for version in versions.all()}
    for _administration, group in groupby(_submitted(session, version_ids, administrations), _whose):
        given = list(group)
        instrument = by[given[0].content_hash]
        counted = _counted(instrument, given)
        for row in given:
            answer = Answer(row.value, row.text)
            if answer.answered and row.item in counted:
                who = (row.content_hash, row.administration, row.respondent, row.subject)
                score = _score(instrument, row.item, answer, row.paper)
                rows.append((*who, row.item, row.value, row.text, score, row.shown, row.answered_at, row.changes))
    return _frame(rows, RESPONSES, ("value", "score"))


def wide(responses: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Scores of one version: a row per administration, a column per item in the order asked, none for practice.

    A generated problem that was given to everybody and left open scores 0: such tests count right answers, and time is
    part of them; a mean of what was answered would reward whoever answered little (methods §4.6).
    """
    table = responses.pivot(index="administration", columns="item", values="score")
    columns = [code for code, section in instrument.section_of.items() if not section.practice]
    scores = table.reindex(columns=columns).astype(float)
    counted = [code for code in columns if _wrong_when_open(instrument, code)]
    said = responses.pivot(index="administration", columns="item", values="text").reindex(columns=counted)
    scores[counted] = scores[counted].mask(said.isna(), 0.0)
    return scores


def _wrong_when_open(instrument: Instrument, code: str) -> bool:
    section = instrument.section_of[code]
    return instrument.items[code].kind in GENERATORS and not section.when and section.adaptive is None


def statements(instrument: Instrument) -> pd.DataFrame:
    """The statements of its forced-choice blocks, practice left out, as ``scoring.forced_choice.estimate`` takes them.

    Index statement (``<item>.<option>``); columns block, trait and key.
    """
    rows = {
        f"{item.code}.{option.value}": (item.code, option.scale, option.sign)
        for item in instrument.items.values()
        for option in item.options
        if option.scale and not instrument.section_of[item.code].practice
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["block", "trait", "key"]).rename_axis("statement")


def ranks(responses: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Ranks within forced-choice blocks of one version's ``responses``: a row an administration, a column a statement.

    1 is the most like me; NaN for every statement of a block that was not put in order in full.
    """
    known = statements(instrument)
    sizes = known["block"].value_counts()
    orders = responses.loc[responses["item"].isin(sizes.index), ["administration", "item", "text"]]
    rows = [
        (administration, f"{block}.{value}", float(place))
        for administration, block, text in orders.itertuples(index=False)
        if len(order := list(filter(None, text.split(",")))) == sizes[block]
        for place, value in enumerate(order, start=1)
    ]
    table = _frame(rows, ("administration", "statement", "rank"), ("rank",))
    people = pd.Index(sorted(set(responses["administration"])), name="administration")
    return table.pivot(index="administration", columns="statement", values="rank").reindex(people, columns=known.index)


def ratings(
    session: Session, version_ids: Collection[int], *, administrations: Collection[int] | None = None
) -> pd.DataFrame:
    """Long frame of submitted ratings with the columns ``RATINGS``; "no evidence" is a missing rating, never a low one.

    ``rater`` and ``ratee`` are participants' codes. Whoever calls has made sure that the panel is unsealed.
    """
    rows = []
    for row in _submitted(session, version_ids, administrations):
        answer = Answer(row.value, row.text)
        score = _score(instrument_of(session, row.content_hash), row.item, answer)
        if answer.answered:
            cues = tuple(filter(None, row.cues.split(",")))
            rows.append((row.administration, row.context, row.respondent, row.subject, row.item, score,
                         row.evidence, cues))  # fmt: skip
    return _frame(rows, RATINGS, ("rating",))


def anonymous_answers(session: Session, campaign: str) -> pd.DataFrame:
    """Long frame of a campaign's anonymous answers: the columns ``ANONYMOUS`` and one for each declared grouping.

    For ``anonymity.tabulate`` only: nothing of it leaves but through ``anonymity.release``.
    """
    query = (
        select(AnonymousAnswer, InstrumentVersion.content_hash)
        .join(InstrumentVersion, AnonymousAnswer.version_id == InstrumentVersion.id)
        .where(AnonymousAnswer.campaign == campaign)
        .order_by(AnonymousAnswer.id)
    )
    rows = []
    for kept, content_hash in session.execute(query):
        instrument = instrument_of(session, content_hash)
        for item, stored in kept.answers.items():
            said = stored["said"] if isinstance(stored, dict) else stored
            answer = Answer(text=said) if isinstance(said, str) else Answer(value=said)
            score = _score(instrument, item, answer)
            fixed = dict(zip(ANONYMOUS, (content_hash, kept.id, kept.week, item, answer.text, score), strict=True))
            rows.append(fixed | {f"group:{name}": value for name, value in kept.groups.items()})
    groups = sorted({name for row in rows for name in row} - set(ANONYMOUS))
    return pd.DataFrame(rows, columns=[*ANONYMOUS, *groups]).astype({"score": float})


def _submitted(
    session: Session, version_ids: Collection[int], administrations: Collection[int] | None
) -> Iterator[Any]:
    respondent, subject = aliased(Participant), aliased(Participant)
    query = (
        select(
            InstrumentVersion.content_hash,
            Administration.id.label("administration"),
            Administration.context,
            Administration.paper,
            respondent.code.label("respondent"),
            subject.code.label("subject"),
            Response.item,
            Response.value,
            Response.text,
            Response.evidence,
            Response.cues,
            Response.shown,
            Response.answered_at,
            Response.changes,
        )
        .join(Administration, Response.administration_id == Administration.id)
        .join(InstrumentVersion, Administration.version_id == InstrumentVersion.id)
        .join(respondent, Administration.respondent_id == respondent.id)
        .outerjoin(subject, Administration.subject_id == subject.id)
        .where(Administration.version_id.in_(version_ids), Administration.submitted_at.is_not(None))
        .order_by(Administration.id, Response.item)
    )
    if administrations is None:
        yield from session.execute(query)
        return
    ids = sorted(administrations)
    for start in range(0, len(ids), AT_ONCE):
        yield from session.execute(query.where(Administration.id.in_(ids[start : start + AT_ONCE])))


def _whose(row: Any) -> int:
    return int(row.administration)


def _counted(instrument: Instrument, rows: Collection[Any]) -> Collection[str]:
    """The items whose answers count: those of the sections that were asked, but for practice."""
    if not any(section.when or section.practice for section in instrument.sections):
        return instrument.items.keys()
    sections = asked(instrument, {row.item: Answer(row.value, row.text) for row in rows})
    return {item.code for section in sections if not section.practice for item in section.items}


def _score(instrument: Instrument, code: str, answer: Answer, paper: Mapping[str, Any] | None = None) -> float | None:
    item = given_item(instrument.items[code], paper)
    return KINDS[item.kind].score(item, answer)


def _frame(rows: list[tuple[Any, ...]], columns: tuple[str, ...], numbers: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns)).astype(dict.fromkeys(numbers, float))
