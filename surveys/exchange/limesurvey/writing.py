"""An instrument as a LimeSurvey survey in the layout with words apart (DBVersion 415, LimeSurvey 4 and later)."""

import json
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from surveys.definition import Condition, Instrument, Item
from surveys.exchange.limesurvey.tables import OWN
from surveys.exchange.logic import Term, tree, written
from surveys.exchange.markup import Element, add, document
from surveys.exchange.plaintext import markup
from surveys.exchange.shapes import PAIR, catalogues, options, pair_words, shape

DATABASE = "415"
_SID = "100000"
_TYPES = {
    "single": "L", "many": "M", "order": "R", "pair": "F", "number": "N", "slider": "K", "text": "T", "line": "S",
    "file": "|",
}  # fmt: skip
_TITLE, _ANSWER = 20, 5

Rows = dict[str, list[dict[str, str]]]


def compose(instrument: Instrument, extension: dict[str, Any] | None) -> bytes:
    """The file, with the part only Exemplar reads if there is one."""
    root = Element("document")
    add(root, "LimeSurveyDocType", "Survey")
    add(root, "DBVersion", DATABASE)
    writer = _Writer(instrument)
    languages = add(root, "languages")
    for language in writer.languages:
        add(languages, "language", language)
    for table, rows in sorted(writer.tables().items()):
        _table(root, table, rows)
    if extension is not None:
        add(root, OWN, json.dumps(extension))
    return document(root)


def _table(root: Element, name: str, rows: list[dict[str, str]]) -> None:
    if not rows:
        return
    table = add(root, name)
    fields, held = add(table, "fields"), add(table, "rows")
    for key in rows[0]:
        add(fields, "fieldname", key)
    for row in rows:
        record = add(held, "row")
        for key, value in row.items():
            add(record, key, value)


