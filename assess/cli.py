"""Commands beside the pages: ``flask --app wsgi <command>``."""

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from assess.access import Role
from assess.audit.actions import SYSTEM
from assess.audit.queries import broken_link
from assess.backup import Damaged, NotEmpty, backup, restore
from assess.benchmarks import tasks as benchmarks_tasks
from assess.calibration import tasks as calibration_tasks
from assess.campaigns import tasks as campaigns_tasks
from assess.database import db
from assess.decisions import tasks as decisions_tasks
from assess.delivery import tasks as delivery_tasks
from assess.demo import company
from assess.demo.accounts import PASSWORD
from assess.enclave import Enclave, WrongKey
from assess.exchange import exchange
from assess.fieldwork import tasks as fieldwork_tasks
from assess.guides import tasks as guides_tasks
from assess.impact import tasks as impact_tasks
from assess.instruments.actions import publish
from assess.interviews import tasks as interviews_tasks
from assess.levers import tasks as levers_tasks
from assess.measurement import tasks as measurement_tasks
from assess.people.actions import ensure_roles, open_account
from assess.people.queries import accounts
from assess.performance import tasks as performance_tasks
from assess.plans import tasks as plans_tasks
from assess.practices import tasks as practices_tasks
from assess.processes import up
from assess.profiles import tasks as profiles_tasks
from assess.rate.adaptive import simulate_test
from assess.rate.command import rate
from assess.rate.measure import measure
from assess.references import tasks as references_tasks
from assess.vignettes import tasks as vignettes_tasks
from surveys.errors import BankRefused
from surveys.ipip.instrument import LANGUAGES, instrument
from surveys.ipip.texts import from_file, from_package, installed
from surveys.languages import languages

#: Imported here so that a worker knows every task.
TASK_MODULES = (
    benchmarks_tasks, calibration_tasks, campaigns_tasks, decisions_tasks, guides_tasks, interviews_tasks,
    delivery_tasks, fieldwork_tasks, impact_tasks, levers_tasks, measurement_tasks, performance_tasks, plans_tasks,
    practices_tasks, profiles_tasks, references_tasks, vignettes_tasks,
)  # fmt: skip

WRONG_KEY = "EXEMPLAR_VAULT_KEY is not the key this vault was first opened with."


def install(app: Flask) -> None:
    """Add the commands to the app."""
    for command in (
        init, demo, start, worker, back_up, put_back, vault, verify_audit, instruments, rate, measure, simulate_test,
        exchange,
    ):  # fmt: skip
        app.cli.add_command(command)


