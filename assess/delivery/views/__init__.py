"""Pages of assessments: for whoever was invited, and for those who invite."""

from assess.delivery.views import assessments, files, keys, pages, requests, rights, take, voluntary
from assess.delivery.views.blueprint import bp

__all__ = ["assessments", "bp", "files", "keys", "pages", "requests", "rights", "take", "voluntary"]
