"""Building a guide from chosen competencies, saying what ties them to the job, and keeping it from selection if not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Refusal
from assess.guides.models import Guide, JobLink
from assess.guides.queries.guides import unlinked
from assess.instruments import actions as instruments
from assess.instruments.models import InstrumentDraft
from surveys.competencies import Competency, bank
from surveys.definition import Instrument, Section
from surveys.drafting.parts import fresh
from surveys.models import InstrumentVersion
from surveys.moments import now

USES = {"selection": ("selection", "development", "research"), "development": ("development", "research")}
NOTICE = (
    "Ask everybody the same questions in the same order. Note what was said and done, then rate each topic by its "
    "anchors. Nobody sees any rating but their own until every seat is locked."
)


class NothingChosen(Refusal):
    """A guide asks about something."""

    status = 422
    key = "guides.nothing_chosen"


class NoQuestion(Refusal):
    """A competency without a question cannot be asked about."""

    status = 422
    key = "guides.no_question"


class NotJobRelated(Refusal):
    """What is asked of applicants is tied to the job (29 CFR 1607.14C), or it is not asked."""

    status = 422
    key = "guides.not_job_related"


@dataclass(frozen=True, slots=True)
class Wish:
    """A competency to ask about: which of its questions, by place, and what ties it to the job where no expert does."""

    code: str
    questions: tuple[int, ...]
    reason: str = ""


def build(session: Session, actor: str, job: str, title: str, wishes: Sequence[Wish], use: str) -> InstrumentVersion:
    """A guide of these competencies in this order, published. NothingChosen, NoQuestion, NotJobRelated."""
    made, instrument = _made(session, actor, job, title, wishes, use)
    version = instruments.publish(session, actor, instrument)
    record(session, actor, "guides.built", f"guide:{made.id}", version=version.id, topics=len(wishes), use=use)
    return version


def draft(session: Session, actor: str, job: str, title: str, wishes: Sequence[Wish], use: str) -> InstrumentDraft:
    """The same as a draft of the library, to change its words first. NothingChosen, NoQuestion."""
    made, instrument = _made(session, actor, job, title, wishes, use)
    begun = instruments.start_draft(session, actor, instrument)
    record(session, actor, "guides.drafted", f"guide:{made.id}", draft=begun.id)
    return begun


def tie(session: Session, actor: str, guide: Guide, reasons: Mapping[str, str]) -> int:
    """Keep in words what ties competencies of a guide to its job; empty words take them back. Returns how many."""
    # two who write at once: the second waits here, then finds what the first wrote
    session.refresh(guide, ["code", "links"], with_for_update={"of": Guide})
    known = {one.competency: one for one in guide.links}
    changed = 0
    for code, words in reasons.items():
        before, after = known.get(code), words.strip()
        if (before.reason if before else "") == after:
            continue
        changed += 1
        if before is None:
            guide.links.append(JobLink(competency=code, reason=after, written_by=actor))
        elif after:
            before.reason, before.written_by, before.written_at = after, actor, now()
        else:
            guide.links.remove(before)
        record(session, actor, "guides.link_written", f"guide:{guide.id}", competency=code, there=bool(after))
    session.flush()
    return changed


def keep_to_the_job(session: Session, instrument: Instrument) -> None:
    """No guide is published for selection while nothing ties one of its competencies to the job; NotJobRelated."""
    if "selection" in instrument.uses and (loose := unlinked(session, instrument)):
        raise NotJobRelated(competencies=", ".join(loose))


instruments.BEFORE_PUBLISHING.append(keep_to_the_job)


def _made(
    session: Session, actor: str, job: str, title: str, wishes: Sequence[Wish], use: str
) -> tuple[Guide, Instrument]:
    known = bank().competencies
    chosen = {wish.code: wish for wish in wishes if wish.code in known}
    if not chosen:
        raise NothingChosen
    silent = [known[code].name for code, wish in chosen.items() if not wish.questions]
    if silent:
        raise NoQuestion(competencies=", ".join(silent))
    made = _guide(session, actor, job, title)
    tie(session, actor, made, {code: wish.reason for code, wish in chosen.items() if wish.reason.strip()})
    return made, instrument(made.code, title, list(chosen.values()), use)


def _guide(session: Session, actor: str, job: str, title: str) -> Guide:
    made = Guide(code=_code(session, job), title=title, job=job, made_by=actor)
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:
        # somebody else took the code in this moment and has committed it: the next one is free
        made = Guide(code=_code(session, job), title=title, job=job, made_by=actor)
        session.add(made)
        session.flush()
    return made


def instrument(code: str, title: str, wishes: Sequence[Wish], use: str) -> Instrument:
    """The competencies as anchored items, those of one theme on one page, in the order wished for."""
    chosen = [(bank().competencies[wish.code], wish) for wish in wishes]
    pages: dict[tuple[str, str], list[tuple[Competency, Wish]]] = {}
    for one, wish in chosen:
        pages.setdefault((bank().family_of[one.code].code, one.theme), []).append((one, wish))
    themes = {(family.code, theme.code): theme for family in bank().families.values() for theme in family.themes}
    sections = tuple(
        Section(
            code="_".join(dict.fromkeys(place)),
            title=themes[place].title,
            items=tuple(one.item(wish.questions) for one, wish in asked),
        )
        for place, asked in pages.items()
    )
    family = bank().family_of[chosen[0][0].code]
    return Instrument(
        code=code,
        title=title,
        language=family.language,
        source=family.source,
        licence=family.licence,
        uses=USES[use],
        sections=sections,
        status=family.status,
        notice=NOTICE,
        construct="competencies",
    )


def _code(session: Session, job: str) -> str:
    """``guide_`` and the job in plain letters; a number behind it where that is taken."""
    plain = re.sub(r"[^a-z0-9]+", "_", job.lower()).strip("_")[:60] or "job"
    wish = f"guide_{plain}"
    taken = set(session.scalars(select(Guide.code).where(Guide.code.startswith(wish))))
    taken |= set(session.scalars(select(InstrumentVersion.code).where(InstrumentVersion.code.startswith(wish))))
    return fresh(wish, taken)
