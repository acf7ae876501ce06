"""The areas a reader can choose, with their names, parents, notices, residents and rural or urban kind."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import pandas as pd

from portal.pipeline.forces import Force
from portal.pipeline.geography import Geography
from portal.pipeline.official.lookups import read_lookup

AREA_COLUMNS = ["area_code", "area_name", "level", "parent_code", "geography", "official_name", "notice"]

# Dates of the resident counts, and the LSOA vintage each is published on.
REFERENCES = (
    ("census-2011", "2011-03-27", "2011", "Census 2011, Office for National Statistics"),
    ("mid-2017", "2017-06-30", "2011", "Mid-2017 population estimates, Office for National Statistics"),
    ("mid-2019", "2019-06-30", "2011", "Mid-2019 population estimates, Office for National Statistics"),
    ("mid-2020", "2020-06-30", "2011", "Mid-2020 population estimates, Office for National Statistics"),
    ("census-2021", "2021-03-21", "2021", "Census 2021, Office for National Statistics"),
)


def build_areas(force: Force, geography: Geography, towns: pd.DataFrame) -> pd.DataFrame:
    """One row an area, all levels: AREA_COLUMNS. `parent_code` is the next level up that holds it whole."""
    force_row = [(force.pfa_code, force.name, "force", "", "both", "", "")]
    sectors = [
        (s.sector_code, s.sector_name, "sector", force.pfa_code, "both", "", "")
        for s in geography.sectors.itertuples()
    ]
    town_of = dict(zip(towns.common_msoa_code, towns.town_code, strict=True))
    msoas = _msoa_rows(geography, town_of)
    rows = [*force_row, *sectors, *_town_rows(geography, towns), *msoas, *_lsoa_rows(geography)]
    areas = pd.DataFrame(rows, columns=AREA_COLUMNS)
    order = {level: i for i, level in enumerate(("force", "sector", "town", "msoa", "lsoa"))}
    return areas.sort_values(
        ["level", "area_code"], key=lambda column: column.map(order) if column.name == "level" else column
    ).reset_index(drop=True)


def _town_rows(geography: Geography, towns: pd.DataFrame) -> list[tuple[Any, ...]]:
    sector_of = dict(zip(geography.msoas.common_msoa_code, geography.msoas.sector_code, strict=True))
    rows = []
    for (code, name), members in towns.groupby(["town_code", "town_name"]):
        names = geography.msoas[geography.msoas.common_msoa_code.isin(members.common_msoa_code)].msoa_name
        notice = f"Built from whole neighbourhoods (MSOA): {', '.join(sorted(names))}. It reaches into the countryside where they do."
        rows.append((code, name, "town", sector_of[members.common_msoa_code.iloc[0]], "both", "", notice))
    return rows


def _msoa_rows(geography: Geography, town_of: dict[str, str]) -> list[tuple[Any, ...]]:
    rows = []
    for common_code, members in geography.msoas.groupby("common_msoa_code"):
        parent = town_of.get(str(common_code), members.sector_code.iloc[0])
        together = " and ".join(members.msoa_name)
        for msoa in members.itertuples():
            alone = len(members) == 1
            notice = (
                ""
                if alone
                else f"Its boundary was drawn in 2021. For months published on the older area codes only {together} together can be counted."
            )
            rows.append(
                (
                    msoa.msoa_code,
                    msoa.msoa_name,
                    "msoa",
                    parent,
                    "both" if alone else "2021",
                    msoa.msoa_official_name,
                    notice,
                )
            )
        if len(members) > 1:
            notice = "Two neighbourhoods counted as one, because the older area codes do not separate them."
            rows.append((common_code, f"{together} (together)", "msoa", parent, "common", "", notice))
    return rows


def _lsoa_rows(geography: Geography) -> list[tuple[Any, ...]]:
    """2021 LSOAs, and the common units that are not themselves a 2021 LSOA (the old half of a split)."""
    # A thousand small groups are walked through row by row, which plain objects do many times faster than tables.
    lsoas = sorted(geography.lsoas.itertuples(index=False), key=attrgetter("common_code"))
    msoa_name = dict(zip(geography.msoas.msoa_code, geography.msoas.msoa_name, strict=True))
    rows = []
    for unit, group in groupby(lsoas, attrgetter("common_code")):
        members = list(group)
        new = [lsoa for lsoa in members if lsoa.vintage != "2011"]
        old = [lsoa for lsoa in members if lsoa.vintage != "2021"]
        for lsoa in new:
            alone = lsoa.lsoa_code == unit
            rows.append((
                lsoa.lsoa_code, f"{msoa_name[lsoa.msoa_code]} {lsoa.lsoa_name.split()[-1]}", "lsoa", lsoa.msoa_code,
                "both" if alone else "2021", lsoa.lsoa_name, _lsoa_notice(new, old, alone),
            ))  # fmt: skip
        if all(unit != lsoa.lsoa_code for lsoa in new):
            first = members[0]
            # An old area whose halves lie in two neighbourhoods has no neighbourhood name; its official one is all there is.
            official = old[0].lsoa_name
            place = f"{msoa_name[first.msoa_code]} {official.split()[-1]}" if first.msoa_code else official
            halves = " and ".join(lsoa.lsoa_name for lsoa in new)
            notice = (
                f"This area was split in 2021 into {halves}. Only the whole can be compared across that date."
            )
            parent = first.msoa_code or first.common_msoa_code
            official_names = " + ".join(lsoa.lsoa_name for lsoa in old)
            rows.append((unit, f"{place} (2011 area)", "lsoa", parent, "common", official_names, notice))
    return rows


def _lsoa_notice(new: list[Any], old: list[Any], alone: bool) -> str:
    if len(new) == 1 and len(old) == 1:
        return ""
    olds = " and ".join(f"{lsoa.lsoa_name} ({lsoa.lsoa_code})" for lsoa in old)
    if alone:
        return f"Formed in 2021 by merging {olds}. Earlier counts are those two added together."
    return f"Made in 2021 by splitting {olds}. Earlier counts exist only for the whole of that area."


def build_population(geography: Geography, sources: Path) -> pd.DataFrame:
    """Residents of each LSOA at each reference date, on that date's own codes: lsoa_code, reference, resident_count."""
    census_2011 = read_lookup(sources, "population/census_2011_population_hh.csv.gz")
    # Three columns of this file are called 'Persons'; the first is all usual residents.
    persons = census_2011["Persons"].str.replace(",", "")
    mid_year = read_lookup(sources, "population/mid_year_estimates_lsoa11_ew.csv.gz").set_index("lsoa11_code")
    census_2021 = read_lookup(sources, "population/census_2021_residents_households_lsoa21_ew.csv.gz")
    counts = {
        "census-2011": pd.Series(persons.to_numpy(), index=census_2011["LSOA Code"]),
        "mid-2017": mid_year.mid2017,
        "mid-2019": mid_year.mid2019,
        "mid-2020": mid_year.mid2020,
        "census-2021": census_2021.set_index("lsoa21_code").usual_residents,
    }
    rows = []
    for reference, _, vintage, _ in REFERENCES:
        codes = geography.lsoas.lsoa_code[geography.lsoas.vintage.isin(["both", vintage])]
        residents = counts[reference].reindex(codes).astype(int)
        rows.append(
            pd.DataFrame({"lsoa_code": codes, "reference": reference, "resident_count": residents.to_numpy()})
        )
    return pd.concat(rows).sort_values(["reference", "lsoa_code"]).reset_index(drop=True)


