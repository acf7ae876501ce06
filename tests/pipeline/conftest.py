"""Nowhere's tables opened, and its record asked by month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pytest

from portal.domain.record.area import Area
from portal.measures.record import Record, build_record, monthly_counts
from portal.tables.load import Package, open_package

RECORD_TABLES = ("crime_counts", "incident_counts", "unplaced_counts", "coverage", "lsoas", "towns")


@dataclass(frozen=True)
class Counts:
    record: Record

    def counts_of(self, code: str, level: str, geography: str, crime: str = "all") -> pd.Series:
        return monthly_counts(self.record, Area(code, "", level, None, geography), crime)


@pytest.fixture
def nowhere_tables(built_nowhere) -> Package:
    return open_package(built_nowhere.data)


@pytest.fixture
def load_record() -> Callable[[Package], Counts]:
    return lambda package: Counts(build_record(*(package.table(name) for name in RECORD_TABLES)))
