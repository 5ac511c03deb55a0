"""Who answered the survey among performers, and what did they say about their practices?"""

import zlib
from datetime import datetime

import numpy as np
import pandas as pd

from assess.demo.answers import ALIASES, Definition, answers
from assess.demo.roster import TEAM_NAMES, rep_ids
from assess.demo.world import PRACTICE_RELIABILITY, REGIONS, SEGMENTS, TEAMS, Ints, World

#: Answers by team; 171 of 240. Two teams of the South have four and are withheld together; in the West one team alone
#: has fewer than five, so that a second one must be withheld to protect it.
RESPONDERS = (7, 7, 8, 8, 7, 7, 4, 8, 8, 4, 8, 9, 9, 9, 10, 9, 9, 9, 5, 3, 6, 5, 6, 6)


def invited(world: World) -> pd.DataFrame:
    """The 240 reps asked, with the groups their answers may be shown by: person_id, team, region, segment."""
    return pd.DataFrame(
        {
            "person_id": rep_ids(world)[: world.reps],
            "team": [TEAM_NAMES[team] for team in world.team],
            "region": [REGIONS[region] for region in world.region],
            "segment": [SEGMENTS[segment] for segment in world.segment],
        }
    )


def responders(world: World) -> Ints:
    """Positions of the 171 who answer, by lot within their team."""
    rng = np.random.default_rng([world.seed, 14])
    return np.concatenate(
        [
            np.sort(rng.choice(np.flatnonzero(world.team == team), count, replace=False))
            for team, count in zip(range(TEAMS), RESPONDERS, strict=True)
        ]
    )


def survey_answers(world: World, instrument: str, definition: Definition, version: str = "1") -> pd.DataFrame:
    """Answers in the layout of responses.csv, one administration a responder.

    A scale named after a practice is answered from what the person truly practises, with reliability .80; any other
    scale from a mood of the team and of the person that has nothing to do with results. ``respondent_ref`` is the
    person whose admission is to be used; the product forgets it when the campaign is anonymous.
    """
    asked = responders(world)
    rng = np.random.default_rng([world.seed, zlib.crc32(instrument.encode()), 15])
    latents = {}
    for scale in definition:
        name = ALIASES.get(scale, scale)
        mood = 0.4 * rng.normal(size=TEAMS)[world.team] + np.sqrt(1 - 0.4**2) * rng.normal(size=world.reps)
        true = world.practised.get(name)
        latents[scale] = (mood if true is None else (true - true.mean()) / true.std())[asked]
    people = [rep_ids(world)[place] for place in asked]
    reliabilities = dict.fromkeys(definition, PRACTICE_RELIABILITY)
    table = answers(latents, reliabilities, people, definition, rng, opened=datetime(2026, 10, 19, 7, 30))
    table.insert(1, "instrument_key", instrument)
    table.insert(2, "version", version)
    return table
