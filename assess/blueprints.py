"""Every feature, lowest first, with its pages: a feature imports only features before it. The table of contents."""

from flask import Blueprint

from assess.benchmarks.views import bp as benchmarks
from assess.calibration.views import bp as calibration
from assess.campaigns.views import bp as campaigns
from assess.decisions.views import bp as decisions
from assess.delivery.views import bp as delivery
from assess.fieldwork.views import bp as fieldwork
from assess.guides.views import bp as guides
from assess.hiring.views import bp as hiring
from assess.home.views import bp as home
from assess.impact.views import bp as impact
from assess.instruments.views import bp as instruments
from assess.interviews.views import bp as interviews
from assess.levers.views import bp as levers
from assess.measurement.views import bp as measurement
from assess.people.views import bp as people
from assess.performance.views import bp as performance
from assess.plans.views import bp as plans
from assess.power.views import bp as power
from assess.practices.views import bp as practices
from assess.profiles.views import bp as profiles
from assess.projects.views import bp as projects
from assess.references.views import bp as references
from assess.vignettes.views import bp as vignettes

FEATURES: tuple[tuple[str, Blueprint | None], ...] = (
    ("audit", None),  # its page is with people, so that reading the trail is itself recorded
    ("jobs", None),
    ("links", None),
    ("people", people),
    ("vault", None),  # candidates write from a page of delivery; nothing is shown
    ("analyses", None),  # the owning feature shows and guards its Report
    ("instruments", instruments),
    ("performance", performance),
    ("campaigns", campaigns),
    ("hiring", hiring),
    ("delivery", delivery),
    ("profiles", profiles),
    ("measurement", measurement),
    ("fieldwork", fieldwork),
    ("guides", guides),
    ("interviews", interviews),
    ("references", references),
    ("vignettes", vignettes),
    ("calibration", calibration),
    ("decisions", decisions),
    ("benchmarks", benchmarks),
    ("impact", impact),
    ("power", power),
    ("levers", levers),
    ("practices", practices),
    ("plans", plans),
    ("projects", projects),
    ("home", home),
)
