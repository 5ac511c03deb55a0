"""What is advised about a draft, and answering it with a reason."""

import re

from flask import redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.database import db
from assess.errors import NotFound
from assess.instruments import actions
from assess.instruments.forms.advice import PRECISIONS, AnswerForm
from assess.instruments.queries.drafts import advice, names, work
from assess.instruments.views.blueprint import READERS, WRITERS, bp, kept, page_number, work_of
from assess.paging import page_of
from surveys.lint import RULES, SEM


@bp.get("/drafts/<int:id>/advice")
@allowed(*READERS)
def advised(id: int) -> str:
    """All advice, open first."""
    session = db.session()
    found = work(session, id)
    sem = request.args.get("sem", SEM, type=float)
    sem = sem if sem in dict(PRECISIONS) else SEM
    said = advice(session, found, sem)
    return render_template(
        "instruments/advice.html",
        work=found,
        slice=page_of(said, page_number()),
        open=sum(not one.reason for one in said),
        names=names(session, [one.by for one in said if one.by]),
        precisions=PRECISIONS,
        sem=sem,
        form=AnswerForm(),
    )


@bp.post("/drafts/<int:id>/advice")
@allowed(*WRITERS)
def answer_advice(id: int) -> Response | tuple[str, int]:
    """Answer one advice with a reason, or take the answer back."""
    session = db.session()
    found = work_of(id)
    form = AnswerForm()
    # an advice is named by what the page showed; one that no longer holds is answered in vain, and does no harm
    if (
        form.rule.data not in RULES
        or len(form.place.data or "") > 100
        or not re.fullmatch("[0-9a-f]{16}", form.mark.data)
    ):
        raise NotFound
    if not form.validate():
        return (
            render_template("instruments/advice_answer.html", work=found, form=form),
            422,
        )
    actions.acknowledge(
        session,
        current_user.pseudonym,
        found.draft,
        rule=form.rule.data,
        place=form.place.data,
        mark=form.mark.data,
        reason="" if form.back.data else form.reason.data,
    )
    session.commit()
    kept()
    return redirect(url_for("instruments.advised", id=id))
