"""QTI as an instrument: the test's sections as sections, each item file as the items it holds."""

import posixpath
from typing import Any
from urllib.parse import unquote

from surveys.definition import Condition
from surveys.exchange.archive import Archive, is_archive
from surveys.exchange.gathering import Gathering, Page
from surveys.exchange.limits import counted
from surveys.exchange.markup import Element, children, parsed, raw
from surveys.exchange.outcome import ExchangeRefused, Imported, Why
from surveys.exchange.qti.interactions import Items
from surveys.exchange.qti.names import flag, plain
from surveys.exchange.qti.preconditions import compared
from surveys.exchange.qti.texts import text_of
from surveys.exchange.qti.writing import MANIFEST, OWN
from surveys.exchange.trees import decoded, tree

_TEST = "assessment-test"
_SECTION_PARTS = {
    "pre-condition", "item-session-control", "time-limits", "ordering", "rubric-block", "assessment-section",
    "assessment-item-ref",
}  # fmt: skip
_DEEPEST = 10


def parse(content: bytes) -> tuple[Imported, Any]:
    """What stands in QTI's own places, and the part only Exemplar reads; raises ExchangeRefused."""
    found = Gathering()
    if is_archive(content):
        return _Package(found, Archive(content)).read()
    root = plain(parsed(content))
    if root.tag != "assessment-item":
        raise ExchangeRefused("wrong_document" if root.tag == _TEST else "unknown_format", sort=root.tag[:40])
    items = Items(found)
    items.add(found.page(""), root, {})
    return found.imported(root.get("title", ""), items.language), None


class _Package:
    def __init__(self, found: Gathering, archive: Archive) -> None:
        self.found, self.archive, self.items = found, archive, Items(found)

    def read(self) -> tuple[Imported, Any]:
        """Everything the manifest names; raises ExchangeRefused for an archive without one."""
        content = self.archive.read(MANIFEST)
        if content is None:
            raise ExchangeRefused("unknown_format")
        resources = [one for one in plain(parsed(content)).iter("resource")]
        counted(sum("_item_" in one.get("type", "") for one in resources))
        tests = [one for one in resources if "_test_" in one.get("type", "")]
        for test in tests[1:]:
            self.found.lose("instrument", test.get("href", ""), Why.UNSUPPORTED_SETTING)
        if tests:
            title, notice, code = self._test(tests[0].get("href", ""))
        else:
            title, notice, code = "", "", ""
            page = self.found.page("")
            for one in resources:
                if "_item_" in one.get("type", ""):
                    self._item(page, one.get("href", ""), one.get("identifier", ""), None)
        own = self.archive.read(OWN)
        return self.found.imported(title, self.items.language, notice=notice, code=code), _own(own)

    def _test(self, href: str) -> tuple[str, str, str]:
        root = self._document(href, "instrument")
        if root is None or root.tag != _TEST:
            raise ExchangeRefused("wrong_document", sort=href[:40])
        folder = posixpath.dirname(href)
        for part in children(root, "test-part"):
            for section in children(part, "assessment-section"):
                self._section(section, folder, (), 0)
        for element in root:
            if element.tag not in ("test-part", "rubric-block"):
                self.found.lose("instrument", element.tag, Why.UNSUPPORTED_SETTING, raw(element))
        notice = "\n".join(text_of(self.found, "instrument", block) for block in children(root, "rubric-block"))
        if language := root.get("lang"):
            self.items.language = self.found.language(language)
        return root.get("title", ""), notice, root.get("identifier", "")

    def _section(self, section: Element, folder: str, outer: tuple[Condition, ...], depth: int) -> None:
        place = f"section {section.get('identifier', '?')}"
        if depth > _DEEPEST:
            self.found.lose(place, "assessment-section", Why.UNSUPPORTED_KIND, raw(section))
            return
        when = (*outer, *(one for wish in children(section, "pre-condition") for one in self._when(place, wish)))
        limit, order = section.find("time-limits"), section.find("ordering")
        seconds = self.found.number(place, limit.get("max-time")) if limit is not None else None
        text = "\n".join(text_of(self.found, place, block) for block in children(section, "rubric-block"))
        page = self.found.page(
            section.get("title", ""), text, section.get("identifier", ""), when=when,
            seconds=int(seconds) if seconds else None, shuffle=flag(order, "shuffle"),
        )  # fmt: skip
        for element in section:
            if element.tag not in _SECTION_PARTS:
                self.found.lose(place, element.tag, Why.UNSUPPORTED_SETTING, raw(element))
            elif element.tag == "assessment-item-ref":
                href = posixpath.join(folder, element.get("href", ""))
                self._item(page, href, element.get("identifier", ""), element)
            elif element.tag == "assessment-section":
                self._section(element, folder, when, depth + 1)
        if not page.items and section.find("assessment-section") is not None and not text:
            self.found.pages.remove(page)

    def _item(self, page: Page, href: str, identifier: str, reference: Element | None) -> None:
        place = f"item {identifier or href}"
        root = self._document(href, place)
        if root is None:
            return
        if root.tag != "assessment-item":
            self.found.lose(place, root.tag, Why.UNSUPPORTED_KIND, raw(root))
            return
        control = reference.find("item-session-control") if reference is not None else None
        for element in [] if reference is None else reference:
            if element.tag != "item-session-control":
                self.found.lose(place, element.tag, Why.UNSUPPORTED_SETTING, raw(element))
        fields = {"required": control is not None and not flag(control, "allow-skipping", default=True)}
        self.items.add(page, root, fields, identifier)

    def _document(self, href: str, place: str) -> Element | None:
        """A part by its place in the package; None, and a note, where there is none."""
        content = self.archive.read(posixpath.normpath(unquote(href))) if href else None
        if content is None:
            self.found.lose(place, href or "href", Why.MISSING_PART)
            return None
        return plain(parsed(content))

    def _when(self, place: str, wish: Element) -> tuple[Condition, ...]:
        return self.found.asked(place, raw(wish), lambda: compared(wish), self.items.names)


def _own(content: bytes | None) -> Any:
    if content is None:
        return None
    try:
        return tree(decoded(content))
    except ExchangeRefused:
        return {}
