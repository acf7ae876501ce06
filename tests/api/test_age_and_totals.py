"""Plain pages say how old the newest month is, and the force's stands beside the official figures."""

from __future__ import annotations

import io
import json
import re
import zipfile

import feedparser
import pytest
from serving import Client

from portal.services.library.freshness import lasting_words
from portal.services.library.library import Library

YEAR = "from=2025-01&to=2025-12"
AGE = re.compile(r"The newest month held is \w+ \d{4}, \d+ months ago\.")


def test_area_says_how_old_its_newest_month_is_and_an_older_release_does_not(client: Client) -> None:
    page = client.get("/area/E07000042").text
    assert AGE.search(page)
    older = client.get("/area/E07000042?release=2025-12-95649cb3").text
    assert "The newest month held" not in older


def test_official_figures_stand_beside_the_forces_count_and_nobody_elses(client: Client) -> None:
    force = client.get("/area/E23000035").text
    row = re.search(r"<tr><th scope=\"row\">January to December 2016</th>(.*?)</tr>", force, re.DOTALL)
    assert row is not None
    assert "81,949" in row[1]
    assert "not all its months are held" in force
    assert "Official figure from" not in client.get("/area/E07000042").text


def test_area_says_how_outcomes_settle(client: Client) -> None:
    assert (
        "Outcomes take years to settle. Of the 8,255 crimes of December 2018"
        in client.get("/area/E07000042").text
    )


@pytest.mark.parametrize(
    "address",
    [
        f"/api/v1/figure?area=E07000042&{YEAR}",
        "/api/v1/series?area=E07000042",
        "/api/v1/settling",
        f"/download/areas.csv?level=sector&{YEAR}",
        "/download/settling.csv",
    ],
)
def test_answers_and_files_say_how_old_the_newest_month_is_in_a_header(client: Client, address: str) -> None:
    assert AGE.match(client.get(address).headers["data-note"])


def test_files_and_series_say_until_when_their_months_are_to_be_trusted_as_the_newest(
    client: Client, library: Library
) -> None:
    words = lasting_words(library.record.supplied_months[-1])
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"/download/areas.zip?level=sector&{YEAR}").body))
    assert words in packed.read("README.txt").decode()
    assert words in json.loads(packed.read("datapackage.json"))["description"]
    assert words in json.loads(packed.read("areas.geojson"))["caveats"]
    whole = zipfile.ZipFile(io.BytesIO(client.get("/download/everything.zip").body))
    assert words in whole.read("README.txt").decode()
    assert words in client.get("/api/v1/series?area=E07000042").json()["caveats"]


@pytest.mark.parametrize("name", ["corrections", "releases", "evidence"])
def test_feeds_say_how_old_the_newest_month_is(client: Client, name: str) -> None:
    assert AGE.match(feedparser.parse(client.get(f"/feeds/{name}.atom").body).feed.subtitle)


def test_official_figure_stands_in_the_api_the_plain_page_and_the_file_of_the_force(client: Client) -> None:
    year = "from=2016-01&to=2016-12"
    said = "Street files hold 100.1 of every 100 that it has."
    caveats = client.get(f"/api/v1/figure?area=E23000035&{year}").json()["caveats"]
    assert any(
        line.startswith("The official figure for January to December 2016 is 81,949") for line in caveats
    )
    assert said in " ".join(caveats)
    assert said in client.get(f"/figure?area=E23000035&{year}").text
    assert "No official figure is held for exactly these months." in client.get("/area/E23000035").text
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"/download/areas.zip?level=sector&{year}").body))
    assert said in packed.read("README.txt").decode()
