"""Every page runs on the committed data and says what it must, without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from portal.bootstrap import library
from portal.domain.record.period import Period
from portal.services.counted.figure import figure
from portal.tables.load import open_package

FORBIDDEN = ("safest", "dangerous", "crime-ridden", "worst")


@pytest.fixture
def app(repo: Path) -> AppTest:
    return AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)


def words_on(app: AppTest) -> str:
    """All text the page sends, whatever element carries it."""
    parts = [
        element.value
        for kind in ("title", "header", "markdown", "caption", "info", "warning")
        for element in getattr(app, kind)
    ]
    return "\n".join(str(part) for part in [*parts, *(block.proto.body for block in app.get("html"))])


@pytest.fixture
def newest_year(tables: Path) -> Period:
    coverage = open_package(tables).table("coverage")
    months = list(coverage.month[coverage.status == "supplied"])
    return Period(months[-12], months[-1])


def test_nobody_is_shown_a_place_they_did_not_choose(app: AppTest, newest_year: Period) -> None:
    app.run()
    assert not app.exception
    assert app.title[0].value == "What was recorded where you live, and what may be missing"
    force = figure(library(), library().force.code, newest_year)
    shown = words_on(app)
    assert f"{force.value:,}" in shown
    places = [area for area in library().areas.values() if area.level == "sector"]
    counts = [figure(library(), area.code, newest_year).value for area in places]
    assert [count for count in counts if f"{count:,}" in shown] == []
    assert [
        area.name for area in places if f'<a href="/?area={area.code}">{area.name}</a>' not in shown
    ] == []


def test_place_chosen_has_its_number_its_comparison_and_its_sentence(
    app: AppTest, newest_year: Period
) -> None:
    app.query_params["area"] = "E07000042"
    app.run()
    assert not app.exception
    shown = words_on(app)
    assert '<h1 class="place-name">Mid Devon</h1>' in shown
    assert "Fewer for each person than the whole force." in shown
    counted = figure(library(), "E07000042", newest_year)
    assert f"Police recorded {counted.value:,} crimes in Mid Devon from {newest_year.words}" in shown
    assert f'<p class="big">{counted.value:,} <small>' in shown
    counted = figure(library(), "E07000042", newest_year)
    assert f"Police recorded {counted.value:,} crimes in Mid Devon from {newest_year.words}" in words_on(app)


@pytest.mark.parametrize(
    "address",
    [
        {"area": "E23000035"},
        {"area": "town:tiverton", "level": "msoa"},
        {"area": "E02007027", "from": "2021-03", "to": "2022-02", "level": "msoa"},
        {"area": "E02007028", "from": "2021-03", "to": "2022-02"},
        {"area": "E02007028", "from": "2014-01", "to": "2014-10", "crime": "violence"},
        {"area": "E01034636", "level": "lsoa", "from": "2021-03", "to": "2022-02"},
        {"area": "E06000053", "crime": "robbery", "measure": "recorded_per_1000", "level": "sector"},
        {"area": "E07000042", "from": "2014-01", "to": "2025-12"},
        {"crime": "anti-social-behaviour"},
        {"area": "E02007027+E02007028", "from": "2021-03", "to": "2022-02", "level": "msoa"},
    ],
)
def test_page_runs_for_every_kind_of_view(app: AppTest, address: dict[str, str]) -> None:
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    assert not app.warning
    shown = words_on(app)
    assert "Which months are held" in shown
    # The address of a newspaper's page is no word of ours.
    read = re.sub(r'\]\([^)\s]*\)|href="[^"]*"', "]", shown).lower()
    assert [word for word in FORBIDDEN if word in read] == []


def test_no_more_than_three_caveats_come_first(app: AppTest) -> None:
    app.query_params["area"] = "town:tiverton"
    app.run()
    cards = re.findall(r'<div class="(?:figure|missing)-card">.*?</div>\n?(?=<|$)', words_on(app), re.S)
    assert cards
    assert all(card.count('<p class="small soft">') <= 3 for card in cards)


def test_files_are_links_and_none_is_made_by_drawing_the_page(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, newest_year: Period
) -> None:
    made: list[object] = []
    monkeypatch.setattr("portal.ui.shared.downloads.area_file", made.append)
    app.query_params["area"] = "E07000042"
    app.run()
    shown = words_on(app)
    asked = f"from={newest_year.first}&to={newest_year.last}"
    for kind in ("xlsx", "zip", "geojson", "gpkg", "parquet"):
        assert f"(/download/areas.{kind}?level=sector&{asked}&crime=all&measure=recorded" in shown
    assert "(/download/everything.zip?release=" in shown
    assert made == []


def test_about_says_what_it_cannot_say(app: AppTest) -> None:
    app.run()
    app.switch_page("ui/pages/about.py").run()
    assert not app.exception
    shown = words_on(app)
    assert "ring 999" in shown
    assert "It cannot say" in shown
    assert "Open Government Licence v3.0" in shown