class _Writer:
    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.others = {key.replace("_", "-"): words for key, words in catalogues(instrument).items()}
        self.base = instrument.language.replace("_", "-")
        self.languages = (self.base, *self.others)
        self.rows: Rows = {}
        self.titles = _shortened(instrument.items, _TITLE, "q")
        self.answers: dict[str, dict[str, str]] = {
            code: _shortened([option.value for option in options(item)], _ANSWER, "A")
            for code, item in instrument.items.items()
        }
        self._id = 0

    def tables(self) -> Rows:
        """Every table's rows."""
        made = self.instrument
        self._row("surveys", sid=_SID, admin="", active="N", format="G", anonymized="N", datestamp="Y", savetimings="Y",
                  assessments="Y", usetokens="N", language=self.base,
                  additional_languages=" ".join(self.others))  # fmt: skip
        for language in self.languages:
            self._row("surveys_languagesettings", surveyls_survey_id=_SID, surveyls_language=language,
                      surveyls_title=self._said(made.title, language), surveyls_description="",
                      surveyls_welcometext=self._said(made.notice, language))  # fmt: skip
        for number, section in enumerate(made.sections, start=1):
            gid = str(number)
            self._row("groups", gid=gid, sid=_SID, group_order=gid, randomization_group="",
                      grelevance=self._equation(section.when))  # fmt: skip
            for language in self.languages:
                self._row("group_l10ns", id=self._next(), gid=gid, group_name=self._said(section.title, language),
                          description=self._said(section.text, language), language=language)  # fmt: skip
            for place, item in enumerate(section.items, start=1):
                self._question(item, gid, place)
        return self.rows

    def _question(self, item: Item, gid: str, place: int) -> None:
        qid, sort = self._next(), shape(item)
        self._row("questions", qid=qid, parent_qid="0", sid=_SID, gid=gid, type=_TYPES[sort],
                  title=self.titles[item.code], preg="", other="N", mandatory="Y" if item.required else "N",
                  encrypted="N", question_order=str(place), scale_id="0", same_default="0", relevance="1",
                  modulename="")  # fmt: skip
        self._words(
            qid,
            lambda language: self._said(item.text, language),
            lambda language: self._said(item.definition, language),
        )
        codes = self.answers[item.code]
        if sort == "many":
            for number, option in enumerate(options(item), start=1):
                self._part(qid, gid, codes[option.value], number, partial(self._said, option.label))
        elif sort == "pair":
            for number, (code, word) in enumerate(zip(PAIR, pair_words(self.base), strict=True), start=1):
                self._part(qid, gid, code, number, {self.base: word}.get)
        elif sort == "slider":
            self._part(qid, gid, "SQ001", 1, lambda language: "")
        if sort in ("single", "order", "pair"):
            self._offered(item, qid, codes)
        for name, value in _attributes(item, sort).items():
            self._row("question_attributes", qid=qid, attribute=name, value=value, language="")

    def _offered(self, item: Item, qid: str, codes: dict[str, str]) -> None:
        for place, option in enumerate(options(item)):
            aid = self._next()
            score = float(option.value) if item.kind == "likert" else option.score or 0
            self._row("answers", aid=aid, qid=qid, code=codes[option.value], sortorder=str(place),
                      assessment_value=str(int(score)), scale_id="0")  # fmt: skip
            for language in self.languages:
                self._row("answer_l10ns", id=self._next(), aid=aid, answer=self._said(option.label, language),
                          language=language)  # fmt: skip

    def _part(self, parent: str, gid: str, title: str, place: int, said: Callable[[str], str | None]) -> None:
        qid = self._next()
        self._row("subquestions", qid=qid, parent_qid=parent, sid=_SID, gid=gid, type="T", title=title, preg="",
                  other="N", mandatory="", encrypted="N", question_order=str(place), scale_id="0", same_default="0",
                  relevance="1", modulename="")  # fmt: skip
        self._words(qid, said, lambda language: "")

    def _words(self, qid: str, said: Callable[[str], str | None], explained: Callable[[str], str]) -> None:
        for language in self.languages:
            self._row("question_l10ns", id=self._next(), qid=qid, question=said(language) or "",
                      help=explained(language), script="", language=language)  # fmt: skip

    def _said(self, text: str, language: str) -> str:
        return markup(text if language == self.base else self.others[language].get(text, ""))

    def _equation(self, when: tuple[Condition, ...]) -> str:
        if not when:
            return "1"

        def term(term: Term) -> str:
            item = self.instrument.items.get(term.name)
            title = self.titles.get(term.name, term.name)
            if term.operator != "is" or item is None:
                sign = {"from": ">=", "to": "<="}.get(term.operator, "==")
                return f"{title}.NAOK {sign} {term.values[0]}"
            codes = self.answers[item.code]
            named = [codes.get(value, value) for value in term.values]
            if shape(item) == "many":
                said = [f'{title}_{code}.NAOK == "Y"' for code in named]
            else:
                said = [f'{title}.NAOK == "{code}"' for code in named]
            return said[0] if len(said) == 1 else f"({' or '.join(said)})"

        return written(tree(when), term)

    def _row(self, table: str, **cells: str) -> None:
        self.rows.setdefault(table, []).append(cells)

    def _next(self) -> str:
        self._id += 1
        return str(self._id)


def _attributes(item: Item, sort: str) -> dict[str, str]:
    found: dict[str, Any] = {"random_order": "1"} if item.shuffle else {}
    if sort == "many":
        found |= {"min_answers": item.minimum, "max_answers": item.maximum}
    if sort == "number":
        found |= {"min_num_value_n": item.minimum, "max_num_value_n": item.maximum, "suffix": markup(item.unit),
                  "num_value_int_only": "1" if item.whole else None}  # fmt: skip
    if sort == "slider":
        found |= {"slider_layout": "1", "slider_min": item.minimum, "slider_max": item.maximum,
                  "slider_accuracy": item.step}  # fmt: skip
    if sort in ("text", "line"):
        found["maximum_chars"] = item.longest
    if sort == "file":
        found |= {"max_filesize": item.longest // 1000, "allowed_filetypes": ",".join(item.accepts)}
    return {name: str(value) for name, value in found.items() if value not in (None, "")}


def _shortened(names: Iterable[str], longest: int, stem: str) -> dict[str, str]:
    """Letters and digits only, as LimeSurvey takes them, each once; by place where nothing of a name is left."""
    found: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        short = re.sub(r"[^A-Za-z0-9]", "", name)
        if short != name.replace("_", "") or len(short) > longest or short in found.values() or not short:
            short = f"{stem}{number}"
            while short in found.values():
                short = f"{stem}{short}"
        found[name] = short
    return found
