"""Small invented companies in which every number is known: levers a, b, c … without circumstance or luck of others."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.levers import Data, Registered, Verdicts, verdicts

Change = Callable[[Data], Data]


def data(effects: Sequence[float], teams: int = 24, size: int = 10, seed: int = 1, kept_back: bool = True) -> Data:
    """People whose result is the sum of effect × lever, a level of the team and noise; a third of teams kept back."""
    rng = np.random.default_rng(seed)
    n = teams * size
    x = rng.normal(size=(n, len(effects)))
    team = np.repeat(np.arange(teams), size)
    around = rng.normal(size=n)
    y = x @ np.array(effects) + rng.normal(0, 0.3, teams)[team] + rng.normal(0, 0.8, n)
    rank = (-y).argsort().argsort() / n
    ids = [f"P{i:04d}" for i in range(n)]
    people = pd.DataFrame(
        {
            "person_id": ids, "team": [f"T{g:03d}" for g in team], "region": [f"R{g % 4}" for g in team],
            "outcome": y, "raw": y + 0.3 * around, "weight": 4.0 + np.arange(n) % 3,
            "group": np.where(rank < 0.2, "top", np.where((rank >= 0.3) & (rank < 0.7), "middle", "other")),
            "outlier": rank < 0.03,
        }
    )  # fmt: skip
    values = pd.DataFrame(x, index=ids, columns=list("abcdefghijklmnopqrstuvwxyz"[: len(effects)]))
    held = frozenset(f"T{g:03d}" for g in range(0, teams, 3)) if kept_back else frozenset()
    return Data(people, pd.DataFrame({"potential": around}, index=ids), values, held)


def registry(data: Data, **of: dict[str, object]) -> list[Registered]:
    """A hypothesis a column; ``b={"direction": -1}`` changes that of b."""
    plain = [Registered(code, f"Lever {code}", "rep", "task", "behaviour", 1, 0.8) for code in data.values.columns]
    return [replace(one, **of.get(one.code, {})) for one in plain]


def studied(effects: Sequence[float], change: Change | None = None, **of: dict[str, object]) -> Verdicts:
    """All verdicts, after a change of the tables."""
    plain = data(effects)
    return verdicts(change(plain) if change else plain, registry(plain, **of), seed=3)


def said(found: Verdicts) -> dict[str, str]:
    """Verdict by code."""
    return {one.lever.code: one.verdict.value for one in found.levers}


def reasons(found: Verdicts, code: str) -> set[str]:
    """Codes of the reasons of one verdict."""
    return {reason.code.value for one in found.levers if one.lever.code == code for reason in one.reasons}
