"""Practices of a job taken together, those that nobody on top goes without, and the conditions around them."""

from dataclasses import replace

from sqlalchemy.orm import Session

from assess.levers.frames import Study
from assess.levers.queries.verdicts import rows, verdicts_of
from assess.levers.tasks.confiding import discreet
from scoring.bundle import Practised, bundle, trends
from scoring.conditions import conditions
from scoring.conditions.results import Condition, Source
from scoring.errors import ScoringError
from scoring.levers import Causal, Registered
from scoring.necessity import necessity
from scoring.refusals import caveat
from scoring.reports import bundle as bundle_reports
from scoring.reports import conditions as condition_reports
from scoring.reports import necessity as necessity_reports
from scoring.results import Report, Sentence

#: Of resampling and half-samples; kept with each Report.
SEED = 17
#: Verdicts that rest on nobody.
UNTESTED = ("not_testable", "exploratory")
_FOLLOWS = Causal.REVERSE_CAUSE_PLAUSIBLE.value


def together(session: Session, job: str, main: Study) -> Report:
    """Breadth and consistency against the best single practice."""
    usable = _sound(session, job)
    practices = [
        Practised(one.code, one.label, one.direction, measures=main.scales[one.code], supported=usable[one.code])
        for one in main.registered
        if one.code in usable
    ]
    people = main.data.people[["person_id", "team", "outcome", "group", "outlier"]]
    values = main.long[["person_id", "lever", "measure", "period", "value", "opportunities"]]
    try:
        found = bundle(people, values, practices, main.data.circumstances, seed=SEED)
    except ScoringError as problem:
        return Report(bundle_reports.KIND, Sentence("bundle.unknown", {"practices": 0}), caveats=(caveat(problem),))
    # of a team what was said in confidence leaves through the release of its survey alone
    open_ones = [one for one in practices if one.code not in main.confided]
    return discreet(session, job, main, bundle_reports.report(found, *trends(people, values, open_ones)))


def needed(session: Session, job: str, main: Study) -> Report:
    """Practices that nobody in the replicable top goes without; talent outliers may well do (methods §3.9)."""
    sound = _sound(session, job)
    inside = [one for one in main.registered if one.code in sound]
    values = main.data.values[[one.code for one in inside]] * [one.direction for one in inside]
    people = main.data.people.set_index("person_id").loc[values.index]
    top = people["group"].eq("top") & ~people["outlier"].astype(bool)
    found = necessity(values, people["outcome"], top, [one.label for one in inside], seed=SEED)
    # what less of is expected to go with results was turned round; its least is the most anybody has
    told = [
        replace(one, least=None if one.least is None else one.least * lever.direction)
        for one, lever in zip(found.levers, inside, strict=True)
    ]
    return discreet(session, job, main, necessity_reports.report(replace(found, levers=tuple(told))))


def around(session: Session, job: str, main: Study) -> Report:
    """The conditions of teams, and which practices go with results more under which."""
    named = [_condition(one, main.points.get(one.code)) for one in main.conditions]
    people = main.data.people[["person_id", "team", "outcome"]]
    sound = _sound(session, job)
    crossed = main.data.values[[code for code in main.data.values if code in sound]]
    try:
        found = conditions(people, main.data.circumstances, named, main.ratings, main.facts, crossed)
    except ScoringError as problem:
        return Report(condition_reports.KIND, Sentence("conditions.unusable"), caveats=(caveat(problem),))
    return discreet(session, job, main, condition_reports.report(found))


def _condition(lever: Registered, points: int | None) -> Condition:
    source = Source.SAW_RESULTS if lever.contaminated == "rater_saw_results" else Source.APART
    return Condition(lever.code, lever.label, points, lever.direction, source, lever.exploratory)


def _sound(session: Session, job: str) -> dict[str, bool]:
    """By code, whether somebody may build on it: of levers that were judged and are more than a sign of success.

    What is part of the result, follows it or comes with talent would seem to predict what it is or what brought it;
    what was written after a look was chosen by results; what is measured badly says little of a practice.
    """
    judged = verdicts_of(session, job)
    return {
        str(row["lever"]): row["usable"] == "yes"
        for row in (rows(judged.report, "verdicts") if judged else ())
        if row["verdict"] not in UNTESTED and row["talent_linked"] == "no" and row["causal"] != _FOLLOWS
    }
