"""The one blueprint of all pages under /performance."""

from flask import Blueprint

bp = Blueprint("performance", __name__, url_prefix="/performance")
