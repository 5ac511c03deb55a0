"""Instruments made by chance, of every kind of item there is, with everything an instrument can hold."""

import random
from collections.abc import Callable

from surveys.definition import (
    Adaptive,
    Anchor,
    Condition,
    Image,
    Instrument,
    Item,
    Keyed,
    Option,
    Scale,
    Section,
    Translation,
)
from surveys.items import GENERATORS, KINDS
from surveys.languages import words

_WORDS = ('plan week Kunde “ruhig” =SUM(A1) -late @home \'tis 日本 ملاحظة é 1.5 x|y a;b "quoted" ₂').split()  # noqa: SIM905
#: What a browser would read as markup.
_MARKUP = ("a<b", "&amp;", "<b>bold</b>", "<script>alert(1)</script>", "{{7*7}}")
_VALUES = ("a", "b", "c", "d-1", "e.2", "yes", "none", "07", "option_seven")
_CODES = ("plan", "plan_week", "late_2", "q1", "postponed_most", "very_long_code_" + "x" * 40, "a", "s2_b3_c4")


class Chance:
    """What may stand in an instrument, drawn with one seed."""

    def __init__(self, seed: int, tame: bool) -> None:
        self.r = random.Random(seed)
        self.tame = tame

    def text(self, most: int = 6) -> str:
        lines = [
            " ".join(self.r.choices(_WORDS if self.tame else (*_WORDS, *_MARKUP), k=self.r.randint(1, most)))
            for _ in range(self.r.choice((1, 1, 1, 2)))
        ]
        return "\n".join(lines)

    def maybe(self, make: Callable[[], object], default: object, share: float = 0.4) -> object:
        return make() if self.r.random() < share else default

    def options(self, numbered: bool, scores: bool, scale: str = "") -> tuple[Option, ...]:
        count = self.r.randint(3, 5)
        values = (
            [str(n) for n in range(1, count + 1)]
            if numbered
            else self.r.sample(("a", "b", "c", "yes", "no") if self.tame else _VALUES, count)
        )
        return tuple(
            Option(
                value,
                self.text(3),
                self.r.choice((2, 4, 3, -1) if self.tame else (0, 1, 2.5, -1)) if scores else None,
                scale,
                self.r.choice((1, -1)) if scale else 1,
            )
            for value in values
        )

    def item(self, code: str, kind: str) -> Item:
        fields: dict[str, object] = {
            "definition": self.maybe(self.text, ""),
            "required": self.r.random() < 0.5,
            "explanation": self.maybe(self.text, "", 0.2),
            "image": self.maybe(lambda: Image(f"{self.r.getrandbits(256):064x}", self.text(2)), None, 0.1),
        }
        if kind == "likert":
            fields |= {"options": self.options(True, False)}
        elif kind in ("choice", "multiple", "ranking", "bestworst", "forced"):
            fields |= {
                "options": self.options(
                    self.r.random() < 0.3,
                    kind != "forced" and self.r.random() < 0.5,
                    "order" if kind == "forced" else "",
                )
            }
            fields |= {"shuffle": self.r.random() < 0.3}
        if kind == "multiple":
            fields |= {"minimum": self.r.choice((None, 1)), "maximum": self.r.choice((None, 2))}
        if kind in ("number", "slider"):
            fields |= {
                "minimum": self.r.choice((-5, 0, 0.5)),
                "maximum": self.r.choice((10, 100)),
                "unit": self.text(1),
            }
            fields |= (
                {"whole": self.r.random() < 0.5}
                if kind == "number"
                else {"step": self.r.choice((None, 0.5)), "ends": ("low", self.text(1))}
            )
        if kind in ("text", "line"):
            fields |= {"longest": self.r.choice((50, 200, 4000))}
        if kind == "upload":
            fields |= {"longest": 500_000, "accepts": ("pdf", "jpeg")}
        if kind == "anchored":
            fields |= {
                "anchors": (Anchor(1, self.text()), Anchor(5, self.text())),
                "cues": (self.text(1), "asks first"),
                "questions": (self.text(),),
                "probes": (self.text(), self.text()),
            }
        if kind in GENERATORS:
            fields |= {"level": self.r.randint(1, 3)}
        return Item(code, kind, self.text(), **fields)  # type: ignore[arg-type]

    def condition(self, items: list[Item]) -> Condition | None:
        pairs = ("bestworst",) if self.tame else ()
        open_to = [item for item in items if (item.options and item.kind not in pairs) or item.kind == "number"]
        if not open_to:
            return None
        item = self.r.choice(open_to)
        if item.options:
            return Condition(item.code, tuple(option.value for option in item.options[: self.r.randint(1, 2)]))
        return Condition(item.code, (), self.r.choice((None, 2)), 7.5)


def instrument(seed: int, tame: bool = False) -> Instrument:
    """Sections with one item of every kind in a chance order; everything else now and then.

    A tame one has nothing but short codes, whole scores and words without markup.
    """
    chance = Chance(seed, tame)
    kinds = [*KINDS]
    chance.r.shuffle(kinds)
    wild = [*_CODES, *(f"item_{n}" for n in range(len(kinds)))]
    codes = [f"q{n}" for n in range(len(kinds))] if tame else wild[: len(kinds)]
    items = [chance.item(code, kind) for code, kind in zip(codes, kinds, strict=True)]
    sections, earlier = [], []
    for number, start in enumerate(range(0, len(items), 3), start=1):
        held = items[start : start + 3]
        when = chance.condition(earlier) if chance.r.random() < 0.5 else None
        sections.append(
            Section(
                f"part_{number}" if chance.r.random() < 0.5 else f"s{number}_{'x' * 30}",
                chance.text(3),
                tuple(held),
                text=chance.maybe(chance.text, ""),
                seconds=chance.maybe(lambda: chance.r.randint(30, 900), None),
                practice=chance.r.random() < 0.2,
                shuffle=chance.r.random() < 0.3,
                when=(when,) if when else (),
                adaptive=chance.maybe(lambda: Adaptive("order", 2, 3), None, 0.1),
            )
        )
        earlier += held
    scales = (
        Scale("order", chance.text(1), tuple(Keyed(item.code, chance.r.choice((1, -1)), chance.r.choice((1.0, 2.5)))
              for item in items if item.kind == "likert"), low=1, high=5, direction=chance.text(2)),
    )  # fmt: skip
    made = Instrument(
        code="made_by_chance", title=chance.text(2), language=chance.r.choice(("en", "de", "pt_BR")), source="tests",
        licence="CC0-1.0", uses=("research",), sections=tuple(sections), scales=scales, notice=chance.text(),
        construct="personality", family="made", retest_days=30,
    )  # fmt: skip
    spoken = Translation("ar", {text: f"ع {text}" for text in words(made)})
    partly = Translation("es", {text: chance.text() for text in words(made)[::2]})
    return Instrument(**{**vars(made), "translations": chance.maybe(lambda: (spoken, partly), (), 0.6)})
