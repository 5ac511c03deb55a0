"""Every feature, lowest first, with its pages: a feature imports only features before it. The table of contents."""

from flask import Blueprint

from assess.home.views import bp as home
from assess.people.views import bp as people

FEATURES: tuple[tuple[str, Blueprint | None], ...] = (
    ("audit", None),  # its page is with people, so that reading the trail is itself recorded
    ("jobs", None),
    ("links", None),
    ("people", people),
    ("analyses", None),  # the owning feature shows and guards its Report
    ("hiring", None),
    ("home", home),
)
