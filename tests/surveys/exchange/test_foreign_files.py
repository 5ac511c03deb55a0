"""Files that other programs wrote, in small: what becomes of their questions, and what is said to be lost."""

import json
from typing import Any

import pytest

from surveys.definition import Condition, Item, Option
from surveys.exchange import Imported, Why, read_any
from tests.surveys.exchange.reports import found, losses


def rows(*held: dict[str, Any]) -> str:
    cells = ("".join(f"<{key}><![CDATA[{value}]]></{key}>" for key, value in row.items()) for row in held)
    return "<rows>" + "".join(f"<row>{row}</row>" for row in cells) + "</rows>"


def limesurvey(old: bool = False, **tables: list[dict[str, Any]]) -> Imported:
    body = "".join(f"<{name}>{rows(*held)}</{name}>" for name, held in tables.items())
    text = (
        f"<document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>{145 if old else 641}</DBVersion>"
        f"<languages><language>en</language><language>de</language></languages>{body}</document>"
    )
    return read_any(text.encode(), "survey.lss")


QUESTION = {"gid": 1, "parent_qid": 0, "relevance": "1", "mandatory": "N", "scale_id": 0}


def test_an_array_becomes_one_item_a_subquestion_and_its_answers_points() -> None:
    read = limesurvey(
        groups=[{"gid": 1, "group_order": 1}],
        group_l10ns=[{"gid": 1, "group_name": "Your week", "language": "en"}],
        questions=[{**QUESTION, "qid": 1, "type": "F", "title": "Q1", "mandatory": "Y"}],
        subquestions=[
            {"qid": 3, "parent_qid": 1, "title": "SQ002", "question_order": 2},
            {"qid": 2, "parent_qid": 1, "title": "SQ001", "question_order": 1},
        ],
        question_l10ns=[
            {"qid": 1, "question": "How far?", "language": "en"},
            {"qid": 1, "question": "Wie sehr?", "language": "de"},
            {"qid": 2, "question": "I <b>plan</b>.", "language": "en"},
            {"qid": 3, "question": "I call.", "language": "en"},
        ],
        answers=[
            {"aid": 1, "qid": 1, "code": "A1", "sortorder": 1, "assessment_value": 0, "scale_id": 0},
            {"aid": 2, "qid": 1, "code": "A2", "sortorder": 2, "assessment_value": 0, "scale_id": 0},
        ],
        answer_l10ns=[
            {"aid": 1, "answer": "No", "language": "en"},
            {"aid": 1, "answer": "Nein", "language": "de"},
            {"aid": 2, "answer": "Yes", "language": "en"},
        ],
    )
    assert found(read) == [
        ("q1_sq001", "likert", "How far?\nI plan."),
        ("q1_sq002", "likert", "How far?\nI call."),
    ]
    first = read.instrument.items["q1_sq001"]
    assert (first.options, first.required) == ((Option("1", "No"), Option("2", "Yes")), True)
    assert read.codes == {"q1_sq001": "Q1_SQ001", "q1_sq002": "Q1_SQ002"}
    assert losses(read) == [
        ("item q1_sq001", "A1 → 1; A2 → 2", Why.VALUE_CHANGED),
        ("item q1_sq002", "A1 → 1; A2 → 2", Why.VALUE_CHANGED),
    ]
    assert [(one.language, dict(one.words)) for one in read.instrument.translations] == [
        ("de", {"How far?": "Wie sehr?", "No": "Nein"})
    ]


def test_the_old_layout_with_words_in_every_row_is_read_too() -> None:
    def twice(**row: Any) -> list[dict[str, Any]]:
        said = row.pop("question")
        return [
            {**QUESTION, **row, "question": said, "language": "en"},
            {**QUESTION, **row, "question": "?", "language": "de"},
        ]

    read = limesurvey(
        old=True,
        groups=[
            {"gid": 1, "group_name": "One", "group_order": 1, "language": "en"},
            {"gid": 1, "group_name": "Eins", "group_order": 1, "language": "de"},
        ],
        questions=[
            *twice(qid=1, type="L", title="mood", question="How are you?", question_order=1),
            *twice(qid=2, type="T", title="why", question="Why?", question_order=2, relevance='((mood.NAOK == "b"))'),
        ],
        answers=[
            {"qid": 1, "code": "a", "answer": "Well", "sortorder": 1, "assessment_value": 2, "language": "en"},
            {"qid": 1, "code": "a", "answer": "Gut", "sortorder": 1, "assessment_value": 2, "language": "de"},
            {"qid": 1, "code": "b", "answer": "Ill", "sortorder": 2, "assessment_value": 0, "language": "en"},
        ],
        question_attributes=[{"qid": 1, "attribute": "random_order", "value": 1}],
    )
    assert [(section.title, section.when, len(section.items)) for section in read.instrument.sections] == [
        ("One", (), 1),
        ("One", (Condition("mood", ("b",)),), 1),
    ]
    mood = read.instrument.items["mood"]
    assert mood == Item(
        "mood", "choice", "How are you?", options=(Option("a", "Well", 2), Option("b", "Ill", 0)), shuffle=True
    )
    assert read.instrument.translations[0].words["Well"] == "Gut"
    assert losses(read) == []


