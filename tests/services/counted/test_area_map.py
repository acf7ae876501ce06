"""Map, table and figure are the same numbers; missing and zero stay apart."""

import pandas as pd
import pytest

from portal.domain.record.crime import CRIME_TYPES
from portal.domain.record.period import Period
from portal.figures.legend import in_short, legend
from portal.services.counted.area_map import area_map
from portal.services.counted.figure import figure
from portal.services.files.area_file import area_file
from portal.services.files.file_formats import as_csv
from portal.services.library.library import Library
from portal.services.library.selection import Selection, default_selection, read_selection

YEAR, AUDITED = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")


@pytest.mark.parametrize("level", ["sector", "town", "msoa", "lsoa"])
@pytest.mark.parametrize("period", [YEAR, AUDITED])
def test_every_row_of_the_map_is_the_figure_of_its_area(library: Library, level: str, period: Period) -> None:
    rows = area_map(library, Selection("E07000042", period, "all", "recorded", level)).rows
    for row in rows.iloc[:: max(1, len(rows) // 40)].itertuples():
        shown = figure(library, row.counted_as, period)
        assert (row.recorded_count, row.resident_count) == (shown.value, shown.population)
        assert row.recorded_per_1000 == pytest.approx(shown.per_1000)


def test_area_with_nothing_recorded_is_zero_and_on_the_map(library: Library) -> None:
    shown = area_map(
        library, Selection("E07000042", Period("2025-01", "2025-01"), "robbery", "recorded", "msoa")
    )
    assert len(shown.rows) == 232
    assert (shown.rows.recorded_count == 0).sum() > 0
    assert shown.rows.map_class[shown.rows.recorded_count == 0].eq(0).all()


def test_missing_month_leaves_every_area_without_a_value(library: Library) -> None:
    year = Period("2022-01", "2022-12")
    shown = area_map(library, Selection("E07000042", year, "all", "recorded", "sector"))
    missing = set(year.months) - set(library.record.supplied_months)
    assert shown.rows.value.isna().all()
    assert shown.rows.map_class.isna().all()
    assert f"{len(missing)} of 12 months are missing" in shown.notice


def test_neighbourhoods_that_old_codes_cannot_part_share_one_count(library: Library) -> None:
    rows = area_map(library, Selection("E07000042", AUDITED, "all", "recorded", "msoa")).rows.set_index(
        "area_code"
    )
    pair = rows.loc[["E02007027", "E02007028"]]
    assert pair.counted_as.nunique() == 1
    assert pair.recorded_count.nunique() == 1
    apart = area_map(library, Selection("E07000042", YEAR, "all", "recorded", "msoa")).rows.set_index(
        "area_code"
    )
    assert apart.loc[["E02007027", "E02007028"]].counted_as.nunique() == 2


def test_single_types_of_small_areas_are_merged_up(library: Library) -> None:
    shown = area_map(library, Selection("E07000042", YEAR, "drugs", "recorded", "lsoa"))
    assert shown.level == "msoa"
    assert "too small" in shown.notice


@pytest.mark.parametrize("crime", ["all", *(t.slug for t in CRIME_TYPES)])
def test_classes_exist_for_every_type_and_do_not_move_with_the_period(library: Library, crime: str) -> None:
    a, b = (
        area_map(library, Selection("E07000042", p, crime, "recorded", "msoa")).classes
        for p in (YEAR, AUDITED)
    )
    assert a == b
    assert a.count >= 2


def test_file_holds_each_counted_area_once_with_period_and_release(library: Library) -> None:
    selection = Selection("E07000042", AUDITED, "all", "recorded", "msoa")
    shown = area_map(library, selection)
    rows = area_file(library, selection, shown).rows
    assert (rows.row == "area").sum() == shown.rows.counted_as.nunique()
    lines = as_csv(rows).decode().splitlines()
    assert lines[0].startswith("area_code,area_name,level,sector_name,row,from,to,crime,recorded_count")
    own = lines[1 : 1 + shown.rows.counted_as.nunique()]
    assert all(line.endswith(f",number,,counted,,{library.release}") for line in own)


def test_address_round_trips(library: Library) -> None:
    selection = Selection("town:tiverton", AUDITED, "drugs", "recorded_per_1000", "msoa")
    assert read_selection(library, selection.address()) == selection


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ({"area": "x"}, "area"),
        ({"from": "x"}, "from and to"),
        ({"from": "2022-11", "to": "2023-10"}, "months"),
        ({"crime": "x"}, "crime"),
        ({"measure": "x"}, "measure"),
        ({"level": "force"}, "level"),
    ],
)
def test_unusable_address_falls_back_and_says_so(
    library: Library, address: dict[str, str], named: str
) -> None:
    read = read_selection(library, address)
    assert read.mended == (named,)
    assert read.address() == default_selection(library).address()


def test_default_view_is_the_latest_complete_year(library: Library) -> None:
    newest = library.record.supplied_months[-12:]
    shown = default_selection(library).period
    assert list(shown.months) == newest
    assert not pd.isna(figure(library, library.default_area.code, shown).value)


def test_map_on_which_nothing_is_coloured_has_no_key_of_colours(library: Library) -> None:
    half, year = (
        Selection("E07000042", Period("2025-01", last), "all", "recorded_per_1000", "msoa")
        for last in ("2025-06", "2025-12")
    )
    keys = []
    for selection in (half, year):
        shown = area_map(library, selection)
        colours = ["invented"] * shown.classes.count
        keys.append(str(legend(in_short(selection), shown, colours, "", None, False)))
    assert "<li>" not in keys[0]
    assert "per 1,000" not in keys[0]
    assert "Dotted: no figure, which is not zero." in keys[0]
    assert keys[1].count("<li>") == len(colours)
