"""What does a reader need to see of a study of levers, whatever it says of each of them?"""

from collections.abc import Iterable

from scoring.errors import Scalar
from scoring.levers.importance import fifth
from scoring.levers.results import SUPPORTED, Groups, Importance, Judged, Together, Verdict, Verdicts
from scoring.results import Caveat, Cell, Column, Estimate, Provenance, Report, Sentence, Table

KIND = "levers"
#: What is printed on paper, where eight columns have room, comes first.
_VERDICTS = (
    Column("lever"), Column("label"), Column("verdict", "code"), Column("decided", "estimate"),
    Column("decided_on", "code"), Column("causal", "code"), Column("usable", "code"), Column("reasons", "code"),
    Column("family", "code"), Column("tier", "code"), Column("type", "code"), Column("talent_linked", "code"),
    Column("merged_with"), Column("people", "count"), Column("needed", "count"), Column("replication_power", "chance"),
)  # fmt: skip
_EFFECTS = (
    Column("lever"), Column("model", "code"), Column("b", "estimate"), Column("corrected", "estimate"),
    Column("p", "number"), Column("q", "number"), Column("low90", "number"), Column("high90", "number"),
)  # fmt: skip
_GROUPS = (
    Column("lever"), Column("label"), Column("top", "number"), Column("middle", "number"), Column("n_top", "count"),
    Column("n_middle", "count"), Column("g", "estimate"), Column("cliffs_delta", "estimate"),
    Column("overlap", "chance"), Column("top_rate", "estimate"), Column("middle_rate", "estimate"),
    Column("rate_difference", "estimate"), Column("reverse_rate", "estimate"),
    Column("reverse_rate_without", "estimate"), Column("done_from", "number"),
)  # fmt: skip
_OUTLIERS = (
    Column("lever"), Column("label"), Column("outliers", "number"), Column("n_outliers", "count"),
    Column("outliers_g", "estimate"), Column("talent_linked", "estimate"),
)  # fmt: skip
_TARGETS = (
    Column("lever"), Column("top_median", "number"), Column("middle_median", "number"), Column("sd", "number"),
    Column("n", "count"),
)  # fmt: skip
_TOGETHER = (
    Column("levers"), Column("r", "estimate"), Column("top_share", "chance"), Column("middle_share", "chance"),
    Column("if_unrelated", "chance"), Column("top_minus_middle", "estimate"),
)  # fmt: skip
_IMPORTANCE = (
    Column("lever"), Column("label"), Column("family", "code"), Column("tier", "code"), Column("share", "number"),
    Column("low", "number"), Column("high", "number"), Column("dominates"), Column("reasons", "code"),
)  # fmt: skip
_CONCENTRATION = (
    Column("family", "code"), Column("tier", "code"), Column("levers_judged", "count"), Column("largest", "count"),
    Column("carried", "estimate"),
)  # fmt: skip


def report(found: Verdicts, provenance: Provenance | None = None) -> Report:
    """The Report of one study: one row a lever, in the order registered, whatever was found.

    Tables: ``verdicts`` (each with the effect that ``decided`` it), ``effects`` (a row a lever and model), ``groups``
    (replicable top beside middle, also where the top does less), ``outliers`` (talent outliers beside middle),
    ``targets``, ``pairs`` and ``patterns`` (levers had together, exploratory; codes joined by a space),
    ``importance``, ``concentration`` (a row a family and tier), ``stability`` (kept in so many of 100 half-samples) and
    ``left_out``. Levers judged as one have a row each in ``verdicts`` and ``effects`` with the same numbers, and one
    row together, codes joined by a space, in ``importance`` and ``stability``.
    """
    labels = {one.lever.code: one.lever.label for one in found.levers}
    return Report(
        kind=KIND,
        sentence=_sentence(found),
        tables=(
            Table("verdicts", _VERDICTS, tuple(map(_verdict, found.levers))),
            Table("effects", _EFFECTS, tuple(row for one in found.levers for row in _effects(one))),
            Table("groups", _GROUPS, tuple(map(_groups, found.groups))),
            Table("outliers", _OUTLIERS, tuple(map(_outliers, found.groups, found.levers))),
            Table("targets", _TARGETS, tuple(
                (one.lever.code, one.top_median, one.middle_median, one.sd, one.n) for one in found.targets
            )),
            Table("pairs", _TOGETHER, tuple(map(_together, found.pairs))),
            Table("patterns", _TOGETHER, tuple(map(_together, found.patterns))),
            Table("importance", _IMPORTANCE, tuple(_importance(one, labels) for one in found.importance)),
            Table("concentration", _CONCENTRATION, _concentration(found.importance)),
            Table("stability", (Column("lever"), Column("label"), Column("kept", "count")), tuple(
                (" ".join(one.codes), _label(one.codes, labels), one.kept)
                for one in found.importance if one.kept is not None
            )),
            Table("left_out", (Column("left_out", "code"), Column("people", "count")), tuple(
                (code.value, count) for code, count in found.left_out.items()
            )),
        ),
        caveats=found.caveats,
        provenance=provenance,
    )  # fmt: skip


