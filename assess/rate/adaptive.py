"""The command that says how an adaptive test of a bank would do, before anyone takes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from assess.filters import number, signed
from assess.labels import sentence
from assess.phrases import phrase
from assess.rate import answers
from assess.rate.files import Reader
from assess.rate.sheets import Unusable
from assess.rate.spoken import speak
from assess.uploads import Column
from assess.uploads.cells import Decimal
from scoring.adaptive import Rules, Simulation, simulate
from scoring.adaptive.rules import ROOM, Quota
from scoring.errors import BadTable, Code
from scoring.irt import Bank, load
from scoring.keys import keyed
from scoring.measurement.scales import calibrated
from scoring.policy import judgement
from scoring.results import Caveat

USUAL = Rules()
FILE = click.Path(path_type=Path)
AREAS = (Column("item", required=True, synonyms=("item_key",)), Column("area", required=True))
_QUOTA = re.compile(r"(?P<least>\d+)-(?P<most>\d+)|(?P<share>[01]|[01]?[.,]\d+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for; rules that are not asked for are those of ``USUAL``."""

    bank: Path | None = None
    responses: Path | None = None
    instrument: str | None = None
    scale: str | None = None
    least: int = USUAL.least
    most: int = USUAL.most
    precision: float = USUAL.precision
    exposure: float = USUAL.exposure or 1.0
    content: tuple[str, ...] = ()
    areas: Path | None = None
    among: int = USUAL.among
    people: int = 2000
    calibration_error: bool = False
    decimal: Decimal = ""
    seed: int = 20


@click.command("simulate-test")
@click.option("--bank", type=FILE, help="A calibrated bank, as `measure` writes it: bank_<scale>.json.")
@click.option("--responses", type=FILE, help="Answers to calibrate a bank on instead; needs --instrument.")
@click.option("--instrument", help="Bank file, or code of a shipped instrument.")
@click.option("--scale", help="Which scale of the instrument, where it has several.")
@click.option("--least", type=click.IntRange(1), help=f"Fewest items of a test; {USUAL.least} if not given.")
@click.option("--most", type=click.IntRange(1), help=f"Most items of a test; {USUAL.most} if not given.")
@click.option(
    "--precision",
    type=click.FloatRange(0, min_open=True),
    help=f"The standard error, in SDs of the trait, that is small enough; {USUAL.precision} if not given.",
)
@click.option(
    "--exposure",
    type=click.FloatRange(0, 1, min_open=True),
    help=f"Share of people who may see an item, 1 for no limit; {USUAL.exposure} if not given.",
)
@click.option("--content", multiple=True, help="area=0.4 (share of the test) or area=2-5 (items). Repeatable.")
@click.option("--areas", type=FILE, help="The area of each item: item, area. Needed for --content.")
@click.option(
    "--among",
    type=click.IntRange(1),
    help=f"The next item is drawn from so many of the best; {USUAL.among} if not given.",
)
@click.option("--people", type=click.IntRange(100, 20_000), help="How many are invented; 2000 if not given.")
@click.option("--calibration-error", is_flag=True, help="Test with parameters that err as their standard errors say.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The decimal mark of the files.")
@click.option("--seed", default=20, show_default=True, type=click.IntRange(0), help="Equal seeds give equal numbers.")
@with_appcontext
def simulate_test(**given: object) -> None:
    """Bias, error, length and exposure of an adaptive test, on invented people, before anyone takes it."""
    speak(Asked, run, given)


def run(asked: Asked) -> list[str]:
    """Read, simulate; what is to be said. Unusable before anything is computed."""
    reader = Reader(asked.decimal)
    rules = _rules(asked)
    name, bank, reasons = _bank(reader, asked)
    if bank is None:
        return [_refused(name, reasons), *(f"  - {note}" for note in reader.notes)]
    areas = _areas(reader, asked, bank)
    verdict = judgement("adaptive", people=bank.n)
    about = _("%(name)s: %(items)s items, model: %(model)s, calibrated on %(people)s people.", name=name,
              items=len(bank.items), model=phrase(f"code.irt_model.{bank.model}"), people=bank.n)  # fmt: skip
    notes = [f"  - {note}" for note in reader.notes]
    if verdict.status == "refused":
        return [about, *notes, _refused(name, verdict.reasons)]
    found = _simulated(asked, bank, rules, areas)
    if found.status == "refused":
        return [about, *notes, _refused(name, found.reasons)]
    doubts = [f"  - {sentence(reason)}" for reason in (*verdict.reasons, *found.reasons)]
    if rules.exposure is not None and len(bank.items) < ROOM * rules.most:
        need = ROOM * rules.most
        note = _(
            "Exposure is not limited: tests of up to %(most)s items need a bank of %(need)s.",
            most=rules.most,
            need=need,
        )
        doubts.append(f"  - {note}")
    return [about, *notes, *doubts, "", *_table(found), "", *_summary(found)]


def _rules(asked: Asked) -> Rules:
    if bool(asked.content) != (asked.areas is not None):
        raise Unusable(_("--content and --areas belong together: how much of each area, and the area of each item."))
    try:
        return Rules(
            least=asked.least, most=asked.most, precision=asked.precision, among=asked.among,
            exposure=None if asked.exposure == 1 else asked.exposure, content=_quotas(asked.content),
        )  # fmt: skip
    except ValueError as error:
        raise Unusable(_("These rules fit no test: %(reason)s.", reason=error)) from None


