"""From tables to tiers, profile and fit: pure, whatever the tables came from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from scoring import fit as fits
from scoring import profile as profiles
from scoring.errors import BadTable, Code
from scoring.fit import Fit, Fits, Use
from scoring.frames import performance
from scoring.performers import Rules, performers
from scoring.profile import CandidateScale, Profile
from scoring.reference import incumbents
from scoring.reports import tiers as tier_reports
from scoring.results import Caveat, Estimate
from scoring.tiers import Tiers, tiers

CANDIDATE, INCUMBENT, OTHER = "candidate", "incumbent", "other"
Purpose = Literal["selection", "development"]
#: Candidates are selected, everybody else is developed (methods §5.7).
USES: Mapping[str, Purpose] = {CANDIDATE: "selection", INCUMBENT: "development", OTHER: "development"}


@dataclass(frozen=True, slots=True)
class Tables:
    """What the files held.

    Attributes
    ----------
    kpis : DataFrame
        Long layout of ``scoring.frames.KPIS``; every measure is in ``metrics`` where that is given.
    candidates : frozenset of str or None
        None without such a file.
    """

    kpis: pd.DataFrame
    people: pd.DataFrame | None = None
    metrics: pd.DataFrame | None = None
    assignments: pd.DataFrame | None = None
    territories: pd.DataFrame | None = None
    candidates: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """Scale scores of incumbents and candidates together.

    Attributes
    ----------
    scores : DataFrame
        Indexed by person, a column a scale.
    scales : tuple of CandidateScale
    barred : Mapping of person to caveats
        Why single people get no fit.
    careless : frozenset of str
        Whose answers are not used to build the profile either.
    """

    scores: pd.DataFrame
    scales: tuple[CandidateScale, ...]
    barred: Mapping[str, tuple[Caveat, ...]] = field(default_factory=dict)
    careless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cohort:
    """The people one analysis is about.

    Attributes
    ----------
    role : str
        Empty where no file names it; several are joined by a comma, and then tiers are refused.
    kpis, people
        Cut to that role.
    strangers, elsewhere : tuple of str
        People with results who are missing from the people's file, and who have another role.
    listed : Mapping of person to role
        Everyone in the people's file.
    """

    role: str
    kpis: pd.DataFrame
    people: pd.DataFrame | None
    strangers: tuple[str, ...]
    elsewhere: tuple[str, ...]
    listed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything one run found.

    Attributes
    ----------
    tiers : Tiers
    incumbents : DataFrame
        As ``scoring.reference.incumbents`` gives it.
    profile, candidates : Profile and Fits or None
        None without scores, or without candidates.
    others : tuple of Fit
        Everybody else with scores: no list is made of them, so they have neither band nor place.
    scores : DataFrame
        Scale scores of everyone, a row a person; empty without any.
    who : Mapping of person to ``candidate``, ``incumbent`` or ``other``
        Of everyone with scores.
    counts : Mapping
        How many people are in which file, for the coverage table.
    """

    cohort: Cohort
    tiers: Tiers
    incumbents: pd.DataFrame
    profile: Profile | None
    candidates: Fits | None
    others: tuple[Fit, ...]
    scores: pd.DataFrame
    who: Mapping[str, str]
    counts: Mapping[str, int]


def cohort(tables: Tables, role: str = "") -> Cohort:
    """Who has results in one role; BadTable when nobody has.

    Parameters
    ----------
    role : str
        The role wanted; by default that of the people with results.
    """
    kpis, people = tables.kpis, tables.people
    if people is None:
        return Cohort(role, kpis, None, (), (), {})
    listed = {person: own or "" for person, own in zip(people["person_id"], people["role"], strict=True)}
    having = sorted(kpis["person_id"].unique())
    strangers = tuple(person for person in having if person not in listed)
    roles = sorted({listed[person] for person in having if person in listed})
    wanted = [role] if role else roles
    elsewhere = tuple(person for person in having if person in listed and listed[person] not in wanted)
    mine = people[people["role"].fillna("").isin(wanted)].reset_index(drop=True)
    kept = kpis[kpis["person_id"].isin(mine["person_id"])].reset_index(drop=True)
    if kept.empty:
        raise BadTable("nobody with results is in the people file" + (f" with the role {role}" if role else ""))
    return Cohort(role or ", ".join(filter(None, roles)), kept, mine, strangers, elsewhere, listed)


