"""A QSF file as an instrument: blocks as sections in the order of the flow, matrices as an item a statement."""

from typing import Any

from surveys.definition import Condition
from surveys.exchange.gathering import Gathering, Page
from surveys.exchange.outcome import ExchangeRefused, Imported, Why
from surveys.exchange.qualtrics.displaylogic import compared
from surveys.exchange.qualtrics.questions import Questions
from surveys.exchange.trees import decoded, listing, mapping, tree

_DEEPEST = 10
#: Elements of a survey that say nothing about what is asked.
_APART = {"SO", "STAT", "QC", "RS", "PROJ", "PL", "NT", "QG", "SCO", "BL", "FL", "SQ", "TR"}
_QUIET = {"EndSurvey", "EmbeddedData", "Authenticator", "WebService", "ReferenceSurvey", "TableOfContents"}


def parse(content: bytes) -> Imported:
    """What stands in the file; raises ExchangeRefused."""
    survey = mapping(tree(decoded(content)))
    entry, elements = (
        mapping(survey.get("SurveyEntry")),
        [mapping(one) for one in listing(survey.get("SurveyElements"))],
    )
    if not entry or not elements:
        raise ExchangeRefused("unknown_format")
    found = Gathering()
    raw = str(entry.get("SurveyLanguage") or "EN")
    reader = _Survey(found, elements, raw)
    reader.read()
    title = found.words("instrument", entry.get("SurveyName"))
    return found.imported(title, reader.questions.language)


class _Survey:
    def __init__(self, found: Gathering, elements: list[dict[str, Any]], language: str) -> None:
        self.found = found
        payloads = {str(one.get("PrimaryAttribute")): mapping(one.get("Payload"))
                    for one in elements if one.get("Element") == "SQ"}  # fmt: skip
        self.questions = Questions(found, payloads, language)
        self.blocks = {str(block.get("ID")): block for block in map(mapping, _payloads(elements, "BL"))}
        self.flow = [flow for one in elements if one.get("Element") == "FL"
                     for flow in listing(mapping(one.get("Payload")).get("Flow"))]  # fmt: skip
        self.elements = elements
        self.seen: set[str] = set()

    def read(self) -> None:
        """The blocks of the flow, in its order; where there is no flow, in their own."""
        default = [{"Type": "Block", "ID": key} for key, one in self.blocks.items() if one.get("Type") != "Trash"]
        self._flow(self.flow or default, (), 0)
        for key, block in self.blocks.items():
            if key not in self.seen and listing(block.get("BlockElements")):
                self.found.lose(f"section {block.get('Description', key)}", str(block.get("Type")), Why.MISSING_PART)
        for one in self.elements:
            if one.get("Element") == "SCO" and listing(mapping(one.get("Payload")).get("ScoringCategories")):
                self.found.lose("instrument", "ScoringCategories", Why.UNSUPPORTED_SCORING, repr(one["Payload"]))
            elif str(one.get("Element")) not in _APART:
                self.found.lose("instrument", str(one.get("Element")), Why.UNSUPPORTED_SETTING, repr(one))

    def _flow(self, flow: list[Any], when: tuple[Condition, ...], depth: int) -> None:
        for step in map(mapping, flow):
            sort = str(step.get("Type"))
            if sort in ("Block", "Standard") and str(step.get("ID")) in self.blocks:
                self._block(str(step.get("ID")), when)
            elif sort == "Branch" and depth < _DEEPEST:
                own = self._when("instrument", step.get("BranchLogic"))
                self._flow(listing(step.get("Flow")), (*when, *own), depth + 1)
            elif listing(step.get("Flow")) and depth < _DEEPEST:
                if sort not in ("Group", "Root"):
                    self.found.lose("instrument", sort, Why.UNSUPPORTED_LOGIC, repr(step))
                self._flow(listing(step.get("Flow")), when, depth + 1)
            elif sort in _QUIET or sort not in ("Block", "Standard"):
                self.found.lose("instrument", sort, Why.UNSUPPORTED_SETTING, repr(step))

    def _block(self, key: str, when: tuple[Condition, ...]) -> None:
        if key in self.seen:
            self.found.lose(f"section {key}", "twice", Why.UNSUPPORTED_LOGIC)
            return
        self.seen.add(key)
        block = self.blocks[key]
        settings = mapping(block.get("Options"))
        title = self.found.words(f"section {key}", block.get("Description"))
        shuffle = settings.get("RandomizeQuestions") in ("RandomizeAll", "true", True)
        if not shuffle and settings.get("RandomizeQuestions") not in (None, "false", False, ""):
            self.found.lose(f"section {title}", "RandomizeQuestions", Why.UNSUPPORTED_SETTING)
        if mapping(settings.get("LoopingOptions")) or settings.get("Looping") not in (None, "None", ""):
            self.found.lose(f"section {title}", "Looping", Why.UNSUPPORTED_LOGIC, repr(settings))
        page, wish, first = self.found.page(title, when=when, shuffle=shuffle), "None", True
        for element in map(mapping, listing(block.get("BlockElements"))):
            if element.get("Type") == "Page Break":
                wish = "break"
                continue
            payload = self.questions.payloads.get(str(element.get("QuestionID")))
            if payload is None:
                self.found.lose(f"section {title}", str(element.get("QuestionID")), Why.MISSING_PART)
                continue
            asked = repr(payload.get("DisplayLogic"))
            words = payload.get("QuestionType") == "DB"
            if asked != wish or (words and page.items):
                page = self._beside(page, payload, title, when, shuffle, first and not page.items)
            wish, first = asked, False
            if words:
                text = self.questions.text(payload)
                page.text = "\n".join(part for part in (page.text, text) if part)
            else:
                self.questions.add(page, payload)

    def _beside(
        self, page: Page, payload: dict[str, Any], title: str, when: tuple[Condition, ...], shuffle: bool, empty: bool
    ) -> Page:
        """A section of its own for what is asked under a condition, or after a break."""
        own = self._when(f"item {payload.get('DataExportTag')}", payload.get("DisplayLogic"))
        if empty and not page.text:
            page.extra["when"] = (*when, *own)
            return page
        return self.found.page(title, when=(*when, *own), shuffle=shuffle)

    def _when(self, place: str, logic: Any) -> tuple[Condition, ...]:
        if not mapping(logic):
            return ()
        values = self.questions.values
        return self.found.asked(place, repr(logic), lambda: compared(mapping(logic), values), self.questions.names)


def _payloads(elements: list[dict[str, Any]], sort: str) -> list[Any]:
    """The parts of an element's payload, which older files number and newer ones list."""
    found: list[Any] = []
    for one in elements:
        if one.get("Element") == sort:
            payload = one.get("Payload")
            found += listing(payload) or list(mapping(payload).values())
    return found
