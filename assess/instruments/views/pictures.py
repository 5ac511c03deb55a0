"""Pictures that items show: kept by those who write instruments, shown to everybody who knows their hash."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import allowed, public
from assess.database import db
from assess.instruments import actions
from assess.instruments.forms.pictures import PictureForm
from assess.instruments.queries import pictures as queries
from assess.instruments.views.blueprint import READERS, WRITERS, bp
from assess.phrases import phrase
from surveys.assets import LARGEST
from surveys.errors import FileRefused
from surveys.files import MEDIA_TYPES

YEAR = 365 * 24 * 3600


@bp.get("/pictures/<sha256>")
@public
def picture(sha256: str) -> Response:
    """The bytes of a picture.

    Its address holds 256 bits that only a page with the picture shows. No link or cookie is asked for: candidates,
    referees and anonymous respondents see the same picture, and looking at it leaves no trace of who did.
    """
    found = queries.picture(db.session(), sha256)
    answer = make_response(found.content)
    answer.content_type = MEDIA_TYPES[found.kind]
    answer.cache_control.private = True  # whoever is signed in gets their session's cookie anew with every answer
    answer.cache_control.max_age = YEAR
    answer.cache_control.immutable = True
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    answer.set_etag(sha256)
    return answer.make_conditional(request)


@bp.get("/pictures")
@allowed(*READERS)
def pictures() -> str:
    """The pictures that items can show, and their hashes to name them by."""
    return _page(PictureForm())


@bp.post("/pictures")
@allowed(*WRITERS)
def keep_picture() -> Response | tuple[str, int]:
    """Keep a picture, cleaned of everything that is not picture."""
    session, form = db.session(), PictureForm()
    if not form.validate():
        return _page(form), 422
    try:
        kept = actions.keep_picture(session, current_user.pseudonym, form.file.data.read(LARGEST + 1))
    except FileRefused as refused:
        form.file.errors = [phrase(f"picture.{refused.reason}")]
        return _page(form), 422
    session.commit()
    flash(_("The picture is kept. Name it in an item by its hash."), "ok")
    return redirect(url_for("instruments.pictures", _anchor=f"picture-{kept.sha256}"))


def _page(form: PictureForm) -> str:
    return render_template("instruments/pictures.html", form=form, pictures=queries.pictures(db.session()))
