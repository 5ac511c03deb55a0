"""What does a reader need to see of evidence that was combined?"""

from collections.abc import Mapping

from scoring.decisions import Composite, Composites, Rule
from scoring.results import Cell, Column, Estimate, Provenance, Report, Sentence, Table

KIND = "composite"
_PEOPLE = (
    Column("person_id"), Column("composite", "estimate"), Column("band", "count"), Column("share", "number"),
    Column("look", "code"), Column("status", "code"), Column("reasons", "code"),
)  # fmt: skip
_PARTS = (
    Column("person_id"), Column("component", "code"), Column("value", "number"), Column("z", "number"),
    Column("weight", "number"),
)  # fmt: skip
_COMPONENTS = (
    Column("component", "code"), Column("weight", "number"), Column("people", "count"), Column("mean_score", "number"),
    Column("sd_score", "number"), Column("reliability", "number"), Column("validity", "estimate"),
    Column("source", "code"),
)  # fmt: skip
_RULE = (Column("condition", "code"), Column("component", "code"), Column("cut", "number"))


def report(
    found: Composites,
    rule: Rule,
    validities: Mapping[str, tuple[Estimate, str]],
    validity: Estimate,
    provenance: Provenance | None = None,
) -> Report:
    """The Report of one opening: ``people`` in the order of the list, ``parts``, ``components`` and the ``rule``.

    Parameters
    ----------
    validities : Mapping of str to (Estimate, str)
        By component, what it is taken to predict and where that is from ("profile", "literature", "none").
    validity : Estimate
        What the composite is expected to predict by these.
    """
    known = [one for one in found.people if one.composite.value is not None]
    bands = max((one.band or 0 for one in known), default=0)
    key = "composite.bands" if known else "composite.none"
    values = {"people": len(found.people), "known": len(known)} | ({"bands": bands} if known else {})
    cuts = {f"hurdle:{one}": cut for one, cut in rule.hurdles.items() if rule.model == "hurdles"}
    cuts |= {f"minimum:{one}": least for one, least in rule.minimum.items()}
    return Report(
        kind=KIND,
        sentence=Sentence(key, values),
        estimates={"composite_validity": validity},
        tables=(
            Table("people", _PEOPLE, tuple(_person(one) for one in found.people)),
            Table("parts", _PARTS, tuple(
                (one.person_id, name, part.value, part.z, part.weight)
                for one in found.people for name, part in one.parts.items()
            )),
            Table("components", _COMPONENTS, tuple(
                _component(name, weight, found, validities) for name, weight in found.weights.items()
            )),
            Table("rule", _RULE, tuple((*name.split(":", 1), cut) for name, cut in cuts.items())),
        ),
        caveats=found.caveats,
        provenance=provenance,
    )  # fmt: skip


def _person(one: Composite) -> tuple[Cell, ...]:
    reasons = " ".join(dict.fromkeys(reason.code.value for reason in one.composite.reasons))
    looks = " ".join(dict.fromkeys(look.partition(":")[0] for look in one.look))
    return (one.person_id, one.composite, one.band, one.share, looks, one.composite.status, reasons)


def _component(
    name: str, weight: float, found: Composites, validities: Mapping[str, tuple[Estimate, str]]
) -> tuple[Cell, ...]:
    people, mean, sd = found.norms.get(name, (0, None, None))
    validity, source = validities[name]
    return (name, weight, people, _finite(mean), _finite(sd), found.reliabilities.get(name), validity, source)


def _finite(value: float | None) -> float | None:
    return value if value is not None and abs(value) < float("inf") else None