def _quotas(given: tuple[str, ...]) -> dict[str, Quota]:
    quotas: dict[str, Quota] = {}
    for one in given:
        area, _equals, words = one.rpartition("=")
        read = _QUOTA.fullmatch(words)
        if not area or area in quotas or read is None:
            raise Unusable(_("--content %(one)s: write area=0.4 or area=2-5, and each area once.", one=one))
        share = read["share"]
        quotas[area] = float(share.replace(",", ".")) if share else (int(read["least"]), int(read["most"]))
    return quotas


def _bank(reader: Reader, asked: Asked) -> tuple[str, Bank | None, tuple[Caveat, ...]]:
    """The bank by name; None with the reasons where the answers do not give one."""
    if (asked.bank is None) == (asked.responses is None):
        raise Unusable(_("Give --bank, or --responses with --instrument."))
    if asked.bank is not None:
        return asked.bank.name, _loaded(asked.bank, asked.calibration_error), ()
    if asked.responses is None or asked.instrument is None:
        raise Unusable(_("--responses needs --instrument: the bank file the answers belong to."))
    form = answers.forms(reader, asked.responses, answers.instruments([asked.instrument]))[0]
    keys = {key.scale: key for key in form.keys}
    scale = asked.scale or (next(iter(keys)) if len(keys) == 1 else "")
    if scale not in keys:
        raise Unusable(_("Choose one scale with --scale: %(known)s.", known=", ".join(keys)))
    try:
        found = calibrated(keyed(form.answers, keys[scale]))
    except BadTable as error:
        raise Unusable(str(error)) from None
    return scale, found.bank, found.reasons


def _loaded(path: Path, errors: bool) -> Bank:
    try:
        bank = load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise Unusable(_("%(file)s: there is no such file, or it is no text.", file=path)) from None
    except BadTable as error:
        raise Unusable(f"{path.name}: {error}") from None
    if errors and "se_slope" not in bank.items:
        raise Unusable(_("%(file)s holds no standard errors; --calibration-error needs them.", file=path.name))
    return bank


def _areas(reader: Reader, asked: Asked, bank: Bank) -> Mapping[str, str] | None:
    if asked.areas is None:
        return None
    table = reader.open(asked.areas).frame(AREAS, ("item",)).set_index("item")["area"]
    absent = [item for item in map(str, bank.items.index) if item not in table.index]
    if absent:
        raise Unusable(_("%(file)s: item %(item)s of the bank has no area.", file=asked.areas.name, item=absent[0]))
    return {str(item): str(area) for item, area in table.items() if item in bank.items.index}


def _simulated(asked: Asked, bank: Bank, rules: Rules, areas: Mapping[str, str] | None) -> Simulation:
    try:
        found = simulate(bank, rules, areas, people=asked.people, each=max(100, asked.people // 4), seed=asked.seed,
                         calibration_error=asked.calibration_error)  # fmt: skip
    except ValueError as error:
        raise Unusable(_("These rules do not fit the bank: %(reason)s.", reason=error)) from None
    wrong = [reason for reason in found.reasons if reason.code is Code.BAD_TABLE]
    if wrong:
        raise Unusable(str(wrong[0].values["message"]))
    return found


def _refused(name: str, reasons: tuple[Caveat, ...]) -> str:
    return str(_("%(name)s: no simulation. %(reasons)s", name=name, reasons=" ".join(map(sentence, reasons))))


def _table(found: Simulation) -> list[str]:
    """A line for each level of the trait."""
    shown = found.conditional.rename_axis(_("trait")).reset_index()
    rows = [[signed(row[shown.columns[0]], 1), signed(row["bias"], 3), number(row["rmse"], 3), number(row["se"], 3),
             number(row["length"], 1)] for _place, row in shown.iterrows()]  # fmt: skip
    heads = [_("trait"), _("bias"), _("RMSE"), _("mean SE"), _("length")]
    widths = [max(len(line[place]) for line in [heads, *rows]) for place in range(len(heads))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in [heads, *rows]]


def _summary(found: Simulation) -> list[str]:
    """Of all the people who were invented, as the bank's population is."""
    ends = ", ".join(f"{phrase(f'stop.{stop}')} {_percent(share)}" for stop, share in found.stops.items() if share)
    areas = ", ".join(f"{area} {_percent(share)}" for area, share in found.content["share"].items())
    lines = [
        _("%(n)s people: bias %(bias)s, RMSE %(rmse)s, mean SE %(se)s, reliability %(reliability)s.", n=found.n,
          bias=signed(found.bias, 3), rmse=number(found.rmse, 3), se=number(found.se, 3),
          reliability=number(found.reliability, 3)),
        _("Length: %(length)s items on average; ended by %(ends)s.", length=number(found.length, 1), ends=ends),
        _("Exposure: at most %(most)s, %(unused)s of %(items)s items seen by nobody, overlap of two tests %(overlap)s.",
          most=_percent(found.most), unused=found.unused, items=len(found.items), overlap=_percent(found.overlap)),
    ]  # fmt: skip
    return [*lines, _("Content: %(areas)s.", areas=areas)] if areas else lines


def _percent(share: float) -> str:
    return f"{number(100 * share, 1)} %"
