"""How each kind of item is asked by programs that know fewer kinds."""

from collections.abc import Iterable

from surveys.definition import Instrument, Item, Option
from surveys.items import anchored

#: One of several, some of several, all in order, two of several, a number, a place between two ends, words, a file.
_SHAPES = {
    "likert": "single", "choice": "single", "anchored": "single", "multiple": "many", "ranking": "order",
    "forced": "order", "bestworst": "pair", "number": "number", "slider": "slider", "text": "text", "line": "line",
    "upload": "file",
}  # fmt: skip
#: What a pair of questions about the same options is called, where other programs need a word.
PAIR = ("best", "worst")
_PAIR_WORDS = {
    "en": ("Best", "Worst"),
    "de": ("Am besten", "Am schlechtesten"),
    "es": ("Mejor", "Peor"),
    "ar": ("الأفضل", "الأسوأ"),
}


#: The kinds of file an upload takes, by the endings and media types others know them by.
FILES = {"pdf": (".pdf", "application/pdf"), "png": (".png", "image/png"), "jpeg": (".jpg", "image/jpeg"),
         "txt": (".txt", "text/plain")}  # fmt: skip


def accepted(named: Iterable[str]) -> tuple[str, ...]:
    """The kinds of file meant by endings or media types; ``image/*`` means every picture."""
    wanted = {name.strip().lower().replace(".jpeg", ".jpg") for name in named}
    return tuple(
        kind for kind, names in FILES.items()
        if wanted & {*names, kind, names[0][1:], names[1].partition("/")[0] + "/*"}
    )  # fmt: skip


def shape(item: Item) -> str:
    """The shape of the item; ``text`` where other programs can only show the question."""
    found = _SHAPES.get(item.kind, "text")
    return "text" if found in ("single", "many", "order", "pair") and not options(item) else found


def options(item: Item) -> tuple[Option, ...]:
    """What is offered; for anchored items their points."""
    if item.kind != "anchored":
        return item.options
    behaviour = {anchor.points: anchor.behaviour for anchor in item.anchors}
    return tuple(Option(str(point), behaviour.get(point) or str(point)) for point in anchored.points(item))


def pair_words(language: str) -> tuple[str, str]:
    """Best and worst in that language; in English where we do not know it."""
    return _PAIR_WORDS.get(language[:2], _PAIR_WORDS["en"])


def spread(item: Item) -> int:
    """As how many items it comes out of a format that has no pairs."""
    return 2 if shape(item) == "pair" else 1


def catalogues(instrument: Instrument) -> dict[str, dict[str, str]]:
    """The words of every other language by the words they stand for."""
    return {one.language: dict(one.words) for one in instrument.translations}
