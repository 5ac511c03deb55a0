"""Files that other programs wrote, in small: what becomes of their questions, and what is said to be lost."""

import json
from typing import Any

import pytest

from surveys.definition import Condition, Item, Option
from surveys.exchange import Imported, Why, read_any


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


def found(read: Imported) -> list[tuple[str, str, str]]:
    return [(item.code, item.kind, item.text) for item in read.instrument.items.values()]


def losses(read: Imported, *skipped: Why) -> list[tuple[str, str, Why]]:
    return [(loss.place, loss.what, loss.why) for loss in read.losses if loss.why not in (Why.CODE_CHANGED, *skipped)]


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
