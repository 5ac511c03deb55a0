"""A bank file is read whole, or every complaint about it names file, item and reason."""

import re
from pathlib import Path

import pytest
from wtforms import Form

from surveys.bank import BANKS, LARGEST, library, parse, read
from surveys.definition import Instrument
from surveys.errors import BankRefused
from surveys.items import KINDS, Answer
from surveys.scales import keys

TINY = Path(__file__).parent / "banks"
LIKERT = (TINY / "likert.toml").read_text()
ATTENTION = """
code = "attention"
title = "Attention"
language = "en"
source = "Written for this test."
licence = "CC0-1.0"
uses = ["research"]
[[sections]]
code = "page"
title = "Page"
items = [{ code = "one", kind = "likert", text = "I can read this.", options = ["No", "Yes"], ITEM }]
"""


def complaints(content: str | bytes) -> tuple[str, ...]:
    with pytest.raises(BankRefused) as refusal:
        parse(content.encode() if isinstance(content, str) else content, "bank.toml")
    return refusal.value.complaints


@pytest.mark.parametrize("code", sorted({*dir(Form()), "csrf_token", "go"}))
def test_an_item_may_not_be_called_like_something_a_form_has(code: str) -> None:
    """Such a field would stand in place of the form's own ``process`` or ``data``, and no page could be shown."""
    if code.startswith("_") or not code.islower():
        assert any("codes are small letters" in one for one in complaints(LIKERT.replace('"one"', f'"{code}"')))
    else:
        assert any(f"item {code}: this code has" in one for one in complaints(LIKERT.replace('"one"', f'"{code}"')))


def test_a_bank_is_read() -> None:
    tiny = read(TINY / "likert.toml")
    assert [option.value for option in tiny.items["one"].options] == ["1", "2", "3"]
    assert Instrument.from_plain(tiny.plain()) == tiny


@pytest.mark.parametrize(
    ("find", "put", "complaint"),
    [
        ('licence = "CC0-1.0"\n', "", "bank.toml: instrument: licence is missing"),
        ('licence = "CC0-1.0"', 'licence = " "', "bank.toml: instrument: licence is empty or of the wrong sort"),
        ('source = "written for these tests"\n', "", "bank.toml: instrument: source is missing"),
        ('["research"]', '["hiring"]', "bank.toml: instrument: unknown use 'hiring', not one of selection,"),
        ('["research"]', "[]", "bank.toml: instrument: uses is empty or of the wrong sort"),
        ('kind = "likert"', 'kind = "likart"', "bank.toml: item one: unknown kind 'likart', not one of likert,"),
        ('kind = "likert"\n', "", "bank.toml: item one: kind is missing"),
        ('code = "one"\n', "", "bank.toml: section only, item 1: code is missing"),
        ('code = "one"', 'code = "one__evidence"', "bank.toml: item one__evidence: codes are small letters"),
        ('"Neither"', "3", "bank.toml: item one: options is empty or of the wrong sort"),
        ('["Unlike me", "Neither", "Like me"]', '["Like me"]', "bank.toml: item one: needs two options or more"),
        ('["Unlike me", "Neither", "Like me"]', '"fit"', "bank.toml: item one: options 'fit' are not among"),
        ('title = "Only"', 'title = "Only"\ncolour = "red"', "bank.toml: section only: unknown entry 'colour'"),
    ],
)
def test_a_fault_is_named_with_file_place_and_reason(find: str, put: str, complaint: str) -> None:
    assert find in LIKERT
    found = complaints(LIKERT.replace(find, put))
    assert any(line.startswith(complaint) for line in found), found


SCALE = '\n[[scales]]\ncode = "s"\nlabel = "S"\nitems = ["one"]\nlow = 1\nhigh = 3\n'


@pytest.mark.parametrize(
    ("find", "put", "complaint"),
    [
        ('["one"]', '["two"]', "bank.toml: scale s: item two does not exist"),
        ('["one"]', '["one", "-one"]', "bank.toml: scale s: item one is in it 2 times"),
        ("high = 3", "high = 2", "bank.toml: scale s: item one scores 3, outside 1 to 2"),
        ("high = 3", "high = 1", "bank.toml: scale s: low must be below high"),
        ("high = 3", "", "bank.toml: scale s: high is missing"),
        ("low = 1", "low = true", "bank.toml: scale s: low is empty or of the wrong sort"),
    ],
)
def test_a_scale_that_does_not_fit_its_items_is_named(find: str, put: str, complaint: str) -> None:
    parse((LIKERT + SCALE).encode(), "bank.toml")
    assert complaint in complaints(LIKERT + SCALE.replace(find, put))


def test_free_text_in_a_scale_cannot_be_scored() -> None:
    assert "bank.toml: scale s: item one cannot be scored" in complaints((TINY / "text.toml").read_text() + SCALE)


def test_codes_used_twice_are_named_once_each() -> None:
    twice = LIKERT + LIKERT[LIKERT.index("[[sections]]") :]
    assert complaints(twice) == (
        "bank.toml: section only: code used 2 times",
        "bank.toml: item one: code used 2 times",
    )


@pytest.mark.parametrize(
    ("find", "put", "complaint"),
    [
        ("points = 3", "points = 1", "anchors must rise, each point once"),
        ("points = 5", "points = 4", "needs an anchor at 1 and at 5"),
        ("points = 3", "points = 9", "an anchor lies outside the points"),
        ("points = 3", 'points = "3"', "points is empty or of the wrong sort"),
        ('"Looked at the website."', '""', "behaviour is empty or of the wrong sort"),
        ('"had guesses"', '"knew facts"', "a cue is empty or repeated"),
    ],
)
def test_bad_anchors_and_cues_are_named(find: str, put: str, complaint: str) -> None:
    content = (TINY / "anchored.toml").read_text()
    assert f"bank.toml: item one: {complaint}" in complaints(content.replace(find, put))


