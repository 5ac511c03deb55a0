"""The read side: counts of five or more people, and no way to work out fewer by adding and subtracting them."""

import random
from collections.abc import Callable, Mapping, Sequence

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from assess.enclave import Enclave
from assess.phrases import WORDS
from assess.seals import SealBroken
from assess.vault.actions import put, row_name, withdraw
from assess.vault.models import Questionnaire, questionnaire, released_set, voluntary_answer
from assess.vault.queries import Counted, Group, Tables, TooFewToCount, tables

OPENING = 7
#: Who they are, what they say, and what came of them.
Person = tuple[str, Mapping[str, str], str]
Count = Callable[[Sequence[Person]], Tables]

SEX = questionnaire("general", WORDS)
US = questionnaire("us", WORDS)


def people(n: int, passed: int, start: str, **said: str) -> list[Person]:
    """``n`` people who say the same; the first ``passed`` of them pass."""
    return [(f"{start}{i}", said, "passed" if i < passed else "not") for i in range(n)]


def keep(vault: Session, those: Sequence[Person]) -> dict[bytes, str]:
    """Put in what they say (nothing from who says nothing); their outcomes by their names in the vault."""
    for code, said, _ in those:
        if said:
            put(vault, code, OPENING, said)
    return {row_name(vault, code, OPENING): outcome for code, _, outcome in those}


def count(enclave: Enclave, those: Sequence[Person], asked: Questionnaire = SEX) -> Tables:
    with enclave.session() as vault:
        outcomes = keep(vault, those)
        vault.commit()
        counted = tables(vault, outcomes, asked)
        vault.commit()
    return counted


def by(counted: Tables, *questions: str) -> Counted:
    [found] = [table for table in counted.tables if table.questions == questions]
    return found


WOMEN, MEN = people(14, 4, "w", sex="female"), people(20, 10, "m", sex="male")
OTHERS, SILENT = people(3, 1, "o", sex="another"), people(3, 0, "s")


def test_groups_of_five_or_more_are_counted_with_what_came_of_them(enclave: Enclave) -> None:
    counted = count(enclave, [*WOMEN, *MEN, *OTHERS, *SILENT])
    assert (counted.n, counted.outcomes) == (40, {"passed": 15, "not": 25})
    assert by(counted, "sex") == Counted(
        ("sex",),
        (
            Group(("female",), 14, {"passed": 4, "not": 10}),
            Group(("male",), 20, {"passed": 10, "not": 10}),
        ),
        Group((), 6, {"passed": 1, "not": 5}),
    )
    assert by(counted, "age") == Counted(
        ("age",), (Group(("unknown",), 40, {"passed": 15, "not": 25}),), Group((), 0, {"passed": 0, "not": 0})
    )


def test_not_saying_is_an_answer_of_its_own_beside_silence(enclave: Enclave) -> None:
    those = [*people(6, 3, "u", sex="undisclosed"), *people(5, 2, "s"), *MEN]
    assert [(group.answers, group.n) for group in by(count(enclave, those), "sex").groups] == [
        (("male",), 20), (("undisclosed",), 6), (("unknown",), 5),
    ]  # fmt: skip


def test_where_the_rest_would_be_fewer_than_five_another_group_goes_with_it(enclave: Enclave) -> None:
    counted = by(count(enclave, [*WOMEN, *MEN, *OTHERS]), "sex")
    assert [group.answers for group in counted.groups] == [("male",)]
    assert counted.rest == Group((), 17, {"passed": 5, "not": 12})


def test_answers_that_are_no_longer_asked_count_as_unknown(enclave: Enclave) -> None:
    counted = by(count(enclave, [*people(5, 2, "x", sex="yes"), *MEN]), "sex")
    assert [(group.answers, group.n) for group in counted.groups] == [(("male",), 20), (("unknown",), 5)]


def test_fewer_than_five_people_are_not_counted_and_leave_no_log(enclave: Enclave) -> None:
    with pytest.raises(TooFewToCount):
        count(enclave, WOMEN[:4])
    with enclave.session() as vault:
        assert vault.scalar(select(func.count()).select_from(released_set)) == 0


def test_an_outcome_of_fewer_than_five_people_is_told_of_nobody(enclave: Enclave) -> None:
    counted = count(enclave, [*people(20, 2, "w", sex="female"), *people(20, 2, "m", sex="male")])
    assert counted.outcomes == {}
    assert by(counted, "sex").groups == (Group(("female",), 20, {}), Group(("male",), 20, {}))


def newcomer(enclave: Enclave, before: Sequence[Person], who: Person) -> str | None:
    """The attack: count, count again with one person more, and see which group grew; None if nothing was given out."""
    groups = []
    for those in (before, [*before, who]):
        try:
            groups.append({group.answers[0]: group.n for group in by(count(enclave, those), "sex").groups})
        except TooFewToCount:
            return None
    return next(answer for answer in groups[1] if groups[1][answer] != groups[0].get(answer))


