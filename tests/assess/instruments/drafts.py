"""A draft to try things on, and the page of one as a browser would send it back."""

import re
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from assess.instruments.actions import start_draft
from assess.instruments.models import InstrumentDraft
from surveys.bank import library
from surveys.definition import Instrument

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def begun(session: Session, instrument: Instrument | None = None) -> int:
    """The id of a new draft, of the example on how people work if none is given."""
    draft = start_draft(session, "somebody", instrument or library()["work_style"])
    session.commit()
    return draft.id


def held(session: Session, id: int) -> Instrument:
    """The instrument a draft holds now."""
    session.expire_all()
    draft = session.get(InstrumentDraft, id)
    assert draft is not None
    found = Instrument.from_plain(draft.definition)
    session.commit()
    return found


def sent(page: str) -> dict[str, str | list[str]]:
    """What a browser would send of the last form of a page with a ``seen`` mark, unchanged."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="seen"' in one)
    data: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        if name is None or (kind and kind[1] == "file"):
            continue
        if kind and kind[1] in {"checkbox", "radio"} and " checked" not in tag:
            continue
        said = unescape(value[1]) if value else "y"
        if kind and kind[1] == "checkbox" and value and value[1] != "y":
            data.setdefault(name[1], []).append(said)  # type: ignore[union-attr]
        else:
            data[name[1]] = said
    for name_, words in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', form, re.DOTALL):
        data[name_] = unescape(words)
    for name_, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', options) or re.search(r'value="([^"]*)"', options)
        data[name_] = unescape(chosen[1]) if chosen else ""
    return data


def post(client: FlaskClient, path: str, **changed: str) -> tuple[int, str]:
    """Open a page, change some fields, send it back."""
    answer = client.post(path, data={**sent(client.get(path).text), **changed})
    return answer.status_code, answer.text
