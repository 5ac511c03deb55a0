"""What every form of the application has in common."""

from typing import ClassVar

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget


class Form(FlaskForm):
    """A form with CSRF protection; a button-only form needs no further fields."""


class _Tick(CheckboxInput):
    """One box of several: where one is asked for at least, a browser must not ask for each."""

    validation_attrs: ClassVar = ["disabled"]


class TicksField(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = _Tick()
