"""One Qualtrics question as the items it stands for."""

import re
from collections.abc import Mapping
from typing import Any

from surveys.definition import Item, Option
from surveys.exchange.gathering import Gathering, Page, single
from surveys.exchange.limits import counted
from surveys.exchange.outcome import Why
from surveys.exchange.trees import listing, mapping

_MANY = ("MAVR", "MAHR", "MACOL", "MSB", "MAHT")
_PIPED = re.compile(r"\$\{[^{}]*\}")
_LONGEST = 4000
_NOTED = (
    "QuestionJS",
    "VariableNaming",
    "DynamicChoices",
    "ChoiceGroups",
    "SkipLogic",
    "Graphics",
    "InPageDisplayLogic",
)


class Questions:
    """Reads question after question.

    Attributes
    ----------
    payloads : dict
        Every question of the file by its id.
    names : dict
        Items found by the id of their question, where it stands for one item.
    values : dict
        By question and number of the choice, its value here.
    """

    def __init__(self, found: Gathering, payloads: dict[str, dict[str, Any]], language: str) -> None:
        self.found, self.payloads, self._raw = found, payloads, language
        self.language = found.language(language)
        self.names: dict[str, str] = {}
        self.values: dict[str, dict[str, str]] = {}
        self._count = 0

    def text(self, question: dict[str, Any]) -> str:
        """The question's words; those in other languages are kept as translations."""
        return self._said(question, question.get("QuestionText"), lambda other: other.get("QuestionText"))

    def _said(self, question: dict[str, Any], raw: Any, other: Any) -> str:
        place = f"item {question.get('DataExportTag')}"
        text = self.found.words(place, raw)
        for piped in _PIPED.findall(text):
            self.found.lose(place, piped, Why.UNSUPPORTED_LOGIC, text)
        for language, words in mapping(question.get("Language")).items():
            there = other(mapping(words))
            if isinstance(there, str) and language != self._raw and (ours := self.found.language(language)):
                self.found.translate(ours, text, self.found.words(place, there))
        return text

    def add(self, page: Page, question: dict[str, Any]) -> None:
        """The question's items at the end of the page, or a note that there is nothing like it here."""
        sort, selector = str(question.get("QuestionType")), str(question.get("Selector"))
        place = f"item {question.get('DataExportTag')}"
        settings = mapping(mapping(question.get("Validation")).get("Settings"))
        for key in _NOTED:
            if question.get(key):
                self.found.lose(place, key, Why.UNSUPPORTED_SETTING, repr(question[key]))
        fields: dict[str, Any] = {"required": settings.get("ForceResponse") == "ON"}
        before = len(page.items)
        if sort == "MC":
            page.items += self._choice(question, selector, place, fields, settings)
        elif sort == "Matrix":
            page.items += self._matrix(question, selector, place, fields)
        elif sort == "RO" or (sort == "PGR" and not question.get("Groups")):
            options = self._options(question, place)
            page.items += self._one(question, "ranking", place, {**fields, "options": options})
        elif sort in ("TE", "Slider", "FileUpload", "CS"):
            page.items += self._open(question, sort, selector, place, fields, settings)
        if len(page.items) == before:
            self.found.lose(place, f"{sort} {selector}", Why.UNSUPPORTED_KIND, repr(question))
        self._count += len(page.items) - before
        counted(self._count)

    def _one(self, question: dict[str, Any], kind: str, place: str, fields: dict[str, Any]) -> list[Item]:
        if not self.found.known(kind, place, repr(question)):
            return []
        code = self.found.code(str(question.get("DataExportTag") or question.get("QuestionID")))
        self.names[str(question.get("QuestionID"))] = code
        return [Item(code, kind, self.text(question), **fields)]

    def _choice(
        self, question: dict[str, Any], selector: str, place: str, fields: dict[str, Any], settings: dict[str, Any]
    ) -> list[Item]:
        options = self._options(question, place)
        order = mapping(question.get("Randomization")).get("Type")
        fields["shuffle"] = order == "All"
        if order not in (None, "None", "All", ""):
            self.found.lose(place, f"Randomization {order}", Why.UNSUPPORTED_SETTING)
        if selector in _MANY:
            bounds = {"minimum": settings.get("MinChoices"), "maximum": settings.get("MaxChoices")}
            fields |= {key: self.found.number(place, value) for key, value in bounds.items()}
            return self._one(question, "multiple", place, {**fields, "options": options})
        if selector == "NPS" and not options:
            options = tuple(Option(str(point), str(point)) for point in range(11))
        kind = single("x", "", options).kind if selector == "NPS" else "choice"
        return self._one(question, kind, place, {**fields, "options": options})

    def _options(self, question: dict[str, Any], place: str, key: str = "Choices", order: str = "ChoiceOrder") -> Any:
        """Choices or answers in their order: recoded values, or the numbers Qualtrics gave."""
        held, recoded = _held(question.get(key)), mapping(question.get("RecodeValues"))
        scores = self._scores(question, place)
        numbers = [str(one) for one in listing(question.get(order))] or list(held)
        found, known = [], []
        for number in numbers:
            choice = mapping(held.get(number))
            if not choice:
                continue
            label = self._said(
                question,
                choice.get("Display"),
                lambda other, n=number: mapping(_held(other.get(key)).get(n)).get("Display"),
            )
            for extra in ("TextEntry", "DisplayLogic", "ExclusiveAnswer", "Image"):
                if choice.get(extra):
                    self.found.lose(place, f"{extra}: {label[:60]}", Why.UNSUPPORTED_SETTING, repr(choice))
            found.append((str(recoded.get(number, number)), label, scores.get(number)))
            known.append(number)
        options = self.found.options(place, found)
        values = {number: option.value for number, option in zip(known, options, strict=True)}
        self.values.setdefault(str(question.get("QuestionID")), values)
        return options

    def _scores(self, question: dict[str, Any], place: str) -> dict[str, float | None]:
        """Scores by number of the choice, of the first category where there are several."""
        scores: dict[str, float | None] = {}
        categories: set[str] = set()
        for grade in map(mapping, listing(question.get("GradingData"))):
            grades = mapping(grade.get("Grades"))
            categories |= grades.keys()
            if grades:
                first = sorted(grades)[0]
                scores[str(grade.get("ChoiceID"))] = self.found.number(place, grades[first])
        if len(categories) > 1:
            self.found.lose(
                place, ", ".join(sorted(categories)[1:]), Why.UNSUPPORTED_SCORING, repr(question["GradingData"])
            )
        return scores

    def _matrix(self, question: dict[str, Any], selector: str, place: str, fields: dict[str, Any]) -> list[Item]:
        many, words = question.get("SubSelector") == "MultipleAnswer", selector == "TE"
        if selector not in ("Likert", "Bipolar", "Profile", "TE"):
            return []
        options = () if words else self._options({**question, "GradingData": []}, place, "Answers", "AnswerOrder")
        found: list[Item] = []
        for code, text in self._rows(question, place):
            if words or many:
                kind = "line" if words else "multiple"
                if self.found.known(kind, place, repr(question)):
                    found.append(Item(code, kind, text, options=options, **fields))
            else:
                found.append(single(code, text, options, **fields))
        if listing(question.get("GradingData")):
            self.found.lose(place, "GradingData", Why.UNSUPPORTED_SCORING, repr(question["GradingData"]))
        return found

    def _rows(self, question: dict[str, Any], place: str) -> list[tuple[str, str]]:
        """Code and words of every statement, each with the question above it."""
        held, tags = _held(question.get("Choices")), mapping(question.get("ChoiceDataExportTags"))
        stem, name = self.text(question), str(question.get("DataExportTag") or question.get("QuestionID"))
        rows = []
        for number in [str(one) for one in listing(question.get("ChoiceOrder"))] or list(held):
            choice = mapping(held.get(number))
            said = self._said(
                question,
                choice.get("Display"),
                lambda other, n=number: mapping(_held(other.get("Choices")).get(n)).get("Display"),
            )
            for extra in ("TextEntry", "DisplayLogic"):
                if choice.get(extra):
                    self.found.lose(place, f"{extra}: {said[:60]}", Why.UNSUPPORTED_SETTING, repr(choice))
            rows.append(
                (self.found.code(str(tags.get(number) or f"{name}_{number}")), "\n".join(filter(None, (stem, said))))
            )
        return rows

    def _open(
        self,
        question: dict[str, Any],
        sort: str,
        selector: str,
        place: str,
        fields: dict[str, Any],
        settings: dict[str, Any],
    ) -> list[Item]:
        if sort == "FileUpload":
            return self._one(question, "upload", place, {**fields, **self.found.file(place, (), None)})
        if sort in ("Slider", "CS") or selector == "FORM":
            kind = {"Slider": "slider", "CS": "number"}.get(sort, "line")
            if sort == "CS":
                self.found.lose(place, "constant sum", Why.UNSUPPORTED_SETTING, repr(settings))
            if kind == "slider":
                fields |= self._ends(mapping(question.get("Configuration")), place)
            if not self.found.known(kind, place, repr(question)):
                return []
            return [Item(code, kind, text, **fields) for code, text in self._rows(question, place)]
        if settings.get("ContentType") == "ValidNumber" or settings.get("Type") == "ValidNumber":
            valid = mapping(settings.get("ValidNumber"))
            bounds = {"minimum": valid.get("Min"), "maximum": valid.get("Max")}
            fields |= {key: self.found.number(place, value) for key, value in bounds.items()}
            fields["whole"] = str(valid.get("NumDecimals", "")) == "0"
            return self._one(question, "number", place, fields)
        kind = "text" if selector in ("ML", "ESTB") else "line"
        fields["longest"] = int(self.found.number(place, settings.get("MaxChars")) or _LONGEST)
        return self._one(question, kind, place, fields)

    def _ends(self, settings: dict[str, Any], place: str) -> dict[str, Any]:
        decimals = self.found.number(place, settings.get("NumDecimals")) or 0
        low = self.found.number(place, settings.get("CSSliderMin"))
        high = self.found.number(place, settings.get("CSSliderMax"))
        step = 10.0 ** -min(int(decimals), 3) if decimals else 1
        return {"minimum": 0 if low is None else low, "maximum": 100 if high is None else high, "step": step}


def _held(value: Any) -> Mapping[str, Any]:
    """Choices by number; files with none hold an empty list, and some number them by place."""
    return mapping(value) or {str(place): one for place, one in enumerate(listing(value), start=1)}
