"""The interactions of a QTI item as the items they stand for."""

from typing import Any

from surveys.definition import Item
from surveys.exchange.gathering import Gathering, Page, single
from surveys.exchange.limits import counted
from surveys.exchange.markup import Element, children, raw, words
from surveys.exchange.outcome import Why
from surveys.exchange.qti.names import flag, value
from surveys.exchange.qti.texts import BLANK, text_of
from surveys.exchange.shapes import PAIR

_INLINE = {"text-entry-interaction", "inline-choice-interaction"}
_UNREAD = {
    "template-declaration", "template-processing", "modal-feedback", "stylesheet", "catalog-info",
    "companion-materials-info",
}  # fmt: skip
_STANDARD = ("match_correct", "map_response", "cc2_match", "cc2_map")
_LONGEST = 4000


class Items:
    """Reads item after item; ``names`` are the items found, by what conditions call them."""

    def __init__(self, found: Gathering) -> None:
        self.found = found
        self.language = "en"
        self.names: dict[str, str] = {}

    def add(self, page: Page, root: Element, fields: dict[str, Any], name: str = "") -> None:
        """The item's interactions as items at the end of the page; what cannot be one is noted."""
        name = name or root.get("identifier", "")
        place = f"item {name}"
        if not self.names and root.get("lang"):
            self.language = self.found.language(root.get("lang", ""))
        body = root.find("item-body")
        held = [one for one in ([] if body is None else body.iter()) if one.tag.endswith("-interaction")]
        self._unread(place, root)
        if body is None or not held:
            self.found.lose(place, "item-body", Why.UNSUPPORTED_KIND, raw(root))
            return
        responses = {one.get("identifier", ""): one for one in children(root, "response-declaration")}
        stem = text_of(self.found, place, body, interactions=any(one.tag in _INLINE for one in held) and len(held) > 1)
        fields = {**fields, "points": "likert" in body.get("class", "").split()}
        if [one.get("response-identifier") for one in held] == [f"RESPONSE_{part.upper()}" for part in PAIR]:
            self._pair(page, held[0], responses, name, stem, fields)
            return
        for number, one in enumerate(held, start=1):
            own = name if len(held) == 1 else f"{name}_{number}"
            blank = f"{stem}\n({number})" if f"({number}) {BLANK}" in stem else stem
            page.items += self._read(one, responses.get(one.get("response-identifier", "")), own, blank, fields)
        counted(len(self.names))

    def _code(self, name: str) -> str:
        code = self.found.code(name)
        self.names.setdefault(name, code)
        return code

    def _pair(
        self,
        page: Page,
        interaction: Element,
        responses: dict[str, Element],
        name: str,
        stem: str,
        fields: dict[str, Any],
    ) -> None:
        if self.found.known("bestworst", f"item {name}", raw(interaction)):
            options = self._offered(interaction, responses.get("RESPONSE_BEST"), f"item {name}")
            rest = {key: held for key, held in fields.items() if key != "points"}
            shuffle = flag(interaction, "shuffle")
            page.items.append(Item(self._code(name), "bestworst", stem, options=options, shuffle=shuffle, **rest))

    def _read(self, one: Element, response: Element | None, name: str, stem: str, fields: dict[str, Any]) -> list[Item]:
        place, sort = f"item {name}", one.tag.removesuffix("-interaction")
        prompt = one.find("prompt")
        said = text_of(self.found, place, prompt) if prompt is not None else ""
        text = "\n".join(part for part in (stem, said) if part)
        points, rest = fields["points"], {key: held for key, held in fields.items() if key != "points"}
        if sort == "match":
            return self._match(one, response, name, text, rest)
        if sort in ("choice", "inline-choice", "order"):
            return self._choice(sort, one, response, name, text, rest | {"points": points})
        kind: str | None = {"text-entry": "line", "extended-text": "text", "slider": "slider", "upload": "upload"}.get(
            sort
        )
        base = response.get("base-type") if response is not None else "string"
        if sort == "text-entry" and base in ("integer", "float"):
            kind, rest = "number", rest | {"whole": base == "integer"}
        elif kind in ("line", "text"):
            rest["longest"] = int(self.found.number(place, one.get("expected-length")) or _LONGEST)
        if kind is None or not self.found.known(kind, place, raw(one)):
            if kind is None:
                self.found.lose(place, one.tag, Why.UNSUPPORTED_KIND, raw(one))
            return []
        if kind == "slider":
            bounds = {"minimum": "lower-bound", "maximum": "upper-bound", "step": "step"}
            rest |= {key: self.found.number(place, one.get(attribute)) for key, attribute in bounds.items()}
        if kind == "upload":
            rest |= self.found.file(place, one.get("type", "").split(), None)
        if response is not None and (
            response.find("correct-response") is not None or response.find("mapping") is not None
        ):
            self.found.lose(place, "correct-response", Why.UNSUPPORTED_SCORING, raw(response))
        return [Item(self._code(name), kind, text, **rest)]

    def _choice(
        self, sort: str, one: Element, response: Element | None, name: str, text: str, fields: dict[str, Any]
    ) -> list[Item]:
        place = f"item {name}"
        points = fields.pop("points")
        fields |= {"shuffle": flag(one, "shuffle")}
        many = response is not None and response.get("cardinality") == "multiple"
        if sort == "order" or (sort == "choice" and (many or one.get("max-choices", "1") != "1")):
            kind = "ranking" if sort == "order" else "multiple"
            if not self.found.known(kind, place, raw(one)):
                return []
            options = self._offered(one, response, place, ordered=sort == "order")
            if kind == "multiple":
                least = self.found.number(place, one.get("min-choices"))
                most = self.found.number(place, one.get("max-choices"))
                fields |= {"minimum": least, "maximum": most or None}
            return [Item(self._code(name), kind, text, options=options, **fields)]
        options = self._offered(one, response, place)
        if points:
            return [single(self._code(name), text, options, **fields)]
        return [Item(self._code(name), "choice", text, options=options, **fields)]

    def _offered(self, one: Element, response: Element | None, place: str, ordered: bool = False) -> Any:
        """The choices, each with what the mapping or the correct response gives for it."""
        scores = self._scores(response, place, ordered)
        choices = [child for child in one if child.tag in ("simple-choice", "inline-choice")]
        right = scores if scores else None
        return self.found.options(
            place,
            [
                (value(name := child.get("identifier", "")), text_of(self.found, place, child),
                 right.get(name, right.get("", None)) if right is not None else None)
                for child in choices
            ],
        )  # fmt: skip

    def _scores(self, response: Element | None, place: str, ordered: bool) -> dict[str, float | None]:
        """Scores by identifier; under an empty one what all others have."""
        if response is None:
            return {}
        mapped = response.find("mapping")
        if mapped is not None:
            for bound in ("lower-bound", "upper-bound"):
                if mapped.get(bound):
                    self.found.lose(place, bound, Why.UNSUPPORTED_SCORING, raw(mapped))
            entries = {
                one.get("map-key", ""): self.found.number(place, one.get("mapped-value"))
                for one in children(mapped, "map-entry")
            }
            rest = self.found.number(place, mapped.get("default-value"))
            return entries if not rest else {"": rest, **entries}
        correct = response.find("correct-response")
        if correct is None:
            return {}
        right = [words(one) for one in children(correct, "value")]
        if ordered:
            return {name: float(len(right) - at) for at, name in enumerate(right)}
        return {"": 0.0, **dict.fromkeys(right, 1.0)}

    def _match(
        self, one: Element, response: Element | None, name: str, text: str, fields: dict[str, Any]
    ) -> list[Item]:
        """Statements and levels, in either order: an item a statement."""
        place = f"item {name}"
        sets = [[*children(held, "simple-associable-choice")] for held in children(one, "simple-match-set")]
        once = [all(child.get("match-max", "0") == "1" for child in held) for held in sets]
        if len(sets) != 2 or not any(once) or not all(sets):
            self.found.lose(place, one.tag, Why.UNSUPPORTED_KIND, raw(one))
            return []
        first = once[0]
        statements, levels = sets if first else reversed(sets)
        pairs = self._scores(response, place, ordered=False)
        found = []
        for statement in statements:
            key = statement.get("identifier", "")
            offered = []
            for level in levels:
                other = level.get("identifier", "")
                score = pairs.get(f"{key} {other}" if first else f"{other} {key}", pairs.get(""))
                offered.append((value(other), text_of(self.found, place, level), score))
            said = "\n".join(part for part in (text, text_of(self.found, place, statement)) if part)
            code = self._code(f"{name}_{key}")
            found.append(single(code, said, self.found.options(place, offered), **fields))
        return found

    def _unread(self, place: str, root: Element) -> None:
        for element in root:
            if element.tag in _UNREAD:
                self.found.lose(place, element.tag, Why.UNSUPPORTED_SETTING, raw(element))
            elif element.tag == "response-processing":
                template = (element.get("template") or "").rpartition("/")[2].removesuffix(".xml")
                if len(element) or (template and template.lower() not in _STANDARD):
                    self.found.lose(place, "response-processing", Why.UNSUPPORTED_SCORING, raw(element))
