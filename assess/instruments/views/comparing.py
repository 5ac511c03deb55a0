"""What differs between a draft and a version, or between two versions."""

from flask import render_template, request

from assess.access import allowed
from assess.database import db
from assess.errors import NotFound
from assess.instruments import queries
from assess.instruments.queries.drafts import work
from assess.instruments.views.blueprint import READERS, bp
from surveys.differences import differences
from surveys.versions import instrument_of


@bp.get("/drafts/<int:id>/differences")
@allowed(*READERS)
def draft_differences(id: int) -> str:
    """What a draft changes against the version it began from, or against another of its code."""
    session = db.session()
    found = work(session, id)
    others = queries.siblings(session, found.draft.code)
    chosen = request.args.get("before", found.draft.based_on_id, type=int)
    # a draft that got another code still knows the version it began from
    chosen = chosen or (others[0].version.id if others else None)
    before = queries.published(session, chosen).instrument if chosen else None
    return render_template(
        "instruments/draft_differences.html",
        work=found,
        others=others,
        chosen=chosen,
        found=differences(before, found.instrument) if before else None,
    )


@bp.get("/<int:id>/differences")
@allowed(*READERS)
def version_differences(id: int) -> str:
    """What a version changed against another of its code, the one before if none is named."""
    session = db.session()
    after = queries.listed_version(session, id)
    others = [one for one in queries.siblings(session, after.version.code) if one.version.id != id]
    earlier = [one for one in others if one.number < after.number]
    chosen = request.args.get("before", (earlier or others)[0].version.id if others else None, type=int)
    before = next((one for one in others if one.version.id == chosen), None)
    if before is None and others:
        raise NotFound
    old = instrument_of(session, before.version.content_hash) if before else None
    return render_template(
        "instruments/version_differences.html",
        after=after,
        before=before,
        others=others,
        found=differences(old, after.instrument) if old else None,
    )
