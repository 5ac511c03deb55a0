"""The IPIP-NEO-120 as an instrument: whole for development, or without what must not be asked of applicants."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from surveys.bank.files import content, tables
from surveys.definition import Instrument, Item, Keyed, Option, Scale, Section, Translation
from surveys.ipip.key import DOMAINS, FACETS, ITEMS, ORDER, place
from surveys.ipip.texts import Texts
from surveys.languages import words

WORDS = Path(__file__).parent / "words"
LANGUAGES = tuple(sorted(path.stem for path in WORDS.glob("*.toml")))
PAGE = 10

_ACCURACY = (
    "Very inaccurate", "Moderately inaccurate", "Neither accurate nor inaccurate", "Moderately accurate",
    "Very accurate",
)  # fmt: skip
_ASKED = "Describe yourself as you generally are now, not as you wish to be."
_OPTIONS = tuple(Option(str(value), label) for value, label in enumerate(_ACCURACY, start=1))
_DIRECTIONS = {
    "N": "High: feels strain, worry and setbacks strongly. Low: stays even under strain.",
    "E": "High: seeks company, activity and excitement. Low: likes quiet and few people.",
    "O": "High: curious about ideas, art and the new. Low: keeps to the practical and the known.",
    "A": "High: trusts, helps and gives way. Low: questions others and competes.",
    "C": "High: orderly, dutiful and striving. Low: easy-going and spontaneous.",
}

#: What much of a facet looks like.
_HIGH = {
    "Anxiety": "worries easily",
    "Anger": "gets angry easily",
    "Depression": "often feels low",
    "Self-consciousness": "feels uneasy when watched",
    "Immoderation": "gives in to cravings",
    "Vulnerability": "feels helpless under pressure",
    "Friendliness": "makes friends easily",
    "Gregariousness": "likes being among many people",
    "Assertiveness": "takes the lead",
    "Activity level": "is busy and quick",
    "Excitement-seeking": "looks for thrills",
    "Cheerfulness": "is cheerful and shows it",
    "Imagination": "enjoys fantasy",
    "Artistic interests": "is drawn to art and beauty",
    "Emotionality": "knows own feelings well",
    "Adventurousness": "likes the new and different",
    "Intellect": "likes difficult ideas",
    "Liberalism": "questions tradition and authority",
    "Trust": "believes that people mean well",
    "Morality": "is straight with people",
    "Altruism": "likes to help",
    "Cooperation": "avoids fights and gives way",
    "Modesty": "does not boast",
    "Sympathy": "feels for people in need",
    "Self-efficacy": "feels able to get things done",
    "Orderliness": "keeps things tidy",
    "Dutifulness": "keeps promises and rules",
    "Achievement-striving": "works hard for high aims",
    "Self-discipline": "starts at once and sees it through",
    "Cautiousness": "thinks before acting",
}


def instrument(texts: Texts, selection: bool = False) -> Instrument:
    """The instrument in English and every language its texts and ``words`` are both known in.

    ``selection`` makes the form for applicants: 92 items, without Neuroticism and Liberalism.
    """
    numbers = [number for number in range(1, ITEMS + 1) if place(number).for_selection or not selection]
    items = [Item(_code(number), "likert", texts.english[number - 1], options=_OPTIONS) for number in numbers]
    title = "Describe yourself"
    made = Instrument(
        code="ipip_neo_selection" if selection else "ipip_neo_120",
        title=title,
        language="en",
        source=(
            "IPIP-NEO-120 (Johnson 2014, Journal of Research in Personality 51, 78-89), International Personality Item "
            f"Pool, ipip.ori.org; item texts from {texts.source}."
        ),
        licence="Public domain (International Personality Item Pool)",
        uses=("selection", "development", "research") if selection else ("development", "research"),
        sections=tuple(
            Section(f"part_{start // PAGE + 1}", title, tuple(items[start : start + PAGE]), _ASKED)
            for start in range(0, len(items), PAGE)
        ),
        scales=tuple(_scales(numbers)),
        status=(
            "published items, validate locally; the form for applicants leaves out Neuroticism and Liberalism"
            if selection
            else "published items, validate locally; it asks about health and politics: not for selection"
        ),
        notice="Say how accurately each sentence describes you. There are no right answers and no clock.",
        construct="personality",
    )
    return replace(made, translations=tuple(_translations(made, texts)))


def _code(number: int) -> str:
    return f"i{number:03d}"


def _scales(numbers: list[int]) -> Iterator[Scale]:
    keyed = {number: Keyed(_code(number), place(number).sign) for number in numbers}
    for letter in ORDER:
        mine = tuple(keyed[number] for number in numbers if place(number).domain == letter)
        if mine:
            yield Scale(_named(DOMAINS[letter]), DOMAINS[letter], mine, 1, 5, _DIRECTIONS[letter])
    for letter in ORDER:
        for facet, name in enumerate(FACETS[letter], start=1):
            of_facet = [n for n in numbers if (place(n).domain, place(n).facet) == (letter, facet)]
            if of_facet:
                items = tuple(keyed[number] for number in of_facet)
                yield Scale(_named(name), name, items, 1, 5, f"High: {_HIGH[name]}.")


def _named(label: str) -> str:
    return label.lower().replace("-", "_").replace(" ", "_")


def _translations(made: Instrument, texts: Texts) -> Iterator[Translation]:
    for language, translated in sorted(texts.others.items()):
        known = tables(content(WORDS / f"{language}.toml"), f"{language}.toml")
        known |= dict(zip(texts.english, translated, strict=True))
        yield Translation(language, {text: known[text] for text in words(made) if text in known})
