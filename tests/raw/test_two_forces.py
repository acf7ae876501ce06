"""Real neighbours in one process: figures are those of a process of their own, and a reader is led across the border."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from other_forces import only
from plain_count import rows_of
from serving import Client, running_server

from portal.pipeline.build import build
from portal.pipeline.force.new import make_force

pytestmark = pytest.mark.raw

SLUG, FAR, MONTHS = "dorset", "cleveland", ("2025-01", "2025-02")
# In Bridport; the directory holds this one alone.
POSTCODE, LONGITUDE, LATITUDE = "DT6 3AA", -2.7575, 50.7335


@pytest.fixture(scope="module")
def homes(repo: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forces")
    for slug in (SLUG, FAR):
        home = folder / slug
        street = only(sources, slug, MONTHS[:1], tmp_path_factory.mktemp("street"))
        make_force(slug, sources, repo / "data", repo / "geodata", home)
        own = with_directory(sources, home, tmp_path_factory.mktemp("sources")) if slug == SLUG else sources
        build([street], own, home / "data", home / "geodata", str(home / "force.toml"))
    return folder


def with_directory(sources: Path, home: Path, folder: Path) -> Path:
    """The official files with a directory of one postcode in its official layout."""
    shutil.copytree(sources / "lookups", folder / "lookups")
    for path in sources.iterdir():
        if path.name != "lookups":
            (folder / path.name).symlink_to(path)
    spot = gpd.GeoSeries.from_xy([LONGITUDE], [LATITUDE], crs=4326).to_crs(27700)[0]
    (folder / "lookups" / "ONSPD_MAY_2025_UK.csv").write_text(
        "pcd,pcds,dointr,doterm,lad25cd,east1m,north1m\n"
        f"{POSTCODE},{POSTCODE},200001,,E06000059,{round(spot.x)},{round(spot.y)}\n"
    )
    with (home / "force.toml").open("a", encoding="utf-8") as told:
        told.write('[postcodes]\ngrid = "lookups/ONSPD_MAY_2025_UK.csv"\nas_of = "May 2025"\n')
    return folder


@pytest.fixture(scope="module")
def together(homes: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    told = {"PORTAL_FORCES": f"{SLUG},{FAR}", "PORTAL_FORCES_DIR": str(homes), "PORTAL_API_LIMIT": "0"}
    with running_server(tmp_path_factory.mktemp("together") / "log", told) as address:
        yield Client(address)


@pytest.fixture(scope="module")
def alone(homes: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    told = {"PORTAL_FORCE": SLUG, "PORTAL_FORCES_DIR": str(homes), "PORTAL_API_LIMIT": "0"}
    with running_server(tmp_path_factory.mktemp("alone") / "log", told) as address:
        yield Client(address)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with running_server(tmp_path_factory.mktemp("first") / "log", {"PORTAL_API_LIMIT": "0"}) as address:
        yield Client(address)


def test_figures_of_both_are_those_of_a_process_of_their_own_byte_for_byte(
    together: Client, alone: Client, first: Client, homes: Path
) -> None:
    own = [row["area_code"] for row in rows_of(homes / SLUG / "data" / "areas.csv")]
    asked = 0
    for below, other, codes, months in (
        (f"/{SLUG}", alone, own[::40], ("2025-01", "2025-01")),
        ("", first, [row["area_code"] for row in rows_of(Path("data") / "areas.csv")][::100], ("2025-01", "2025-12")),
    ):  # fmt: skip
        for code in codes:
            path = f"/api/v1/figure?area={code}&from={months[0]}&to={months[1]}".replace("+", "%2B")
            here, there = together.get(below + path), other.get(path)
            assert here.status == there.status == 200, path
            assert here.text.replace(f"/{SLUG}/", "/") == there.text, path
            asked += 1
    assert asked > 20


@pytest.mark.parametrize(
    ("below", "typed", "words"),
    [
        ("", "Bridport", "Bridport, in Dorset"),
        ("", "Lyme Regis", "Lyme Regis, in Dorset"),
        ("", "Bridport, Dorset", "Bridport, in Dorset"),
        ("", POSTCODE, f"{POSTCODE}, in Dorset"),
        ("", "Middlesbrough", "Middlesbrough, in Cleveland"),
        (f"/{SLUG}", "Tiverton", "Tiverton, in Devon & Cornwall"),
        (f"/{SLUG}", "EX16 6SA", "EX16 6SA, in Devon & Cornwall"),
        (f"/{FAR}", "Weymouth", "Weymouth, in Dorset"),
    ],
)
def test_a_place_over_the_border_is_found(together: Client, below: str, typed: str, words: str) -> None:
    found = together.get(f"{below}/api/v1/search?q={typed.replace(' ', '+').replace(',', '%2C')}").json()
    assert found["area"] is None
    assert [one["words"] for one in found["printed"]] == [words]
    led = together.get(found["printed"][0]["path"].replace(" ", "%20"))
    path = led.headers["location"] if led.status == 308 else ""
    page = (together.get(path) if path else led).text
    assert re.search(words.split(",")[0] if not typed[-1].isalpha() else "<h1", page)


def test_forces_that_share_a_border_name_each_other_and_no_other(together: Client) -> None:
    for below, neighbours, stranger in (
        ("", ["Dorset"], "Cleveland"),
        (f"/{SLUG}", ["Devon &amp; Cornwall"], "Cleveland"),
    ):
        said = re.search(r"Next to this force area: (.*?)</p>", together.get(f"{below}/areas").text)
        assert said
        assert re.findall(r">([^<]+)</a>", said[1]) == neighbours
        assert stranger not in said[1]
    assert "Next to this force area" not in together.get(f"/{FAR}/areas").text


def test_on_the_map_neighbours_differ(together: Client) -> None:
    drawn = dict(re.findall(r'<title>([^<]+)</title><path class="(tone-\d)"', together.get("/forces").text))
    assert set(drawn) == {"Devon &amp; Cornwall", "Dorset", "Cleveland"}
    assert drawn["Devon &amp; Cornwall"] != drawn["Dorset"]
