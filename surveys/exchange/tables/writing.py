"""An instrument as a table: an item a row, words in other languages beside their own, no formulas."""

import csv
import io
import json
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from surveys.definition import Instrument, Item, Section
from surveys.exchange.logic import Term, tree, written
from surveys.exchange.shapes import catalogues
from surveys.exchange.tables.cells import COLUMNS, OWN, PIECE, WORDS, harmless, listed, pairs

Row = dict[str, str]


def compose_csv(instrument: Instrument, extension: dict[str, Any] | None) -> bytes:
    """The table as CSV, with the mark by which Excel knows UTF-8."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerows([harmless(cell) for cell in row] for row in _records(instrument, extension))
    return file.getvalue().encode("utf-8-sig", "replace")


def compose_xlsx(instrument: Instrument, extension: dict[str, Any] | None) -> bytes:
    """The table as the only sheet of a workbook, every cell text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("items")
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(_records(instrument, extension)):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(line, column, harmless(cell.encode("utf-8", "replace").decode())[: PIECE + 2_000])
    book.close()
    return file.getvalue()


def _records(instrument: Instrument, extension: dict[str, Any] | None) -> list[list[str]]:
    names = [*COLUMNS, *(f"{name} [{language}]" for language in catalogues(instrument) for name in WORDS)]
    rows = [row for section in instrument.sections for row in _section(section, instrument)]
    rows = rows or [{}]
    whole = _translated(
        {"title": instrument.title, "notice": instrument.notice},
        instrument,
        {"instrument": instrument.code, "language": instrument.language},
    )
    rows[0] = {**rows[0], **whole}
    if extension is not None:
        text = json.dumps(extension)
        pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
        rows[0]["more_rows"] = str(len(pieces))
        rows += [{"kind": OWN, "item": str(number), "text": piece} for number, piece in enumerate(pieces, start=1)]
    return [names, *([row.get(name, "") for name in names] for row in rows)]


def _section(section: Section, instrument: Instrument) -> list[Row]:
    facts = {
        "section": section.code,
        "seconds": _number(section.seconds),
        "practice": _flag(section.practice),
        "section_shuffle": _flag(section.shuffle),
        "when": written(tree(section.when), _term) if section.when else "",
    }
    first = _translated({"section_title": section.title, "section_text": section.text}, instrument, facts)
    rows = [{"section": section.code, **_item(item, instrument)} for item in section.items] or [{}]
    return [{**rows[0], **first}, *rows[1:]]


def _item(item: Item, instrument: Instrument) -> Row:
    facts = {
        "item": item.code, "kind": item.kind,
        "scores": pairs((one.value, _number(one.score)) for one in item.options if one.score is not None),
        "minimum": _number(item.minimum), "maximum": _number(item.maximum), "step": _number(item.step),
        "whole": _flag(item.whole), "longest": str(item.longest), "accepts": " ".join(item.accepts),
        "level": str(item.level) if item.level else "", "required": _flag(item.required),
        "shuffle": _flag(item.shuffle), "scales": _scales(item, instrument),
    }  # fmt: skip
    words = {"text": item.text, "definition": item.definition, "unit": item.unit, "explanation": item.explanation}
    row = _translated(words, instrument, facts)
    row["options"] = pairs((option.value, option.label) for option in item.options)
    row["ends"] = listed(item.ends)
    for language, known in catalogues(instrument).items():
        row[f"options [{language}]"] = pairs(
            (option.value, known[option.label]) for option in item.options if known.get(option.label)
        )
        ends = [known.get(end, "") for end in item.ends]
        row[f"ends [{language}]"] = listed(ends) if all(ends) else ""
    return row


def _translated(words: Row, instrument: Instrument, facts: Row) -> Row:
    found = {**facts, **words}
    for language, known in catalogues(instrument).items():
        found |= {f"{name} [{language}]": known.get(text, "") for name, text in words.items() if text}
    return found


def _scales(item: Item, instrument: Instrument) -> str:
    """The scales an item belongs to: a minus for one keyed in reverse, its weight behind a star."""
    found = []
    for scale in instrument.scales:
        for keyed in scale.items:
            if keyed.item == item.code:
                weight = "" if keyed.weight == 1 else f"*{_number(keyed.weight)}"
                found.append(("-" if keyed.sign < 0 else "") + scale.code + weight)
    return "; ".join(found)


def _term(term: Term) -> str:
    if term.operator != "is":
        return f"{term.name} {'>=' if term.operator == 'from' else '<='} {term.values[0]}"
    values = ", ".join(f"'{value}'" for value in term.values)
    return f"{term.name} = {values}" if len(term.values) == 1 else f"{term.name} anyof [{values}]"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _flag(value: bool) -> str:
    return "1" if value else ""
