"""An instrument in other languages: which words it has, which lack a translation, and how it reads in one of them."""

from collections.abc import Callable
from dataclasses import replace

from surveys.definition import Anchor, Image, Instrument, Item, Option, Scale, Section

Turn = Callable[[str], str]


def words(instrument: Instrument) -> tuple[str, ...]:
    """Every text a respondent or a reader of scores sees, each once, in the order met."""
    found: dict[str, None] = {}

    def note(text: str) -> str:
        if text:
            found[text] = None
        return text

    _turned(instrument, note)
    return tuple(found)


def missing(instrument: Instrument, language: str) -> tuple[str, ...]:
    """The texts without words in that language; none for the language it was written in."""
    if language == instrument.language:
        return ()
    known = _catalogue(instrument, language)
    return tuple(text for text in words(instrument) if not known.get(text, "").strip())


def idle(instrument: Instrument, language: str) -> tuple[str, ...]:
    """Texts a translation has words for and the instrument no longer holds."""
    current = set(words(instrument))
    return tuple(text for text in _catalogue(instrument, language) if text not in current)


def languages(instrument: Instrument) -> tuple[str, ...]:
    """The languages in which somebody can answer: its own, and every one with no text missing."""
    translated = (translation.language for translation in instrument.translations)
    return (instrument.language, *(one for one in translated if not missing(instrument, one)))


def spoken(instrument: Instrument, language: str) -> Instrument:
    """The instrument in that language, codes, keys and translations untouched; KeyError unless it can be offered."""
    if language == instrument.language:
        return instrument
    if language not in languages(instrument):
        raise KeyError(language)
    known = _catalogue(instrument, language)
    return replace(_turned(instrument, lambda text: known[text] if text else ""), language=language)


def _catalogue(instrument: Instrument, language: str) -> dict[str, str]:
    return next((dict(one.words) for one in instrument.translations if one.language == language), {})


def _turned(instrument: Instrument, turn: Turn) -> Instrument:
    return replace(
        instrument,
        title=turn(instrument.title),
        notice=turn(instrument.notice),
        sections=tuple(_section(section, turn) for section in instrument.sections),
        scales=tuple(_scale(scale, turn) for scale in instrument.scales),
    )


def _section(section: Section, turn: Turn) -> Section:
    title, text = turn(section.title), turn(section.text)
    return replace(section, title=title, text=text, items=tuple(_item(item, turn) for item in section.items))


def _scale(scale: Scale, turn: Turn) -> Scale:
    return replace(scale, label=turn(scale.label), direction=turn(scale.direction))


def _item(item: Item, turn: Turn) -> Item:
    def all_of(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(turn(text) for text in texts)

    return replace(
        item,
        text=turn(item.text),
        definition=turn(item.definition),
        questions=all_of(item.questions),
        probes=all_of(item.probes),
        options=tuple(_option(option, turn) for option in item.options),
        anchors=tuple(Anchor(anchor.points, turn(anchor.behaviour)) for anchor in item.anchors),
        cues=all_of(item.cues),
        unit=turn(item.unit),
        image=Image(item.image.sha256, turn(item.image.alt)) if item.image else None,
        ends=all_of(item.ends),
        explanation=turn(item.explanation),
    )


def _option(option: Option, turn: Turn) -> Option:
    return replace(option, label=turn(option.label))