def test_all_complaints_come_at_once() -> None:
    broken = LIKERT.replace('["research"]', '["hiring"]').replace('kind = "likert"', 'kind = "likart"') + SCALE.replace(
        '["one"]', '["two"]'
    )
    assert len(complaints(broken)) == 3
    missing = LIKERT.replace('licence = "CC0-1.0"\n', "").replace('kind = "likert"\n', "")
    assert complaints(missing) == (
        "bank.toml: instrument: licence is missing",
        "bank.toml: item one: kind is missing",
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "not UTF-8 text, byte 0"),
        ('title = "Müller"'.encode("latin-1"), "not UTF-8 text, byte 10"),
        (LIKERT.encode("utf-16"), "not UTF-8 text"),
        (b"a\0b = 1", "not TOML"),
        (b"code = ", "not TOML"),
        (b"a = " + b"[" * 100_000, "not TOML"),
        (b"#" * (LARGEST + 1), "larger than 1000000 bytes"),
    ],
)
def test_a_file_that_is_no_bank_is_refused_in_a_sentence(content: bytes, reason: str) -> None:
    (complaint,) = complaints(content)
    assert complaint.startswith(f"bank.toml: file: {reason}")


@pytest.mark.parametrize(
    ("item", "scale", "said"),
    [
        ('expected = ["9"]', "", "bank.toml: item one: expects '9', which is none of its answers"),
        ('expected = ["1"]', '"one"', "bank.toml: scale all: item one checks attention and cannot be scored"),
        ("expected = 3", "", "bank.toml: item one: expected is empty or of the wrong sort"),
    ],
)
def test_what_checks_attention_has_answers_to_expect_and_no_place_in_a_scale(item: str, scale: str, said: str) -> None:
    content = ATTENTION.replace("ITEM", item)
    if scale:
        content += f'[[scales]]\ncode = "all"\nlabel = "All"\nitems = [{scale}]\nlow = 1\nhigh = 2\n'
    assert said in complaints(content)


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # sparse: reading it would not fit in memory
    with pytest.raises(BankRefused, match="larger than"):
        read(path)


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    same = b"\xef\xbb\xbf" + LIKERT.replace("\n", "\r\n").encode()
    assert parse(same, "bank.toml").content_hash == read(TINY / "likert.toml").content_hash


def test_the_library_is_what_is_shipped() -> None:
    assert library().keys() == {path.stem for path in BANKS.glob("*.toml")}
    for instrument in library().values():
        assert instrument.status.startswith("example, validate locally")
        assert instrument.licence == "GPL-3.0-or-later"


def test_work_style_has_five_scales_of_ten_items_with_balanced_keys() -> None:
    scales = library()["work_style"].scales
    assert [scale.code for scale in scales] == [
        "extraversion", "agreeableness", "conscientiousness", "stability", "openness",
    ]  # fmt: skip
    for scale in scales:
        assert sorted(keyed.sign for keyed in scale.items) == [-1] * 5 + [1] * 5
    assert len({keyed.item for scale in scales for keyed in scale.items}) == 50


def test_no_page_of_work_style_can_be_answered_in_one_column_unnoticed() -> None:
    instrument = library()["work_style"]
    signs = {keyed.item: keyed.sign for scale in instrument.scales for keyed in scale.items}
    assert [sum(signs[item.code] for item in section.items) for section in instrument.sections] == [0] * 5


HEALTH = re.compile(r"\b(depress|anxi|sad\b|blue\b|panic|mood|sleep|worthless|therap|medic|ill\b|cry\b|nervous)", re.I)


def test_no_item_for_selection_asks_about_health_or_mood() -> None:
    assert HEALTH.search("I seldom feel blue.")
    for instrument in library().values():
        for item in instrument.items.values():
            assert not HEALTH.search(item.text), item.code


def test_situational_judgement_has_twelve_situations_four_of_them_about_indecision() -> None:
    instrument = library()["situational_judgement"]
    assert len(instrument.sections) == 12
    by_code = {scale.code: scale for scale in instrument.scales}
    assert len(by_code["judgement"].items) == 12
    assert {keyed.item for keyed in by_code["indecision"].items} == {"postponed", "too_many", "blame", "committee"}
    best_places = set()
    for section in instrument.sections:
        (item,) = section.items
        scores = [option.score for option in item.options]
        assert None not in scores
        assert scores.count(5) == 1
        best_places.add(scores.index(5))
    assert len(best_places) >= 3  # where the best answer stands gives nothing away


def test_the_scorecard_has_five_competencies_anchored_at_one_three_and_five() -> None:
    items = library()["interview_scorecard"].items
    assert list(items) == ["preparation", "discovery", "deciding", "pipeline", "care"]
    for item in items.values():
        assert [anchor.points for anchor in item.anchors] == [1, 3, 5]
        assert len(item.questions) == 3
        assert 3 <= len(item.cues) <= 5
        assert item.definition
        assert item.probes


def test_keys_reverse_and_answers_do_not() -> None:
    key = next(key for key in keys(library()["performer_survey"]) if key.scale == "culture_of_openness")
    assert dict(key.items) == {"ask_how": 1, "leaders_change": 1, "safe_to_tell": 1, "tricks_hidden": -1}
    assert (key.low, key.high) == (1, 5)
    hidden = library()["performer_survey"].items["tricks_hidden"]
    assert KINDS[hidden.kind].score(hidden, Answer(value=5.0)) == 5.0
