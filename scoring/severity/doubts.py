"""What must be said beside an analysis of severity?"""

from scoring.errors import Code
from scoring.policy import minimum
from scoring.results import Caveat
from scoring.severity.analysis import Analysis
from scoring.severity.results import Severity


def doubts(found: Analysis, told: Severity) -> list[Caveat]:
    """Caveats, the gravest first."""
    said = []
    if found.connection.count > 1:
        link = told.subsets.iloc[1]
        who = {"rater": str(link["link_rater"]), "ratee": str(link["link_ratee"])}
        said.append(Caveat(Code.DISCONNECTED, {"n": found.connection.count, "of": "raters", **who}))
    parting = told.subsets["bridge"].dropna()
    if len(parting):
        said.append(Caveat(Code.FRAGILE_ONE_CASE, {"ratee": str(parting.iloc[0]), "of": "bridge"}))
    if found.fit.alike:
        said.append(Caveat(Code.NO_VARIANCE, {"n": told.n, "of": "ratees"}))
    for facet, table in (("raters", told.raters), ("ratees", told.ratees), ("criteria", told.criteria)):
        extreme = int((table["extreme"] != "").sum())
        if extreme:
            said.append(Caveat(Code.EXTREME_SCORES, {"n": extreme, "of": facet}))
    unused = found.kept.scale.unused
    if unused:
        said.append(Caveat(Code.UNUSED_CATEGORY, {"answer": f"{unused[0]:g}", "n": len(unused), "of": "ratings"}))
    least = minimum("grm", "answers_per_category").full
    rarest = int(told.categories["n"].min())
    if rarest < least:
        said.append(Caveat(Code.N_TOO_SMALL, {"n": rarest, "need": least, "of": "answers_per_category"}))
    if found.few.any():
        fewest = int(told.raters.loc[found.few, "n"].min())
        said.append(Caveat(Code.N_TOO_SMALL, {"n": fewest, "need": 10, "of": "ratings"}))
    return said
