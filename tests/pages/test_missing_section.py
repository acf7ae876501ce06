"""What may be missing: range first with its basis, the switch in words, scenarios side by side, reasons for nothing."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

AUDITED, YEAR = {"from": "2021-03", "to": "2022-02"}, {"from": "2025-01", "to": "2025-12"}


@pytest.fixture
def app(repo: Path) -> AppTest:
    return AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)


def look(app: AppTest, **address: str) -> str:
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return "\n".join(str(element.value) for kind in ("markdown", "caption") for element in getattr(app, kind))


def modelled(app: AppTest) -> list[str]:
    """The modelled sentences, in the order of the page."""
    bodies = "".join(block.proto.body for block in app.get("html"))
    found = re.findall(r'<p class="modelled[^"]*">(.*?)</p>', bodies, re.S)
    return [unescape(re.sub(r"<[^>]+>", "", sentence)) for sentence in found]


def test_estimate_says_whose_rate_which_months_how_sure_and_how_local(app: AppTest) -> None:
    said = look(app, area="E07000042", measure="unrecorded", **AUDITED)
    (frame,) = modelled(app)
    assert frame.startswith("If Mid Devon's police recorded as the force did: ")
    assert "(about 620). Allowing for places to differ as we assume: " in frame
    assert frame.endswith("Use with caution: the range is wide for the size of the number.")
    card = next(block.proto.body for block in app.get("html") if "missing-card" in block.proto.body)
    assert "Estimated · March 2021 to February 2022" in card
    assert "The rate is from PEEL 2021/22" in said
    assert "Matching it to these twelve months is our decision." in said
    assert "Nobody has measured how much recording differs between places of one force" in said
    assert len(app.radio(key="spread").options) == 3


def test_scenario_comes_first_where_it_was_asked_for_with_every_inspection_beside_it(app: AppTest) -> None:
    said = look(app, area="E07000042", measure="unrecorded", inspection="cdi-2016", **YEAR)
    scenario, estimate = modelled(app)
    assert scenario.startswith("This is not an estimate of what happened.")
    assert estimate.startswith("If Mid Devon's police recorded as the force did: ")
    assert (
        "about 230 at 94.8 recorded of 100 (2025, England and Wales, all crime, by the inspectorate)" in said
    )
    assert (
        "at 83.9 recorded of 100 (2022, Devon & Cornwall, weighed by the kinds of crime recorded here)"
        in said
    )
    key = next(block.proto.body for block in app.get("html") if 'column-key"' in block.proto.body)
    assert "There is no estimate on top." in key
    assert 'class="light"' not in key
    assert len(app.info) == 1


def test_force_has_no_switch_that_could_not_change_it(app: AppTest) -> None:
    look(app, area="E23000035", measure="unrecorded", **AUDITED)
    assert modelled(app)[0].startswith("By the force's audited recording rate: 12,000 to 27,500 more crimes")
    assert [radio for radio in app.radio if radio.key == "spread"] == []


def test_neighbourhood_outside_an_audited_year_gets_the_reason_and_no_choice(app: AppTest) -> None:
    said = look(app, area="E02004167", **YEAR)
    assert "Outside an audited year, neighbourhoods, wards and parishes show recorded crime only." in said
    assert [box for box in app.selectbox if box.key == "lens"] == []
