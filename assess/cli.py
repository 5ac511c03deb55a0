"""Commands beside the pages: ``flask --app wsgi <command>``."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from assess.access import Role
from assess.audit.actions import SYSTEM
from assess.audit.queries import broken_link
from assess.database import db
from assess.people.actions import ensure_roles, open_account
from assess.people.queries import accounts


def install(app: Flask) -> None:
    """Add the commands to the app."""
    for command in (init, migrate_database, worker, verify_audit):
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


@click.command("upgrade-database")
@with_appcontext
def migrate_database() -> None:
    """Bring the database to this version and add roles it lacks; harmless to repeat."""
    upgrade()
    ensure_roles(db.session())
    db.session.commit()


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
