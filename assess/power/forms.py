"""What is asked for each question of the planner; every field has a value to start from."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DecimalField, Form, IntegerField
from wtforms.validators import InputRequired, NumberRange

from scoring.power import Correlation, Design, ProfileGate, Proportions, Teams, TwoGroups, reliability
from scoring.reports import power as reports
from scoring.results import Report

PEOPLE, ICC = 38, 0.45


def _whole(words: Any, least: int, most: int, start: int) -> IntegerField:
    return IntegerField(words, [InputRequired(), NumberRange(least, most)], default=start)


def _share(words: Any, least: float, most: float, start: float) -> DecimalField:
    return DecimalField(words, [InputRequired(), NumberRange(least, most)], default=start, places=None)


class _Numbers(Form):
    """A question in numbers; whatever comes in the address, nothing is written."""

    def number(self, name: str) -> float:
        """What stands in a field, as a float."""
        return float(self[name].data)


class _OverPeriods(_Numbers):
    people = _whole(_("People with results"), 4, 1_000_000, PEOPLE)
    periods = _whole(_("Periods of results"), 1, 60, 4)
    icc = _share(_("Share of one period's differences that lasts"), 0.01, 1, ICC)

    @property
    def reliability(self) -> float:
        """Of results over these periods."""
        return reliability(self.number("periods"), self.number("icc"))

    def planned(self, design: Design) -> Report:
        """The Report of a design on these people and periods."""
        return reports.report(
            design, self.number("effect"), int(self.number("people")), int(self.number("periods")), self.number("icc")
        )


class CorrelationForm(_OverPeriods):
    """Does a score go with results?"""

    effect = _share(_("Smallest true correlation worth finding"), 0.01, 0.95, 0.20)
    hypotheses = _whole(_("Hypotheses tested together"), 1, 200, 1)

    @property
    def plan(self) -> Report:
        """The Report of the numbers."""
        return self.planned(Correlation(self.reliability, int(self.number("hypotheses"))))


class GroupsForm(_OverPeriods):
    """Do the top differ from the others?"""

    others = _share(_("Others for one of the top"), 0.1, 50, 2)
    effect = _share(_("Smallest true difference worth finding, in standard deviations"), 0.01, 5, 0.50)
    hypotheses = _whole(_("Hypotheses tested together"), 1, 200, 1)

    @property
    def plan(self) -> Report:
        """The Report of the numbers."""
        return self.planned(TwoGroups(self.number("others"), self.reliability, int(self.number("hypotheses"))))


class TeamsForm(_Numbers):
    """Does something about teams go with results?"""

    teams = _whole(_("Teams"), 1, 100_000, 24)
    size = _share(_("People in a team"), 1, 10_000, 10)
    icc = _share(_("Share of people's differences that lies between teams"), 0, 0.99, 0.1)
    effect = _share(_("Smallest effect worth finding, in standard deviations of a person's results"), 0.01, 5, 0.25)
    hypotheses = _whole(_("Hypotheses tested together"), 1, 200, 1)

    @property
    def plan(self) -> Report:
        """The Report of the numbers."""
        design = Teams(self.number("size"), self.number("icc"), int(self.number("hypotheses")))
        return reports.report(design, self.number("effect"), int(self.number("teams")))


class ProportionsForm(_Numbers):
    """Do two groups get through at different rates?"""

    people = _whole(_("People of both groups"), 4, 1_000_000, 200)
    focal = _share(_("Share of the smaller group among them"), 0.01, 0.99, 0.3)
    rate = _share(_("Rate at which the others get through"), 0.01, 0.99, 0.5)
    ratio = _share(_("Impact ratio worth finding"), 0.01, 0.99, 0.8)

    @property
    def plan(self) -> Report:
        """The Report of the numbers."""
        design = Proportions(self.number("rate"), self.number("focal"))
        gap = self.number("rate") * (1 - self.number("ratio"))
        return reports.report(design, gap, int(self.number("people")))


class GateForm(_OverPeriods):
    """Will a profile pass its gate?"""

    effect = _share(_("True validity it may have"), 0.01, 0.95, 0.30)

    @property
    def plan(self) -> Report:
        """The Report of the numbers."""
        return self.planned(ProfileGate(self.reliability))


class TiersForm(_OverPeriods):
    """Whom will tiers be able to name?"""

    @property
    def plan(self) -> Report:
        """The Report of the numbers."""
        return reports.standing(int(self.number("people")), int(self.number("periods")), self.number("icc"))


PlanForm = CorrelationForm | GroupsForm | TeamsForm | ProportionsForm | GateForm | TiersForm

FORMS: dict[str, type[PlanForm]] = {
    "correlation": CorrelationForm,
    "groups": GroupsForm,
    "teams": TeamsForm,
    "proportions": ProportionsForm,
    "gate": GateForm,
    "tiers": TiersForm,
}
