"""A passkey is set up and then signs in, with the browser's own virtual authenticator."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]


def test_a_passkey_is_registered_and_signs_in_without_a_password(page_of: Callable[..., Page], site: str) -> None:
    # passkeys are bound to a name; an address made of numbers is none
    page = page_of(site=site.replace("127.0.0.1", "localhost"), address="ada.lund@meridian.example")
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    page.goto("/wan-register")
    page.fill("input[name=name]", "laptop")
    first = page.locator("input[name=usage][value=first]")
    if first.count():
        first.check()
    page.locator("form").first.locator("[type=submit]").first.click()
    expect(page.locator("body")).to_contain_text("laptop", timeout=10_000)
    page.goto("/people/me")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/wan-signin")
    page.locator("form").first.locator("[type=submit]").first.click()
    page.wait_for_url(lambda url: "/wan-signin" not in url, timeout=10_000)
    page.goto("/people/me")
    expect(page.locator("main")).to_contain_text("Ada Lund")
