"""The blueprint both sides of an assessment hang on."""

from flask import Blueprint

bp = Blueprint("delivery", __name__)
