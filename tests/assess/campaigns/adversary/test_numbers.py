"""No reader singles anybody out by arithmetic, whatever is released when; on every weakened build one does."""

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from importlib import import_module

import pytest

from surveys.anonymity import THRESHOLDS, People, Thresholds, answer, blocks, leak, release, tabulate
from tests.assess.campaigns.adversary.company import Company, lived
from tests.assess.campaigns.adversary.reader import exchanged, regained, singled_out, unanimous

SAMPLE, MANY = range(40), range(40, 3000)
#: By name, since the package hands out functions of the same names.
RELEASE = import_module("surveys.anonymity.release")
SUPPRESSION = import_module("surveys.anonymity.suppression")

Weaken = Callable[[pytest.MonkeyPatch], dict[str, object]]


def lower_k(_patch: pytest.MonkeyPatch) -> dict[str, object]:
    return {"thresholds": Thresholds(3, 3, 3, 3)}


def no_audit(patch: pytest.MonkeyPatch) -> dict[str, object]:
    patch.setattr(SUPPRESSION, "leaks", lambda sets, k, _people: [])
    return {}


def only_small_groups_hidden(patch: pytest.MonkeyPatch) -> dict[str, object]:
    patch.setattr(SUPPRESSION, "_complement", lambda groups, families, out, k: None)
    return no_audit(patch)


def no_log(_patch: pytest.MonkeyPatch) -> dict[str, object]:
    return {"log": False}


def complement_alone(patch: pytest.MonkeyPatch) -> dict[str, object]:
    patch.setattr(SUPPRESSION, "_complement", lambda *_: None)
    return {}


def query_control_alone(patch: pytest.MonkeyPatch) -> dict[str, object]:
    patch.setattr(SUPPRESSION, "_little_new", lambda *_: set())
    return {}


def no_query_control(patch: pytest.MonkeyPatch) -> dict[str, object]:
    patch.setattr(SUPPRESSION, "_little_new", lambda groups, earlier, k, _people: set())
    return no_audit(patch)


def each_measure_alone(_patch: pytest.MonkeyPatch) -> dict[str, object]:
    return {"linked": False}


def agreement_subtracted(patch: pytest.MonkeyPatch) -> dict[str, object]:
    patch.setattr(RELEASE, "_diverse", lambda cells, shown, *_: shown)
    return {}


def agreement_shown(patch: pytest.MonkeyPatch) -> dict[str, object]:
    patch.setattr(RELEASE, "_alike", lambda cell, _people: False)
    return agreement_subtracted(patch)


ATTACKS: tuple[tuple[str, Callable[[Company], list[frozenset[str]]], str, Weaken], ...] = (
    ("small groups read off", singled_out, "k lowered to 3", lower_k),
    ("parent less its parts", singled_out, "only small groups hidden", only_small_groups_hidden),
    ("overlapping cuts combined", singled_out, "audit off", no_audit),
    ("yesterday less today", singled_out, "log of releases off", no_log),
    ("nearly the same set again", singled_out, "query control and audit off", no_query_control),
    ("few for few who talk", exchanged, "query control off alone", query_control_alone),
    ("a withheld group worked out", regained, "complement off alone", complement_alone),
    ("scale less its items", singled_out, "measures audited apart", each_measure_alone),
    ("everybody said the same, read off", unanimous, "agreement shown", agreement_shown),
    ("everybody said the same, subtracted", unanimous, "agreement subtracted", agreement_subtracted),
)


@cache
def as_built(seed: int) -> Company:
    """A company's whole survey, lived once for all attacks on it."""
    return lived(seed)


def hits(attack: Callable[[Company], list[frozenset[str]]], seeds: range, **weak: object) -> int:
    return sum(bool(attack(lived(seed, **weak))) for seed in seeds)  # type: ignore[arg-type]


@pytest.mark.parametrize("seeds", [SAMPLE, pytest.param(MANY, marks=pytest.mark.slow)], ids=["sample", "thousands"])
def test_nobody_is_singled_out_as_built(seeds: range) -> None:
    shown = 0
    for seed in seeds:
        company = lived(seed)
        shown += len(company.seen)
        assert singled_out(company) == [], seed
        assert unanimous(company) == [], seed
        assert exchanged(company) == [], seed
        # one that agreement alone withholds may be worked out: it is large enough, and what it hides is another's
        assert all(len(people) >= THRESHOLDS.result for people in regained(company)), seed
    assert shown > 5 * len(seeds)  # what is safe because it shows nothing proves nothing


