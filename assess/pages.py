"""What every page shares: the rail, refusals as pages, and words for codes."""

from dataclasses import dataclass

from flask import Flask, Response, jsonify, render_template, request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_security import current_user
from werkzeug.exceptions import HTTPException

from assess import reports
from assess.access import rule_of
from assess.errors import Refusal
from assess.labels import label
from assess.phrases import phrase
from assess.security import roles
from surveys.errors import EngineError


@dataclass(frozen=True, slots=True)
class Section:
    """A question of the rail and its pages as (endpoint, words)."""

    name: str
    title: str
    question: str
    pages: tuple[tuple[str, str], ...]


RAIL = (
    Section(
        "performers",
        _("Performers"),
        _("Who really performs?"),
        (
            ("performance.tiers", _("Tiers")),
            ("performance.patterns", _("Patterns")),
            ("performance.screening", _("Screening")),
            ("performance.managers", _("Managers")),
            ("performance.mine", _("My results")),
            ("benchmarks.index", _("Benchmarks")),
            ("benchmarks.mine", _("My benchmarks")),
            ("benchmarks.team", _("My team's benchmarks")),
            ("benchmarks.board", _("Who reached a target")),
            ("benchmarks.sponsor", _("Targets for a sponsor")),
            ("performance.events", _("Events")),
            ("performance.portfolio", _("My accounts")),
            ("performance.portfolios", _("Stated portfolios")),
            ("performance.kpis", _("KPIs and weights")),
            ("performance.rates", _("Exchange rates")),
            ("performance.uploads", _("Uploads")),
        ),
    ),
    Section(
        "levers",
        _("Levers"),
        _("What sets them apart?"),
        (
            ("levers.index", _("Hypotheses")),
            ("levers.beliefs", _("What leaders believe")),
            ("levers.evidence", _("What people say")),
            ("levers.verdicts", _("Verdicts")),
            ("campaigns.index", _("Surveys")),
            ("power.index", _("What can be shown")),
        ),
    ),
    Section(
        "selection",
        _("Selection"),
        _("Who else is like them?"),
        (
            ("hiring.index", _("Openings")),
            ("delivery.index", _("Assessments")),
            ("delivery.requests", _("Requests")),
            ("measurement.index", _("Measurement")),
            ("guides.index", _("Guides")),
            ("interviews.index", _("Interviews")),
            ("vignettes.index", _("Training")),
            ("calibration.index", _("Calibration")),
            ("calibration.mine", _("How I rate")),
            ("decisions.index", _("Compare")),
            ("impact.index", _("Adverse impact")),
            ("profiles.index", _("Profiles")),
            ("profiles.mine", _("My scales")),
            ("profiles.team", _("Scales of my team")),
            ("profiles.leaders", _("Future leaders")),
        ),
    ),
    Section(
        "spread",
        _("Practices"),
        _("How do we spread it?"),
        (("practices.index", _("Practices")), ("projects.index", _("Projects"))),
    ),
    Section("improve", _("Plans"), _("Did it work?"), (("plans.index", _("Plans")),)),
)
MORE: tuple[tuple[str, str], ...] = (
    ("instruments.index", _("Instrument library")),
    ("people.index", _("People and roles")),
    ("people.audit", _("Audit trail")),
)


def rail(app: Flask) -> list[tuple[Section, list[tuple[str, str]]]]:
    """The sections and pages this viewer may open; a section without any is left out."""
    mine = roles()
    shown = []
    for section in RAIL:
        pages = [(e, words) for e, words in section.pages if rule_of(app.view_functions.get(e)).admits(mine)]
        if pages:
            shown.append((section, pages))
    return shown


def install(app: Flask) -> None:
    """Give templates the rail and words, and turn every refusal into a page that says what happened."""

    # globals rather than context, so that imported macros know them too
    app.jinja_env.globals.update(
        filled=reports.filled,
        company=app.config["EXEMPLAR"].company,
        get_locale=get_locale,
        label=label,
        left_out=reports.left_out,
        phrase=phrase,
        reasons=reports.reasons,
        words=reports.words,
    )

    @app.context_processor
    def _shared() -> dict[str, object]:
        more = [(e, words) for e, words in MORE if rule_of(app.view_functions.get(e)).admits(roles())]
        return {
            "rail": rail(app) if current_user.is_authenticated else [],
            "rail_more": more,
        }

    @app.errorhandler(Refusal)
    def _refused(refusal: Refusal) -> tuple[Response | str, int]:
        return _page(refusal.status, phrase(refusal.key, **refusal.values))

    @app.errorhandler(EngineError)
    def _engine(error: EngineError) -> tuple[Response | str, int]:
        return _page(409, phrase(f"engine.{error.code}", **error.values))

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> tuple[Response | str, int] | HTTPException:
        if error.code is None or error.code < 400:
            return error
        return _page(error.code, phrase(f"http.{error.code}"))


def _page(status: int, words: str) -> tuple[Response | str, int]:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=words), status
    return render_template("refused.html", words=words, status=status), status
