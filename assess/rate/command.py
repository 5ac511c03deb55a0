"""The command that does the whole job on a user's own files."""

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
import pandas as pd
from flask.cli import with_appcontext
from flask_babel import gettext as _

from assess.provenance import VERSION
from assess.rate import answers, output, pipeline
from assess.rate.files import CANDIDATES, METRICS, PEOPLE, TERRITORIES, Reader
from assess.rate.firm import Firm
from assess.rate.kinds import Kind
from assess.rate.look import one_look
from assess.rate.pipeline import Measured, Tables
from assess.rate.sheets import Unusable
from assess.rate.spoken import speak
from assess.rate.summary import summary
from assess.uploads.cells import Decimal
from assess.uploads.days import Order
from scoring.errors import BadTable, Code, Undefined
from scoring.performers import Rules
from scoring.profile import CandidateScale
from scoring.reference import incumbents
from scoring.results import Caveat, Estimate, Provenance

_DIRECTIONS = {"+": 1, "higher": 1, "-": -1, "lower": -1}
FILE = click.Path(path_type=Path)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for."""

    kpis: Path
    out: Path
    scores: Path | None = None
    responses: Path | None = None
    instrument: tuple[str, ...] = ()
    people: Path | None = None
    candidates: Path | None = None
    metrics: Path | None = None
    assignments: Path | None = None
    territories: Path | None = None
    scales: Path | None = None
    direction: tuple[str, ...] = ()
    role: str = ""
    ramp_months: int = 6
    result: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()
    circumstance: tuple[str, ...] = ()
    scores_in: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    person: str = ""
    period: str = ""
    dates: Order = ""
    decimal: Decimal = ""
    seed: int = 7

    @property
    def said(self) -> dict[str, Kind]:
        """What the user says columns of the file of results are, by name."""
        named = {Kind.RESULT: (*self.result, *self.lower), Kind.CIRCUMSTANCE: self.circumstance,
                 Kind.SCORE: self.scores_in, Kind.LEFT_OUT: self.leave_out,
                 Kind.PERSON: (self.person,) if self.person else (),
                 Kind.PERIOD: (self.period,) if self.period else ()}  # fmt: skip
        found: dict[str, Kind] = {}
        for kind, names in named.items():
            for name in names:
                if found.setdefault(name, kind) is not kind:
                    raise Unusable(_("“%(name)s” cannot be two things at once.", name=name))
        return found


@click.command("rate")
@click.option(
    "--kpis", type=FILE, required=True, help="Results: person_id, metric_key, period_start, period_end, value."
)
@click.option("--scores", type=FILE, help="Scale scores: person_id and a column a scale, or person_id, scale, score.")
@click.option("--responses", type=FILE, help="Raw answers instead of scores; needs --instrument.")
@click.option("--instrument", multiple=True, help="Bank file, or code of a shipped instrument. Repeatable.")
@click.option("--people", type=FILE, help="person_id, team, role, hire_date, role_start_date …")
@click.option("--candidates", type=FILE, help="candidate_id; without it: who has scores and stands in no other file.")
@click.option("--metrics", type=FILE, help="metric_key, direction, weight …")
@click.option("--assignments", type=FILE, help="Who held which territory, and what they inherited.")
@click.option("--territories", type=FILE, help="Potential of each territory, measured before.")
@click.option("--scales", type=FILE, help="scale, direction (higher or lower), reliability, n.")
@click.option("--direction", multiple=True, help="scale=higher or scale=lower, as expected in advance. Repeatable.")
@click.option("--role", default="", help="The role to look at, where the files hold several.")
@click.option(
    "--ramp-months",
    default=6,
    show_default=True,
    type=click.IntRange(0, 60),
    help="Time in the role before results count.",
)
@click.option("--result", multiple=True, help="Column of --kpis that is a result, more is better. Repeatable.")
@click.option("--lower", multiple=True, help="Column that is a result of which less is better. Repeatable.")
@click.option("--circumstance", multiple=True, help="Column the person was given: potential, accounts … Repeatable.")
@click.option("--scores-in", multiple=True, help="Column of test scores within --kpis. Repeatable.")
@click.option("--leave-out", multiple=True, help="Column to leave out. Repeatable.")
@click.option("--person", help="Column that names people; without one, rows are numbered.")
@click.option("--period", help="Column of periods or days, where a person stands in several rows.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="How 03/04/2026 is meant: day or month first.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The decimal mark of the files.")
@click.option("--seed", default=7, show_default=True, type=click.IntRange(0), help="Equal seeds give equal files.")
@click.option(
    "--out", type=FILE, required=True, help="Folder for tiers.csv, profile.json, fit.csv, report.html, report.pdf."
)
@with_appcontext
def rate(**given: object) -> None:
    """Tiers, profile and fit from your own files."""
    speak(Wish, run, given)


def run(wish: Wish) -> list[str]:
    """Read, compute, write; what is to be said. Unusable before anything is written."""
    if wish.out.exists() and not wish.out.is_dir():
        raise Unusable(_("%(out)s is a file; --out wants a folder.", out=wish.out))
    reader = Reader(wish.decimal)
    tables, look = _tables(reader, wish)
    group = _computed(lambda: pipeline.cohort(tables, wish.role))
    found = _computed(lambda: pipeline.ranked(tables, group, Rules(ramp_months=wish.ramp_months), wish.seed))
    measured = _measured(reader, wish, frozenset(incumbents(found)["person_id"]), look)
    if look is None and tables.metrics is None:
        reader.note(_("No metrics file: every measure counts the same, and more is taken as better for each."))
    role = group.role or _("this role")
    whole = _computed(lambda: pipeline.outcome(tables, group, found, measured, role, wish.seed))
    seen = [] if look is None else [one_look(look, whole.tiers)]
    made = output.reports(whole, seen, reader.notes, reader.hashes, _origin(reader, wish))
    files = output.rendered(whole, made)
    output.written(files, wish.out)
    return [
        *summary(whole, made, reader.notes),
        _("Written to %(out)s: %(files)s.", out=wish.out, files=", ".join(files)),
    ]


def _tables(reader: Reader, wish: Wish) -> tuple[Tables, Firm | None]:
    """The tables, and what else stands in the file of results where it has a row a person."""
    metrics = reader.table(wish.metrics, METRICS, ("metric_key",))
    candidates = reader.table(wish.candidates, CANDIDATES, ("candidate_id",))
    look = reader.firm(wish.kpis, wish.said, wish.lower, wish.dates) if metrics is None else None
    if look is None and (wish.said or wish.dates):
        raise Unusable(_("--result and the like belong to a file with a column for each measure and no metrics file."))
    tables = Tables(
        kpis=reader.kpis(wish.kpis, metrics) if look is None else look.kpis,
        people=reader.table(wish.people, PEOPLE, ("person_id",)),
        metrics=metrics if look is None else look.metrics,
        assignments=None if wish.assignments is None else reader.spans(wish.assignments),
        territories=reader.table(wish.territories, TERRITORIES, ("territory_id",)),
        candidates=None if candidates is None else frozenset(candidates["candidate_id"]),
    )
    return tables, look


def _measured(reader: Reader, wish: Wish, rated: frozenset[str], look: Firm | None) -> Measured | None:
    """Scale scores with what is known of their scales; None when the user gave none."""
    if wish.scores is not None and wish.responses is not None:
        raise Unusable(_("Give --scores or --responses, not both."))
    if wish.responses is not None and not wish.instrument:
        raise Unusable(_("--responses needs --instrument: the bank file the answers belong to."))
    stated = _directions(wish.direction)
    known = reader.scales(wish.scales)
    if wish.scores is not None:
        scores = reader.scores(wish.scores, None if known is None else list(known.index))
        return Measured(scores, _scales(list(map(str, scores.columns)), known, stated, {}, {}))
    if wish.responses is None and look is not None and len(look.scores.columns):
        return Measured(look.scores, _scales(list(map(str, look.scores.columns)), known, stated, {}, {}))
    if wish.responses is None:
        reader.note(_("Neither scores nor answers were given, so there is no profile and no fit."))
        return None
    forms = answers.forms(reader, wish.responses, answers.instruments(wish.instrument))
    alphas: dict[str, Estimate] = {}
    barred: dict[str, tuple[Caveat, ...]] = {}
    for form in forms:
        alphas |= form.reliabilities(rated - form.careless)
        off = () if "selection" in form.instrument.uses else (Caveat(Code.OFF_LABEL_USE),)
        barred |= {key.scale: off for key in form.keys}
    scores = answers.all_scores(forms)
    people = answers.merged([form.barred(form.versions(rated)) for form in forms])
    careless = frozenset[str]().union(*(form.careless for form in forms))
    return Measured(scores, _scales(list(map(str, scores.columns)), known, stated, alphas, barred), people, careless)


def _scales(
    names: list[str],
    known: pd.DataFrame | None,
    stated: dict[str, int],
    alphas: dict[str, Estimate],
    barred: dict[str, tuple[Caveat, ...]],
) -> tuple[CandidateScale, ...]:
    strange = sorted(stated.keys() - set(names))
    if strange:
        raise Unusable(_("--direction %(name)s: there is no such scale, only %(known)s.", name=strange[0],
                         known=", ".join(names)))  # fmt: skip
    found = []
    facts = {} if known is None else known.to_dict("index")
    for name in names:
        row = facts.get(name)
        direction = stated.get(name, 0 if row is None else int(row["direction"]))
        found.append(CandidateScale(name, direction, alphas.get(name) or _stated(row), barred.get(name, ())))
    return tuple(found)


def _stated(row: Mapping[Any, Any] | None) -> Estimate:
    if row is None or math.isnan(row["reliability"]):
        reason = Caveat(Code.UNRELIABLE_MEASURE)
        return Estimate(None, 0, "not stated", status="refused", reasons=(reason,))
    people = 0 if math.isnan(row["n"]) else int(row["n"])
    return Estimate(float(row["reliability"]), people, "as stated in the scales file")


def _directions(given: tuple[str, ...]) -> dict[str, int]:
    stated = {}
    for one in given:
        scale, _equals, direction = one.rpartition("=")
        if not scale or direction not in _DIRECTIONS:
            raise Unusable(_("--direction %(one)s: write scale=higher or scale=lower.", one=one))
        stated[scale] = _DIRECTIONS[direction]
    return stated


def _computed(work: Callable[[], T]) -> T:
    try:
        return work()
    except (BadTable, Undefined) as error:
        raise Unusable(str(error)) from None


def _origin(reader: Reader, wish: Wish) -> Provenance:
    """The files by their bytes, and every choice that could change a number."""
    inputs = hashlib.sha256(json.dumps(sorted(reader.hashes.items())).encode()).hexdigest()
    chosen = {
        "instrument": list(wish.instrument),
        "direction": sorted(wish.direction),
        "role": wish.role,
        "ramp_months": wish.ramp_months,
        "decimal": wish.decimal,
        "said": [[name, kind.value] for name, kind in sorted(wish.said.items())],
        "dates": wish.dates,
    }
    return Provenance(inputs, chosen, VERSION, wish.seed)
