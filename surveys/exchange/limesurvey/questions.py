"""One LimeSurvey question, with its subquestions and answers, as the items it stands for."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from surveys.definition import Item
from surveys.exchange.gathering import Gathering, Page, rising, single
from surveys.exchange.limesurvey.answers import GRIDS, ONE, Found, fixed
from surveys.exchange.limesurvey.tables import Row, Tables, number
from surveys.exchange.limits import counted
from surveys.exchange.outcome import Why

_LONG = {"T": "text", "U": "text", "S": "line", "D": "line"}
_UNLIKE = {"*": "equation", ";": "array of texts", ":": "array of numbers", "I": "language switch"}
_PIPED = re.compile(r"\{[A-Za-z_][^{}]*\}")
#: Attributes that are read, or say how something looks.
_UNTOLD = {
    "random_order", "answer_order", "subquestion_order", "maximum_chars", "min_answers", "max_answers",
    "min_num_value_n", "max_num_value_n", "num_value_int_only", "suffix", "slider_layout", "slider_min",
    "slider_max", "slider_accuracy", "max_filesize", "allowed_filetypes", "max_subquestions", "display_type",
    "cssclass", "hide_tip", "text_input_width", "page_break", "public_statistics", "statistics_showgraph",
    "statistics_graphtype", "save_as_default", "input_size", "keep_aspect", "alphasort", "display_columns",
    "display_rows", "answer_width", "repeat_headings", "crop_or_resize", "clear_default", "label_input_columns",
    "time_limit_timer_style", "time_limit_message_style", "max_num_of_files", "min_num_of_files", "show_title",
    "show_comment", "time_limit_warning_style", "time_limit_warning_2_style",
}  # fmt: skip
_LONGEST = 4000


class Questions:
    """Reads question after question.

    Attributes
    ----------
    codes : dict of str to str
        The items found so far, by themselves.
    names : dict
        What equations call an item: its code, and the option where the name stands for a ticked one.
    """

    def __init__(self, found: Gathering, document: Tables, base: str) -> None:
        self.found, self.document, self.base = found, document, base
        self.codes: dict[str, str] = {}
        self.names: dict[str, tuple[str, str]] = {}
        self._parts: dict[str, list[Row]] = {}
        rows = document.things("subquestions", "qid", "question_order")
        for row in rows or [one for one in document.of("questions") if number(one.get("parent_qid")) > 0]:
            self._parts.setdefault(row.get("parent_qid", ""), []).append(row)
        self._answers: dict[str, list[Row]] = {}
        for row in sorted(document.of("answers"), key=lambda row: number(row.get("sortorder"))):
            self._answers.setdefault(row.get("qid", ""), []).append(row)
        self._attributes: dict[str, dict[str, str]] = {}
        for row in document.of("question_attributes"):
            self._attributes.setdefault(row.get("qid", ""), {}).setdefault(
                row.get("attribute", ""), row.get("value", "")
            )

    def translated(self, place: str, said: Mapping[str, str]) -> str:
        """The words in the survey's language; those in others are kept as translations."""
        text = self.found.words(place, said.get(self.base) or "")
        for piped in _PIPED.findall(text):
            self.found.lose(place, piped, Why.UNSUPPORTED_LOGIC, text)
        for language, words in said.items():
            if language != self.base and words:
                self.found.translate(self.found.language(language), text, self.found.words(place, words))
        return text

    def text(self, row: Row, key: str = "question") -> str:
        """The words of a question or subquestion."""
        said = self._said(row)
        return self.translated(
            f"item {row.get('title', '?')}", {one: words.get(key, "") for one, words in said.items()}
        )

    def _said(self, row: Row) -> Mapping[str, Row]:
        qid = row.get("qid", "")
        said = self.document.said("questions", "question_l10ns", "qid").get(qid)
        return said or self.document.said("subquestions", "question_l10ns", "qid").get(qid, {})

    def add(self, page: Page, row: Row) -> None:
        """The question's items at the end of the page, or a note that there is nothing like it here."""
        sort, title = row.get("type", ""), row.get("title", "?")
        place = f"item {title}"
        if sort in _UNLIKE or not sort:
            self.found.lose(place, _UNLIKE.get(sort, "?"), Why.UNSUPPORTED_KIND, f"{sort} {self.text(row)}")
            return
        self._settings(place, row)
        fields: dict[str, Any] = {"required": row.get("mandatory") == "Y", "definition": self.text(row, "help")}
        if row.get("type") in GRIDS:
            self._grid(page, row, fields)
        elif sort in ("Q", "K"):
            self._several(page, row, fields)
        elif item := self._one(sort, row, fields):
            page.items.append(item)
        counted(len(self.codes))

    def _code(self, row: Row, name: str = "") -> str:
        code = self.found.code(name or row.get("title", ""))
        self.codes[code] = code
        self.names.setdefault(name or row.get("title", ""), (code, ""))
        self.names.setdefault(f"{row.get('sid')}X{row.get('gid')}X{row.get('qid')}", (code, ""))
        return code

    def _one(self, sort: str, row: Row, fields: dict[str, Any]) -> Item | None:
        place, has = f"item {row.get('title')}", self._attributes.get(row.get("qid", ""), {})
        fields["shuffle"] = has.get("random_order") == "1" or "random" in (
            has.get("answer_order"), has.get("subquestion_order"),
        )  # fmt: skip
        if sort in ("M", "P", "R"):
            return self._many(sort, row, fields, has)
        if sort in ("L", "!", "O") or sort in ONE:
            found = fixed(sort, self.base) if sort in ONE else self._offered(row, "0")
            options = self.found.options(place, found)
            if rising(options) and sort not in ONE and all(option.score is None for option in options):
                return Item(self._code(row), "choice", self.text(row), options=options, **fields)
            return single(self._code(row), self.text(row), options, **fields)
        return self._open(sort, row, fields, has)

    def _open(self, sort: str, row: Row, fields: dict[str, Any], has: Mapping[str, str]) -> Item | None:
        place = f"item {row.get('title')}"
        fields["shuffle"] = False
        if sort == "N":
            fields |= {
                "minimum": self.found.number(place, has.get("min_num_value_n")),
                "maximum": self.found.number(place, has.get("max_num_value_n")),
                "whole": has.get("num_value_int_only") == "1",
                "unit": self.found.words(place, has.get("suffix")),
            }
            return Item(self._code(row), "number", self.text(row), **fields)
        if sort == "|":
            size = self.found.number(place, has.get("max_filesize"))
            fields |= self.found.file(place, has.get("allowed_filetypes", "").split(","), size and 1000 * size)
            return Item(self._code(row), "upload", self.text(row), **fields)
        if sort not in _LONG:
            self.found.lose(place, sort, Why.UNSUPPORTED_KIND, self.text(row))
            return None
        if sort == "D":
            self.found.lose(place, "date", Why.UNSUPPORTED_SETTING)
        longest = self.found.number(place, has.get("maximum_chars"))
        return Item(self._code(row), _LONG[sort], self.text(row), longest=int(longest or _LONGEST), **fields)

    def _many(self, sort: str, row: Row, fields: dict[str, Any], has: Mapping[str, str]) -> Item:
        place, code = f"item {row.get('title')}", self._code(row)
        if sort == "R":
            options = self.found.options(place, self._offered(row, "0"))
            return Item(code, "ranking", self.text(row), options=options, **fields)
        if sort == "P":
            self.found.lose(place, "comments", Why.UNSUPPORTED_SETTING)
        parts = self._parts.get(row.get("qid", ""), [])
        options = self.found.options(place, [(part.get("title", ""), self.text(part), None) for part in parts])
        for part, option in zip(parts, options, strict=True):
            self.names.setdefault(f"{row.get('title')}_{part.get('title')}", (code, option.value))
        bounds = {"minimum": "min_answers", "maximum": "max_answers"}
        fields |= {name: self.found.number(place, has.get(key)) for name, key in bounds.items()}
        return Item(code, "multiple", self.text(row), options=options, **fields)

    def _offered(self, row: Row, scale: str) -> list[Found]:
        """The answers of a question; scores where any is not 0."""
        place = f"item {row.get('title')}"
        rows = [one for one in self._answers.get(row.get("qid", ""), []) if one.get("scale_id", "0") in ("", scale)]
        said = self.document.said("answers", "answer_l10ns", "aid") if rows and rows[0].get("aid") else None
        once: dict[str, tuple[dict[str, str], float | None]] = {}
        for one in rows:
            words = (
                {language: two.get("answer", "") for language, two in said.get(one.get("aid", ""), {}).items()}
                if said
                else {}
            )
            known = once.setdefault(one.get("code", ""), ({}, self.found.number(place, one.get("assessment_value"))))
            known[0].update(words or {one.get("language", self.base): one.get("answer", "")})
        scored = any(score for _, score in once.values())
        return [
            (code, self.translated(place, words), score if scored else None) for code, (words, score) in once.items()
        ]

    def _grid(self, page: Page, row: Row, fields: dict[str, Any]) -> None:
        sort, title, stem = row.get("type", ""), row.get("title", ""), self.text(row)
        parts = self._parts.get(row.get("qid", ""), [])
        scales = ("0", "1") if sort == "1" else ("0",)
        rows: list[tuple[str, Callable[[], str], list[Found]]] = []
        for part in parts:
            for scale in scales:
                name = f"{title}_{part.get('title')}" + (f"_{scale}" if len(scales) > 1 else "")
                found = fixed(sort, self.base) if sort not in ("F", "H", "1") else self._offered(row, scale)
                rows.append((name, lambda part=part: self.text(part), found))  # type: ignore[misc]
        for name, words, found in rows:
            code = self._code(row, name)
            options = self.found.points(code, self.found.options(f"item {title}", found))
            text = "\n".join(one for one in (stem, words()) if one)
            page.items.append(single(code, text, options, **fields))

    def _several(self, page: Page, row: Row, fields: dict[str, Any]) -> None:
        """A question of lines or numbers: one item a part; a slider alone is called like its question."""
        sort, title, stem = row.get("type"), row.get("title", ""), self.text(row)
        place, has = f"item {title}", self._attributes.get(row.get("qid", ""), {})
        parts = self._parts.get(row.get("qid", ""), [])
        kind = "line" if sort == "Q" else "slider" if has.get("slider_layout") == "1" else "number"
        if kind == "slider":
            wanted = {"minimum": "slider_min", "maximum": "slider_max", "step": "slider_accuracy"}
        else:
            wanted = {"minimum": "min_num_value_n", "maximum": "max_num_value_n"} if kind == "number" else {}
        fields |= {name: self.found.number(place, has.get(key)) for name, key in wanted.items()}
        alone = len(parts) == 1 and not self.text(parts[0])
        for part in parts:
            code = self._code(row, title if alone else f"{title}_{part.get('title')}")
            text = "\n".join(one for one in (stem, self.text(part)) if one)
            page.items.append(Item(code, kind, text, **fields))

    def _settings(self, place: str, row: Row) -> None:
        has = self._attributes.get(row.get("qid", ""), {})
        told = [key for key, value in has.items() if key not in _UNTOLD and value not in ("", "0", "1", "N", "default")]
        told += ["other"] if row.get("other") == "Y" else []
        told += ["comment"] if row.get("type") == "O" else []
        told += ["mandatory: soft"] if row.get("mandatory") == "S" else []
        told += ["preg"] if row.get("preg") else []
        if told:
            self.found.lose(
                place, ", ".join(sorted(told)), Why.UNSUPPORTED_SETTING, repr({key: has.get(key) for key in told})
            )
