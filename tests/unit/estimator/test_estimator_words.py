"""Scenarios, refusals, sentences and the file of judged numbers."""

import json
import re
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal.domain.record.area import Area
from portal.domain.record.crime import CRIME_TYPES
from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.estimator import HYPER, WHY_NOT, per_hundred, question_fault, scenarios
from portal.estimator.audits import usable
from portal.estimator.hyperparameters import read_hyperparameters
from portal.estimator.labels import audit_groups, scenario_fault
from portal.estimator.presentation import RANGE_MEANS, SCOPE
from portal.services.recording.method import judged_numbers
from portal.services.unrecorded.estimate_map import Printed, printed
from portal.services.unrecorded.sentences import estimate_caveats, estimate_sentence

ROOT = Path(__file__).resolve().parents[3]
SHARES = {"peel-2021-22": 0.509}
YEAR = Period("2025-01", "2025-12")


def test_a_scenario_of_violence_has_the_printed_rates(audits):
    offered = scenarios({"violence": 1_000.0}, audits, SHARES, rates="published")
    assert [(s.inspection_id, round(s.p, 3)) for s in offered] == [
        ("cdi-2016", 0.761),
        ("cdi-2018", 0.934),
        ("peel-2021-22", 0.803),
    ]
    assert offered[0].unrecorded == pytest.approx(1_000 * 0.239 / 0.761)


def test_a_scenario_of_all_crime_leaves_2018_out(audits):
    for rates in ("by_group", "published"):
        offered = scenarios({"violence": 500.0, "other": 500.0}, audits, SHARES, rates=rates)
        assert [s.inspection_id for s in offered] == ["cdi-2016", "peel-2021-22"]
    assert [round(s.p, 4) for s in offered] == [0.8152, 0.84]


def test_a_scenario_by_group_adds_up_and_equals_the_estimate_of_its_own_year(audits, ask, force):
    totals = {name: float(counts.sum()) for name, counts in force.recorded.items()}
    both = scenarios(totals, audits, SHARES)[0].unrecorded
    apart = sum(scenarios({name: count}, audits, SHARES)[0].unrecorded for name, count in totals.items())
    assert both == pytest.approx(apart, rel=1e-12)
    assert both == pytest.approx(ask(force.whole).estimates.plug[0], rel=1e-12)


def test_a_scenario_of_a_single_type_or_with_an_unknown_rate_is_refused(audits):
    with pytest.raises(BadRequest):
        scenarios({"burglary": 10.0}, audits, SHARES)
    with pytest.raises(BadRequest):
        scenarios({"violence": 10.0}, audits, SHARES, rates="guess")


