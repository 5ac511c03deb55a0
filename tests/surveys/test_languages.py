"""An instrument in another language: offered only when nothing is missing."""

from dataclasses import replace

import pytest

from surveys.definition import Instrument, Translation
from surveys.languages import idle, languages, missing, spoken, words


def reading(instrument: Instrument, **changes: str) -> Instrument:
    known = {text: f"¡{text}!" for text in words(instrument)} | changes
    return replace(instrument, translations=(Translation("es", known),))


def test_every_text_is_turned_and_nothing_else(instrument: Instrument) -> None:
    spanish = spoken(reading(instrument), "es")
    assert spanish.title == f"¡{instrument.title}!"
    assert spanish.language == "es"
    assert list(spanish.items) == list(instrument.items)
    for code, item in instrument.items.items():
        turned = spanish.items[code]
        assert turned.text == f"¡{item.text}!"
        assert [option.value for option in turned.options] == [option.value for option in item.options]
        assert all(option.label.startswith("¡") for option in turned.options)
    assert [scale.items for scale in spanish.scales] == [scale.items for scale in instrument.scales]


def test_a_language_with_one_text_missing_is_not_offered(instrument: Instrument) -> None:
    text = words(instrument)[0]
    gap = reading(instrument, **{text: " "})
    assert languages(reading(instrument)) == ("en", "es")
    assert languages(gap) == ("en",)
    assert missing(gap, "es") == (text,)
    with pytest.raises(KeyError):
        spoken(gap, "es")


def test_changed_words_lose_their_translation(instrument: Instrument) -> None:
    changed = replace(reading(instrument), title="Another title")
    assert missing(changed, "es") == ("Another title",)
    assert idle(changed, "es") == (instrument.title,)


def test_its_own_language_lacks_nothing(instrument: Instrument) -> None:
    assert missing(instrument, "en") == ()
    assert spoken(instrument, "en") is instrument


def test_a_translation_is_part_of_the_content(instrument: Instrument) -> None:
    assert reading(instrument).content_hash != instrument.content_hash
    assert Instrument.from_plain(reading(instrument).plain()) == reading(instrument)
