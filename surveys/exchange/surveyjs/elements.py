"""One element of a SurveyJS form as the items it stands for."""

from typing import Any

from surveys.definition import Item, Option
from surveys.exchange.gathering import Gathering, Page, rising, single
from surveys.exchange.limits import counted
from surveys.exchange.outcome import Why
from surveys.exchange.trees import listing, mapping

_COMMON = {"type", "name", "title", "description", "isRequired", "visibleIf", "choicesOrder", "x-exemplar"}
_LOOKS = {
    "colCount", "startWithNewLine", "titleLocation", "width", "minWidth", "maxWidth", "hideNumber", "indent",
    "placeholder", "rows", "cols", "state", "renderAs", "displayMode", "rateDisplayMode", "rateType", "autoGenerate",
    "placeHolder", "descriptionLocation", "alternateRows", "showNumber", "size", "autoGrow", "allowResize", "valueName",
}  # fmt: skip
_READ = {
    "radiogroup": {"choices", "correctAnswer"},
    "dropdown": {"choices", "correctAnswer"},
    "buttongroup": {"choices", "correctAnswer"},
    "checkbox": {"choices", "minSelectedChoices", "maxSelectedChoices"},
    "tagbox": {"choices", "minSelectedChoices", "maxSelectedChoices"},
    "ranking": {"choices"},
    "rating": {"rateValues", "rateMin", "rateMax", "rateStep", "rateCount", "minRateDescription", "maxRateDescription"},
    "boolean": {"labelTrue", "labelFalse", "valueTrue", "valueFalse"},
    "matrix": {"columns", "rows", "eachRowRequired", "isAllRowRequired", "rowsOrder", "rowOrder"},
    "text": {"inputType", "min", "max", "step", "maxLength"},
    "comment": {"maxLength"},
    "slider": {"min", "max", "step"},
    "file": {"maxSize", "acceptedTypes"},
    "multipletext": {"items"},
}
#: Kinds of question of ours for theirs, where theirs has choices.
_MANY = {"checkbox": "multiple", "tagbox": "multiple", "ranking": "ranking"}
_LONGEST = 4000