@pytest.mark.parametrize(
    ("level", "crime", "period", "fault"),
    [
        ("sector", "all", YEAR, None),
        ("msoa", "violence", YEAR, None),
        ("force", "violence-and-sexual-offences", YEAR, None),
        ("lsoa", "all", YEAR, "small_area"),
        ("sector", "burglary", YEAR, "single_type"),
        ("sector", "anti-social-behaviour", YEAR, "incident"),
        ("sector", "all", Period("2025-05", "2025-05"), "part_year"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_reason(level, crime, period, fault):
    assert question_fault(level, crime, period) == fault
    assert fault is None or WHY_NOT[fault].endswith(".")


def test_only_the_merged_type_is_an_audit_group():
    grouped = {kind.slug for kind in CRIME_TYPES if audit_groups(kind.slug)}
    assert grouped == {"violence-and-sexual-offences"}


def test_a_neighbourhood_outside_an_audited_year_has_no_scenario():
    assert scenario_fault("msoa", "all", YEAR) == "scenario_area"
    assert scenario_fault("town", "all", YEAR) is None


@pytest.mark.parametrize(
    ("p", "half_width", "expected"),
    [
        (0.8152, 0.0172, (18, (17, 20))),
        (0.761, 0.0321, (24, (21, 27))),
        (0.84, 0.03, (16, (13, 19))),
        (0.803, 0.045, (20, (15, 24))),
    ],
)
def test_in_every_hundred_as_published(p, half_width, expected):
    assert per_hundred(p, half_width) == expected


VALUES = {
    "recorded": 350.0,
    "plug": 79.3,
    "rounding_sd": 23.4,
    "lo95": 41.4,
    "hi95": 132.2,
    "held_lo95": 51.4,
    "held_hi95": 119.0,
}


TIVERTON = Area("town:tiverton", "Tiverton", "town", None)
ROW = SimpleNamespace(
    recorded_count=350, resident_count=8_200, estimated_unrecorded=79.3, estimated_lower=41.4,
    estimated_upper=132.2, spread_sd=23.4, label="caution",
)  # fmt: skip


def test_a_place_is_told_number_range_and_that_nobody_checked_it():
    assert printed(ROW) == Printed(40, 80, 135)
    sentence = estimate_sentence(TIVERTON, YEAR, "crimes", VALUES, "caution", "default")
    assert sentence.startswith(
        "If Tiverton's police recorded as the force did: 50 to 120 more crimes were reported and not recorded (about 80). "
        "Allowing for places to differ as we assume: 40 to 135."
    )
    assert "beside the 350 that were recorded" in sentence
    caveats = estimate_caveats(TIVERTON, "", False)
    assert caveats[0].startswith("Nobody has checked crime recording in Tiverton separately.")
    assert {SCOPE, RANGE_MEANS} <= set(caveats)
    assert "every 100" not in " ".join((sentence, *caveats)), "a share is never a place's"


def test_a_range_only_place_gets_no_number():
    sentence = estimate_sentence(TIVERTON, YEAR, "crimes", VALUES, "range_only", "wide")
    assert "as whole forces do: 40 to 135." in sentence
    assert "80" not in sentence


def test_the_method_page_names_every_judged_number_and_the_engine_takes_the_audits_in_use(audits):
    assert [audit.audit_id for audit in usable(audits)] == ["A16", "A17", "A19", "A21", "A22"]
    named = dict(judged_numbers())
    assert named["s1"] == "0.7"
    assert {name.partition(":")[0] for name in named} == set(HYPER.as_rows())
    assert json.loads(json.dumps(HYPER.as_rows()))["s1"] == 0.7


def test_the_judged_numbers_are_those_of_the_specification():
    assert HYPER.spread == {"off": (0, 0), "default": (0.18, 0.18), "wide": (0.35, 0.35)}
    assert (HYPER.s0, HYPER.s1, HYPER.ell_years, HYPER.phi) == (0.35, 0.70, 1.5, 1.0)
    assert (HYPER.recorded_min, HYPER.unrecorded_number_min, HYPER.unrecorded_min) == (50, 10, 0)
    assert (HYPER.cv_number, HYPER.cv_caution, HYPER.cv_range_only) == (0.20, 0.33, float("inf"))
    assert (HYPER.year_unknown, HYPER.half_year, HYPER.total_tolerance) == (0.170, 0.156, 0.10)


def test_a_misspelt_judged_number_is_refused():
    text = files("portal.estimator").joinpath("hyperparameters.toml").read_text(encoding="utf-8")
    with pytest.raises(ValueError):
        read_hyperparameters(text.replace("recorded_min", "recorded_minimum"))


def test_every_judged_number_is_on_the_method_page():
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    text = files("portal.estimator").joinpath("hyperparameters.toml").read_text(encoding="utf-8")
    for name in re.findall(r"^(\w+) = [\d{i]", text, flags=re.MULTILINE):
        assert f"`{name}`" in page, f"{name} is judged but not explained"


def test_an_unknown_group_or_spread_is_refused(ask, force):
    with pytest.raises(BadRequest):
        ask(force.whole, {"burglary": force.recorded["other"]})
    with pytest.raises(BadRequest):
        ask(force.whole, spread="huge")
