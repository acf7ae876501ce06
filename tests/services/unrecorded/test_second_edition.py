"""The second edition of the method: each range under its own condition, scenarios by whose rate, old releases as they were."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.estimator import estimate, round_outward
from portal.estimator.bridge import window_sd
from portal.estimator.hyperparameters import HYPER
from portal.estimator.rates import group_covariance
from portal.services.checking.card import checksum_of
from portal.services.counted.figure import figure
from portal.services.library.library import Library, open_library
from portal.services.library.numbers import number
from portal.services.unrecorded.estimates import area_estimates
from portal.services.unrecorded.figure import estimate_row

AUDITED, YEAR = Period("2021-03", "2022-02"), Period("2025-01", "2025-12")
PLACES = ("E07000042", "town:tiverton", "E02004167")
ROOT = Path(__file__).resolve().parents[3]
# Taken from the answers of the first edition, before the second was written.
KEPT = [
    ("town:tiverton", AUDITED, "all", None, "default", "fb28089c06ce"),
    ("town:tiverton", AUDITED, "all", None, "wide", "40f2a8f3218b"),
    ("E23000035", AUDITED, "all", None, "default", "249e37373246"),
    ("E07000042", AUDITED, "violence", None, "off", "f14145f1e08c"),
    ("E07000042", YEAR, "all", "peel-2021-22", "default", "bbdf30edf6f2"),
    ("E07000042", YEAR, "all", "cdi-2016", "default", "1657614deb3e"),
    ("E07000042", YEAR, "violence", "cdi-2018", "default", "72a6ef93b8e1"),
]


def estimated(library: Library, area: str, spread: str = "default", crime: str = "all") -> Figure:
    return figure(library, area, AUDITED, crime, "unrecorded", None, spread)


@pytest.mark.parametrize("spread", ["off", "default", "wide"])
@pytest.mark.parametrize("area", [*PLACES, "E23000035"])
def test_sentence_gives_each_range_that_the_engine_gives_under_its_condition(
    library: Library, area: str, spread: str
) -> None:
    shown = estimated(library, area, spread)
    answer, row = estimate_row(library, shown.area, AUDITED, "all", spread)
    counts = np.array([[estimate_of(library, area, group) for group in ("violence", "other")]])
    mu, cov = group_covariance([answer.rates[group] for group in ("violence", "other")], HYPER.year_unknown)
    alike = estimate(counts, mu, cov).at(0)
    differing = estimate(counts, mu, cov, answer.local[row : row + 1]).at(0)
    assert shown.if_rate_held is not None
    assert shown.if_rate_held.range95 == pytest.approx((alike["lo95"], alike["hi95"]), rel=1e-9)
    assert shown.range95 == pytest.approx((differing["lo95"], differing["hi95"]), rel=1e-9)
    for values, words in ((alike, "{} to {} more crimes"), (differing, "differ as {}: {} to {}.")):
        _, ends = round_outward(values["plug"], values["lo95"], values["hi95"], alike["sd"])
        low, high = map(number, ends)
        if values is alike:
            assert words.format(low, high) in shown.sentence
        elif spread != "off" and area != "E23000035":
            how = {"default": "we assume", "wide": "whole forces do"}[spread]
            assert words.format(how, low, high) in shown.sentence
        else:
            assert "Allowing" not in shown.sentence


def estimate_of(library: Library, area: str, group: str) -> float:
    return float(figure(library, area, AUDITED, group).value or 0)


@pytest.mark.parametrize("level", ["sector", "town", "msoa"])
def test_every_place_with_fifty_crimes_keeps_a_range_where_places_differ_as_forces_do(
    library: Library, level: str
) -> None:
    answer = area_estimates(library, level, AUDITED, "all", "wide").answer
    enough = answer.estimates.recorded >= 50
    assert enough.sum() > 10
    assert {label for label, is_enough in zip(answer.labels, enough, strict=True) if is_enough} == {
        "range_only"
    }
    assert {label for label, is_enough in zip(answer.labels, enough, strict=True) if not is_enough} <= {
        "not_shown"
    }


@pytest.mark.parametrize("area", PLACES)
def test_middle_is_printed_the_same_at_every_spread(library: Library, area: str) -> None:
    middles = {
        said.split("(about ")[1].split(")")[0]
        for spread in ("off", "default")
        if "(about " in (said := estimated(library, area, spread).sentence)
    }
    assert len(middles) == 1


def test_doubt_about_the_months_is_what_the_drift_gives() -> None:
    assert window_sd(12, range(-6, 7)) == pytest.approx(HYPER.year_unknown, abs=5e-4)
    assert window_sd(12, [6], 6) == pytest.approx(HYPER.half_year, abs=5e-4)
    assert [round(window_sd(12, at), 3) for at in ([3], [6], range(-3, 4))] == [0.139, 0.270, 0.093]


@pytest.mark.parametrize("crime", ["all", "violence", "other"])
def test_scenario_lists_every_rate_lowest_first_with_the_national_row_and_no_headline(
    library: Library, crime: str
) -> None:
    shown = figure(library, "E07000042", YEAR, crime, "unrecorded", "peel-2021-22")
    told = shown.as_json()
    values = [row["value"] for row in told["scenarios"]]
    assert told["value"] is None
    assert values == sorted(values)
    assert all(
        set(row) == {"inspection", "whose", "year", "rate", "value", "range95"} for row in told["scenarios"]
    )
    (national,) = [row for row in told["scenarios"] if row["inspection"] == "peel-spotlight-2025"]
    assert (national["rate"], national["year"], national["range95"]) == (0.948, 2025, None)
    recorded = figure(library, "E07000042", YEAR, crime).value
    assert national["value"] == pytest.approx(recorded * 0.052 / 0.948)
    own = [row for row in told["scenarios"] if row is not national]
    assert all(row["range95"][0] < row["value"] < row["range95"][1] for row in own)
    assert "est audited rate" not in str(told)


def test_force_has_the_inspectorates_own_figure_beside_it_and_the_shortfall_of_the_files(
    library: Library,
) -> None:
    caveats = estimated(library, "E23000035").caveats
    assert caveats[0].startswith("The inspectorate's figure: 18,900, 16 in 100, plus or minus 3.")
    assert "hold 95,908 crimes; the official total is about 101,300. That is 94.7 in 100" in caveats[1]
    assert "94.7 in 100" in " ".join(estimated(library, "E07000042").caveats)
    assert "The inspectorate's figure" not in " ".join(estimated(library, "E07000042").caveats)


@pytest.fixture(scope="module")
def kept() -> Library:
    return open_library(zipfile.Path(ROOT / "data/releases/2025-12-95649cb3.zip"), ROOT / "geodata", "newer")


@pytest.mark.parametrize(("area", "period", "crime", "inspection", "spread", "checksum"), KEPT)
def test_release_of_the_first_edition_answers_to_the_byte_as_it_did(
    kept: Library, area: str, period: Period, crime: str, inspection: str | None, spread: str, checksum: str
) -> None:
    assert checksum_of(figure(kept, area, period, crime, "unrecorded", inspection, spread)) == checksum


def test_release_of_the_first_edition_is_marked_as_earlier_wording(kept: Library, library: Library) -> None:
    assert kept.note.endswith("Earlier wording: its sentences and ranges stand as they were published.")
    assert library.note == ""
    assert not library.is_first_edition
