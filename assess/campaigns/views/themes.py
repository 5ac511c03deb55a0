"""Pages of whoever reviews comments, and the themes that leave the house."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed
from assess.audit.actions import record
from assess.campaigns.actions import themes as actions
from assess.campaigns.forms import ThemeForm
from assess.campaigns.models import Theme
from assess.campaigns.queries import READERS
from assess.campaigns.queries import comments as kept
from assess.campaigns.views.blueprint import bp
from assess.database import db
from assess.errors import Refusal
from assess.phrases import phrase

Page = str | Response | tuple[str, int]


@bp.get("/campaigns/comments/<int:id>")
@allowed(*kept.REVIEWERS, writes=True)
def comments(id: int) -> str:
    """Comments in no order that means anything, and the themes made of them so far."""
    session = db.session()
    box = kept.reviewed(session, current_user, id)
    record(session, current_user.pseudonym, "campaigns.comments_read", f"comments:{box.id}")
    session.commit()
    return _page(id, ThemeForm())


@bp.post("/campaigns/comments/<int:id>")
@allowed(*kept.REVIEWERS)
def put_comments(id: int) -> Page:
    """The ticked comments into a theme, a new one or one there is."""
    session, form = db.session(), ThemeForm()
    box = kept.reviewed(session, current_user, id)
    try:
        if theme_id := request.form.get("theme", type=int):
            theme = kept.draft(session, box, theme_id)
        elif form.validate():
            theme = _written(box.id, None, form)
        else:
            return _page(id, form), 422
    except (actions.Verbatim, actions.NamesSomebody) as refusal:
        return _refused(id, form, refusal)
    actions.put(session, box, theme, request.form.getlist("comment"))
    session.commit()
    return redirect(url_for("campaigns.comments", id=id, page=request.args.get("page", 1, int)))


@bp.route("/campaigns/comments/<int:id>/themes/<int:theme>", methods=["GET", "POST"])
@allowed(*kept.REVIEWERS)
def draft_theme(id: int, theme: int) -> Page:
    """A theme's words; emptied of its comments or dropped where it was none."""
    session = db.session()
    box = kept.reviewed(session, current_user, id)
    found = kept.draft(session, box, theme)
    form = ThemeForm(obj=found)
    wish = request.form.get("wish", "")
    if wish == "drop":
        actions.drop(session, found)
    elif wish == "empty":
        actions.empty(session, found)
    elif form.validate_on_submit():
        try:
            _written(box.id, found, form)
        except (actions.Verbatim, actions.NamesSomebody) as refusal:
            session.rollback()
            flash(phrase(refusal.key, **refusal.values), "caveat")
            return render_template("campaigns/theme.html", box=box, theme=found, form=form), refusal.status
    else:
        page = render_template("campaigns/theme.html", box=box, theme=found, form=form)
        return page, 422 if request.method == "POST" else 200
    session.commit()
    return redirect(url_for("campaigns.comments", id=id))


@bp.post("/campaigns/comments/<int:id>/release")
@allowed(*kept.REVIEWERS)
def release_themes(id: int) -> Page:
    """Let the themes out and destroy the comments."""
    session = db.session()
    box = kept.reviewed(session, current_user, id)
    try:
        actions.release_themes(session, current_user.pseudonym, box)
    except (actions.NothingBehind, actions.NeedsLeave) as refusal:
        session.rollback()
        return _refused(id, ThemeForm(formdata=None), refusal)
    session.commit()
    flash(_("The themes are released, and the comments behind them are gone for good."), "ok")
    if box.campaign_id is None:
        return redirect(url_for("campaigns.ideas"))
    return redirect(url_for("campaigns.themes", id=box.campaign_id))


@bp.get("/campaigns/<int:id>/themes")
@allowed(*READERS, writes=True)
def themes(id: int) -> str:
    """What people say in their own words, in the words of a reviewer."""
    session = db.session()
    campaign, found = kept.released_themes(session, current_user, id)
    record(session, current_user.pseudonym, "campaigns.themes_viewed", f"campaign:{campaign.id}")
    session.commit()
    return render_template("campaigns/themes.html", campaign=campaign, themes=found)


def _written(box_id: int, theme: Theme | None, form: ThemeForm) -> Theme:
    session = db.session()
    box = kept.reviewed(session, current_user, box_id)
    names = kept.directory(session)
    return actions.write_theme(session, box, names, theme, form.title.data.strip(), form.paraphrase.data.strip())


def _page(id: int, form: ThemeForm) -> str:
    session = db.session()
    box = kept.reviewed(session, current_user, id)
    shown = kept.comments(session, box, request.args.get("page", 1, int))
    return render_template(
        "campaigns/comments.html",
        box=box,
        form=form,
        shown=shown,
        drafts=kept.drafts(session, box),
        within=kept.themes_of(session, box, shown),
        ticked=request.form.getlist("comment"),
    )


def _refused(id: int, form: ThemeForm, refusal: Refusal) -> Page:
    flash(phrase(refusal.key, **refusal.values), "caveat")
    return _page(id, form), refusal.status
