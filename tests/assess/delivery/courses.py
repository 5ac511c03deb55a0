"""An instrument with every sort of page, and a bank for its pool."""

import pandas as pd

from scoring.irt import Bank
from surveys.definition import (
    Adaptive,
    Condition,
    Instrument,
    Item,
    Keyed,
    Option,
    Scale,
    Section,
    Translation,
)
from surveys.languages import words

FIVE = tuple(Option(str(point), f"{point} of 5") for point in range(1, 6))
POOL = [f"d{number:02}" for number in range(1, 13)]
#: Reverse-keyed: a high answer means little drive.
REVERSED = "d02"


def course() -> Instrument:
    """Practice, a timed page, a question that opens or closes the page after it, and a pool."""
    sum_of = Item(
        "two", "choice", "1 + 1?", options=(Option("a", "2", 1.0), Option("b", "3", 0.0)), explanation="One and one."
    )
    speed = tuple(Item(f"s{number}", "number", f"{number} + {number}?", whole=True) for number in (1, 2, 3))
    return Instrument(
        code="course",
        title="A course",
        language="en",
        source="written for this test",
        licence="CC0-1.0",
        uses=("selection",),
        sections=(
            Section("warm", "Warming up", (sum_of,), practice=True),
            Section("speed", "Quick sums", speed, seconds=60),
            Section("about", "About you", (Item("sells", "choice", "Do you sell?", options=_yes_no()),)),
            Section(
                "selling",
                "Selling",
                (Item("years", "number", "For how many years?"),),
                when=(Condition("sells", ("yes",)),),
            ),
            Section(
                "pool",
                "How you work",
                tuple(Item(code, "likert", f"Sentence {code}", options=FIVE) for code in POOL),
                adaptive=Adaptive("drive", least=3, most=4, se=0.05),
            ),
            Section("last", "To end", (Item("glad", "likert", "I am glad.", options=FIVE),)),
        ),
        scales=(Scale("drive", "Drive", tuple(Keyed(code, -1 if code == REVERSED else 1) for code in POOL), 1, 5),),
    )


def translated(instrument: Instrument, *languages: str) -> Instrument:
    """The same with every text in other languages: its words, marked with the language."""
    made = tuple(Translation(one, {text: f"{one}: {text}" for text in words(instrument)}) for one in languages)
    return Instrument.from_plain(instrument.plain() | {"translations": [_plain(one) for one in made]})


def bank(n: int = 600) -> Bank:
    """The pool on its trait: items of rising thresholds."""
    steps = {
        f"threshold_{step}": [-1.5 + 0.2 * place + 0.8 * step - 1.6 for place in range(len(POOL))]
        for step in (1, 2, 3, 4)
    }
    items = pd.DataFrame({"slope": [1.2 + 0.1 * place for place in range(len(POOL))], **steps}, index=POOL)
    return Bank("GRM", items, dict.fromkeys(POOL, (1.0, 2.0, 3.0, 4.0, 5.0)), n=n)


def _yes_no() -> tuple[Option, ...]:
    return (Option("yes", "Yes"), Option("no", "No"))


def _plain(translation: Translation) -> dict[str, object]:
    return {"language": translation.language, "words": dict(translation.words)}
