"""Qualtrics files, QTI items of both versions and tables as people type them, in small."""

import json
from typing import Any

import pytest

from surveys.definition import Condition, Option
from surveys.exchange import Imported, Why, read_any
from tests.surveys.exchange.reports import found, losses


def qualtrics(*questions: dict[str, Any], **block: Any) -> Imported:
    elements: list[dict[str, Any]] = [
        {"Element": "BL", "Payload": [
            {"Type": "Default", "Description": "Block", "ID": "BL_1", **block,
             "BlockElements": [{"Type": "Question", "QuestionID": one["QuestionID"]} for one in questions]},
            {"Type": "Trash", "ID": "BL_2", "BlockElements": [{"Type": "Question", "QuestionID": "QID99"}]},
        ]},
        {"Element": "FL", "Payload": {"Flow": [{"Type": "Block", "ID": "BL_1"}, {"Type": "EndSurvey"}]}},
        *({"Element": "SQ", "PrimaryAttribute": one["QuestionID"], "Payload": one} for one in questions),
    ]  # fmt: skip
    survey = {"SurveyEntry": {"SurveyName": "Name", "SurveyLanguage": "EN"}, "SurveyElements": elements}
    return read_any(json.dumps(survey).encode(), "s.qsf")


def choices(*labels: str) -> dict[str, Any]:
    return {str(number): {"Display": label} for number, label in enumerate(labels, start=1)}


SELECTED = {
    "0": {"0": {"LogicType": "Question", "QuestionID": "QID1", "Operator": "Selected", "Type": "Expression",
                "LeftOperand": "q://QID1/SelectableChoice/2"}, "Type": "If"},
    "Type": "BooleanExpression",
}  # fmt: skip


def test_qualtrics_blocks_questions_values_scores_and_logic_are_read() -> None:
    settings = {"ContentType": "ValidNumber", "ValidNumber": {"Min": "0", "Max": "10", "NumDecimals": "0"}}
    read = qualtrics(
        {"QuestionID": "QID1", "DataExportTag": "Q1", "QuestionType": "MC", "Selector": "SAVR",
         "QuestionText": "Which?<br>One.", "Choices": choices("No", "Yes"), "ChoiceOrder": ["2", "1"],
         "RecodeValues": {"1": "10", "2": "20"}, "Validation": {"Settings": {"ForceResponse": "ON"}},
         "Randomization": {"Type": "All"},
         "GradingData": [{"ChoiceID": "2", "Grades": {"SC_1": 1}}, {"ChoiceID": "1", "Grades": {"SC_1": 0}}],
         "Language": {"DE": {"QuestionText": "Welche?", "Choices": choices("Nein", "Ja")}}},
        {"QuestionID": "QID2", "DataExportTag": "Q2", "QuestionType": "Matrix", "Selector": "Likert",
         "SubSelector": "SingleAnswer", "QuestionText": "Rate", "Choices": choices("A", "B"),
         "ChoiceOrder": ["1", "2"], "Answers": choices("Low", "High"), "AnswerOrder": [1, 2],
         "ChoiceDataExportTags": {"1": "first", "2": "second"}, "DisplayLogic": SELECTED},
        {"QuestionID": "QID3", "DataExportTag": "Q3", "QuestionType": "HeatMap", "Selector": "Image",
         "QuestionText": "Click"},
        {"QuestionID": "QID4", "DataExportTag": "Q4", "QuestionType": "TE", "Selector": "SL",
         "QuestionText": "How many, ${e://Field/x}?", "Validation": {"Settings": settings}},
    )  # fmt: skip
    assert found(read) == [
        ("q1", "choice", "Which?\nOne."),
        ("first", "likert", "Rate\nA"),
        ("second", "likert", "Rate\nB"),
        ("q4", "number", "How many, ${e://Field/x}?"),
    ]
    first = read.instrument.items["q1"]
    assert first.options == (Option("20", "Yes", 1), Option("10", "No", 0))
    assert first.required and first.shuffle
    assert [section.when for section in read.instrument.sections] == [(), (Condition("q1", ("20",)),), ()]
    number = read.instrument.items["q4"]
    assert (number.minimum, number.maximum, number.whole) == (0, 10, True)
    assert read.instrument.translations[0].words == {"Which?\nOne.": "Welche?", "Yes": "Ja", "No": "Nein"}
    assert losses(read) == [
        ("item Q3", "HeatMap Image", Why.UNSUPPORTED_KIND),
        ("item Q4", "${e://Field/x}", Why.UNSUPPORTED_LOGIC),
        ("instrument", "EndSurvey", Why.UNSUPPORTED_SETTING),
        ("section BL_2", "Trash", Why.MISSING_PART),
    ]


