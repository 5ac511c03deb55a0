"""Input about a job: opening an analysis, its tasks and experts, and what an expert says."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectChoice, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired

from assess.forms import Form
from assess.guides.actions.jobs import Said
from assess.guides.models import STANDINGS, Expert, JobAnalysis
from assess.phrases import WORDS


class BeginForm(Form):
    """A job and which list of tasks and competencies to begin with; the choices are the view's."""

    job = SelectField(_("Job"), [DataRequired(_("Choose a job."))])
    family = SelectField(_("Begin with the list for"))
    career = BooleanField(_("Ask about the topics of the career interview too"))


class TasksForm(Form):
    """The tasks of a job, one a line."""

    tasks = TextAreaField(_("Tasks, one a line"), render_kw={"rows": 12})


class PeopleForm(Form):
    """Whom to ask, of those listed; the choices are the view's."""

    accounts = SelectMultipleField(
        _("Whom to ask"),
        [DataRequired(_("Choose at least one person."))],
        coerce=int,
        validate_choice=False,
        render_kw={"size": 8},
    )


class ExpertsForm(PeopleForm):
    """Whom to ask, and what makes them experts."""

    standing = SelectField(_("They"), choices=[SelectChoice(one, WORDS[f"guides.standing.{one}"]) for one in STANDINGS])


def said(analysis: JobAnalysis, given: MultiDict[str, str]) -> Said:
    """What an expert's page holds; whatever is not a rating on it counts as not given."""
    tasks: dict[int, tuple[int, int | None]] = {}
    for task in analysis.tasks:
        frequency, importance = _point(given, f"f{task.id}", 0), _point(given, f"i{task.id}", 1)
        if frequency is not None:
            tasks[task.id] = (frequency, importance if frequency else None)
    competencies = {code: one for code in analysis.competencies if (one := _point(given, f"c-{code}", 1)) is not None}
    links = {code: [int(id) for id in given.getlist(f"l-{code}") if id.isdecimal()] for code in competencies}
    return Said(tasks, competencies, links)


def shown(expert: Expert) -> Mapping[str, str | list[str]]:
    """What an expert said before, under the names of the page."""
    known: dict[str, str | list[str]] = {}
    for task in expert.tasks:
        known[f"f{task.task_id}"] = str(task.frequency)
        if task.importance is not None:
            known[f"i{task.task_id}"] = str(task.importance)
    for one in expert.competencies:
        known[f"c-{one.competency}"] = str(one.importance)
        known[f"l-{one.competency}"] = [str(link.task_id) for link in one.links]
    return known


def left(analysis: JobAnalysis, said: Said) -> list[str]:
    """The places of the page that still lack an answer: ids of fields."""
    tasks = [
        f"f{task.id}" if task.id not in said.tasks else f"i{task.id}"
        for task in analysis.tasks
        if task.id not in said.tasks or (said.tasks[task.id][0] and said.tasks[task.id][1] is None)
    ]
    return [*tasks, *(f"c-{code}" for code in analysis.competencies if code not in said.competencies)]


def _point(given: MultiDict[str, str], name: str, least: int) -> int | None:
    value = given.get(name, "")
    return int(value) if value in {str(point) for point in range(least, 6)} else None