def test_what_limesurvey_has_and_we_have_not_is_named() -> None:
    read = limesurvey(
        groups=[{"gid": 1, "group_order": 1, "randomization_group": "a"}],
        questions=[
            {**QUESTION, "qid": 1, "type": ";", "title": "grid", "question_order": 1},
            {**QUESTION, "qid": 2, "type": "L", "title": "one", "question_order": 2, "other": "Y"},
            {**QUESTION, "qid": 3, "type": "S", "title": "two", "question_order": 3, "relevance": "count(one) > 1"},
            {**QUESTION, "qid": 4, "type": "X", "title": "words", "question_order": 4},
        ],
        question_l10ns=[
            {"qid": 3, "question": "Hello {TOKEN:FIRSTNAME}", "language": "en"},
            {"qid": 4, "question": "Nearly done.", "language": "en"},
        ],
        answers=[{"aid": 1, "qid": 2, "code": "a", "sortorder": 1}, {"aid": 2, "qid": 2, "code": "b", "sortorder": 2}],
        quota=[{"id": 1}],
    )
    assert [item.code for item in read.instrument.items.values()] == ["one", "two"]
    assert read.instrument.sections[-1].text == "Nearly done."
    assert losses(read) == [
        ("section section_1", "randomization_group a", Why.UNSUPPORTED_SETTING),
        ("item grid", "array of texts", Why.UNSUPPORTED_KIND),
        ("item one", "other", Why.UNSUPPORTED_SETTING),
        ("item two", "count(one) > 1", Why.UNSUPPORTED_LOGIC),
        ("item two", "{TOKEN:FIRSTNAME}", Why.UNSUPPORTED_LOGIC),
        ("instrument", "quota: 1", Why.UNSUPPORTED_LOGIC),
    ]


def surveyjs(*elements: dict[str, Any], **more: Any) -> Imported:
    return read_any(json.dumps({"pages": [{"name": "p", "elements": elements}], **more}).encode(), "s.json")


def test_surveyjs_elements_become_items_and_conditional_ones_sections() -> None:
    read = surveyjs(
        {"type": "rating", "name": "sat", "rateMax": 5, "minRateDescription": {"default": "Bad", "de": "Schlecht"}},
        {
            "type": "radiogroup",
            "name": "Kids?",
            "choices": ["Yes", {"value": "n", "text": "No", "score": 2}],
            "hasOther": True,
        },
        {"type": "comment", "name": "why", "visibleIf": "{sat} > 3 and {Kids?} = 'Yes'"},
        {"type": "checkbox", "name": "many", "visibleIf": "{sat} notempty", "choices": [1, 2], "maxSelectedChoices": 1},
        {"type": "matrix", "name": "m", "columns": ["bad", "good"], "rows": [{"value": "r1", "text": "Row"}]},
        {"type": "signaturepad", "name": "sign"},
        triggers=[{"type": "complete"}],
    )
    assert found(read) == [
        ("sat", "likert", "sat"),
        ("kids", "choice", "Kids?"),
        ("why", "text", "why"),
        ("many", "multiple", "many"),
        ("m_r1", "likert", "m\nRow"),
    ]
    assert read.instrument.items["sat"].options[0] == Option("1", "Bad")
    assert [section.when for section in read.instrument.sections] == [
        (),
        (Condition("sat", ("4", "5")), Condition("kids", ("Yes",))),
        (),
        (),
    ]
    assert losses(read) == [
        ("item Kids?", "hasOther", Why.UNSUPPORTED_SETTING),
        ("item many", "{sat} notempty", Why.UNSUPPORTED_LOGIC),
        ("item m_r1", "bad → 1; good → 2", Why.VALUE_CHANGED),
        ("item sign", "signaturepad", Why.UNSUPPORTED_KIND),
        ("instrument", "triggers", Why.UNSUPPORTED_SETTING),
    ]


@pytest.mark.parametrize(
    ("expression", "when"),
    [
        ("{a} = 'x'", (Condition("a", ("x",)),)),
        ("{a} anyof ['x', 'y']", (Condition("a", ("x", "y")),)),
        ("({a} = 'x' or {a} == \"y\")", (Condition("a", ("x", "y")),)),
        ("{n} >= 3 and {n} <= 5", (Condition("n", (), 3, 5),)),
        ("{n} > 3 and {a} = 'x'", (Condition("n", (), 4), Condition("a", ("x",)))),
        ("{a} = 'x' or {n} > 3", None),
        ("{n} >= 3 or {n} <= 1", None),
        ("{a} <> 'x'", None),
        ("!({a} = 'x')", None),
        ("{later} = 'x'", None),
        ("{a} = {n}", None),
        ("{a} = 'x' and", None),
        ("iif({a} = 'x', 1, 0) = 1", None),
        ("(" * 100 + "{a} = 'x'" + ")" * 100, None),
    ],
)
def test_conditions_are_read_as_far_as_sections_can_say_them(
    expression: str, when: tuple[Condition, ...] | None
) -> None:
    read = surveyjs(
        {"type": "radiogroup", "name": "a", "choices": ["x", "y"]},
        {"type": "text", "inputType": "number", "name": "n", "step": 1},
        {"type": "comment", "name": "why", "visibleIf": expression},
        {"type": "radiogroup", "name": "later", "choices": ["x", "y"]},
    )
    section = read.instrument.section_of["why"]
    assert section.when == (when or ())
    assert [loss.why for loss in read.losses] == ([] if when else [Why.UNSUPPORTED_LOGIC])
