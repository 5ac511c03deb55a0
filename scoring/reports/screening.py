"""How far do people who screen the same results, each alone, come to the same verdict?"""

import pandas as pd

from scoring.agreement.kappas import fleiss
from scoring.policy import judged
from scoring.results import Column, Provenance, Report, Sentence, Table

KIND = "screening"
VERDICTS = ("earned", "circumstance", "cannot_tell")


def report(verdicts: pd.DataFrame, results: pd.DataFrame, provenance: Provenance | None = None) -> Report:
    """The Report of settled rounds: chance-corrected agreement of the first two verdicts, and what came out.

    Parameters
    ----------
    verdicts : DataFrame
        ``round`` and ``verdict``, two rows a settled round: those given before any disagreement was known.
    results : DataFrame
        ``round`` and ``result``, one row a settled round.
    """
    coded = verdicts.assign(code=verdicts["verdict"].map({name: n for n, name in enumerate(VERDICTS)}))
    seat = coded.groupby("round").cumcount()
    wide = coded.assign(seat=seat).pivot(index="round", columns="seat", values="code").astype(float)
    kappa = judged(fleiss(wide, categories=range(len(VERDICTS))), "screeners", people=len(wide))
    agreed = int((wide.nunique(axis=1) == 1).sum())
    counts = tuple((name, int((results["result"] == name).sum())) for name in VERDICTS)
    return Report(
        kind=KIND,
        sentence=Sentence("screening.agreed", {"agreed": agreed, "rounds": len(wide)}),
        estimates={"screeners_kappa": kappa},
        tables=(Table("results", (Column("screen_result", "code"), Column("people", "count")), counts),),
        provenance=provenance,
    )
