"""Two from the study go along for a day with twelve sellers and count, each alone, what they do on their calls."""

from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.demo.roster import ROLE
from assess.levers.actions.evidence import hold, seat
from assess.levers.actions.measuring import Measured, measure
from assess.levers.actions.tallying import tally
from assess.levers.models import Lever
from assess.people.models import Account
from assess.performance.queries import tiers_of
from assess.performance.queries.screening import reference_group

WATCHED, KEY, DAY, SEED = "customer_care", "asked_what_came_of_it", date(2026, 6, 16), 21
#: Of each standing, so many; calls heard of each of them; how far two who count differ.
OF_EACH, CALLS, APART = 6, 12, 1


def watch_calls(session: Session, lead: Account, other: Account, practices: pd.DataFrame) -> None:
    """An observation before the data are opened: whoever does more by the form does more on the calls, too."""
    analysis, lever = tiers_of(session, ROLE), session.scalar(
        select(Lever).where(Lever.job == ROLE, Lever.code == WATCHED)
    )  # fmt: skip
    if analysis is None or lever is None:
        return
    measure(session, lead.pseudonym, lever, Measured("observation", KEY))
    groups = reference_group(session, ROLE, analysis.report)
    made = hold(session, lead.pseudonym, ROLE, "observation", "Twelve days on the phone", DAY, "Calls after the sale")
    codes = [
        code for standing in ("top", "middle")
        for code in sorted(key for key, (group, _said) in groups.items() if group == standing)[:OF_EACH]
    ]  # fmt: skip
    seat(session, lead.pseudonym, made, codes)
    own = practices[practices["lever_key"] == WATCHED].set_index("person_id")["value"]
    rng = np.random.default_rng(SEED)
    for speaker, who in zip(made.speakers, codes, strict=True):
        often = CALLS * (0.5 + (float(own.get(who, 50)) - 50) / 40)
        for coder in (lead, other):
            done = int(np.clip(round(often) + rng.integers(0, APART + 1), 0, CALLS))
            tally(session, coder.pseudonym, speaker, KEY, done, CALLS)
    session.commit()
