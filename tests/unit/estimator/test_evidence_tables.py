"""The four hand-reviewed tables keep their contracts and say nothing the engine must not hear."""

import csv
from pathlib import Path

import pytest
import yaml
from frictionless import Resource, Schema

from portal.domain.record.period import Period
from portal.estimator import Audit

DATA = Path(__file__).resolve().parents[3] / "data"
TABLES = ("inspections", "audits", "force_rates", "recorded_totals")


def rows_of(table):
    with (DATA / f"{table}.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_keeps_its_contract(table):
    contract = yaml.safe_load((DATA / "contract" / f"{table}.yaml").read_text(encoding="utf-8"))
    assert contract["name"] == table
    assert contract["made_by"] == "hand"
    for field in contract["fields"]:
        assert field["description"]
        assert field["empty"], f"{field['name']} does not say what an empty cell means"
        if field["type"] in ("number", "integer"):
            assert field["zero"], field["name"]
            assert field["unit"], field["name"]
    schema = Schema.from_descriptor({"fields": contract["fields"], "primaryKey": contract["primary_key"]})
    report = Resource(path=f"{table}.csv", basepath=str(DATA), schema=schema).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


@pytest.mark.parametrize("table", TABLES)
def test_a_cell_marked_never_empty_is_required(table):
    contract = yaml.safe_load((DATA / "contract" / f"{table}.yaml").read_text(encoding="utf-8"))
    for field in contract["fields"]:
        required = field.get("constraints", {}).get("required", False)
        assert required == (field["empty"] == "never"), field["name"]


def test_every_audit_names_an_inspection_that_is_listed_or_none():
    listed = {row["inspection_id"] for row in rows_of("inspections")}
    named = {row["inspection_id"] for row in rows_of("audits")} - {""}
    assert named <= listed
    assert listed - named == set(), "an inspection without any audit row has nothing to show"


def test_the_engine_gets_five_rates_and_none_of_the_2014_counts():
    used = [row for row in rows_of("audits") if row["use"] == "yes"]
    assert [row["audit_id"] for row in used] == ["A16", "A17", "A19", "A21", "A22"]
    for row in used:
        audit = Audit.from_row(row)
        assert row["area"] == "Devon and Cornwall"
        assert row["measure"] == "recording rate"
        assert audit.half_width
    history = [row for row in rows_of("audits") if row["inspection_id"].startswith("hmic-2014")]
    assert len(history) == 15
    assert {row["use"] for row in history} == {"history"}


def test_2018_has_no_all_crime_rate_and_no_period():
    in_2018 = {row["audit_id"]: row for row in rows_of("audits") if row["inspection_id"] == "cdi-2018"}
    assert in_2018["A20"]["recorded_pct"] == ""
    assert Audit.from_row(in_2018["A19"]).applies is None


def test_an_applied_period_is_twelve_months_with_a_reason():
    applied = [row for row in rows_of("audits") if row["applies_from"]]
    assert {(row["applies_from"], row["applies_to"]) for row in applied} == {
        ("2015-06", "2016-05"),
        ("2021-03", "2022-02"),
    }
    for row in applied:
        assert len(Period(row["applies_from"], row["applies_to"])) == 12
    ours = [row for row in applied if row["inspection_id"] == "peel-2021-22"]
    assert all("the match is ours" in row["reason"] for row in ours)


def test_a_computed_percentage_is_its_counts():
    for row in rows_of("audits"):
        if row["recorded_count"]:
            share = 100 * int(row["recorded_count"]) / int(row["should_have_been_recorded_count"])
            assert float(row["recorded_pct"]) == pytest.approx(share, abs=0.05), row["audit_id"]


def test_no_interval_is_called_95_percent():
    for table in TABLES:
        for row in rows_of(table):
            words = " ".join(row.values()).lower()
            assert "95%" not in words
            assert "95 per cent" not in words


def test_every_force_has_one_first_visit():
    first = [row for row in rows_of("force_rates") if row["visit"] == "first"]
    assert len(first) == 43
    assert len({row["force_name"] for row in first}) == 43
    assert (
        sorted(first, key=lambda row: -float(row["recorded_pct"]))[37]["force_name"] == "Devon and Cornwall"
    )


def test_a_total_without_a_count_says_why():
    for row in rows_of("recorded_totals"):
        assert row["recorded_count"] or row["change_pct"] or row["note"], row["total_id"]
        assert bool(row["recorded_count"]) == bool(row["count_bound"]), row["total_id"]