def test_counting_once_more_with_one_person_more_tells_nothing(enclave: Enclave) -> None:
    assert newcomer(enclave, [*WOMEN, *MEN], ("new", {"sex": "male"}, "not")) is None


def test_the_attack_by_one_person_more_works_where_nothing_is_logged(enclave: Enclave) -> None:
    count(enclave, [*WOMEN, *MEN])
    with enclave.session() as vault:
        vault.execute(delete(released_set))
        vault.commit()
    assert by(count(enclave, [*WOMEN, *MEN, ("new", {"sex": "male"}, "not")]), "sex").groups[1].n == 21


def test_five_people_more_are_counted_and_the_same_people_again(enclave: Enclave) -> None:
    those = [*WOMEN, *MEN]
    more = [*those, *people(2, 0, "v", sex="female"), *people(3, 0, "n", sex="male")]
    assert count(enclave, those) == count(enclave, those)
    assert [group.n for group in by(count(enclave, more), "sex").groups] == [16, 23]


def test_a_changed_mind_of_one_judge_is_not_told(enclave: Enclave) -> None:
    those = [*WOMEN, *MEN]
    count(enclave, those)
    code, said, _ = MEN[-1]
    counted = count(enclave, [*those[:-1], (code, said, "passed")])
    assert counted.outcomes == {} and [group.n for group in by(counted, "sex").groups] == [14, 20]


def test_what_was_taken_back_is_counted_no_more(enclave: Enclave) -> None:
    with enclave.session() as vault:
        outcomes = keep(vault, [*WOMEN, *MEN])
        for code, _, _ in MEN[:9]:
            withdraw(vault, code, OPENING)
        counted = by(tables(vault, outcomes, SEX), "sex")
    assert [(group.answers[0], group.n) for group in counted.groups] == [("female", 14), ("male", 11), ("unknown", 9)]


def remainders(counted: Tables) -> list[int]:
    """The attack on a crossing: how many are left of each group by one question when its cells are taken away."""
    cells = by(counted, "sex", "race")
    left = []
    for place, question in enumerate(cells.questions):
        for group in by(counted, question).groups:
            parts = [cell.n for cell in cells.groups if cell.answers[place] == group.answers[0]]
            left += [group.n - sum(parts)] if parts else []
    return left


WORLD = [
    *people(20, 9, "a", sex="female", race="white"),
    *people(3, 1, "b", sex="female", race="asian"),
    *people(20, 9, "c", sex="male", race="white"),
    *people(20, 9, "d", sex="male", race="asian"),
]


def test_two_questions_together_say_nothing_of_a_small_cell(enclave: Enclave) -> None:
    counted = count(enclave, WORLD, US)
    assert all(left == 0 or left >= 5 for left in remainders(counted))
    everything = by(counted, "sex").groups
    assert [(group.answers, group.n) for group in everything] == [(("female",), 23), (("male",), 40)]


def test_the_attack_on_a_crossing_works_where_only_small_cells_are_left_out() -> None:
    cells = [Group(("female", "white"), 20, {}), Group(("male", "asian"), 20, {}), Group(("male", "white"), 20, {})]
    naive = Tables(
        63, {}, (
            Counted(("sex",), (Group(("female",), 23, {}), Group(("male",), 40, {})), Group((), 0, {})),
            Counted(("race",), (Group(("asian",), 23, {}), Group(("white",), 40, {})), Group((), 0, {})),
            Counted(("sex", "race"), tuple(cells), Group((), 3, {})),
        ),
    )  # fmt: skip
    assert 3 in remainders(naive)


@pytest.mark.parametrize("seed", range(12))
def test_no_invented_company_gives_away_fewer_than_five(enclave: Enclave, seed: int) -> None:
    rng = random.Random(seed)
    those: list[Person] = []
    for number in range(rng.randint(30, 150)):
        said = {
            question.code: rng.choice([*question.codes, *[question.codes[0]] * len(question.codes)])
            for question in US.questions
            if rng.random() > 0.05
        }
        those.append((f"p{number}", said, rng.choice(["passed", "not"])))
    counted = count(enclave, those, US)
    for table in counted.tables:
        assert all(group.n >= 5 for group in table.groups)
        assert table.rest.n == 0 or table.rest.n >= 5
        assert sum(group.n for group in table.groups) + table.rest.n == len(those)
        for outcome, having in counted.outcomes.items():
            assert sum(group.outcomes[outcome] for group in table.groups) + table.rest.outcomes[outcome] == having
    assert all(left == 0 or left >= 5 for left in remainders(counted))


def test_a_row_moved_to_another_name_does_not_open(enclave: Enclave) -> None:
    with enclave.session() as vault:
        outcomes = keep(vault, WOMEN)
        first, second = list(outcomes)[:2]
        box = select(voluntary_answer.c.box).where(voluntary_answer.c.name == first).scalar_subquery()
        vault.execute(update(voluntary_answer).where(voluntary_answer.c.name == second).values(box=box))
        with pytest.raises(SealBroken):
            tables(vault, outcomes, SEX)
