"""Making the files somebody asked for of everything kept on them."""

import json

from flask_babel import force_locale
from sqlalchemy.orm import Session

from assess.delivery.actions import keep_copy
from assess.delivery.models import DataCopy, Invitation
from assess.delivery.queries.copies import copy_report, everything
from assess.i18n import interface
from assess.jobs.tasks import task
from assess.reports import Shown, pdf
from surveys.moments import now


@task("delivery.make_copy")
def make_copy(session: Session, id: int) -> None:
    """Everything kept on somebody as data and for reading; nothing happens when nobody waits for it any more."""
    invitation = session.get(Invitation, id)
    if invitation is None or session.get(DataCopy, id) is None:
        return
    with force_locale(interface(invitation.language)):
        kept = everything(session, invitation)
        # no lock is held while the page is set
        session.commit()
        paper = pdf(Shown(copy_report(kept), made_at=now()))
    data = json.dumps(kept, indent=1, ensure_ascii=False).encode()
    keep_copy(session, id, data, paper)
