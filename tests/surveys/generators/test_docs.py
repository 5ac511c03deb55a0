"""What docs/generators.md says of levels, examples and difficulties is what the generators do."""

import re
import subprocess
import sys
from pathlib import Path

from surveys.generators import matrix, series

PAGE = (Path(__file__).parents[3] / "docs/generators.md").read_text().replace("−", "-")


def rows(heading: str) -> list[list[str]]:
    table = PAGE[PAGE.index(heading) :].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_levels_of_series_are_as_documented() -> None:
    for level, _rules, example, predicted in rows("| Level | Number series |"):
        problem = series.problem(int(level), 7)
        assert [int(number) for number in re.findall(r"\d+", example)] == [*problem.shown[:-1], problem.right]
        assert abs(float(predicted) - series.predicted(int(level))) < 0.06, level


def test_levels_of_matrices_are_as_documented() -> None:
    documented = rows("| Level | Rules of a matrix |")
    assert len(documented) == matrix.LEVELS
    for level, _rules, predicted in documented:
        assert abs(float(predicted) - matrix.predicted(int(level))) < 0.06, level


def test_how_often_problems_repeat_is_as_documented() -> None:
    """Of 3,000 seeds as many are different as the documented chance of two alike lets expect, within a third."""
    for level, _series, alike, _matrices, _cells in rows("| Level | Series: different ones |"):
        if int(level) in (1, 3, 7):
            chance = 1 / (float(re.findall(r"in ([\d,]+)", alike)[0].replace(",", "")))
            same = 3000 - len({series.problem(int(level), seed).shown for seed in range(3000)})
            assert 0.67 < same / (3000 * 2999 / 2 * chance) < 1.33, level


def test_the_command_on_the_page_makes_a_problem_again() -> None:
    code = re.findall(r'^python -c "(.+)"$', PAGE, re.MULTILINE)[0]
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == repr(series.problem(5, 2))
