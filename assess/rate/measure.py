"""The command that says what an instrument measures, from a file of answers and its bank."""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

import click
import pandas as pd
from flask import render_template
from flask.cli import with_appcontext
from flask_babel import gettext as _

from assess.labels import label
from assess.phrases import phrase
from assess.provenance import VERSION
from assess.rate import answers, output
from assess.rate.answers import Form
from assess.rate.files import PERSON, Reader
from assess.rate.sheets import File, Unusable
from assess.rate.spoken import speak
from assess.reports import Shown, csv_zip, pdf
from assess.uploads import Column
from assess.uploads.cells import Decimal
from scoring.errors import BadTable
from scoring.irt import dump
from scoring.measurement import Study, study
from scoring.passport import Evidence, passport
from scoring.reports.measurement import report
from scoring.results import Provenance, Report

#: Rows a page shows of one table; the files hold all.
MOST_ROWS = 60
FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    responses: Path
    instrument: str
    out: Path
    group: tuple[str, ...] = ()
    decimal: Decimal = ""
    seed: int = 20


@click.command("measure")
@click.option("--responses", type=FILE, required=True, help="Answers: person_id and a column an item, or a row each.")
@click.option("--instrument", required=True, help="Bank file, or code of a shipped instrument.")
@click.option("--group", multiple=True, help="Column of groups in which items may work differently. Repeatable.")
@click.option("--decimal", type=click.Choice([".", ","]), help="The decimal mark of the file.")
@click.option("--seed", default=20, show_default=True, type=click.IntRange(0), help="Equal seeds give equal files.")
@click.option("--out", type=FILE, required=True, help="Folder for report.html, measurement.zip, bank_<scale>.json …")
@with_appcontext
def measure(**given: object) -> None:
    """What an instrument measures: reliability, items, structure, information, groups, and what it may be used for."""
    speak(Asked, run, given)


def run(asked: Asked) -> list[str]:
    """Read, compute, write; what is to be said. Unusable before anything is written."""
    if asked.out.exists() and not asked.out.is_dir():
        raise Unusable(_("%(out)s is a file; --out wants a folder.", out=asked.out))
    reader = Reader(asked.decimal)
    form = answers.forms(reader, asked.responses, answers.instruments([asked.instrument]))[0]
    groups = {name: _group(reader.open(asked.responses), name, form) for name in asked.group}
    whole = _study(form, groups, asked.seed)
    found = _origin(_report(whole, form), reader, asked, form.instrument.content_hash)
    shown = Shown(found)
    styles = output.styles()
    title = form.instrument.title
    page = render_template("report/standalone.html", all_shown=[shown], title=title, styles=styles, most_rows=MOST_ROWS)
    files = {"report.html": page.encode(), "report.pdf": pdf(shown, title=title), "measurement.zip": csv_zip(found)}
    files |= {f"bank_{one.key.scale}.json": dump(one.bank).encode() for one in whole.scales if one.bank is not None}
    output.written(files, asked.out)
    said = phrase(found.sentence.key, **found.sentence.values)
    return [
        f"{label('report', found.kind)}: {said}",
        *(f"  - {note}" for note in reader.notes),
        _("Written to %(out)s: %(files)s.", out=asked.out, files=", ".join(files)),
    ]


def _study(form: Form, groups: dict[str, pd.Series], seed: int) -> Study:
    careless = pd.Series(form.answers.index.isin(list(form.careless)), index=form.answers.index)
    try:
        return study(form.answers, form.keys, careless, groups, seed)
    except BadTable as error:
        raise Unusable(str(error)) from None


def _report(whole: Study, form: Form) -> Report:
    uses, reliability, dif = form.instrument.uses, whole.reliability, whole.dif_items
    passports = {
        key.scale: passport(Evidence(uses, reliability[key.scale], dif=dif.get(key.scale))) for key in form.keys
    }
    return report(whole, passports)


def _group(file: File, name: str, form: Form) -> pd.Series:
    """Each person's group, by the first row that names one."""
    if not file.has(name):
        raise file.refuse(1, name, _("there is no such column"))
    rows = file.frame((replace(PERSON, synonyms=(*PERSON.synonyms, "respondent_ref")), Column(name)))
    first = rows.dropna(subset=[name]).drop_duplicates("person_id").set_index("person_id")[name]
    return first.reindex(form.answers.index)


def _origin(found: Report, reader: Reader, asked: Asked, instrument: str) -> Report:
    """The Report with the bytes it rests on, read back so that every file shows the digits that are stored."""
    inputs = hashlib.sha256(json.dumps(sorted(reader.hashes.items())).encode()).hexdigest()
    chosen = {"instrument": instrument, "group": list(asked.group), "decimal": asked.decimal}
    whole = replace(found, provenance=Provenance(inputs, chosen, VERSION, asked.seed))
    return Report.from_json(whole.to_json())
