"""SurveyJS JSON as an instrument: pages as sections, panels and conditional questions as sections of their own."""

from typing import Any

from surveys.definition import Condition
from surveys.exchange.gathering import Gathering, Page
from surveys.exchange.logic import parsed
from surveys.exchange.outcome import ExchangeRefused, Imported, Why
from surveys.exchange.surveyjs.elements import Elements
from surveys.exchange.surveyjs.writing import OWN
from surveys.exchange.trees import decoded, listing, mapping, tree

#: Properties of a survey and of a page that are read, or say nothing about what is asked.
_SURVEY = {"title", "locale", "description", "pages", "elements", "questions", "logo", OWN}
_PAGE = {
    "name", "title", "description", "elements", "questions", "visibleIf", "timeLimit", "maxTimeToFinish",
    "questionOrder", "questionsOrder", "type", "state", "innerIndent", "navigationTitle",
}  # fmt: skip


def parse(content: bytes) -> tuple[Imported, Any]:
    """What stands in SurveyJS' own properties, and the part only Exemplar reads; raises ExchangeRefused."""
    survey = mapping(tree(decoded(content)))
    pages = listing(survey.get("pages"))
    loose = listing(survey.get("elements")) or listing(survey.get("questions"))
    if not pages and not loose:
        raise ExchangeRefused("unknown_format")
    found = Gathering()
    reader = _Pages(found, survey)
    for number, page in enumerate(pages or [{"elements": loose}], start=1):
        reader.page(mapping(page), number)
    for key in survey.keys() - _SURVEY:
        found.lose("instrument", key, Why.UNSUPPORTED_SETTING, repr(survey[key]))
    elements = reader.elements
    title = elements.local("instrument", survey.get("title"))
    notice = elements.local("instrument", survey.get("description"))
    return found.imported(title, elements.language, notice=notice), survey.get(OWN)


class _Pages:
    def __init__(self, found: Gathering, survey: dict[str, Any]) -> None:
        self.found = found
        locale = survey.get("locale")
        self.elements = Elements(found, found.language(locale) if isinstance(locale, str) and locale else "en")

    def page(self, page: dict[str, Any], number: int) -> None:
        """A page, and everything in its panels, as sections."""
        found = self.found
        place = f"section {page.get('name') or number}"
        when = self._when(place, page.get("visibleIf"))
        extra: dict[str, Any] = {"shuffle": "random" in (page.get("questionOrder"), page.get("questionsOrder"))}
        seconds = found.number(place, page.get("timeLimit", page.get("maxTimeToFinish")))
        extra["seconds"] = int(seconds) if seconds else None
        title = self.elements.local(place, page.get("title"))
        text = self.elements.local(place, page.get("description"))
        code = page.get("name") if isinstance(page.get("name"), str) else ""
        for key in page.keys() - _PAGE:
            found.lose(place, key, Why.UNSUPPORTED_SETTING, repr(page[key]))
        section = found.page(title, text, str(code), when=when, **extra)
        self._fill(section, listing(page.get("elements")) or listing(page.get("questions")), when, 0)
        if not section.items and found.pages[-1] is not section and not text:
            found.pages.remove(section)

    def _fill(self, section: Page, held: list[Any], when: tuple[Condition, ...], depth: int) -> None:
        """The elements of a page or panel; one with a condition of its own begins a section."""
        base, current, asked = section, section, ""
        for element in map(mapping, held):
            place = f"item {element.get('name', '?')}"
            wish = element.get("visibleIf") if isinstance(element.get("visibleIf"), str) else ""
            if element.get("type") == "panel":
                current = self._panel(base, element, when, str(wish), depth)
                asked = "panel"
                continue
            if wish != asked:
                asked = str(wish)
                current = base if not asked and not base.items else self._beside(base, when, place, asked)
            self.elements.add(current, element)

    def _panel(self, base: Page, panel: dict[str, Any], when: tuple[Condition, ...], wish: str, depth: int) -> Page:
        place = f"section {panel.get('name', '?')}"
        if depth > 8:
            self.found.lose(place, "panel", Why.UNSUPPORTED_KIND, repr(panel))
            return base
        when = (*when, *self._when(place, wish))
        title = self.elements.local(place, panel.get("title")) or base.title
        text = self.elements.local(place, panel.get("description"))
        inner = self.found.page(title, text, str(panel.get("name") or base.code), **base.extra | {"when": when})
        for key in panel.keys() - _PAGE:
            self.found.lose(place, key, Why.UNSUPPORTED_SETTING, repr(panel[key]))
        self._fill(inner, listing(panel.get("elements")), when, depth + 1)
        return inner

    def _beside(self, base: Page, when: tuple[Condition, ...], place: str, wish: str) -> Page:
        extra = base.extra | {"when": (*when, *self._when(place, wish))}
        if base.extra.get("seconds"):
            self.found.lose(place, "timeLimit", Why.UNSUPPORTED_SETTING)
            extra["seconds"] = None
        return self.found.page(base.title, "", base.code, **extra)

    def _when(self, place: str, expression: Any) -> tuple[Condition, ...]:
        if not isinstance(expression, str) or not expression.strip():
            return ()
        names = self.elements.names
        return self.found.asked(place, expression, lambda: parsed(expression, lambda name: name.strip("{} ")), names)
