"""The committed audits, and one made-up force small enough to add up by hand and large enough to matter."""

import csv
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from portal.domain.record.crime import INCIDENT
from portal.domain.record.period import Period
from portal.estimator import Audit, Places, estimate_unrecorded
from portal.measures.record import build_record

NO_LOCATION = "no location"
DATA = Path(__file__).resolve().parents[3] / "data"
YEAR_2016 = Period("2015-06", "2016-05")
YEAR_2021 = Period("2021-03", "2022-02")


@pytest.fixture(scope="session")
def audit_rows():
    with (DATA / "audits.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="session")
def audits(audit_rows):
    return [Audit.from_row(row) for row in audit_rows if row["use"] == "yes"]


@pytest.fixture(scope="session")
def force():
    """120 leaves in 24 MSOAs and 4 districts, and one leaf without a location; 76,756 crimes, 31.2%
    violence."""
    rng = np.random.default_rng(7)
    size = 121
    other = rng.multinomial(52_808, rng.dirichlet(np.full(size, 3.0)))
    violence = rng.multinomial(23_948, rng.dirichlet(np.full(size, 2.0)))
    msoa = [f"m{index // 5}" for index in range(120)] + ["no location"]
    district = [f"d{index // 30}" for index in range(120)] + ["no location"]
    leaf = np.eye(size)
    by = {name: np.array([leaf[[x == unit for x in labels]].sum(axis=0) for unit in dict.fromkeys(labels)])
          for name, labels in (("msoa", msoa), ("district", district))}  # fmt: skip
    return SimpleNamespace(
        recorded={"violence": violence.astype(float), "other": other.astype(float)},
        places=Places(msoa, district),
        leaf=leaf,
        msoa=by["msoa"],
        district=by["district"],
        whole=np.ones((1, size)),
    )


@pytest.fixture(scope="session")
def ask(audits, force):
    """Asks the high-level call about the made-up force in the audited year to May 2016."""

    def call(members, recorded=None, **options):
        options = {"audits": audits, "period": YEAR_2016, "shares": {}, **options}
        return estimate_unrecorded(
            recorded or force.recorded, members=members, places=force.places, **options
        )

    return call


@pytest.fixture(scope="session")
def record_of():
    """Packs rows (leaf, month, type, count) into the record that every page counts from.

    Leaves are a, b and c; rows of the leaf 'no location' are those no area can claim. `missing`: months not supplied.
    """

    def packed(rows, months, missing=()):
        table = pd.DataFrame(rows, columns=["lsoa_code", "month", "crime_type", "recorded_count"])
        away, incident = table.lsoa_code == NO_LOCATION, table.crime_type == INCIDENT
        leaves = ["a", "b", "c"]
        lsoas = pd.DataFrame({"lsoa_code": leaves, "common_code": leaves, "sector_code": ["x", "x", "y"]})
        status = ["not_supplied" if month in missing else "supplied" for month in months]
        coverage = pd.DataFrame({"month": months, "status": status, "lsoa_vintage": "2021"})
        towns = pd.DataFrame({"common_msoa_code": [], "town_code": []})
        return build_record(
            table[~away & ~incident], table[~away & incident].drop(columns="crime_type"), table[away],
            coverage, lsoas, towns,
        )  # fmt: skip

    return packed
