"""The IPIP-NEO-120 is a whole instrument, with a shorter form for applicants."""

from pathlib import Path

import pytest

from surveys.bank import faults
from surveys.ipip.instrument import LANGUAGES, instrument
from surveys.ipip.texts import Texts, from_file
from surveys.languages import idle, languages, spoken
from surveys.lint import lint
from tests.reference import SHARED, beside
from tests.surveys.ipip.sources import file, rows


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    return from_file(file(tmp_path, rows()))


def test_the_whole_form_is_for_development_only(texts: Texts) -> None:
    whole = instrument(texts)
    assert list(faults(whole)) == []
    assert (whole.code, len(whole.items), len(whole.scales)) == ("ipip_neo_120", 120, 35)
    assert whole.uses == ("development", "research") and whole.construct == "personality"
    assert [len(scale.items) for scale in whole.scales] == [24] * 5 + [4] * 30
    assert {len(section.items) for section in whole.sections} == {10}
    striving = next(scale for scale in whole.scales if scale.code == "achievement_striving")
    assert [(keyed.item, keyed.sign) for keyed in striving.items] == [
        ("i020", 1), ("i050", 1), ("i080", -1), ("i110", -1),
    ]  # fmt: skip


def test_the_form_for_applicants_leaves_out_health_and_politics(texts: Texts) -> None:
    form = instrument(texts, selection=True)
    assert list(faults(form)) == []
    assert (form.code, len(form.items), len(form.scales)) == ("ipip_neo_selection", 92, 27)
    assert "selection" in form.uses
    labels = {scale.label for scale in form.scales}
    assert not labels & {"Neuroticism", "Anxiety", "Depression", "Immoderation", "Vulnerability", "Liberalism"}
    openness = next(scale for scale in form.scales if scale.label == "Openness to experience")
    assert len(openness.items) == 20 and "i028" not in form.items


def test_it_is_spoken_where_both_items_and_frame_are_known(tmp_path: Path) -> None:
    english = from_file(file(tmp_path, rows()))
    assert LANGUAGES == ("ar", "de", "es")
    others = {language: tuple(f"{text} {language}" for text in english.english) for language in LANGUAGES}
    for selection in (False, True):
        made = instrument(Texts("here", english.english, others), selection)
        assert languages(made) == ("en", "ar", "de", "es")
        assert [idle(made, language) for language in LANGUAGES] == [(), (), ()]
        assert spoken(made, "de").items["i002"].text == "Do thing 2 de"
        assert spoken(made, "de").items["i002"].options[4].label == "Trifft genau zu"


@beside("the two forms above have the facets the key says")
def test_nothing_asked_of_applicants_is_about_health_or_protected_traits() -> None:
    form = instrument(from_file(SHARED / "reference" / "ipip_neo120_key.json"), selection=True)
    assert [advice for advice in lint(form) if advice.rule in {"HEALTH", "PROTECTED"}] == []
