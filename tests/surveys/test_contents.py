"""What ships: which instruments, for what, how they are keyed, and in which languages they can be answered."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from surveys.bank import library
from surveys.definition import CONSTRUCTS, Instrument, Scale
from surveys.languages import idle, languages, missing, spoken, words
from surveys.lint import lint
from surveys.lint.reading import reading

#: Items, scales, what it is about, and what it may be used for.
SHIPPED = {
    "conditions": (36, 9, "", {"survey", "research", "development"}),
    "feelings_at_work": (24, 4, "emotional", {"development", "research"}),
    "interview_scorecard": (5, 0, "", {"selection", "development", "research"}),
    "observed_call": (5, 0, "", {"development", "research"}),
    "openness_pulse": (4, 1, "", {"survey", "research", "development"}),
    "performer_survey": (12, 2, "", {"survey", "research", "development"}),
    "plan_pulse": (4, 1, "", {"survey", "research", "development"}),
    "reference_check": (8, 0, "", {"selection", "research"}),
    "role_play_coaching": (3, 0, "", {"selection", "development", "research"}),
    "role_play_discovery": (3, 0, "", {"selection", "development", "research"}),
    "role_play_indecision": (3, 0, "", {"selection", "development", "research"}),
    "role_play_negotiation": (3, 0, "", {"selection", "development", "research"}),
    "sales_interests": (24, 6, "interests", {"development", "research"}),
    "selling_competencies": (42, 10, "competencies", {"development", "research"}),
    "reasoning": (26, 3, "cognitive", {"selection", "development", "research"}),
    "situational_judgement": (12, 2, "competencies", {"selection", "development", "research"}),
    "work_habits": (34, 4, "behavioural", {"selection", "development", "research"}),
    "work_style": (50, 5, "personality", {"selection", "development", "research"}),
}
#: Why an instrument is about none of the six constructs.
ABOUT_NONE = {
    "interview_scorecard": "rates somebody else by what they say in an interview",
    "observed_call": "rates somebody else by what they do in a conversation with a customer",
    "reference_check": "rates somebody else by what was seen in years of working together",
    "role_play_coaching": "rates somebody else by what they do in a role play",
    "role_play_discovery": "rates somebody else by what they do in a role play",
    "role_play_indecision": "rates somebody else by what they do in a role play",
    "role_play_negotiation": "rates somebody else by what they do in a role play",
    "conditions": "asks what surrounds people's work, not about the people",
    "openness_pulse": "asks how openly things are shared, not about the people",
    "performer_survey": "asks what people do and how they work together, anonymously",
    "plan_pulse": "asks how a plan is carried, not about the people",
}
#: What a company's own people rate candidates and colleagues by, in the company's language.
WATCHED = ("interview_scorecard", "observed_call", *(code for code in SHIPPED if code.startswith("role_play")))
#: Of representatives and of those who lead them (methods, appendix C5), as item codes.
COMPETENCIES = {
    "preparation", "discovery", "people", "value", "deciding", "pipeline", "negotiation", "care", "prospecting",
    "learning", "selecting", "coaching", "developing", "inspection", "territories", "pipeline_quality", "open_culture",
    "alignment",
}  # fmt: skip
ANSWERED = [code for code in SHIPPED if code not in WATCHED]
#: Four items a scale for the sake of many scales: too few for a balance within each.
FEWEST_BALANCED = 6


def reversed_share(instrument: Instrument, scale: Scale) -> float:
    signs = [keyed.sign for keyed in scale.items if instrument.items[keyed.item].kind == "likert"]
    return signs.count(-1) / len(signs)


def test_these_instruments_ship_with_so_many_items_and_scales_for_these_uses() -> None:
    found = {code: (len(one.items), len(one.scales), one.construct, set(one.uses)) for code, one in library().items()}
    assert found == SHIPPED


def test_everything_about_people_is_about_one_of_the_six_constructs_or_says_why_not() -> None:
    assert {code for code, one in library().items() if not one.construct} == ABOUT_NONE.keys()
    assert {one.construct for one in library().values() if one.construct} == {*CONSTRUCTS}


@pytest.mark.parametrize("code", SHIPPED)
def test_every_instrument_says_where_it_comes_from_and_how_little_is_known_of_it(code: str) -> None:
    instrument = library()[code]
    assert instrument.source.startswith("Written for Exemplar")
    assert instrument.licence == "GPL-3.0-or-later"
    assert instrument.status.startswith("example, validate locally")
    assert len(instrument.notice) > 40


def test_what_people_say_of_themselves_to_please_is_not_for_selection() -> None:
    for code in ("selling_competencies", "feelings_at_work", "sales_interests"):
        assert "selection" not in library()[code].uses
    assert "pilot" in library()["feelings_at_work"].status and "pilot" in library()["sales_interests"].status


def test_scales_of_sentences_are_keyed_both_ways() -> None:
    judged = [
        (one, scale)
        for one in library().values()
        for scale in one.scales
        if len(scale.items) >= FEWEST_BALANCED and all(one.items[keyed.item].kind == "likert" for keyed in scale.items)
    ]
    assert len(judged) == 13
    for one, scale in judged:
        assert 0.3 <= reversed_share(one, scale) <= 0.7, scale.code
    for scale in library()["selling_competencies"].scales:
        assert reversed_share(library()["selling_competencies"], scale) in {0.25, 0.5}


def test_no_page_of_sentences_points_one_way_only() -> None:
    for code in ("work_style", "work_habits", "feelings_at_work", "selling_competencies"):
        one = library()[code]
        signs = {keyed.item: keyed.sign for scale in one.scales for keyed in scale.items}
        for section in one.sections:
            assert {signs[item.code] for item in section.items if not item.expected} == {1, -1}, (code, section.code)


def test_no_two_sentences_of_the_library_are_the_same() -> None:
    said = Counter(
        re.sub(r"\W+", " ", item.text).strip().casefold()
        for one in library().values()
        for item in one.items.values()
        if item.kind == "likert"
    )
    assert len(said) == 36 + 24 + 4 + 4 + 4 + 24 + 42 + 34 + 50
    assert [text for text, times in said.items() if times > 1] == []


def test_sentences_are_neither_absolute_nor_two_in_one() -> None:
    absolute = re.compile(r"\b(always|never|every|all|none|only)\b", re.I)
    joined = re.compile(r",? (and|or) I\b|\b(not|no|never)\b.*\b(not|no|never)\b", re.I)
    assert absolute.search("I never rest.") and joined.search("I plan and I check.")
    for one in library().values():
        for item in one.items.values():
            if item.kind == "likert" and not item.expected:
                assert not absolute.search(item.text) and not joined.search(item.text), item.text


def test_two_items_of_the_longer_instruments_check_attention_in_every_language() -> None:
    for code, (first, second) in {
        "work_habits": ({"4", "5"}, {"2"}),
        "selling_competencies": ({"1", "2"}, {"2"}),
    }.items():
        for language in languages(library()[code]):
            one, two = (i for i in spoken(library()[code], language).items.values() if i.expected)
            assert (set(one.expected), set(two.expected)) == (first, second)
            assert next(option.label for option in two.options if option.value == "2") in two.text


def test_advice_on_what_ships_is_only_that_scales_are_short() -> None:
    found = {code: {advice.rule for advice in lint(one)} for code, one in library().items()}
    assert {code for code, rules in found.items() if "TOO_FEW" in rules} == {*ANSWERED} - {
        "reasoning",
        "reference_check",
    }
    assert {code: rules - {"TOO_FEW"} for code, rules in found.items() if rules - {"TOO_FEW"}} == {
        code: {"NO_CONSTRUCT"} for code in (*WATCHED, "reference_check") if "selection" in library()[code].uses
    }


def test_raters_of_every_sort_rate_competencies_by_the_same_codes() -> None:
    for code in (*WATCHED, "reference_check"):
        anchored = [item for item in library()[code].items.values() if item.kind == "anchored"]
        assert 3 <= len(anchored) <= 7
        assert {item.code for item in anchored} - COMPETENCIES == set(), code


def test_a_role_play_has_all_that_two_who_play_it_need_to_play_the_same() -> None:
    scripts = {code: library()[code].script for code in WATCHED if code.startswith("role_play")}
    assert len(scripts) == 4
    for code, script in scripts.items():
        assert script is not None and 15 <= script.minutes <= 20, code
        assert len(script.facts) >= 4 and len(script.reveals) >= 3 and len(script.escalations) >= 3
        # what the candidate reads gives away nothing that is to be found out
        assert not any(fact in script.brief for fact in (*script.facts, script.mood))
        assert all(len(item.cues) >= 3 for item in library()[code].items.values())
    pressed = library()["role_play_indecision"].items["deciding"]
    assert "pressure" in pressed.anchors[0].behaviour and "fear" not in pressed.anchors[-1].behaviour


@pytest.mark.parametrize("code", ANSWERED)
def test_what_people_answer_can_be_read_after_eight_years_of_school(code: str) -> None:
    instrument = library()[code]
    asked = [item.text for item in instrument.items.values()]
    answers = [option.label for item in instrument.items.values() for option in item.options]
    pages = [section.text for section in instrument.sections if section.text]
    found = reading([*asked, *answers, *pages], "en")
    assert found is not None and found.grade is not None and found.grade <= 8


@pytest.mark.parametrize("code", ANSWERED)
def test_what_people_answer_can_be_answered_in_four_languages(code: str) -> None:
    instrument = library()[code]
    assert set(languages(instrument)) == {"en", "de", "es", "ar"}
    for language in ("de", "es", "ar"):
        assert (missing(instrument, language), idle(instrument, language)) == ((), ())


@pytest.mark.parametrize("code", ANSWERED)
@pytest.mark.parametrize("language", ["de", "es", "ar"])
def test_in_another_language_answers_and_items_stay_apart(code: str, language: str) -> None:
    instrument = spoken(library()[code], language)
    assert len({item.text for item in instrument.items.values() if item.kind == "likert"}) == len(
        [item for item in instrument.items.values() if item.kind == "likert"]
    )
    for item in instrument.items.values():
        assert len({option.label for option in item.options}) == len(item.options)
    assert len({scale.label for scale in instrument.scales}) == len(instrument.scales)


def test_a_lost_line_of_a_translation_would_be_seen() -> None:
    whole = library()["work_style"]
    german = next(one for one in whole.translations if one.language == "de")
    lacking = dict(german.words)
    lacking.popitem()
    torn = replace(whole, translations=(replace(german, words=lacking),))
    assert "de" not in languages(torn)


@pytest.mark.parametrize("code", ANSWERED)
def test_germans_and_spaniards_are_addressed_politely_and_arabic_is_arabic(code: str) -> None:
    instrument = library()[code]
    said = {language: words(spoken(instrument, language)) for language in ("de", "es", "ar")}
    familiar = {"de": r"\b(du|dein\w*|dir|dich|euch)\b", "es": r"\b(tú|tu|tus|te|ti|contigo|vosotros)\b"}
    assert re.search(familiar["de"], "wie du arbeitest") and re.search(familiar["es"], "cómo te va")
    for language, pattern in familiar.items():
        assert [text for text in said[language] if re.search(pattern, text, re.I)] == []
    assert [
        text for text in said["ar"] if not re.search("[\u0621-\u064a]{2}", text) or re.search("[A-Za-z]", text)
    ] == []


def test_the_page_on_instruments_tells_what_ships() -> None:
    page = (Path(__file__).parents[2] / "docs" / "instruments.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|[^|]*\| (\d+) \| (\d+) \| ([^|]*) \|[^|]+\|$", page, re.M)
    told = {code: (int(items), int(scales), set(uses.split(", "))) for code, items, scales, uses in rows}
    assert told == {code: (items, scales, uses) for code, (items, scales, _about, uses) in SHIPPED.items()}
