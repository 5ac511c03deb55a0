"""What every form of the application has in common."""

from flask_wtf import FlaskForm


class Form(FlaskForm):
    """A form with CSRF protection; a button-only form needs no further fields."""
