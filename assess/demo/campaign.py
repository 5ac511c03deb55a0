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

COMMENTS = (
    "I draw the decision on one page and leave it with the customer.",
    "Fridays I call three people who have bought and ask whether it works.",
    "Ask Reo Tanaka how we saved the Halberd Pumps account, his mail is reo.tanaka@meridian.example.",
    "I keep my own list of figures, the official report is two weeks late.",
    "I say early what our machine cannot do.",
    "Before a first meeting I ring the service engineer of that region.",
    "I write down why I lost and read it before the next similar deal.",
)


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

    A scale or a single item named after a practice is answered from what the person truly practises, with reliability
    .80; anything else from a mood of the team and of the person that has nothing to do with results.
    ``respondent_ref`` is the person whose admission is to be used; an anonymous campaign forgets it.
    """
    asked = responders(world)
    rng = np.random.default_rng([world.seed, zlib.crc32(instrument.encode()), 15])
    own = {item[0]: [item] for items in definition.values() for item in items if _practice(item[0]) in world.practised}
    rest = {scale: [item for item in items if item[0] not in own] for scale, items in definition.items()}
    asking = own | {scale: items for scale, items in rest.items() if items}
    latents = {}
    for scale in asking:
        mood = 0.4 * rng.normal(size=TEAMS)[world.team] + np.sqrt(1 - 0.4**2) * rng.normal(size=world.reps)
        true = world.practised.get(_practice(scale))
        latents[scale] = (mood if true is None else (true - true.mean()) / true.std())[asked]
    people = [rep_ids(world)[place] for place in asked]
    reliabilities = dict.fromkeys(asking, PRACTICE_RELIABILITY)
    table = answers(latents, reliabilities, people, asking, rng, opened=datetime(2026, 10, 19, 7, 30))
    table.insert(1, "instrument_key", instrument)
    table.insert(2, "version", version)
    return table


def comments(world: World, item: str) -> pd.DataFrame:
    """What some responders add in their own words; one of them names a colleague and an account."""
    asked = responders(world)[:: len(RESPONDERS)][: len(COMMENTS)]
    return pd.DataFrame(
        {"respondent_ref": [rep_ids(world)[place] for place in asked], "item_key": item, "answer": COMMENTS}
    )


def _practice(name: str) -> str:
    return ALIASES.get(name, name)
