"""Input about files of other programs: the file itself, and what was read from it on its way to a draft."""

import base64
import binascii
import json
import zlib

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import DataRequired

from assess.errors import Refusal
from assess.forms import Form
from surveys.definition import Instrument
from surveys.exchange.soundness import sound

#: Bytes of an instrument between its report and its draft; more than any that is taken.
MOST = 20_000_000


class NotCarried(Refusal):
    """What was read from a file did not come back as it was sent to the page."""

    status = 422
    key = "exchange.not_carried"


class ExchangeForm(Form):
    """A file to read and report on."""

    file = FileField(_("File"), [FileRequired(_("Please choose a file."))])


class CarriedForm(Form):
    """What was read from a file, for the draft that begins with it; nothing of it is kept on the server between."""

    instrument = HiddenField(validators=[DataRequired()])


def carried(instrument: Instrument) -> str:
    """The instrument as the value of a hidden field; ``arrived`` is the inverse."""
    text = json.dumps(instrument.plain(), separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def arrived(value: str) -> Instrument:
    """The instrument of a hidden field; raises NotCarried for anything that ``carried`` did not make."""
    try:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(base64.b64decode(value, validate=True), MOST)
        instrument = Instrument.from_plain(json.loads(text))
        whole = unpacking.eof and sound(instrument)
    except (binascii.Error, zlib.error, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotCarried from None
    if not whole:
        raise NotCarried
    return instrument
