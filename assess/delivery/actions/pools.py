"""Pages that are opened once: begun by a press, and in adaptive ones the next item chosen from a calibrated bank."""

from datetime import datetime

from sqlalchemy.orm import Session

from assess.delivery.models import Invitation
from assess.delivery.queries import banks
from assess.delivery.queries.accommodations import allowance
from assess.delivery.queries.sittings import Part
from surveys import presenting, timing
from surveys.definition import Section
from surveys.items import Answer
from surveys.moments import now
from surveys.standing import Page


def open_page(session: Session, invitation: Invitation, part: Part, page: Page) -> None:
    """Start the clock of a page that is opened once, and give its first item if it is adaptive; harmless to repeat."""
    if page.state != "closed":
        return
    moment = now()
    timing.open_section(
        session, part.administration.id, page.section, now=moment, allowance=allowance(session, invitation)
    )
    if page.section.adaptive is not None:
        _give(session, part, page, moment)


def leave_page(session: Session, part: Part, page: Page) -> None:
    """Nobody comes back to a page that is opened once."""
    if page.clock is not None:
        timing.leave(session, page.clock, now=now())


def go_on(session: Session, part: Part, page: Page, item: str) -> None:
    """The item of an adaptive page is done: the next one, or the end. A second press changes nothing."""
    moment = now()
    if presenting.go_on(session, part.administration.id, item, now=moment):
        _give(session, part, page, moment)


def _give(session: Session, part: Part, page: Page, moment: datetime) -> None:
    """The next item of an adaptive page with the answers as ``part`` holds them; without one the page is over."""
    bank = page.given[0].bank if page.given else _bank(session, part, page.section)
    item = _by_bank(session, part, page, bank) if bank else _in_order(page)
    if item is not None:
        presenting.present(session, part.administration.id, page.section, item, now=moment, bank=bank)
        return
    clock = timing.open_section(session, part.administration.id, page.section, now=moment)
    if clock is not None:
        timing.leave(session, clock, now=moment)


def _bank(session: Session, part: Part, section: Section) -> str | None:
    """The bank by which a section is given from its first item to its last; None to give the whole pool in order."""
    if section.adaptive is None:
        return None
    version_id = part.administration.version_id
    kept = banks.newest_bank(session, version_id, section.adaptive.scale)
    if kept is None or banks.pool(session, version_id, kept.hash, part.instrument, section) is None:
        return None
    return kept.hash


def _by_bank(session: Session, part: Part, page: Page, bank: str) -> str | None:
    administration = part.administration
    pool = banks.pool(session, administration.version_id, bank, part.instrument, page.section)
    if pool is None:
        raise ValueError(f"bank {bank} does not serve section {page.section.code}")
    given = {one.item: part.standing.answers.get(one.item, Answer()) for one in page.given}
    return pool.next(given, part.instrument, seed=int(administration.code[:15], 16))


def _in_order(page: Page) -> str | None:
    given = {one.item for one in page.given}
    return next((item.code for item in page.section.items if item.code not in given), None)
