"""The one box on the pages and at the desk: a place, a question with places to press, and what somebody read."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from portal.ui import state


@pytest.fixture
def app(repo: Path) -> AppTest:
    return AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)


def typed_on(app: AppTest, text: str) -> AppTest:
    app.run()
    app.text_input(key=state.SEARCH).set_value(text)
    find = next(button for button in app.button if button.label == "Find")
    find.click().run()
    assert not app.exception
    return app


def html_on(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def test_village_is_shown_as_the_neighbourhood_it_is_part_of(app: AppTest) -> None:
    typed_on(app, "Bampton")
    assert app.query_params["area"] == "E02004164"
    assert "Bampton is part of Bampton, Holcombe &amp; Westleigh in Mid Devon." in html_on(app)


def test_name_of_two_places_is_asked_and_one_press_chooses(app: AppTest) -> None:
    typed_on(app, "Bickleigh")
    assert "area" not in app.query_params
    offered = [button for button in app.button if button.label.startswith("Bickleigh, ")]
    assert [button.label.partition(":")[0] for button in offered] == [
        "Bickleigh, Mid Devon",
        "Bickleigh, South Hams",
    ]
    offered[1].click().run()
    assert app.query_params["area"] == "E02004189"


@pytest.mark.parametrize(
    ("text", "path"),
    [("one in five", "/claim/one-in-five"), ("18,900", "/claim/18-900-crimes"),
     ("common sense", "/both-sides?thread=mid-devon-2014")],
)  # fmt: skip
def test_what_somebody_read_leads_to_the_claim_or_the_exchange(app: AppTest, text: str, path: str) -> None:
    assert f'<a href="{path}" target="_self">' in html_on(typed_on(app, text))
    assert "area" not in app.query_params


def test_what_was_typed_is_in_no_address(app: AppTest) -> None:
    typed_on(app, "EX16 6SA")
    assert "6SA" not in str(dict(app.query_params))


def _desk_search(typed: str) -> None:
    """Run by Streamlit as a script of its own, so it imports for itself."""
    import streamlit as st

    from portal.ui import state
    from portal.ui.desk.named_place import show_named_place

    sectors = {"E07000042": "Mid Devon", "E07000044": "South Hams"}
    st.session_state.setdefault(state.DESK_SEARCH, typed)
    st.text_input("Search", key=state.DESK_SEARCH)
    show_named_place(st.session_state[state.DESK_SEARCH], sectors)
    st.selectbox("Sector", ["", *sectors], key=state.DESK_SECTOR)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("Bampton", ["Mid Devon"]), ("EX16 6SA", ["Mid Devon"]), ("Bickleigh", ["Mid Devon", "South Hams"]), ("Truro", []),
     ("window broken", []), ("", [])],
)  # fmt: skip
def test_desk_offers_the_messages_of_the_sector_a_place_is_in(typed: str, offered: list[str]) -> None:
    app = AppTest.from_function(_desk_search, args=(typed,), default_timeout=60).run()
    assert not app.exception
    assert [button.label for button in app.button] == [f"Messages of {name}" for name in offered]
    if offered:
        app.button[0].click().run()
        assert (app.text_input[0].value, app.selectbox[0].value) == ("", "E07000042")
