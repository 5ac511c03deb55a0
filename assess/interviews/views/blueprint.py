"""The blueprint every page of interviews hangs on."""

from flask import Blueprint

bp = Blueprint("interviews", __name__)