def ranked(tables: Tables, group: Cohort, rules: Rules, seed: int) -> Tiers:
    """The tiers of the cohort; measures without any result take no part."""
    metrics, held = tables.metrics, tables.assignments
    if metrics is not None:
        metrics = metrics[metrics["metric_key"].isin(group.kpis["metric_key"])].reset_index(drop=True)
    checked = performance(group.kpis, metrics, group.people, held, tables.territories)
    return tiers(performers(checked, rules), seed)


def outcome(tables: Tables, group: Cohort, found: Tiers, measured: Measured | None, role: str, seed: int) -> Outcome:
    """Profile and fit on top of the tiers.

    Parameters
    ----------
    role : str
        How the role is called in sentences.
    """
    top = incumbents(found)
    having = set(top["person_id"])
    if measured is None:
        return Outcome(
            group, found, top, None, None, (), pd.DataFrame(), {}, counts(tables, group, top, None, None, {})
        )
    usable = measured.scores[~measured.scores.index.isin(list(measured.careless))]
    built = profiles.profile(top, usable, measured.scales, criterion_reliability(found), role, seed)
    who = {person: _who(person, tables, group, having) for person in sorted(measured.scores.index)}
    parts = {
        part: _fits(built, measured, [p for p, own in who.items() if own == part], group, use, seed)
        for part, use in USES.items()
    }
    learned = having & set(usable.index)
    candidates = parts[CANDIDATE]
    others = [
        replace(_doubted(person, learned), band=None, order=None)
        for part in (INCUMBENT, OTHER)
        for person in sorted(_people(parts[part]), key=lambda one: one.person_id)
    ]
    return Outcome(
        group, found, top, built, candidates, tuple(others), measured.scores, who,
        counts(tables, group, top, measured, built, who),
    )  # fmt: skip


def criterion_reliability(found: Tiers) -> Estimate:
    """Reliability of the results as a criterion; refused with the tiers' own reasons."""
    estimate = tier_reports.reliability(found.performers)
    if found.judgement.status != "refused" or estimate.status == "refused":
        return estimate
    return estimate.refused(*found.judgement.reasons, needed=found.judgement.needed)


def counts(
    tables: Tables,
    group: Cohort,
    top: pd.DataFrame,
    measured: Measured | None,
    built: Profile | None,
    who: Mapping[str, str],
) -> dict[str, int]:
    """How many people stand in which file, so that nobody is missing without a word."""
    results = set(group.kpis["person_id"])
    found = {
        "results": len(results),
        "rated": len(top),
        "held": int(top["held"].sum()),
        "no_results": 0 if group.people is None else int((~group.people["person_id"].isin(list(results))).sum()),
        "strangers": len(group.strangers),
        "elsewhere": len(group.elsewhere),
    }
    if measured is None or built is None:
        return found
    scored = set(measured.scores.index)
    return found | {
        "scored": len(scored),
        "results_and_scores": len(set(top["person_id"]) & scored),
        "profile": built.people,
        "careless": len(measured.careless),
        "candidates": sum(own == CANDIDATE for own in who.values()),
        "candidates_without_scores": len((tables.candidates or frozenset()) - scored),
        "others_with_scores": sum(own == OTHER for own in who.values()),
    }


def _who(person: str, tables: Tables, group: Cohort, having: Collection[str]) -> str:
    if tables.candidates is not None:
        if person in tables.candidates:
            return CANDIDATE
    elif person not in having and person not in group.listed and person not in group.elsewhere:
        return CANDIDATE
    return INCUMBENT if person in having else OTHER


def _fits(
    built: Profile, measured: Measured, people: Sequence[str], group: Cohort, purpose: Purpose, seed: int
) -> Fits | None:
    """The fits of one part; people of another role get no fit to this one."""
    if not people:
        return None
    own = ("", group.role)
    inside = [person for person in people if purpose == "selection" or group.listed.get(person, "") in own]
    outside = [person for person in people if person not in set(inside)]
    main = fits.fit(built, measured.scores.loc[inside], Use(built.role, purpose), seed, measured.barred)
    if not outside:
        return main
    foreign = fits.fit(built, measured.scores.loc[outside], Use("", purpose), seed, measured.barred)
    return replace(main, people=main.people + foreign.people)


def _people(found: Fits | None) -> tuple[Fit, ...]:
    return found.people if found else ()


def _doubted(person: Fit, learned: Collection[str]) -> Fit:
    """Somebody the profile was built on has a fit that was not tested on new people."""
    if person.person_id not in learned:
        return person
    reason = Caveat(Code.NOT_CROSS_VALIDATED)
    parts = {key: getattr(person, key) for key in ("fit", "standing", "chance", "performance")}
    return replace(person, **{key: e.doubted(reason) for key, e in parts.items() if e.status != "refused"})
