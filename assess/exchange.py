"""The command that turns an instrument's file into one of another program, and says what is lost."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from assess.phrases import phrase
from surveys import bank
from surveys.definition import Instrument
from surveys.errors import BankRefused
from surveys.exchange import FORMATS, LARGEST, ExchangeRefused, Loss, read_any

FILE = click.Path(path_type=Path)
_WRITTEN = [code for code, form in FORMATS.items() if form.write]


@click.command("exchange")
@click.argument("source", type=FILE)
@click.option("--from", "sort", type=click.Choice([*FORMATS]), help="What the file is; by default it shows itself.")
@click.option("--to", "wanted", type=click.Choice(_WRITTEN), help="The format to write; without it only the report.")
@click.option("--out", type=FILE, help="The file to write; by default the instrument's code with its ending, here.")
@with_appcontext
def exchange(source: Path, sort: str | None, wanted: str | None, out: Path | None) -> None:
    """Read SOURCE, an instrument's file of another program or a bank (.toml), and write it in another format."""
    # words are looked up as in a request; its language is the company's
    with current_app.test_request_context():
        instrument, losses = _read(source, sort)
        click.echo(_("%(title)s: %(items)s items, %(sections)s pages", title=instrument.title,
                     items=len(instrument.items), sections=len(instrument.sections)))  # fmt: skip
        _told(losses)
        write = FORMATS[wanted].write if wanted else None
        if write is None:
            return
        made = write(instrument)
        path = out or Path(made.name)
        if path.exists():
            raise click.ClickException(_("%(file)s exists already; nothing was written.", file=str(path)))
        path.write_bytes(made.content)
        click.echo(_("Written to %(file)s. What other programs do not see of it:", file=str(path)))
        _told(made.losses)


def _read(source: Path, sort: str | None) -> tuple[Instrument, tuple[Loss, ...]]:
    try:
        with source.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise click.ClickException(f"{source}: {error.strerror}") from None
    try:
        if source.suffix == ".toml" and sort is None:
            return bank.parse(content, source.name), ()
        read = FORMATS[sort].read(content, source.name) if sort else read_any(content, source.name)
    except ExchangeRefused as refused:
        raise click.ClickException(str(phrase(f"exchange.refused.{refused.reason}", **refused.values))) from None
    except BankRefused as refused:
        raise click.ClickException(str(refused)) from None
    return read.instrument, read.losses


def _told(losses: tuple[Loss, ...]) -> None:
    if not losses:
        click.echo("  " + _("nothing is lost"))
    for loss in losses:
        click.echo(f"  {loss.place}: {loss.what}: {phrase(f'exchange.{loss.why}')}")
