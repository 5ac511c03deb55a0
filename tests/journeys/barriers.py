"""What stands in somebody's way on a page: axe's findings (WCAG 2.2 AA), and scrolling sideways."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
COUNTED = {"moderate", "serious", "critical"}


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