class Elements:
    """Reads element after element; ``names`` are the items found, by what conditions call them."""

    def __init__(self, found: Gathering, language: str) -> None:
        self.found = found
        self.language = language
        self.names: dict[str, str] = {}

    def local(self, place: str, value: Any) -> str:
        """A text in the form's own language; what is said in others is kept as translations."""
        if isinstance(value, bool | int | float):
            return str(value)
        said = mapping(value)
        if not said:
            return self.found.words(place, value, html=False)
        own = [said.get(key) for key in ("default", self.language.replace("_", "-"), self.language)]
        text = next((one for one in own if one), None) or next(iter(said.values()))
        text = self.found.words(place, text, html=False)
        for key, other in said.items():
            if key != "default" and other and (language := self.found.language(key)) != self.language:
                self.found.translate(language, text, self.found.words(place, other, html=False))
        return text

    def add(self, page: Page, element: dict[str, Any]) -> None:
        """The element's items at the end of the page, or a note that there is nothing like it here."""
        sort = str(element.get("type", ""))
        place = f"item {element.get('name', '?')}"
        if sort == "html":
            text = self.found.words(place, element.get("html"))
            page.text = "\n".join(part for part in (page.text, text) if part)
            if page.items:
                self.found.lose(place, "html", Why.UNSUPPORTED_SETTING, text)
            return
        if sort not in _READ:
            self.found.lose(place, sort, Why.UNSUPPORTED_KIND, repr(element))
            return
        for key in element.keys() - _COMMON - _LOOKS - _READ[sort]:
            self.found.lose(place, key, Why.UNSUPPORTED_SETTING, repr(element[key]))
        name = str(element.get("name", ""))
        text = self.local(place, element.get("title")) or name
        fields: dict[str, Any] = {
            "definition": self.local(place, element.get("description")),
            "required": bool(element.get("isRequired")),
        }
        if sort == "matrix":
            self._matrix(page, element, name, text, fields)
        elif sort == "multipletext":
            self._lines(page, element, name, fields)
        elif item := self._item(sort, element, name, text, fields):
            page.items.append(item)
        counted(len(self.names))

    def _code(self, name: str) -> str:
        code = self.found.code(name)
        self.names.setdefault(name, code)
        return code

    def _item(self, sort: str, element: dict[str, Any], name: str, text: str, fields: dict[str, Any]) -> Item | None:
        place = f"item {name}"
        fields["shuffle"] = element.get("choicesOrder") == "random"
        if sort in _MANY:
            if not self.found.known(_MANY[sort], place, repr(element)):
                return None
            bounds = {"minimum": "minSelectedChoices", "maximum": "maxSelectedChoices"} if sort != "ranking" else {}
            fields |= {key: self.found.number(place, element.get(name)) for key, name in bounds.items()}
            options = self._choices(place, element.get("choices"), element)
            return Item(self._code(name), _MANY[sort], text, options=options, **fields)
        if sort in ("radiogroup", "dropdown", "buttongroup"):
            options = self._choices(place, element.get("choices"), element)
            if rising(options):
                # a list of choices is a choice, numbered or not; points are a rating's
                return Item(self._code(name), "choice", text, options=options, **fields)
            return single(self._code(name), text, options, **fields)
        if sort == "rating":
            return single(self._code(name), text, self._points(place, element), **fields)
        if sort == "boolean":
            return single(self._code(name), text, self._two(place, element), **fields)
        return self._open(sort, element, name, text, fields)

    def _open(self, sort: str, element: dict[str, Any], name: str, text: str, fields: dict[str, Any]) -> Item | None:
        place = f"item {name}"
        fields["shuffle"] = False
        if sort == "slider" or (sort == "text" and element.get("inputType") in ("number", "range")):
            kind = "slider" if sort == "slider" or element.get("inputType") == "range" else "number"
            step = self.found.number(place, element.get("step"))
            bounds = {"minimum": element.get("min"), "maximum": element.get("max")}
            fields |= {key: self.found.number(place, value) for key, value in bounds.items()}
            fields |= {"step": step} if kind == "slider" else {"whole": step == 1}
        else:
            kind = {"comment": "text", "text": "line", "file": "upload"}[sort]
            if sort == "text" and element.get("inputType", "text") != "text":
                self.found.lose(place, f"inputType {element['inputType']}", Why.UNSUPPORTED_SETTING)
            longest = self.found.number(place, element.get("maxSize" if sort == "file" else "maxLength"))
            if sort == "file":
                fields |= self.found.file(place, str(element.get("acceptedTypes", "")).split(","), longest)
            else:
                fields["longest"] = int(longest or _LONGEST)
        if kind == "line" and not self.found.known(kind, place):
            kind = "text"
        return Item(self._code(name), kind, text, **fields) if self.found.known(kind, place, repr(element)) else None

    def _choices(self, place: str, held: Any, element: dict[str, Any]) -> tuple[Option, ...]:
        right = element.get("correctAnswer")
        found = []
        for one in listing(held):
            choice = mapping(one)
            if isinstance(one, str) and "|" in one:
                # as versions before 1.0 wrote value and text
                choice = dict(zip(("value", "text"), one.split("|", 1), strict=True))
            value = choice.get("value") if choice else one
            label = self.local(place, choice.get("text", value) if choice else one)
            score = self.found.number(place, choice.get("score"))
            if score is None and right is not None:
                score = float(value == right)
            found.append((_text(value), label, score))
            for key in choice.keys() - {"value", "text", "score"}:
                self.found.lose(place, f"{key}: {_text(value)}", Why.UNSUPPORTED_SETTING, repr(choice[key]))
        return self.found.options(place, found)

    def _points(self, place: str, element: dict[str, Any]) -> tuple[Option, ...]:
        if listing(element.get("rateValues")):
            return self._choices(place, element["rateValues"], {})
        low = self.found.number(place, element.get("rateMin"))
        low, step = 1 if low is None else low, self.found.number(place, element.get("rateStep")) or 1
        high = self.found.number(place, element.get("rateMax"))
        count = self.found.number(place, element.get("rateCount"))
        high = high if high is not None else low + (count - 1 if count else 4) * step
        ends = [self.local(place, element.get(f"{end}RateDescription")) for end in ("min", "max")]
        points = [low + place * step for place in range(min(int((high - low) / abs(step)) + 1, 200))]
        labels = dict.fromkeys(points, "") | {points[0]: ends[0], points[-1]: ends[1]} if points else {}
        return self.found.options(place, [(f"{point:g}", labels[point], None) for point in points])

    def _two(self, place: str, element: dict[str, Any]) -> tuple[Option, ...]:
        sides = [("True", "true", "Yes"), ("False", "false", "No")]
        return self.found.options(
            place,
            [
                (_text(element.get(f"value{side}", value)), self.local(place, element.get(f"label{side}", label)), None)
                for side, value, label in sides
            ],
        )

    def _matrix(self, page: Page, element: dict[str, Any], name: str, text: str, fields: dict[str, Any]) -> None:
        place = f"item {name}"
        options = self._choices(place, element.get("columns"), {})
        fields["required"] = fields["required"] or bool(
            element.get("eachRowRequired") or element.get("isAllRowRequired")
        )
        if "random" in (element.get("rowsOrder"), element.get("rowOrder")):
            self.found.lose(place, "rowOrder", Why.UNSUPPORTED_SETTING)
        for row in listing(element.get("rows")):
            held = mapping(row)
            value = _text(held.get("value") if held else row)
            words = self.local(place, held.get("text", value) if held else row)
            code = self._code(f"{name}_{value}")
            self.names[f"{name}.{value}"] = code
            page.items.append(single(code, f"{text}\n{words}", self.found.points(code, options), **fields))

    def _lines(self, page: Page, element: dict[str, Any], name: str, fields: dict[str, Any]) -> None:
        kind = "line" if self.found.known("line", f"item {name}") else "text"
        for held in map(mapping, listing(element.get("items"))):
            part = str(held.get("name", ""))
            text = self.local(f"item {name}", held.get("title")) or part
            required = fields["required"] or bool(held.get("isRequired"))
            page.items.append(Item(self._code(f"{name}_{part}"), kind, text, required=required))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str("" if value is None else value)
