"""What stands in somebody's way on a page: axe's findings (WCAG 2.2 AA), and scrolling sideways."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
COUNTED = {"moderate", "serious", "critical"}

#: A phone in the dark and a wide screen in the light: (width, height, colours).
LOOKS: tuple[tuple[int, int, Literal["dark", "light"]], ...] = ((360, 900, "dark"), (1440, 900, "light"))


def barriers_in_both_looks(page: Page) -> list[tuple[str, str, list[str]]]:
    """What stands in the way on a phone in the dark, then on a wide screen in the light, of a page loaded once."""
    found = []
    for width, height, colours in LOOKS:
        # colours that fade from one look to the other would be measured halfway
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": height})
        found += [(f"{place} at {width}", *rest) for place, *rest in barriers(page)]
    return found


def barriers(page: Page) -> list[tuple[str, str, list[str]]]:
    """Address, rule and places of each finding; empty on a good page."""
    found = [
        (page.url, violation["id"], [node["html"][:120] for node in violation["nodes"]][:2])
        for violation in Axe().run(page, options=RULES).response["violations"]
        if violation["impact"] in COUNTED
    ]
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        found.append((page.url, "scrolls sideways", []))
    return found
