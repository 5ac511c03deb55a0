"""Files with pieces exchanged, taken out or of another sort are read as far as they go, or refused; nothing else."""

import copy
import io
import json
import random
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from surveys.bank import faults
from surveys.exchange import FORMATS, ExchangeRefused, read_any
from tests.surveys.exchange.instruments import instrument

STRANGE = (None, 5, -1, 1.5, "", "x", "{a} = 'b'", [], {}, [1], {"default": 5}, True, "1" * 50, ["x", {"value": {}}])
QUALTRICS = {
    "SurveyEntry": {"SurveyName": "Name", "SurveyLanguage": "EN"},
    "SurveyElements": [
        {"Element": "BL", "Payload": [{"Type": "Default", "Description": "Block", "ID": "BL_1", "BlockElements": [
            {"Type": "Question", "QuestionID": "QID1"}, {"Type": "Page Break"}]}]},
        {"Element": "FL", "Payload": {"Flow": [{"Type": "Branch", "BranchLogic": {"Type": "BooleanExpression"},
                                                "Flow": [{"Type": "Block", "ID": "BL_1"}]}]}},
        {"Element": "SQ", "PrimaryAttribute": "QID1", "Payload": {
            "QuestionID": "QID1", "DataExportTag": "Q1", "QuestionType": "MC", "Selector": "SAVR",
            "QuestionText": "Which?",
            "Choices": {"1": {"Display": "No"}, "2": {"Display": "Yes"}}, "ChoiceOrder": ["1", "2"],
            "RecodeValues": {"1": "10"}, "GradingData": [{"ChoiceID": "1", "Grades": {"SC": 1}}],
            "Language": {"DE": {"QuestionText": "Welche?"}}, "Randomization": {"Type": "All"}}},
    ],
}  # fmt: skip


def content(code: str) -> bytes:
    write = FORMATS[code].write
    assert write is not None
    return write(instrument(1)).content


def read(damaged: bytes) -> None:
    try:
        found = read_any(damaged, "file").instrument
    except ExchangeRefused as refused:
        assert refused.reason in ExchangeRefused.reasons
    else:
        assert found.content_hash
        list(faults(found))


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    held = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in held:
        yield from places(value, (*path, key))


def damaged_json(tree: Any, chance: random.Random) -> bytes:
    tree = copy.deepcopy(tree)
    for _ in range(chance.randint(1, 3)):
        path = chance.choice([*places(tree)])
        part = tree
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = copy.deepcopy(chance.choice(STRANGE))
    return json.dumps(tree).encode()


def damaged_xml(document: bytes, chance: random.Random) -> bytes:
    root = ElementTree.fromstring(document)
    elements = [*root.iter()]
    for _ in range(chance.randint(1, 3)):
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(4):
            case 0:
                one.text = chance.choice(("", "x", "5", "1e999", "nan", "a b"))
            case 1:
                for child in [*one][:1]:
                    one.remove(child)
            case 2:
                one.attrib.update(dict.fromkeys(one.attrib, chance.choice(("", "5", "nan", "RESPONSE"))))
            case _:
                one.tag = other.tag
    return ElementTree.tostring(root)


@pytest.mark.parametrize("tree", [json.loads(content("surveyjs")), QUALTRICS], ids=["surveyjs", "qualtrics"])
def test_json_of_another_form_breaks_nothing(tree: Any) -> None:
    chance = random.Random(1)
    for _ in range(150):
        read(damaged_json(tree, chance))


def test_xml_of_another_form_breaks_nothing() -> None:
    chance, document = random.Random(2), content("limesurvey")
    for _ in range(40):
        read(damaged_xml(document, chance))


def test_packages_of_another_form_break_nothing() -> None:
    chance = random.Random(3)
    with zipfile.ZipFile(io.BytesIO(content("qti"))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for _ in range(60):
        name = chance.choice([*parts])
        xml = name.endswith(".xml")
        damaged = damaged_xml(parts[name], chance) if xml else damaged_json(json.loads(parts[name]), chance)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as file:
            for one, held in parts.items():
                file.writestr(one, damaged if one == name else held)
        read(made.getvalue())


@pytest.mark.parametrize("code", ["csv", "xlsx", "qti"])
def test_bytes_that_flipped_break_nothing(code: str) -> None:
    chance, whole = random.Random(4), content(code)
    for _ in range(40):
        flipped = bytearray(whole)
        for _ in range(chance.randint(1, 5)):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        read(bytes(flipped))
