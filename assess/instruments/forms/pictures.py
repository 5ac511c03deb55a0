"""Input of a picture that items can show."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileAllowed, FileField, FileRequired

from assess.forms import Form


class PictureForm(Form):
    """A picture to keep."""

    file = FileField(
        _("Picture"),
        [
            FileRequired(_("Please choose a file.")),
            FileAllowed(["png", "jpg", "jpeg", "webp"], _("A picture is a file ending in .png, .jpg or .webp.")),
        ],
    )
