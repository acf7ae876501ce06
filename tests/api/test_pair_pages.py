"""Two on one chart and the map for a frame, over HTTP: plain pages, pictures, the file, and refusals in one sentence."""

from __future__ import annotations

import csv
import io
import re

import pytest
from serving import Client

from portal.domain.record.period import Period
from portal.services.checking.pair import PairAsked, pair
from portal.services.checking.pair_rows import COLUMNS
from portal.services.library.library import Library

MONTHS = "from=2025-01&to=2025-12"
ASKED = f"area=town:tiverton&{MONTHS}&with=town:bideford"


def test_page_picture_and_file_say_what_the_service_says(client: Client, library: Library) -> None:
    shown = pair(library, PairAsked("town:tiverton", "town:bideford", Period("2025-01", "2025-12")))
    page = client.get(f"/compare?{ASKED}").text
    assert shown.sentence in page
    assert shown.caveat in page
    assert "<script" not in page
    for kind in ("svg", "png"):
        assert f"/compare.{kind}?area=town:tiverton" in page
    assert shown.lines[0].name in client.get(f"/compare.svg?{ASKED}").text
    assert client.get(f"/compare.png?{ASKED}").body[:4] == b"\x89PNG"
    reply = client.get(f"/download/compare.csv?{ASKED}")
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert list(rows[0]) == list(COLUMNS)
    assert {row["release"] for row in rows} == {library.release}
    assert "on-the-record-town-tiverton-town-bideford-all-2025-01" in reply.headers["content-disposition"]


@pytest.mark.parametrize("asked", [ASKED, f"area=E07000042&{MONTHS}&with=2024-01", "area=E07000042&from=2021-03&to=2022-02&with=E06000026"])  # fmt: skip
def test_answer_for_programs_is_the_file_in_another_form(client: Client, asked: str) -> None:
    said = client.get(f"/api/v1/compare?{asked}").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/download/compare.csv?{asked}").text)))
    months = [(str(at), month["month"], month["status"], _cell(month["recorded"]))
              for at, line in enumerate(said["lines"], start=1) for month in line["months"]]  # fmt: skip
    counted = [row for row in rows if row["row"] == "month"]
    assert months == [(row["line"], row["from"], row["status"], row["recorded_count"]) for row in counted]
    ranges = [
        (one["area"]["code"], one["period"]["from"], *map(str, one["range95"])) for one in said["estimates"]
    ]
    modelled = [row for row in rows if row["row"] == "year_checked"]
    assert ranges == [
        (r["area_code"], r["from"], r["estimated_lower"], r["estimated_upper"]) for r in modelled
    ]
    assert bool(ranges) != bool(said["no_estimate"])
    assert "recorded" not in {key for one in said["estimates"] for key in one}
    assert said["sentence"] in client.get(f"/compare?{asked}").text


def _cell(count: int | None) -> str:
    """A number as a file has it; absent is not zero."""
    return "" if count is None else str(count)


def test_answer_for_programs_says_what_was_asked_and_what_it_is_divided_by(client: Client) -> None:
    said = client.get(f"/api/v1/compare?{ASKED}").json()
    assert said["asked"] == {
        "area": "town:tiverton",
        "with": "town:bideford",
        "from": "2025-01",
        "to": "2025-12",
    }
    assert said["lines"][0]["from"] < "2025-01"
    assert [line["population_source"] for line in said["lines"]] == [
        "Census 2021, Office for National Statistics"
    ] * 2
    # Ranges are of the year that was checked; what goes with them may not go with a sentence about another.
    assert said["estimates"]
    assert "ranges" in said["estimates_caveat"]
    assert "ranges" not in said["caveat"]


def test_empty_months_are_put_down_to_whoever_asked_for_them(client: Client) -> None:
    for query, where in (
        ("from=2011-01&to=2011-12&with=2024-01", "from"),
        (f"{MONTHS}&with=2011-01", "with"),
    ):
        fault = client.get(f"/api/v1/compare?area=town:tiverton&{query}").json()["error"]
        assert fault["where"] == f"query: {where}", fault


def test_answer_for_programs_links_to_the_same_two_for_good(client: Client, library: Library) -> None:
    link = client.get(f"/api/v1/compare?{ASKED}").json()["link"]
    assert link.endswith(f"&with=town:bideford&release={library.release}")


def test_small_areas_and_old_codes_may_be_set_beside_each_other(client: Client) -> None:
    answer = client.get(f"/compare?area=E02007027%2BE02007028&{MONTHS}&with=E02004167")
    assert answer.status == 200
    kept = client.get(f"/compare?area=E01034636&{MONTHS}&with=E07000042")
    assert "small area are too few" in kept.text


@pytest.mark.parametrize(
    ("beside", "status", "said"),
    [
        ("town:tiverton", 422, "is on the chart already"),
        ("2025-01", 422, "both periods are the same"),
        ("2011-01", 422, "has a figure"),
        ("nowhere", 404, "no area has the code"),
        ("9999-12", 422, "neither the code of an area nor a month"),
        ("2024-13", 422, "neither the code of an area nor a month"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(
    client: Client, beside: str, status: int, said: str
) -> None:
    for path in ("/compare.svg", "/download/compare.csv"):
        answer = client.get(f"{path}?area=town:tiverton&{MONTHS}&with={beside}")
        assert answer.status == status
        assert said in answer.text


def test_comparison_of_an_older_release_is_that_of_its_own_tables(client: Client, first_release: str) -> None:
    answer = client.get(
        f"/compare?area=town:tiverton&from=2021-03&to=2022-02&with=town:bideford&release={first_release}"
    )
    assert answer.status == 200
    assert f"Release <code>{first_release}</code>" in answer.text


def test_map_for_a_frame_is_drawn_without_scripts_and_may_be_framed(client: Client, library: Library) -> None:
    answer = client.get(f"/embed/map?area=town:tiverton&{MONTHS}&release={library.release}")
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert 'class="small-map"' in answer.text
    assert "Recorded crimes by neighbourhood in Mid Devon" in answer.text
    assert f"Frozen: release {library.release}" in answer.text
    assert f"release={library.release}" in re.findall(r'href="([^"]+)"', answer.text)[-1]
    whole = client.get(f"/embed/map?{MONTHS}").text
    assert whole.count("<path") > 4
    assert "Live: the release in force" in whole
    assert "says nothing about how safe either is" in whole


@pytest.mark.parametrize(
    ("query", "said"),
    [(f"{MONTHS}&measure=unrecorded", "measure"), (f"{MONTHS}&level=force", "no map of areas"), (f"{MONTHS}&area=x", "o area has")],
)  # fmt: skip
def test_map_that_cannot_be_drawn_is_refused(client: Client, query: str, said: str) -> None:
    answer = client.get(f"/embed/map?{query}")
    assert answer.status in (404, 422)
    assert said in answer.text
