"""What a fit promises: more never lowers it, nobody's group moves it, and no picture of likeness places anybody."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.fit import fit
from scoring.profile import CandidateScale
from scoring.profile import profile as build
from scoring.reports.fit import report
from tests.scoring.fit.test_fit import ROLE, USE, pool
from tests.scoring.incumbents import CRITERION_RELIABILITY, RELEVANT, SCALE_RELIABILITY, built, draw, tables

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def profile():
    return built(120)[0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 100), min_size=RELEVANT, max_size=RELEVANT), st.integers(0, RELEVANT - 1), st.floats(0, 60)
)
def test_raising_a_positively_weighted_score_never_lowers_fit_standing_or_chance(profile, scores, which, more):
    names = [scale.scale for scale in profile.scales]
    pair = pd.DataFrame([scores, scores], index=["before", "after"], columns=names)
    pair.iloc[1, which] += more
    found = fit(profile, pair, USE, 1)
    sign = 1 if profile.scales[which].weight >= 0 else -1
    for key in ("fit", "standing", "chance", "performance"):
        before, after = (getattr(found.person(person), key).value for person in ("before", "after"))
        assert sign * after >= sign * before


def test_permuting_or_removing_what_no_scale_measures_changes_no_score(profile):
    plain = pool()
    g = np.random.default_rng(4)
    told = plain.assign(sex=g.choice(["f", "m"], len(plain)), age=g.integers(20, 65, len(plain)))
    shuffled = told.assign(sex=g.permutation(told["sex"].to_numpy()), age=g.permutation(told["age"].to_numpy()))
    assert fit(profile, told, USE, 1) == fit(profile, shuffled, USE, 1) == fit(profile, plain, USE, 1)
    incumbents, scores = tables(*draw(120, 1))
    scales = [CandidateScale(name, 1, SCALE_RELIABILITY) for name in scores]
    people = incumbents.assign(origin=g.integers(0, 4, 120))
    assert build(people, scores, scales, CRITERION_RELIABILITY, ROLE) == build(
        incumbents, scores.assign(age=1.0), scales, CRITERION_RELIABILITY, ROLE
    )


def test_pictures_of_likeness_move_nobody(profile):
    """methods §5.1.3: D² and profile correlation are looked at; no number of a person and no order rests on them."""
    found = fit(profile, pool(), USE, 1)
    other = replace(profile, pictures=())
    assert profile.pictures and fit(other, pool(), USE, 1) == found
    words = {column.key for table in report(found).tables for column in table.columns}
    assert not words & {"picture", "mahalanobis", "profile_correlation", "similarity"}


def test_no_page_list_or_order_reads_the_pictures():
    named = ("scoring.profile.pictures", "profile_correlation")
    read = {
        str(path.relative_to(ROOT)): [name for name in named if name in path.read_text()]
        for folder in ("scoring", "assess", "surveys")
        for kind in ("py", "html", "js")
        for path in (ROOT / folder).rglob(f"*.{kind}")
    }
    assert {path: names for path, names in read.items() if names} == {
        "assess/phrases/profile.py": ["profile_correlation"],
        "scoring/profile/evidence.py": ["scoring.profile.pictures"],
        "scoring/profile/pictures.py": ["profile_correlation"],
        "scoring/reports/profile.py": ["profile_correlation"],
    }
