"""A LimeSurvey document as an instrument: groups as sections, subquestions as items of their own."""

from typing import Any

from surveys.definition import Condition
from surveys.exchange.gathering import Gathering, Page
from surveys.exchange.limesurvey.questions import Questions
from surveys.exchange.limesurvey.relevance import Relevance
from surveys.exchange.limesurvey.tables import Row, Tables, tables
from surveys.exchange.outcome import ExchangeRefused, Imported, Why
from surveys.exchange.trees import tree

_UNREAD = {
    "conditions": Why.UNSUPPORTED_LOGIC, "quota": Why.UNSUPPORTED_LOGIC, "assessments": Why.UNSUPPORTED_SCORING,
    "defaultvalues": Why.UNSUPPORTED_SETTING, "survey_url_parameters": Why.UNSUPPORTED_SETTING,
}  # fmt: skip
#: Words of a survey that are no part of what is asked: pages and mails of LimeSurvey.
_READ_WORDS = {
    "surveyls_survey_id", "surveyls_language", "surveyls_title", "surveyls_description", "surveyls_welcometext",
    "surveyls_dateformat", "surveyls_numberformat",
}  # fmt: skip


def parse(content: bytes) -> tuple[Imported, Any]:
    """What stands in LimeSurvey's own tables, and the part only Exemplar reads; raises ExchangeRefused."""
    document = tables(content)
    found = Gathering()
    survey = next(iter(document.of("surveys")), {})
    base = survey.get("language") or next(iter(document.languages), "en")
    language = found.language(base)
    questions = Questions(found, document, base)
    _groups(found, document, questions)
    for table, why in _UNREAD.items():
        if rows := document.of(table):
            found.lose("instrument", f"{table}: {len(rows)}", why)
    settings = {row.get("surveyls_language", base): row for row in document.of("surveys_languagesettings")}
    own = settings.get(base, {})

    def said(key: str) -> str:
        return questions.translated("instrument", {one: row.get(key, "") for one, row in settings.items()})

    notice = "\n".join(text for text in (said("surveyls_description"), said("surveyls_welcometext")) if text)
    if words := [key for key, text in own.items() if text and key not in _READ_WORDS]:
        found.lose("instrument", ", ".join(words), Why.UNSUPPORTED_SETTING, repr({key: own[key] for key in words}))
    return found.imported(said("surveyls_title"), language, notice=notice), _own(document.own)


def _own(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return tree(text)
    except ExchangeRefused:
        return {}


def _groups(found: Gathering, document: Tables, questions: Questions) -> None:
    relevance = Relevance(found, questions)
    groups = document.things("groups", "gid", "group_order") or [{"gid": ""}]
    asked = [
        row for row in document.things("questions", "qid", "question_order") if row.get("parent_qid", "0") in ("", "0")
    ]
    for number, group in enumerate(groups, start=1):
        place = f"section section_{number}"
        said = document.said("groups", "group_l10ns", "gid").get(group.get("gid", ""), {})
        title = questions.translated(place, {one: row.get("group_name", "") for one, row in said.items()})
        text = questions.translated(place, {one: row.get("description", "") for one, row in said.items()})
        when = relevance.when(place, group.get("grelevance"))
        if group.get("randomization_group"):
            found.lose(place, f"randomization_group {group['randomization_group']}", Why.UNSUPPORTED_SETTING)
        page = found.page(title, text, when=when)
        own = [row for row in asked if row.get("gid", "") == group.get("gid", "") or not group.get("gid", "")]
        _fill(found, page, when, own, questions, relevance)


def _fill(
    found: Gathering,
    first: Page,
    when: tuple[Condition, ...],
    rows: list[Row],
    questions: Questions,
    relevance: Relevance,
) -> None:
    """The questions of a group; one with a relevance of its own, and a text between, begin a section."""
    page, wish = first, "1"
    for row in rows:
        place = f"item {row.get('title', '?')}"
        asked = row.get("relevance", "").strip() or "1"
        shows = row.get("type") == "X"
        if asked != wish or (shows and page.items):
            own = relevance.when(place, asked)
            if page.items or page is not first or own:
                page = found.page(first.title, "", when=(*when, *own))
                if not first.items and not first.text and first in found.pages:
                    found.pages.remove(first)
            wish = asked
        if shows:
            text = questions.text(row)
            page.text = "\n".join(part for part in (page.text, text) if part)
        else:
            questions.add(page, row)
