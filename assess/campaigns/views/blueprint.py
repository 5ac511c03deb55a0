"""The blueprint every page of campaigns hangs on."""

from flask import Blueprint

bp = Blueprint("campaigns", __name__)
