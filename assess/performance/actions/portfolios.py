"""Taking down what a performer says of the own accounts, and settling what holds; the record itself is not touched."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assess.audit.actions import record
from assess.errors import Conflict, Refusal
from assess.people.models import Person
from assess.performance.models import Portfolio, Reconciliation
from assess.performance.queries.portfolios import Known
from assess.uploads.stated import amount

WORDS = ("accounts_stated", "revenue_stated", "structure", "vertical", "segment")


class NothingStated(Refusal):
    """Every field was left empty."""

    status = 422
    key = "portfolio.empty"


class Reconciled(Conflict):
    """Somebody held this statement against the record already."""

    key = "portfolio.reconciled"


class NoFigures(Refusal):
    """Neither the statement nor the record holds, and nobody said what does."""

    status = 422
    key = "portfolio.no_figures"


def state(session: Session, actor: str, person: Person, heard: str, given: Mapping[str, str]) -> Portfolio:
    """Keep a statement word for word, with the numbers its words give; NothingStated."""
    words = {name: (given.get(name) or "").strip() for name in WORDS}
    if not any(words.values()):
        raise NothingStated
    accounts, revenue = amount(words["accounts_stated"]), amount(words["revenue_stated"])
    stated = Portfolio(
        person_id=person.id, heard=heard, made_by=actor, accounts=accounts and accounts.value,
        revenue=revenue and revenue.value, unit=revenue.currency if revenue else "", **words,
    )  # fmt: skip
    session.add(stated)
    session.flush()
    record(session, actor, "performance.portfolio_stated", f"person:{person.id}", portfolio=stated.id, heard=heard)
    return stated


def reconcile(
    session: Session,
    actor: str,
    stated: Portfolio,
    known: list[Known],
    verdict: str,
    note: str = "",
    accounts: float | None = None,
    revenue: float | None = None,
) -> Reconciliation:
    """Settle what holds, with the record as it stands today; Reconciled, NoFigures.

    Parameters
    ----------
    verdict : {"stated", "record", "neither"}
    accounts, revenue : float, optional
        What holds where neither does.
    """
    recorded = {figure: next((one.value for one in known if one.figure == figure), None)
                for figure in ("accounts", "revenue")}  # fmt: skip
    held = {
        "stated": (stated.accounts, stated.revenue),
        "record": (recorded["accounts"], recorded["revenue"]),
        "neither": (accounts, revenue),
    }[verdict]
    if verdict == "neither" and held == (None, None):
        raise NoFigures
    found = Reconciliation(
        portfolio_id=stated.id, verdict=verdict, accounts=held[0], revenue=held[1], note=note, made_by=actor,
        record_accounts=recorded["accounts"], record_revenue=recorded["revenue"],
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(found)
    except IntegrityError:
        raise Reconciled from None
    about = f"person:{stated.person_id}"
    record(session, actor, "performance.portfolio_reconciled", about, portfolio=stated.id, verdict=verdict)
    return found
