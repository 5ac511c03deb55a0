"""Calibrating the scales of adaptive sections, and scores on their trait."""

from dataclasses import replace

from sqlalchemy.orm import Session

from assess.delivery import frames
from assess.delivery.actions import keep_bank
from assess.delivery.models import ScaleScore
from assess.delivery.queries import banks
from assess.delivery.tasks.numbers import number
from assess.jobs.tasks import task
from scoring.adaptive import exposure
from scoring.adaptive.rules import ROOM
from scoring.irt import Bank
from scoring.irt.expected import expected
from scoring.keys import keyed
from scoring.measurement.scales import calibrated
from scoring.policy import minimum
from surveys.definition import Instrument
from surveys.keying import instrument_by
from surveys.models import Administration, InstrumentVersion
from surveys.presenting import presented
from surveys.scales import keys


@task("delivery.calibrate")
def calibrate(session: Session, version_id: int, actor: str) -> None:
    """Banks of the scales that adaptive sections measure, from everybody's newest answers; too few people keep none."""
    version = session.get_one(InstrumentVersion, version_id)
    instrument = instrument_by(session, version)
    wanted = {section.adaptive.scale for section in instrument.sections if section.adaptive}
    table = frames.everybody(session, version, instrument)
    # nothing is locked while the models settle
    session.commit()
    scales = {scale.code: scale for scale in instrument.scales}
    for key in keys(instrument):
        if key.scale not in wanted:
            continue
        bank = calibrated(keyed(table, key)).bank
        if bank is not None and bank.n >= minimum("adaptive", "people").refuse:
            keep_bank(session, actor, version, scales[key.scale], bank, eligible(instrument, key.scale, bank))


def eligible(instrument: Instrument, scale: str, bank: Bank) -> dict[str, dict[str, float]]:
    """By section and item: the chance that somebody may see the item, so that none is seen by too many.

    Sections whose pool is too small for that are left out: there everybody may see everything.
    """
    found = {}
    for section in instrument.sections:
        mine = banks.within(bank, section) if section.adaptive and section.adaptive.scale == scale else None
        if mine is None:
            continue
        rules = banks.rules_of(section, mine)
        if len(mine.items) >= ROOM * rules.most:
            table = exposure(mine, rules, seed=1).items
            found[section.code] = {str(item): float(chance) for item, chance in table["eligibility"].items()}
    return found


def by_key(pool: banks.Pool) -> Bank:
    """The bank with answers as the scale's key turns them, where that is not the key it was calibrated with."""
    turned = {one.item for one in pool.scale.items if one.sign < 0} ^ pool.turned
    around = pool.scale.low + pool.scale.high
    categories = {
        name: tuple(around - answer for answer in answers) if name in turned else answers
        for name, answers in pool.bank.categories.items()
    }
    return replace(pool.bank, categories=categories)


def on_trait(session: Session, administration: Administration, instrument: Instrument) -> list[ScaleScore]:
    """Scores of the scales whose items were chosen by a bank: Warm's weighted likelihood estimate (1989) of the trait,
    told in the scale's own units as the score to expect on all its items, and its standard error.

    So they stand beside the means of those who answered the whole pool. A scale nobody answered is left out.
    """
    by = {section.code: section.adaptive.scale for section in instrument.sections if section.adaptive}
    chosen = {by[one.section]: one.bank for one in presented(session, administration.id) if one.bank}
    if not chosen:
        return []
    table, _seconds = frames.answers(session, administration, instrument)
    made = []
    for scale, hash in chosen.items():
        kept = banks.kept_bank(session, administration.version_id, hash)
        pool = banks.whole(kept, instrument)
        said = [(name, pool.known(name, number(table[name].iloc[0]))) for name in pool.test.names]
        told = [(name, value) for name, value in said if value is not None]
        if not told:
            continue
        weights = {one.item: one.weight for one in pool.scale.items}
        score = expected(by_key(pool), *pool.test.estimate(told), weights)
        made.append(
            ScaleScore(
                administration_id=administration.id,
                participant_id=administration.respondent_id,
                version_id=administration.version_id,
                scale=scale,
                value=score.value,
                answered=len(told),
                se=score.se,
                method="wle",
            )
        )
    return made
