"""Gathering everything kept on one person for one assessment, as data and as a Report of the same."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.delivery.models import Invitation, InvitationPart
from assess.delivery.queries.accommodations import asked
from assess.delivery.queries.feedback import feedback, feedback_open
from assess.delivery.queries.notices import notices_of
from assess.delivery.queries.retakes import attempts
from assess.delivery.queries.reviews import reviews_of
from assess.delivery.queries.rights import accesses
from assess.phrases import phrase
from scoring.results import Cell, Column, Report, Sentence, Table
from surveys.definition import Item
from surveys.models import AnswerFile, Response
from surveys.moments import now
from surveys.sessions import before

KIND = "personal_data"
#: Rows of a table; paper shows no more of one.
ROWS = 250
Section = Callable[[Session, Invitation], list[dict[str, Any]]]
_SECTIONS: dict[str, tuple[tuple[str, ...], Section]] = {}


def section(key: str, *columns: str) -> Callable[[Section], Section]:
    """Register what a higher feature keeps on somebody: rows of scalars, on paper a table of these columns."""

    def register(rule: Section) -> Section:
        _SECTIONS[key] = (columns, rule)
        return rule

    return register


def sections() -> tuple[str, ...]:
    """The parts of a copy that higher features bring."""
    return tuple(_SECTIONS)


def everything(session: Session, invitation: Invitation) -> dict[str, Any]:
    """Everything kept on whoever was invited, every attempt of it, as dictionaries, lists and scalars.

    Scores are those told to the person (``feedback``), once they are told.
    """
    return {
        "made_at": now().isoformat(),
        "about": {"name": invitation.name, "email": invitation.email, "code": invitation.participant.code},
        "assessment": {"title": invitation.assessment.title, "purpose": invitation.assessment.purpose},
        "attempts": [_attempt(session, one) for one in attempts(session, invitation)],
        "accommodations": [
            {
                "asked_at": _at(one.asked_at),
                "wishes": one.wishes,
                "words": one.words,
                "answered_at": _at(one.answered_at),
                "outcome": one.outcome,
                "extra_time": one.extra_time,
                "pauses": one.pauses,
                "alternative": one.alternative,
                "answer": one.answer,
            }
            for one in asked(session, invitation)
        ],
        "accesses": [
            {"at": one.at.isoformat(), "role": one.who, "what": one.what} for one in accesses(session, invitation)
        ],
    } | {key: rule(session, invitation) for key, (_columns, rule) in _SECTIONS.items()}


def copy_report(kept: dict[str, Any]) -> Report:
    """The same for reading on paper."""
    attempts_ = kept["attempts"]
    tables = [
        _table("invitations", ("invited_at", "begun_at", "submitted_at", "withdrawn_at", "receipt"), attempts_),
        *_answers(attempts_),
        _table(
            "told",
            ("scale", "t", "band_low", "band_high", "why_not"),
            [row | {"why_not": row["sentence"]} for one in attempts_ for row in one["scores"]],
        ),
        *(_table(key, columns, kept[key]) for key, (columns, _rule) in _SECTIONS.items()),
        _table("accommodations", ("asked_at", "words", "outcome", "answer"), kept["accommodations"]),
        _table("reviews", ("asked_at", "words", "outcome", "reason"), [r for one in attempts_ for r in one["reviews"]]),
        _table("accesses", ("at", "role", "what"), kept["accesses"]),
        _table(
            "notices",
            ("seen_at", "accepted_at", "text"),
            [notice for one in attempts_ for notice in one["notices"]],
        ),
    ]
    about = {"name": kept["about"]["name"], "title": kept["assessment"]["title"]}
    return Report(KIND, Sentence("personal_data.about", about), tables=tuple(table for table in tables if table.rows))


def _attempt(session: Session, invitation: Invitation) -> dict[str, Any]:
    told = feedback(session, invitation) if feedback_open(invitation) else None
    return {
        "attempt": invitation.attempt,
        "invited_at": _at(invitation.invited_at),
        "begun_at": _at(invitation.begun_at),
        "submitted_at": _at(invitation.submitted_at),
        "withdrawn_at": _at(invitation.withdrawn_at),
        "receipt": invitation.receipt,
        "parts": [_part(session, part) for part in invitation.parts],
        "scores": [_score(row) for row in told.table("scales").rows] if told else [],
        "notices": [
            {
                "sha256": one.hash,
                "seen_at": _at(one.seen_at),
                "accepted_at": _at(one.accepted_at),
                "text": one.notice.text,
            }
            for one in notices_of(session, invitation)
        ],
        "reviews": [
            {
                "asked_at": _at(one.asked_at),
                "words": one.words,
                "outcome": one.outcome.outcome if one.outcome else None,
                "decided_at": _at(one.outcome.decided_at) if one.outcome else None,
                "reason": one.reasons[-1].text if one.reasons else "",
            }
            for one in reviews_of(session, invitation)
        ],
    }


def _part(session: Session, part: InvitationPart) -> dict[str, Any]:
    administration = part.administration
    instrument = before(session, administration)
    query = select(Response).where(Response.administration_id == administration.id).order_by(Response.id)
    given = session.scalars(select(AnswerFile).where(AnswerFile.administration_id == administration.id))
    files = {file.item: file for file in given}
    return {
        "instrument": instrument.title,
        "version": administration.version.content_hash,
        "started_at": _at(administration.started_at),
        "submitted_at": _at(administration.submitted_at),
        "closed_at": _at(administration.closed_at),
        "answers": [
            {
                "item": one.item,
                "question": instrument.items[one.item].text if one.item in instrument.items else "",
                "answer": files[one.item].name if one.item in files else _in_words(instrument.items.get(one.item), one),
                "file": _file(files.get(one.item)),
                "value": one.value,
                "text": one.text,
                "first_shown": _at(one.shown),
                "answered_at": _at(one.answered_at),
                "changes": one.changes,
            }
            for one in session.scalars(query)
        ],
    }


def _file(file: AnswerFile | None) -> dict[str, Any] | None:
    if file is None:
        return None
    return {"name": file.name, "sha256": file.sha256, "base64": b64encode(file.content).decode()}


def _in_words(item: Item | None, response: Response) -> str:
    plain = response.text if response.text is not None else f"{response.value:g}" if response.value is not None else ""
    labels = {option.value: option.label for option in item.options} if item else {}
    if not labels:
        return plain
    # a ranking or a choice of several holds its values with commas between, best and worst with ">"
    return " > ".join(", ".join(labels.get(one, one) for one in half.split(",")) for half in plain.split(">"))


def _score(row: tuple[Cell, ...]) -> dict[str, Any]:
    scale, high_means, t, low, high, mean, *_range, why = row
    sentence = phrase(f"{why}.you") if why else ""
    value = getattr(t, "value", None)
    return {
        "scale": scale,
        "high_means": high_means,
        "t": value,
        "band_low": low,
        "band_high": high,
        "own_mean": mean,
        "sentence": sentence,
    }


def _answers(attempts_: list[dict[str, Any]]) -> Iterator[Table]:
    for one in attempts_:
        for part in one["parts"]:
            for start in range(0, len(part["answers"]), ROWS):
                name = part["instrument"] + (f" ({one['attempt']})" if len(attempts_) > 1 else "")
                name += " …" if start else ""
                rows = part["answers"][start : start + ROWS]
                yield _table(f"answers:{name}", ("question", "answer", "answered_at"), rows)


def _table(key: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> Table:
    kinds = {"t": "count", "band_low": "count", "band_high": "count", "outcome": "code"} | dict.fromkeys(
        ("average", "average_low", "average_high", "fair_average"), "number"
    )
    return Table(
        key,
        tuple(Column(column, kinds.get(column, "text")) for column in columns),  # type: ignore[arg-type]  # a literal
        tuple(tuple(_cell(row[column]) for column in columns) for row in rows),
    )


def _cell(value: Any) -> Cell:
    # moments to the minute: whoever needs more has the data beside this
    if isinstance(value, str) and len(value) > 19 and value[4] == value[7] == "-" and value[10] == "T":
        return value[:16].replace("T", " ")
    found: Cell = value
    return found


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
