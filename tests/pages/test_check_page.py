"""The page Check a figure runs for every kind of question, says the number of the services, and refuses in words."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

FORBIDDEN = ("safest", "dangerous", "crime-ridden", "worst")
YEAR, AUDITED = {"from": "2025-01", "to": "2025-12"}, {"from": "2021-03", "to": "2022-02"}


@pytest.fixture
def app(repo: Path) -> AppTest:
    return AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60)


def opened(app: AppTest, **address: str) -> AppTest:
    app.run()
    app.switch_page("ui/pages/check_figure.py")
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def words_on(app: AppTest) -> str:
    parts = [
        element.value
        for kind in ("title", "header", "subheader", "markdown", "caption", "info", "warning")
        for element in getattr(app, kind)
    ]
    return "\n".join(str(part) for part in [*parts, *(block.proto.body for block in app.get("html"))])


@pytest.mark.parametrize(
    ("address", "headline"),
    [
        ({"area": "E07000042", **YEAR}, "4,275 crimes, 51.6 (47.3 to 56.1) per 1,000 residents"),
        ({"area": "town:tiverton", **AUDITED, "measure": "unrecorded"}, "160 to 390 (about 250) if recorded as in the whole force; 130 to 460 allowing for places to differ"),
        ({"area": "town:tiverton", **AUDITED, "measure": "unrecorded_per_1000"}, "160 to 390 (about 250) if recorded as in the whole force; 130 to 460 allowing for places to differ"),
        ({"area": "E07000042", **YEAR, "measure": "unrecorded", "inspection": "peel-2021-22"}, "230 to 1,100 by the rates listed"),
        ({"area": "E07000042", **YEAR, "measure": "unrecorded"}, "No figure"),
        ({"area": "E01034636", **YEAR}, "48 crimes"),
        ({"area": "E23000035", **YEAR, "crime": "anti-social-behaviour"}, "incidents, "),
        ({"area": "E02007027+E02007028", **AUDITED}, " crimes"),
        ({"area": "E07000042", "from": "2014-01", "to": "2025-12"}, "No figure"),
    ],
)  # fmt: skip
def test_page_shows_the_number_of_every_kind_of_question(
    app: AppTest, address: dict[str, str], headline: str
) -> None:
    shown = words_on(opened(app, **address))
    assert not app.warning
    assert f"{headline}" in shown.split("data-headline")[1].split("</p>")[0]
    # Claims are quoted as they were met; everything else is our own words.
    ours = re.sub(r"“[^”]*”|<a [^>]*>[^<]*</a>|<[^>]+>", "", shown)
    assert [word for word in FORBIDDEN if word in ours.lower()] == []
    assert [head.value for head in app.header] == ["Figures in circulation", "Any other figure"]
    folds = [fold.label for fold in app.expander]
    for name in (
        "What to know about this figure", "Cite it, rebuild it", "Compare it", "As a picture, or on your own page",
        "Files, and the same in other forms", "Where this comes from",
    ):  # fmt: skip
        assert name in folds


def test_one_caveat_stands_below_the_figure_and_all_of_them_in_its_fold(app: AppTest) -> None:
    opened(app, area="town:tiverton", measure="unrecorded", **AUDITED)
    card = next(block.proto.body for block in app.get("html") if "data-headline" in block.proto.body)
    assert card.count('<p class="small">Nobody has checked') == 1
    told = next(fold for fold in app.expander if fold.label == "What to know about this figure")
    assert "Nobody has checked" in told.markdown[0].value
    assert "applied to the crime recorded here" in told.markdown[0].value


def claim_headings(app: AppTest) -> list[str]:
    shown = "".join(block.proto.body for block in app.get("html"))
    return re.findall(r'id="claim-([\w-]+)"', shown)


def test_claims_come_first_and_are_found_by_number_phrase_or_place(app: AppTest) -> None:
    opened(app)
    every = claim_headings(app)
    assert len(every) == len(set(every)) == 13
    for typed, wanted in (
        ("18,900", "18-900-crimes"),
        ("18900", "18-900-crimes"),
        ("One in Five", "one-in-five"),
    ):
        app.text_input(key="claim_search").set_value(typed).run()
        assert wanted in claim_headings(app)
        assert len(claim_headings(app)) < 4
    app.text_input(key="claim_search").set_value("Bideford").run()
    assert not app.exception
    assert claim_headings(app) == []
    assert app.header[0].value == "No claim fits “Bideford”"
    assert "check?area=town:bideford#figure" in words_on(app)


def test_link_to_a_release_that_is_not_kept_shows_no_number(app: AppTest) -> None:
    opened(app, area="E07000042", release="2014-01-00000000", **YEAR)
    assert "Release '2014-01-00000000' is not kept here" in app.error[0].value
    assert "data-headline" not in words_on(app)


def test_link_to_this_release_says_that_it_is_fixed(app: AppTest, tables: Path) -> None:
    release = json.loads((tables / "datapackage.json").read_text())["version"]
    opened(app, area="E07000042", release=release, **YEAR)
    assert not app.warning
    assert f"fixed to release {release}" in words_on(app)


def test_unusable_address_is_said_and_the_usual_view_shown(app: AppTest) -> None:
    opened(app, area="nowhere", crime="x", **{"from": "2025-13"})
    assert "could not be read in full (from and to, crime)" in app.warning[0].value
    assert "No area of the name in the address is held here" in app.warning[0].value
    assert "Recorded crimes in Mid Devon" in words_on(app)


def test_turning_to_the_estimate_goes_to_the_audited_year(app: AppTest) -> None:
    opened(app, area="E07000042", **YEAR)
    app.radio[0].set_value("unrecorded").run()
    assert not app.exception
    assert "Estimated unrecorded crimes in Mid Devon, March 2021 to February 2022" in words_on(app)


def test_comparing_gives_the_answer_of_the_test(app: AppTest) -> None:
    opened(app, area="E07000042", **YEAR)
    app.selectbox(key="compare_period").select_index(1).run()
    assert not app.exception
    period = app.selectbox(key="compare_period").value
    assert app.query_params["with"] == period.first
    shown = words_on(app)
    assert f" from {period.words}, 4,275 from January to December 2025." in shown.split("Cannot tell: ")[1]
    assert "Line chart. Recorded crimes by month in Mid Devon, " in shown
    app.selectbox(key="compare_area").set_value("E07000046").run()
    assert not app.exception
    # One comparison at a time: the address carries it, and the other choice is empty again.
    assert app.query_params["with"] == "E07000046"
    assert app.selectbox(key="compare_period").value is None
    assert "Mid Devon: 4,275" in words_on(app)


def test_comparison_stays_in_the_address_when_something_else_is_chosen(app: AppTest) -> None:
    opened(app, area="E07000042", **YEAR, **{"with": "E07000046"})
    assert "Line chart. Recorded crimes by month in Mid Devon and Torridge" in words_on(app)
    app.selectbox(key="crime").set_value("burglary").run()
    assert app.query_params["with"] == "E07000046"
    assert "type burglary by month in Mid Devon and Torridge" in words_on(app)
    assert "could not be read in full (with)" in words_on(
        opened(app, area="E07000042", **YEAR, **{"with": "E07000042"})
    )


def test_estimates_are_not_compared(app: AppTest) -> None:
    opened(app, area="town:tiverton", measure="unrecorded", **AUDITED)
    assert "What is compared is recorded crime" in words_on(app)


def test_area_page_links_to_the_check_of_each_of_its_figures(app: AppTest) -> None:
    app.query_params["area"] = "town:tiverton"
    app.query_params["inspection"] = "cdi-2016"
    app.run()
    links = {link.proto.label: parse_qs(link.proto.query_string) for link in app.get("page_link")}
    links = {label: asked for label, asked in links.items() if asked}
    for block in app.get("html"):
        found = re.findall(r'<a href="/check\?([^"]+)">([^<]+)</a>', block.proto.body)
        links |= {label: parse_qs(unescape(query)) for query, label in found}
    assert set(links) == {"Cite or copy", "Cite this range", "Check this scenario"}
    assert links["Cite or copy"]["measure"] == ["recorded"]
    assert (links["Cite this range"]["from"], "inspection" in links["Cite this range"]) == (
        ["2021-03"],
        False,
    )
    assert links["Check this scenario"]["inspection"] == ["cdi-2016"]
    assert all(asked["area"] == ["town:tiverton"] for asked in links.values())


def typed_into_claims(app: AppTest, text: str) -> list[str]:
    opened(app)
    app.text_input(key="claim_search").set_value(text).run()
    assert not app.exception
    return [str(said.value) for said in app.markdown if str(said.value).startswith("It is a place: ")]


def test_name_of_several_places_leads_to_the_figure_of_each(app: AppTest) -> None:
    said = typed_into_claims(app, "Plympton")
    names = ("Plympton St Mary", "Plympton Chaddlewood", "Plympton Underwood", "Plympton St Maurice")
    assert [len([one for one in said if name in one]) for name in names] == [1, 1, 1, 1]
    assert len(said) == len(names)


def test_name_of_one_place_leads_to_its_figure_alone_and_nonsense_to_none(app: AppTest) -> None:
    (said,) = typed_into_claims(app, "Bideford")
    assert "check?area=town:bideford#figure" in said
    assert typed_into_claims(app, "xyzzy") == []
