"""The one blueprint of the feature, for every module of its pages."""

from flask import Blueprint

bp = Blueprint("references", __name__)
