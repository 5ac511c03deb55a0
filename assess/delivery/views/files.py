"""Files that answer items, handed back: to whoever gave them, and to those who may see their answers."""

from io import BytesIO

from flask import g, send_file
from flask_security import current_user
from werkzeug.wrappers import Response

from assess.access import Role, allowed
from assess.audit.actions import record
from assess.database import db
from assess.delivery.queries import files
from assess.delivery.queries.assessments import invitation_for
from assess.delivery.views.arrivals import arrived, candidate
from assess.delivery.views.blueprint import bp
from surveys.files import MEDIA_TYPES
from surveys.models import AnswerFile


@bp.get("/take/<int:part>/files/<item>")
@candidate
def own_file(part: int, item: str) -> Response:
    """The file somebody gave, to look at it again."""
    arrived()
    return _saved(files.own_file(db.session(), g.link.target, part, item))


@bp.get("/invitations/<int:id>/files/<int:part>/<item>")
@allowed(Role.HR, Role.ANALYST, Role.HIRING_MANAGER, writes=True)
def file(id: int, part: int, item: str) -> Response:
    """A file that was handed in; that it was opened is recorded."""
    session = db.session()
    invitation = invitation_for(session, current_user, id)
    answer = _saved(files.file_for(session, current_user, invitation, part, item))
    record(session, current_user.pseudonym, "delivery.file_opened", f"invitation:{id}", part=part, item=item)
    session.commit()
    return answer


def _saved(file: AnswerFile) -> Response:
    """Always saved, never shown in the page's own origin, whatever the browser makes of its bytes."""
    answer = send_file(
        BytesIO(file.content), mimetype=MEDIA_TYPES[file.kind], as_attachment=True, download_name=file.name
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