@click.command("init")
@click.option("--email", prompt=True, help="Address of the first administrator.")
@click.option("--name", prompt=True, help="Name of the first administrator.")
@click.password_option(help="Password of the first administrator, at least 12 characters.")
@with_appcontext
def init(email: str, name: str, password: str) -> None:
    """Make the database of an empty company and its first administrator."""
    upgrade()
    session = db.session()
    if accounts(session):
        raise click.ClickException("There is a company already; nothing was changed.")
    if len(password) < 12:
        raise click.ClickException("The password needs at least 12 characters.")
    ensure_roles(session)
    open_account(session, SYSTEM, email, name, [Role.ADMINISTRATOR], password)
    session.commit()
    click.echo(f"Sign in at {current_app.config['EXEMPLAR'].base_url} as {email}; a second factor is set up there.")


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Build the demo company once and say who can sign in; harmless to repeat."""
    _migrated()
    _demo()


@click.command("up")
@click.option("--demo", "with_demo", is_flag=True, help="Build the demo company first, once.")
@with_appcontext
def start(with_demo: bool) -> None:
    """Migrate, then run server and worker until stopped; production refuses to start with demo accounts."""
    settings = current_app.config["EXEMPLAR"]
    _migrated()
    if with_demo:
        _demo()
    elif settings.environment == "production" and any(account.demo for account in accounts(db.session())):
        raise click.ClickException("This database holds the demo company, whose passwords are known to everybody.")
    db.session.remove()
    db.engine.dispose()
    click.echo(f"Exemplar: {settings.base_url}")
    raise SystemExit(up(settings))


def _migrated() -> None:
    upgrade()
    ensure_roles(db.session())
    db.session.commit()
    try:
        current_app.extensions["vault"].prepare()
    except WrongKey:
        raise click.ClickException(WRONG_KEY) from None


def _demo() -> None:
    if current_app.config["EXEMPLAR"].environment == "production":
        raise click.ClickException("Production holds no demo company.")
    session = db.session()
    if not company.is_built(session):
        known = accounts(session)
        if any(account.demo for account in known):
            raise click.ClickException("The demo company was begun and not finished; `make clean` removes it.")
        if known:
            raise click.ClickException("This database holds a real company; the demo needs one of its own.")
        click.echo("Building Meridian Instruments, once:")
        company.build(session, lambda step: click.echo(f"  {step}"))
    click.echo(f"Password of every account: {PASSWORD} (the page of the second step shows its code)")
    for account in accounts(session):
        if account.demo:
            click.echo(f"  {account.email:44} {', '.join(role.name for role in account.roles)}")


@click.command("backup")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def back_up(path: Path) -> None:
    """Write every table to PATH, a ZIP file with counts and hashes."""
    with db.engine.connect() as connection:
        counts = backup(connection, db.metadata, path)
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables in {path}. Keep EXEMPLAR_SECRET_KEY beside it.")


@click.command("restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def put_back(path: Path) -> None:
    """Fill an empty database from the backup at PATH; all or nothing."""
    upgrade()
    try:
        with db.engine.begin() as connection:
            counts = restore(connection, db.metadata, path)
    except NotEmpty as filled:
        raise click.ClickException(f"There are rows already in: {filled}. Restore into an empty database.") from None
    except Damaged as tables:
        raise click.ClickException(
            f"The backup does not match its own hashes in: {tables}. Nothing restored."
        ) from None
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables restored; counts and hashes are equal.")


@click.group("vault")
def vault() -> None:
    """Keep a copy of what candidates said voluntarily, apart from the backup of everything else."""


@vault.command("backup")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def back_up_vault(path: Path) -> None:
    """Write the vault to PATH, a new file sealed with the same key."""
    if path.exists():
        raise click.ClickException(f"There is a file already at {path}; nothing was written.")
    count = _copied(current_app.extensions["vault"], _vault_file(path))
    click.echo(f"{count} rows in {path}. Without EXEMPLAR_VAULT_KEY it is worth nothing: keep the key elsewhere.")


@vault.command("restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def put_back_vault(path: Path) -> None:
    """Fill an empty vault from the copy at PATH; all or nothing."""
    copy = _vault_file(path)
    if not copy.made():
        raise click.ClickException(f"{path} is no copy of a vault; nothing was restored.")
    click.echo(f"{_copied(copy, current_app.extensions['vault'])} rows restored.")


def _vault_file(path: Path) -> Enclave:
    here: Enclave = current_app.extensions["vault"]
    return Enclave(f"sqlite:///{path.resolve()}", current_app.config["EXEMPLAR"].vault_secret, here.metadata)


def _copied(source: Enclave, target: Enclave) -> int:
    try:
        return source.copy_into(target)
    except WrongKey:
        raise click.ClickException(WRONG_KEY) from None
    except NotEmpty:
        raise click.ClickException("There are rows in the vault already; nothing was restored.") from None


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Do background work until stopped."""
    consumer = current_app.extensions["huey"].create_consumer(workers=1, periodic=True, initial_delay=0.1, max_delay=1)
    consumer.run()


@click.command("verify-audit")
@with_appcontext
def verify_audit() -> None:
    """Check that no event of the audit trail was changed, removed or put in."""
    broken = broken_link(db.session())
    if broken is not None:
        raise click.ClickException(f"Event {broken} does not follow from the one before it.")
    click.echo("The audit trail is whole.")


@click.group("instruments")
def instruments() -> None:
    """The library of instruments."""


@instruments.command("install")
@click.argument("name", type=click.Choice(["ipip-neo-120"]))
@click.option(
    "--from",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON file of its items, or the npm archive @alheimsins/b5-johnson-120-ipip-neo-pi-r with translations.",
)
@click.option("--selection", is_flag=True, help="The form for applicants, without health and politics.")
@with_appcontext
def install_instrument(name: str, path: Path | None, selection: bool) -> None:
    """Publish an instrument whose item texts are kept elsewhere; NAME is ipip-neo-120."""
    package = installed()
    try:
        if path is not None:
            texts = from_file(path, LANGUAGES)
        elif package is not None:
            texts = from_package(package)
        else:
            raise click.ClickException("There are no item texts: `make ipip` brings them, or name a file with --from.")
    except BankRefused as refused:
        raise click.ClickException("\n".join(refused.complaints)) from None
    made = instrument(texts, selection)
    version = publish(db.session(), SYSTEM, made)
    db.session.commit()
    for language, complaints in texts.faulty.items():
        click.echo(f"Left out the translation into {language}: {'; '.join(complaints)}")
    click.echo(
        f"{name}: {len(made.items)} items in {', '.join(languages(made))} are published as version {version.id} of "
        f"{made.code}, for {', '.join(made.uses)}."
    )
