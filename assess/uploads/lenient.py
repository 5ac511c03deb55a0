"""Where do the names of the columns stand in a file somebody laid out for people to read?"""

from collections.abc import Iterator
from itertools import chain, islice

from assess.uploads.cells import Cell

_LOOKED_AT = 30
#: A row with this share of the widest row's cells filled may be the one of the names.
_FILLED = 0.6


def table(records: Iterator[list[Cell]], row_names: str, guessed: list[str]) -> tuple[int, Iterator[list[Cell]]]:
    """The records from the names on, and how many lines stand above; what was guessed is added to ``guessed``.

    Lines above that hold few cells (a title, a date, nothing) are passed over; where every row has one cell more
    than there are names, as R writes them, the first is called ``row_names``.
    """
    head = list(islice(records, _LOOKED_AT))
    filled = [sum(1 for cell in record if cell != "") for record in head]
    need = max(1.0, _FILLED * max(filled, default=0))
    above = next((place for place, count in enumerate(filled) if count >= need), 0)
    if any(filled[:above]):
        guessed.append("uploads.title_lines")
    head = head[above:]
    widths = {len(record) for record, count in zip(head[1:], filled[above + 1 :], strict=True) if count}
    if head and widths == {len(head[0]) + 1} and "" not in head[0]:
        head[0] = [row_names, *head[0]]
        guessed.append("uploads.row_names")
    return above, chain(head, records)
