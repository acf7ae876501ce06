"""Names are offered below the search box while somebody types, and nothing that is typed is sent before it is asked for."""

from __future__ import annotations

from painting import PAINT_MS
from playwright.sync_api import Page, expect

OFFERED = "input => input.list ? [...input.list.options].map(option => option.value) : []"


def test_names_are_offered_while_typing_and_no_letter_leaves_the_box(page: Page, server: str) -> None:
    page.goto(server)
    box = page.get_by_role("combobox", name="Postcode, town or village").or_(
        page.get_by_role("textbox", name="Postcode, town or village")
    )
    expect(page.get_by_text("Officers: sign in")).to_be_visible(timeout=PAINT_MS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box.click()
    page.keyboard.type("ti")
    expect(box).to_have_js_property("value", "ti")
    page.wait_for_function(
        "() => document.querySelector('.st-key-find-place input').list?.options.length > 0", timeout=PAINT_MS
    )
    assert "Tiverton" in box.evaluate(OFFERED)
    page.keyboard.type("verton ea")
    assert box.evaluate(OFFERED) == ["Tiverton East"]
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("x")
    assert box.evaluate(OFFERED) == []
    assert [url.partition("?")[0] for url in asked] == [f"{server}/assets/names.json"]
    # The browser tells those who cannot see the list that there is one.
    expect(page.get_by_role("combobox", name="Postcode, town or village")).to_be_visible()


def test_box_finds_a_place_where_the_names_cannot_be_had(page: Page, server: str) -> None:
    page.route("**/assets/names.json*", lambda route: route.abort())
    page.goto(server)
    expect(page.get_by_text("Officers: sign in")).to_be_visible(timeout=PAINT_MS)
    box = page.get_by_role("combobox", name="Postcode, town or village").or_(
        page.get_by_role("textbox", name="Postcode, town or village")
    )
    box.fill("Tiverton")
    box.press("Enter")
    page.wait_for_url("**area=town*", timeout=PAINT_MS)