def qti(body: str, declarations: str = "") -> Imported:
    item = (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="Q-1" title="x" '
        f'xml:lang="de-DE">{declarations}<itemBody>{body}</itemBody></assessmentItem>'
    )
    return read_any(item.encode(), "item.xml")


def test_the_names_of_qti_2_are_read_as_those_of_3() -> None:
    read = qti(
        '<p>Look at <b>this</b>.</p><choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">'
        '<prompt>Which?</prompt><simpleChoice identifier="A">One<br/>two</simpleChoice>'
        '<simpleChoice identifier="B">Three</simpleChoice></choiceInteraction>',
        '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse>'
        "<value>B</value></correctResponse></responseDeclaration>",
    )
    assert read.instrument.language == "de_DE"
    item = read.instrument.items["q_1"]
    assert (item.kind, item.text, item.shuffle) == ("choice", "Look at this.\nWhich?", True)
    assert item.options == (Option("A", "One\ntwo", 0), Option("B", "Three", 1))


@pytest.mark.parametrize("levels_first", [True, False])
def test_a_match_of_statements_and_levels_is_read_in_either_order(levels_first: bool) -> None:
    statements = (
        '<simpleMatchSet><simpleAssociableChoice identifier="S1" matchMax="1">I plan.</simpleAssociableChoice>'
        "</simpleMatchSet>"
    )
    levels = "".join(
        f'<simpleAssociableChoice identifier="v-{n}" matchMax="5">{n}</simpleAssociableChoice>' for n in (1, 2)
    )
    sets = [statements, f"<simpleMatchSet>{levels}</simpleMatchSet>"]
    if levels_first:
        sets.reverse()
    read = qti(
        f'<matchInteraction responseIdentifier="RESPONSE"><prompt>Rate</prompt>{"".join(sets)}</matchInteraction>'
    )
    assert found(read) == [("q_1_s1", "likert", "Rate\nI plan.")]


def test_an_interaction_that_is_not_known_is_kept_as_it_stood_in_the_report() -> None:
    read = qti('<hotspotInteraction responseIdentifier="R"><hotspotChoice identifier="A"/></hotspotInteraction>')
    assert found(read) == []
    (loss,) = read.losses
    assert (loss.place, loss.what, loss.why) == ("item Q-1", "hotspot-interaction", Why.UNSUPPORTED_KIND)
    assert "hotspot-choice" in loss.raw


def test_a_table_as_somebody_types_it_is_read() -> None:
    read = read_any(
        b"Item;Text;Options;Scores;Scales;Text [de]\nq1;Which?;a = One|b = Two;a = 1|b = 2;order;Welche?\n"
        b"q2;How far?;No|Rather|Yes;;-order;\nQ1;Why?;;;;\n",
        "items.csv",
    )
    assert [(item.code, item.kind) for item in read.instrument.items.values()] == [
        ("q1", "choice"), ("q2", "likert"), ("q1_2", "text"),
    ]  # fmt: skip
    assert read.instrument.items["q2"].options == (Option("1", "No"), Option("2", "Rather"), Option("3", "Yes"))
    (scale,) = read.instrument.scales
    assert [(keyed.item, keyed.sign) for keyed in scale.items] == [("q1", 1), ("q2", -1)]
    assert (scale.low, scale.high) == (1, 3)
    assert read.instrument.translations[0].words == {"Which?": "Welche?"}
