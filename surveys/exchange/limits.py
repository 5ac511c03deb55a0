"""How much of a foreign file is read; whatever is beyond is refused before it is built."""

from surveys.exchange.outcome import ExchangeRefused, Imported

#: Bytes of a file as it comes, and of all it unpacks to.
LARGEST = 20_000_000
UNPACKED = 60_000_000
#: Unpacked over packed size of one part, above a megabyte: text and pictures stay below.
RATIO = 100
PARTS = 4_000
#: Elements or values of one document, and how deep they lie in each other.
ELEMENTS = 1_000_000
DEPTH = 60
#: What an instrument may hold; 2,000 items are more than anybody answers.
ITEMS = 2_000
OPTIONS = 200
TEXT = 20_000
#: What is kept of something that was not understood.
RAW = 4_000
#: No bound, score or weight is further from zero.
NUMBER = 1e9


def held(read: Imported) -> Imported:
    """What was read; raises ExchangeRefused where it holds more than anybody can answer, or nothing at all."""
    items = [item for section in read.instrument.sections for item in section.items]
    if not items and not read.losses:
        raise ExchangeRefused("nothing_asked")
    for item in items:
        if len(item.options) > OPTIONS:
            raise ExchangeRefused("too_many_options", item=item.code, options=len(item.options), most=OPTIONS)
    counted(len(items))
    return read


def counted(items: int) -> None:
    """Raises ExchangeRefused for more items than an instrument may hold."""
    if items > ITEMS:
        raise ExchangeRefused("too_many_items", items=items, most=ITEMS)
