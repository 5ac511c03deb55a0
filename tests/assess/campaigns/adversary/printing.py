"""A line of the adversary table, printed past pytest's capture."""

import pytest


def show(capsys: pytest.CaptureFixture[str], attack: str, weakened: str, built: int, weak: int, of: int) -> None:
    """Print what an attack got as built and on the weakened build."""
    with capsys.disabled():
        print(f"\n{attack:44} as built {built:3} of {of:<4} {weakened:38} {weak:3} of {of}", end=" ")