def build_references() -> pd.DataFrame:
    return pd.DataFrame(REFERENCES, columns=["reference", "counted_on", "vintage", "source_title"])


def build_traits(geography: Geography, sources: Path) -> pd.DataFrame:
    """The official rural or urban class of each LSOA 2021: lsoa_code, rural_urban."""
    classes = read_lookup(sources, "lookups/ruc21_lsoa21_ew.csv.gz").set_index("lsoa21_code").classification
    codes = geography.lsoas.lsoa_code[geography.lsoas.vintage != "2011"]
    return pd.DataFrame({"lsoa_code": codes, "rural_urban": classes.reindex(codes).to_numpy()}).reset_index(
        drop=True
    )


def build_teams(force: Force, sources: Path) -> pd.DataFrame:
    """Neighbourhood policing teams by sector: sector_code, team_id, team_name, as_of. Empty where none are held."""
    columns = ["sector_code", "team_id", "team_name", "as_of"]
    if not force.neighbourhoods:
        return pd.DataFrame(columns=columns)
    teams = read_lookup(sources, force.neighbourhoods["file"])
    teams = teams.rename(
        columns={
            "lad_code_inferred": "sector_code",
            "neighbourhood_id": "team_id",
            "neighbourhood_name": "team_name",
        }
    )
    return (
        teams.assign(as_of=force.neighbourhoods["as_of"])
        .sort_values(["sector_code", "team_id"])[columns]
        .reset_index(drop=True)
    )
