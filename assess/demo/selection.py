"""Who at Meridian took the assessments, as incumbent or candidate, and how did they answer?"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from assess.demo.answers import Definition, answers
from assess.demo.applicants import CORRELATION, RELIABILITY, SCALES, VALIDITY
from assess.demo.names import address, names
from assess.demo.roster import ENGINEERS, TODAY, engineer_ids, rep_ids
from assess.demo.world import Floats, Ints, World, composite

INCUMBENTS, TOP = 120, 40
#: Methods §16.3 states .70 for the judgement test, the very value below which a profile is refused (§5.8): with 120
#: people chance would decide. The shipped test has 24 answers, and is given .80.
RELIABILITIES = dict(zip(SCALES, RELIABILITY.tolist(), strict=True)) | {"sjt": 0.80}
CARELESS = 0.04

#: Requisition, title, region, candidates.
OPENINGS = (
    ("REQ-12", "Account executive, Lyon", "South", 12),
    ("REQ-13", "Account executive, Hamburg", "North", 26),
    ("REQ-14", "Inside sales representative, Gdańsk", "East", 22),
)
#: The candidates for Lyon with the stage each has reached.
LYON = (
    ("Elif Yıldız", "decision"),
    ("Amara Okafor", "decision"),
    ("Imani Ward", "panel"),
    ("Greta Svensson", "interview"),
    ("Chiara Romano", "panel"),
    ("Hugo Martins", "interview"),
    ("Ben Hartley", "panel"),
    ("Dae-jung Kim", "panel"),
    ("Farid Nazari", "interview"),
    ("Jonas Petit", "panel"),
    ("Kofi Mensah", "interview"),
    ("Lena Vogt", "interview"),
)
STAGES = ("applied", "assessment", "interview")
#: Lena answers without reading; Kofi has done the first instrument only.
CARELESS_CANDIDATE, UNFINISHED_CANDIDATE = "C-0012", "C-0011"


def latents(world: World) -> Floats:
    """True scale scores of every generated rep, shape (reps, 7): r = .2 among themselves, the stated validities."""
    rng = np.random.default_rng([world.seed, 51])  # at seed 7 the sample of 120 shows every validity near its true one
    standing = (world.earned - world.earned.mean()) / world.earned.std()
    own = rng.multivariate_normal(np.zeros(len(SCALES)), CORRELATION - np.outer(VALIDITY, VALIDITY), world.reps)
    return np.asarray(standing[:, None] * VALIDITY + own)


def incumbents(world: World) -> Ints:
    """Positions of the 120 reps asked: the 40 best by plain results and 80 of the others, all here before the window.

    A company that wants to learn from its top producers asks all of them; a plain sample of 120 would hold about
    fifteen of the reference group, and a profile needs twenty.
    """
    rng = np.random.default_rng([world.seed, 6])
    settled = np.flatnonzero(world.hired < 0)
    ranked = settled[np.argsort(-np.nanmean(composite(world)[settled], axis=1), kind="stable")]
    return np.sort(np.r_[ranked[:TOP], rng.choice(ranked[TOP:], INCUMBENTS - TOP, replace=False)])


def incumbent_answers(world: World, instrument: str, definition: Definition, version: str = "1") -> pd.DataFrame:
    """Answers of the 120 incumbents, 4 % of them careless, in the layout of responses.csv."""
    asked = incumbents(world)
    ids = [rep_ids(world)[place] for place in asked]
    chosen = np.random.default_rng([world.seed, 7]).choice(ids, round(CARELESS * INCUMBENTS), replace=False)
    return _responses(world, instrument, version, definition, ids, latents(world)[asked], chosen.tolist())


def engineer_answers(world: World, instrument: str, definition: Definition, version: str = "1") -> pd.DataFrame:
    """Answers of the 38 service engineers."""
    true = np.random.default_rng([world.seed, 8]).multivariate_normal(np.zeros(len(SCALES)), CORRELATION, ENGINEERS)
    return _responses(world, instrument, version, definition, engineer_ids(), true, ())


def candidates(world: World) -> pd.DataFrame:
    """candidates.csv: candidate_id, display_name, email."""
    drawn = names(400, world.seed)[340:]
    called = [name for name, _ in LYON] + [f"{first} {last}" for first, last in drawn]
    called = called[: sum(opening[3] for opening in OPENINGS)]
    return pd.DataFrame(
        {
            "candidate_id": [f"C-{place:04}" for place in range(1, len(called) + 1)],
            "display_name": called,
            "email": [address(name, "mail.example") for name in called],
        }
    )


def requisitions() -> pd.DataFrame:
    """The three openings: requisition_id, title, region, opened."""
    rows = [(key, title, region, date(2026, 9, 7).isoformat()) for key, title, region, _ in OPENINGS]
    return pd.DataFrame(rows, columns=["requisition_id", "title", "region", "opened"])


def applications(world: World) -> pd.DataFrame:
    """applications.csv: where each candidate stands; two withdrew, some were declined after the interview."""
    rng = np.random.default_rng([world.seed, 9])
    wanted = [key for key, _, _, count in OPENINGS for _ in range(count)]
    reached = [stage for _, stage in LYON] + rng.choice(STAGES, len(wanted) - len(LYON), p=(0.3, 0.5, 0.2)).tolist()
    entered = [TODAY - timedelta(days=int(days)) for days in rng.integers(2, 40, len(wanted))]
    table = candidates(world)[["candidate_id"]].assign(
        requisition_id=wanted, stage=reached, stage_entered=[day.isoformat() for day in entered], outcome="", reason=""
    )
    table.loc[[20, 45], ["outcome", "reason"]] = ["withdrawn", "took another position"]
    late = table.index[(table["stage"] == "interview") & (table.index >= len(LYON)) & (table["outcome"] == "")][:4]
    table.loc[late, ["outcome", "reason"]] = ["declined", "interview evidence below the bar set for the job"]
    return table


def candidate_answers(world: World, instrument: str, definition: Definition, version: str = "1") -> pd.DataFrame:
    """Answers of candidates past the first stage; Lena Vogt is careless, Kofi Mensah stops half-way."""
    everyone = applications(world)
    true = np.random.default_rng([world.seed, 10]).multivariate_normal(
        np.zeros(len(SCALES)), CORRELATION, len(everyone)
    )
    asked = np.flatnonzero(everyone["stage"] != "applied")
    ids = everyone["candidate_id"].iloc[asked].tolist()
    table = _responses(world, instrument, version, definition, ids, true[asked], (CARELESS_CANDIDATE,))
    place = table.groupby("respondent_ref").cumcount()
    items = sum(len(scale) for scale in definition.values())
    return table[(table["respondent_ref"] != UNFINISHED_CANDIDATE) | (place < items // 2)].reset_index(drop=True)


def _responses(
    world: World,
    instrument: str,
    version: str,
    definition: Definition,
    people: Sequence[str],
    true: Floats,
    careless: Sequence[str],
) -> pd.DataFrame:
    rng = np.random.default_rng([world.seed, zlib.crc32(instrument.encode()), len(people)])
    scales: Mapping[str, Floats] = dict(zip(SCALES, true.T, strict=True))
    table = answers(scales, RELIABILITIES, people, definition, rng, careless)
    table.insert(1, "instrument_key", instrument)
    table.insert(2, "version", version)
    return table
