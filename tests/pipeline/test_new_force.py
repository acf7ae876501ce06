"""A force made anew: nothing of another in it, official files as they are published, districts of one vintage."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import invented
import pytest
from invented_force import FORCE, new_home, rewrite, write_month, write_sources

from portal.domain.record.period import Period
from portal.errors import BadRequest, BadSource
from portal.pipeline.build import build
from portal.pipeline.check import check
from portal.pipeline.force.hand_rows import own_inspections
from portal.pipeline.force.known import known_force, known_to_ons, others_named
from portal.pipeline.force.new import make_force
from portal.pipeline.forces import load_force
from portal.pipeline.geography import build_geography
from portal.pipeline.official.lookups import official_tables
from portal.pipeline.postcodes import build_postcodes
from portal.pipeline.shapes import read_lsoa_shapes
from portal.services.counted.figure import figure
from portal.services.library.library import Library, open_library
from portal.services.search.places import find_place
from portal.services.unrecorded.estimates import audited_periods

# The year to the end of the real audit of this force, whose months are public.
AUDITED = Period("2018-09", "2019-08")
EMPTY = {"claims", "contacts", "corrections", "recommendations", "recorded_totals", "statements", "threads"}


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sources(tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="session")
def street(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("street")
    for month in AUDITED.months:
        write_month(folder, month, invented.CODES_2011, each=40)
    write_month(folder, "2025-01", invented.CODES_2021)
    return folder


def built(repo: Path, sources: Path, street: Path, home: Path) -> Library:
    """The force made and built in `home`, checked and opened."""
    configuration = new_home(repo, sources, home)
    build([street], sources, home / "data", home / "geodata", str(configuration))
    check(home / "data", home / "geodata")
    return open_library(home / "data", home / "geodata")


@pytest.fixture(scope="session")
def first(repo: Path, ground: Path, street: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return built(repo, ground, street, tmp_path_factory.mktemp("homes") / "first")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def tables_in(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


# ---- what a new force holds


def test_new_force_names_no_other_force_outside_the_table_of_all(
    repo: Path, ground: Path, tmp_path: Path
) -> None:
    new_home(repo, ground, tmp_path / "new")
    named = others_named(FORCE)
    written = [path for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert len(written) > 30
    found = {
        path.name: sorted({one[0] for one in named.finditer(path.read_text())})
        for path in written
        if path.name != "force_rates.csv" and named.search(path.read_text())
    }
    assert found == {}


def test_new_force_has_empty_hand_tables_and_its_own_rates(repo: Path, ground: Path, tmp_path: Path) -> None:
    data = new_home(repo, ground, tmp_path / "new").parent / "data"
    assert {path.stem for path in data.glob("*.csv") if not rows_of(path)} == EMPTY
    own = [row for row in rows_of(data / "audits.csv") if row["area"] == FORCE.inspected_as]
    listed = [
        row for row in rows_of(repo / "data" / "force_rates.csv") if row["force_name"] == FORCE.inspected_as
    ]
    assert sorted(row["recorded_pct"] for row in own) == sorted(row["recorded_pct"] for row in listed)
    used = {row["inspection_id"]: (row["use"], row["applies_from"], row["applies_to"]) for row in own}
    assert used == {
        "dorset-cdi-2020": ("yes", AUDITED.first, AUDITED.last),
        "dorset-force-report-2014": ("history", "", ""),
    }


def test_new_force_has_the_nations_inspections_but_for_those_about_another_force(tmp_path: Path) -> None:
    (tmp_path / "inspections.csv").write_text(
        "inspection_id,title,area,note\n"
        "whole,Every force counted,England and Wales,It was the first. Kent was read before. It is national.\n"
        "kent,Recording in Kent,England and Wales,\n"
        "own,Recording in Kent,Kent,\n"
    )
    (tmp_path / "force_rates.csv").write_text("force_name\nKent\n")
    assert own_inspections(FORCE, tmp_path) == [
        {
            "inspection_id": "whole",
            "title": "Every force counted",
            "area": "England and Wales",
            "note": "It was the first. It is national.",
        }
    ]


def test_rate_without_public_months_is_for_no_period_and_one_without_an_interval_is_history(
    repo: Path, ground: Path, tmp_path: Path
) -> None:
    wiltshire, thames = known_force("wiltshire"), known_force("thames-valley")
    for force in (wiltshire, thames):
        sources = write_sources(tmp_path / force.slug, force)
        new_home(repo, sources, tmp_path / f"new-{force.slug}", force)
    rows = rows_of(tmp_path / "new-wiltshire" / "data" / "audits.csv")
    (peel,) = [row for row in rows if row["inspection_id"] == "wiltshire-peel-2023-25"]
    assert (peel["use"], peel["applies_to"], peel["reason"][:15]) == ("yes", "", "Scenarios only:")
    rows = rows_of(tmp_path / "new-thames-valley" / "data" / "audits.csv")
    again = [row for row in rows if row["inspection_id"] == "thames-valley-cdi-re-inspection-2019"]
    assert {(row["group"], row["use"]) for row in again} == {
        (group, "history") for group in ("all", "violence", "sexual")
    }


def test_every_force_of_the_table_of_all_forces_is_known_by_its_name_there(repo: Path) -> None:
    named = {row["force_name"] for row in rows_of(repo / "data" / "force_rates.csv")}
    assert {force.inspected_as for force in known_to_ons().values()} == named
    assert len(known_to_ons()) == 43


def test_new_force_overwrites_nothing_and_an_unknown_one_is_told_which_there_are(
    repo: Path, ground: Path, tmp_path: Path
) -> None:
    new_home(repo, ground, tmp_path / "new")
    before = tables_in(tmp_path / "new")
    with pytest.raises(BadRequest, match="something is here already"):
        new_home(repo, ground, tmp_path / "new")
    assert tables_in(tmp_path / "new") == before
    with pytest.raises(BadRequest, match="'atlantis' is no territorial police force.*avon-and-somerset, bed"):
        make_force("atlantis", ground, repo / "data", repo / "geodata", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_configuration_written_reads_back_and_says_what_may_be_added(
    repo: Path, ground: Path, tmp_path: Path
) -> None:
    path = new_home(repo, ground, tmp_path / "new")
    force = load_force(str(path))
    assert (force.slug, force.feed_name, force.pfa_code) == ("dorset", "Dorset Police", FORCE.pfa_code)
    text = path.read_text()
    for part in (
        "postcodes",
        "towns",
        "places",
        "neighbourhoods",
        "[not_supplied]",
        "[retrieved]",
        "[event]",
    ):
        assert f"# [{part}]" in text
    # Each part that is off by default can be switched on as it is written.
    on = re.sub(r"(?m)^# (?=\[|\w+ = )", "", text)
    path.write_text(on)
    assert load_force(str(path)).postcodes["as_of"] == "May 2025"


# ---- built and served


def test_estimate_is_given_for_the_audited_year_alone_by_the_same_method(
    repo: Path, ground: Path, tmp_path: Path
) -> None:
    # About as many crimes as the inspectorate's own yearly total implies, 3,800 × p / (1 − p); else nothing is estimated.
    for month in AUDITED.months:
        write_month(tmp_path / "street", month, invented.CODES_2011, each=548)
    write_month(tmp_path / "street", "2025-01", invented.CODES_2021)
    library = built(repo, ground, tmp_path / "street", tmp_path / "home")
    assert audited_periods(library) == {"dorset-cdi-2020": AUDITED}
    answer = figure(library, FORCE.pfa_code, AUDITED, "all", "unrecorded")
    recorded = figure(library, FORCE.pfa_code, AUDITED, "all", "recorded").value
    assert recorded is not None
    assert answer.range95 is not None
    # One rate for all crime: recorded × (1 − p) / p lies inside the range.
    low, high = answer.range95
    assert low < recorded * (1 - 0.933) / 0.933 < high
    elsewhere = figure(library, FORCE.pfa_code, Period("2025-01", "2025-01"), "all", "unrecorded")
    assert (elsewhere.value, elsewhere.range95) == (None, None)


def test_count_unlike_the_published_total_gives_no_estimate(first: Library) -> None:
    answer = figure(first, FORCE.pfa_code, AUDITED, "all", "unrecorded")
    assert (answer.value, answer.range95) == (None, None)
    assert "differs too much from the published one" in answer.sentence


def test_events_of_every_force_are_there_and_those_of_one_are_not(first: Library) -> None:
    titles = set(first.events.title)
    assert {"First lockdown", "One crime counted for each report"} <= titles
    assert not titles & {"G7 summit in Cornwall", "New records system", "Enhanced monitoring"}


def test_new_force_answers_with_an_example_of_its_own(first: Library) -> None:
    assert find_place(first, "").sentence == (
        "Enter a postcode, a town or a sector, for example Lower Nowhere."
    )


def test_command_makes_and_builds_a_force_and_finds_its_folders(
    repo: Path, ground: Path, street: Path, tmp_path: Path
) -> None:
    home = tmp_path / "made"

    def portal(*arguments: str | Path) -> str:
        command = [sys.executable, "-m", "portal.cli", *map(str, arguments)]
        done = subprocess.run(command, cwd=repo, capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stderr
        return done.stdout

    said = portal("force", "new", "dorset", "--sources", ground, "--into", home)
    assert "2 districts" in said
    assert "header-only: claims, contacts" in said
    force = home / "force.toml"
    assert "Release 2025-01-" in portal(
        "data", "build", "--force", force, "--street", street, "--sources", ground
    )
    assert (home / "data" / "datapackage.json").is_file()
    # The configuration beside the tables is found without being named.
    assert "Release 2025-01-" in portal(
        "data", "add", "--street", street, "--data", home / "data", "--accept", "Tried in a test."
    )


# ---- official files as they are published


def as_published(sources: Path) -> None:
    lookups = sources / "lookups"
    rewrite(lookups / "lad24_csp24_pfa24_ew.csv", "LAD24_CSP24_PFA24_EW_LU.csv", {
        "ltla24_code": "LAD24CD", "ltla24_name": "LAD24NM", "pfa24_code": "PFA24CD", "pfa24_name": "PFA24NM",
    })  # fmt: skip
    rewrite(lookups / "lsoa11_lsoa21_lad22_ew.csv.gz", "LSOA11_LSOA21_LAD22_EW_LU_v2.csv", {
        "lsoa11_code": "LSOA11CD", "lsoa11_name": "LSOA11NM", "lsoa21_code": "LSOA21CD", "lsoa21_name": "LSOA21NM",
        "ltla22_code": "LAD22CD", "ltla22_name": "LAD22NM", "change_code": "CHNGIND",
    })  # fmt: skip
    rewrite(
        lookups / "msoa_la.csv.gz", "MSOA-Names-2.2.csv", {"MSOACD": "msoa21cd", "MSOAHCLNM": "msoa21hclnm"}
    )
    rewrite(lookups / "ruc21_lsoa21_ew.csv.gz", "Rural_Urban_Classification_(2021)_of_LSOAs_in_EW.csv",
            {"lsoa21_code": "LSOA21CD", "classification": "RUC21NM"})  # fmt: skip
    rewrite(sources / "deprivation" / "imd2025_england_lsoa21.csv.gz", "File_7_IoD2025_All_Ranks_Scores.csv",
            {"lsoa21_code": "LSOA code (2021)", "IMD_score": "Index of Multiple Deprivation (IMD) Score"})  # fmt: skip
    rewrite(sources / "population" / "census_2021_residents_households_lsoa21_ew.csv.gz", "census2021-ts001-lsoa.csv",
            {"lsoa21_code": "geography code", "usual_residents": "Residence type: Total; measures: Value"})  # fmt: skip


def test_files_as_published_give_the_same_tables(
    repo: Path, street: Path, first: Library, tmp_path: Path
) -> None:
    sources = write_sources(tmp_path / "published")
    as_published(sources)
    again = built(repo, sources, street, tmp_path / "again")
    assert again.release == first.release


def test_list_of_official_files_in_the_documents_is_the_readers(repo: Path) -> None:
    text = (repo / "docs" / "data.md").read_text(encoding="utf-8")
    listed = [
        line
        for line in text.splitlines()
        if line.startswith(("| `lookups/", "| `deprivation/", "| `population/"))
    ]
    assert len(listed) == len(official_tables())
    for table in official_tables().values():
        (line,) = [line for line in listed if line.startswith(f"| `{table.name}` ")]
        assert f"[{table.title}]({table.address})" in line
        names = [*table.also, *table.columns, *(one for theirs in table.columns.values() for one in theirs)]
        assert [name for name in names if f"`{name}`" not in line] == []


def test_missing_file_and_missing_column_say_where_it_is_published(
    repo: Path, street: Path, tmp_path: Path
) -> None:
    sources = write_sources(tmp_path / "broken")
    lookups = sources / "lookups"
    rewrite(lookups / "ruc21_lsoa21_ew.csv.gz", "RUC21_LSOA.csv", {"lsoa21_code": "area"})
    configuration = new_home(repo, sources, tmp_path / "home")
    places = [street], sources, tmp_path / "home" / "data", tmp_path / "home" / "geodata", str(configuration)
    with pytest.raises(BadSource, match="RUC21_LSOA.csv: no column is called LSOA21CD or lsoa21_code"):
        build(*places)
    (lookups / "RUC21_LSOA.csv").unlink()
    with pytest.raises(BadSource, match="It is published at https://geoportal"):
        build(*places)


def test_district_with_several_partnerships_is_one_district(
    repo: Path, street: Path, first: Library, tmp_path: Path
) -> None:
    sources = write_sources(tmp_path / "several")
    path = sources / "lookups" / "lad24_csp24_pfa24_ew.csv"
    heading, *rows = path.read_text().splitlines()
    path.write_text(
        "\n".join([heading, *rows, *(row.replace(",,,", ",E22000999,Other,") for row in rows)]) + "\n"
    )
    assert len(path.read_text().splitlines()) == 7
    again = built(repo, sources, street, tmp_path / "again")
    assert again.release == first.release


def test_district_replaced_since_the_lookup_is_found_by_its_wards(
    repo: Path, street: Path, first: Library, tmp_path: Path
) -> None:
    sources = write_sources(tmp_path / "replaced")
    gone = "E07999007"
    links = [
        (*link[:6], gone if link[6] == invented.LOWER else link[6]) for link in invented.LINKS
    ]  # the district's name stays, as nobody reads it
    heading = (
        "lsoa11_name",
        "lsoa11_code",
        "change_code",
        "lsoa21_name",
        "lsoa21_code",
        "ltla22_name",
        "ltla22_code",
    )
    invented._write_csv(sources / "lookups" / "lsoa11_lsoa21_lad22_ew.csv.gz", heading, links)
    # One small area of the district that still stands lies mostly in a ward of the next one; it stays where it was.
    wards = [
        (link[4], "E05999001", "Any Ward", invented.LOWER if link[4] == invented.SAME else link[6])
        for link in {link[4]: link for link in invented.LINKS}.values()
    ]
    invented._write_csv(
        sources / "lookups" / "lsoa21_wd24_lad24_ew.csv.gz",
        ("LSOA21CD", "WD24CD", "WD24NM", "LAD24CD"),
        wards,
    )
    again = built(repo, sources, street, tmp_path / "again")
    assert again.release == first.release


# ---- postcodes and settlements


def test_postcodes_and_settlements_come_from_the_files_as_published(
    repo: Path, ground: Path, street: Path, tmp_path: Path
) -> None:
    sources = write_sources(tmp_path / "sources")
    import geopandas as gpd

    spots = {"here": (-8.875, 49.025), "gone": (-8.825, 49.025), "other": (-8.825, 49.075)}
    grid = gpd.GeoSeries.from_xy(*zip(*spots.values(), strict=True), crs=4326).to_crs(27700)
    at = dict(zip(spots, ((round(point.x), round(point.y)) for point in grid), strict=True))
    directory = sources / "lookups" / "ONSPD_MAY_2025_UK.csv"
    directory.write_text(
        "pcd,pcds,dointr,doterm,lad25cd,east1m,north1m\n"
        f"ZZ1 1AA,ZZ1 1AA,200001,,{invented.UPPER},{at['here'][0]},{at['here'][1]}\n"
        f"ZZ1 1AB,ZZ1 1AB,198001,201501,{invented.UPPER},{at['gone'][0]},{at['gone'][1]}\n"
        f"ZZ1 1AC,ZZ1 1AC,200001,,{invented.UPPER},,\n"
        f"ZZ9 9ZZ,ZZ9 9ZZ,200001,,{invented.ELSEWHERE},{at['other'][0]},{at['other'][1]}\n"
    )
    fields = [""] * 19

    def settlement(number: str, name: str, place: tuple[float, float], kind: str, people: int) -> str:
        row = list(fields)
        row[0], row[1], row[4], row[5], row[6], row[14] = (
            number,
            name,
            str(place[1]),
            str(place[0]),
            kind,
            str(people),
        )
        return "\t".join(row)

    (sources / "lookups" / "GB.txt").write_text(
        "\n".join(
            [
                settlement("1", "Little Nowhere", spots["here"], "P", 900),
                settlement("2", "Tiny Nowhere", spots["here"], "P", 20),
                settlement("3", "Nowhere Castle", spots["here"], "S", 900),
                settlement("4", "Farther Off", (-3.0, 51.0), "P", 90000),
            ]
        )
    )
    configuration = new_home(repo, sources, tmp_path / "home")
    with configuration.open("a") as stream:
        stream.write('[postcodes]\ngrid = "lookups/ONSPD_MAY_2025_UK.csv"\nas_of = "May 2025"\n')
        stream.write('[places]\nsettlements = "lookups/GB.txt"\n[surroundings]\nplaces = "lookups/GB.txt"\n')
    home = tmp_path / "home"
    build([street], sources, home / "data", home / "geodata", str(configuration))
    check(home / "data", home / "geodata")
    library = open_library(home / "data", home / "geodata")
    assert library.postcodes == {"ZZ11AA": invented.CODES_2021[0], "ZZ11AB": invented.CODES_2021[1]}
    force = load_force(str(configuration))
    listed = build_postcodes(force, sources, read_lsoa_shapes(build_geography(force, sources), sources))
    assert dict(zip(listed.postcode, listed.is_live, strict=True)) == {"ZZ1 1AA": True, "ZZ1 1AB": False}
    assert [place[0] for place in library.named_places] == ["Little Nowhere"]
    assert find_place(library, "ZZ1 1AA").area is not None
    assert find_place(library, "Little Nowhere").area is not None
    drawn = (home / "geodata" / "shapes" / "surroundings.geojson").read_text()
    assert "Little Nowhere" in drawn
    assert "Farther Off" not in drawn