@pytest.mark.parametrize(("name", "attack", "weakened", "weaken"), ATTACKS, ids=[row[2] for row in ATTACKS])
def test_the_same_attack_works_on_the_weakened_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    name: str, attack: Callable[[Company], list[frozenset[str]]], weakened: str, weaken: Weaken,
) -> None:  # fmt: skip
    built = sum(bool(attack(as_built(seed))) for seed in SAMPLE)
    weak = hits(attack, SAMPLE, **weaken(monkeypatch))
    with capsys.disabled():
        print(f"\n{name:38} as built {built:2} of {len(SAMPLE)}   {weakened:30} {weak:2} of {len(SAMPLE)}", end=" ")
    assert built == 0
    assert weak > 0


def test_no_member_of_a_withheld_group_changes_what_is_said_of_it() -> None:
    # a team of one, one of four, and one hidden for their sake are told in the same words
    staff = [f"p{number:02d}" for number in range(30)]
    teams = {"one": staff[:1], "four": staff[1:5], "five": staff[5:10], "rest": staff[10:]}
    said = {person: float(1 + number % 5) for number, person in enumerate(staff)}
    parents = {team: ("all", "team") for team in teams}
    let = release([tabulate("m", said, {"all": staff} | teams, parents=parents)], [])
    withheld = [cell for cell in let.tables[0].cells if not cell.shown]
    assert {cell.group for cell in withheld} >= {"one", "four"}
    assert {(cell.n, cell.mean, cell.shares, cell.alike) for cell in withheld} == {(None, None, None, False)}


def test_a_mean_with_all_its_decimals_tells_how_few_skipped_and_one_decimal_does_not() -> None:
    staff = [f"p{number:02d}" for number in range(14)]
    said = {
        person: float(value) for person, value in zip(staff[:13], [3, 4, 2, 5, 3, 1, 4, 4, 2, 3, 5, 4, 2], strict=True)
    }
    everyone = tabulate("answers", dict.fromkeys(staff, 1.0), {"all": staff})
    cell = release([everyone, tabulate("m", said, {"all": staff})], []).tables[1].cells[0]
    assert sum(said.values()) == 42
    assert Fraction(42 / 13).limit_denominator(14).denominator == 13  # thirteen of fourteen: one skipped
    assert (cell.n, cell.mean) == (10, 3.2)
    assert sum(abs(round(total / n, 1) - 3.2) < 1e-9 for n in range(10, 14) for total in range(n, 5 * n)) > 4


def rolling(waves: list[frozenset[str]]) -> Iterator[tuple[int, ...]]:
    """The weakened build: every two waves in a row together, so that each wave is in two pools."""
    yield from zip(range(len(waves)), range(1, len(waves)), strict=False)


def waves_leaked(pooled: Callable[[list[frozenset[str]]], object], seeds: range) -> int:
    found = 0
    for seed in seeds:
        chance = random.Random(seed)
        sizes = [chance.randint(0, 6) for _ in range(6)]
        waves = [frozenset(answer(wave, f"{wave}-{one}") for one in range(size)) for wave, size in enumerate(sizes)]
        shown = [frozenset().union(*(waves[wave] for wave in block)) for block in pooled(waves)]  # type: ignore[attr-defined]
        shown = [people for people in shown if len(people) >= THRESHOLDS.result]
        whole = frozenset().union(*waves)
        found += leak([*shown, whole] if pooled is rolling else shown, 5) is not None
    return found


def test_pools_of_waves_give_no_wave_away_and_rolling_ones_do(capsys: pytest.CaptureFixture[str]) -> None:
    people = People(waves=True, known=True)
    built = waves_leaked(lambda waves: blocks(waves, 5, people), range(500))
    weak = waves_leaked(rolling, range(500))
    with capsys.disabled():
        print(
            f"\n{'one wave of a tiny group':38} as built {built:2} of 500  {'rolling pools':30} {weak} of 500", end=" "
        )
    assert built == 0
    assert weak > 0
