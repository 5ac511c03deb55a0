"""Keeping calibrated banks, by which adaptive sections choose from now on."""

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.delivery.actions.refusals import BankTooSmall
from assess.delivery.models import CalibratedBank
from scoring.irt import Bank, dump
from scoring.policy import minimum
from surveys.definition import Scale
from surveys.models import InstrumentVersion


def keep_bank(
    session: Session,
    actor: str,
    version: InstrumentVersion,
    scale: Scale,
    bank: Bank,
    eligibility: Mapping[str, Mapping[str, float]] | None = None,
) -> CalibratedBank:
    """The bank of a scale by its key, in force from now on for whoever begins; who has begun goes on by the one before.

    ``eligibility`` by section and item as ``scoring.adaptive.exposure`` finds it. The same bank again changes nothing.
    Raises BankTooSmall for one calibrated on fewer than 500 people, BadTable for numbers that can be no probabilities.
    """
    least = minimum("adaptive", "people").refuse
    if bank.n < least:
        raise BankTooSmall(n=bank.n, least=least)
    text = dump(bank)
    chances = {section: dict(items) for section, items in (eligibility or {}).items()}
    turned = sorted(keyed.item for keyed in scale.items if keyed.sign < 0)
    hash = hashlib.sha256((text + json.dumps([chances, turned], sort_keys=True)).encode()).hexdigest()
    query = select(CalibratedBank).where(CalibratedBank.version_id == version.id, CalibratedBank.scale == scale.code)
    known = session.scalar(query.where(CalibratedBank.hash == hash))
    if known is not None:
        return known
    kept = CalibratedBank(
        version_id=version.id, scale=scale.code, n=bank.n, text=text, eligibility=chances, reversed=turned, hash=hash
    )
    session.add(kept)
    session.flush()
    record(session, actor, "delivery.bank_kept", f"version:{version.id}", scale=scale.code, n=bank.n, bank=kept.id)
    return kept