def _sentence(found: Verdicts) -> Sentence:
    """Counts only: a headline never names one lever."""
    supported = [one for one in found.levers if one.verdict in SUPPORTED]
    testable = sum(one.verdict != Verdict.NOT_TESTABLE for one in found.levers)
    values: dict[str, Scalar] = {
        "levers": len(found.levers), "testable": testable, "supported": len(supported),
        "replicated": sum(one.verdict == Verdict.SUPPORTED_REPLICATED for one in supported),
        "usable": sum(one.usable for one in supported), "people": found.people, "teams": found.teams,
    }  # fmt: skip
    key = "supported" if supported else "none" if testable else "untestable"
    return Sentence(f"levers.{key}", values)


def _verdict(one: Judged) -> tuple[Cell, ...]:
    lever, on = one.lever, one.decided_on
    return (
        lever.code, lever.label, one.verdict.value, one.effects[on].b if on else None, on.value if on else "",
        one.causal.value, _yes(one.usable), _codes(one.reasons), lever.family, lever.tier, lever.type,
        _yes(one.is_talent_linked), " ".join(one.merged_with), one.people, one.needed, one.replication_power,
    )  # fmt: skip


def _effects(one: Judged) -> Iterable[tuple[Cell, ...]]:
    for model, effect in one.effects.items():
        corrected = one.corrected if model == "joint" else None
        yield one.lever.code, model.value, effect.b, corrected, effect.p, effect.q, effect.low90, effect.high90


def _groups(one: Groups) -> tuple[Cell, ...]:
    rates = one.rates
    shown: tuple[Cell, ...] = (None,) * 6
    if rates:
        shown = (rates.top, rates.middle, rates.difference, rates.reverse, rates.reverse_without, rates.done_from)
    return (
        one.lever.code, one.lever.label, one.top, one.middle, one.n_top, one.n_middle, one.g, one.delta, one.overlap,
        *shown,
    )  # fmt: skip


def _outliers(one: Groups, judged: Judged) -> tuple[Cell, ...]:
    return one.lever.code, one.lever.label, one.outliers, one.n_outliers, one.outliers_g, judged.talent_linked


def _together(one: Together) -> tuple[Cell, ...]:
    return " ".join(one.levers), one.r, one.top, one.middle, one.if_unrelated, one.difference


def _importance(one: Importance, labels: dict[str, str]) -> tuple[Cell, ...]:
    return (
        " ".join(one.codes), _label(one.codes, labels), one.family, one.tier, one.share.value, one.share.low,
        one.share.high, " ".join(one.dominates), _of(one.share),
    )  # fmt: skip


def _concentration(shares: Iterable[Importance]) -> tuple[tuple[Cell, ...], ...]:
    """A row a family and tier."""
    families: dict[tuple[str, str], list[Importance]] = {}
    for one in shares:
        families.setdefault((one.family, one.tier), []).append(one)
    return tuple((*name, len(some), fifth(len(some)), some[0].largest) for name, some in families.items())


def _label(codes: tuple[str, ...], labels: dict[str, str]) -> str:
    return " + ".join(labels[code] for code in codes)


def _of(estimate: Estimate) -> str:
    return _codes(estimate.reasons)


def _codes(reasons: Iterable[Caveat]) -> str:
    return " ".join(dict.fromkeys(reason.code.value for reason in reasons))


def _yes(said: bool) -> str:
    return "yes" if said else "no"
