"""Reads one checked month with DuckDB, refuses it whole if any row is not what it should be, and counts it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from portal.domain.record.crime import BY_LABEL, INCIDENT
from portal.domain.record.period import month_words
from portal.errors import BadSource
from portal.pipeline.official import AGAIN, COLUMNS, OfficialFile, unpack

LSOA_CODE = r"[EW]01\d{6}"

# Each rule: the column it names, the SQL that is true for a row that breaks it, what to say.
_STREET_RULES = (
    ("Month", "\"Month\" <> $month", "says {value}, but the file is for {month}"),
    ("Falls within", "$feed <> '' AND \"Falls within\" <> $feed", "names '{value}', not {feed}"),
    ("Crime type", "NOT list_contains($types, \"Crime type\")", "holds '{value}', which is not one of the 14 published types"),
    ("LSOA code", f"\"LSOA code\" <> '' AND NOT regexp_full_match(\"LSOA code\", '{LSOA_CODE}')", "holds '{value}', which is not an LSOA code"),
    ("Crime ID", "\"Crime ID\" <> '' AND NOT regexp_full_match(\"Crime ID\", '[0-9a-f]{64}')", "holds '{value}', which is not a crime ID"),
    ("Longitude", "\"Longitude\" <> '' AND try_cast(\"Longitude\" AS DOUBLE) IS NULL", "holds '{value}', which is not a number"),
    ("Latitude", "\"Latitude\" <> '' AND try_cast(\"Latitude\" AS DOUBLE) IS NULL", "holds '{value}', which is not a number"),
)  # fmt: skip
_OUTCOME_RULES = tuple(rule for rule in _STREET_RULES if rule[0] != "Crime type")


@dataclass(frozen=True)
class StreetMonth:
    """One month of street rows, counted. `rows` are crimes and incidents together, as the file has them.

    counts: lsoa_code ('' where the row has none), crime_type (slug), recorded_count
    outcomes: lsoa_code, outcome ('' where none is given), recorded_count; crimes only
    """

    file: OfficialFile
    sha256: str
    rows: int
    counts: pd.DataFrame
    outcomes: pd.DataFrame
    repeated_crime_ids: int
    identical_incident_rows: int

    @property
    def retrieved(self) -> str:
        """When the copy was taken, in words, where the file itself can tell; outcomes are as of then."""
        archive_month = self.file.archive_month(self.sha256)
        return month_words(archive_month) if archive_month else ""


@dataclass(frozen=True)
class OutcomeMonth:
    """One month of outcomes: outcome, outcome_count, crime_count (distinct crime IDs)."""

    file: OfficialFile
    sha256: str
    rows: int
    outcomes: pd.DataFrame


def read_street(file: OfficialFile, feed_name: str = "") -> StreetMonth:
    """One street file, counted. Raises BadSource with file, row and column; `feed_name` is checked when given."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        sha256 = _load(connection, file, Path(folder), feed_name, _STREET_RULES)
        types = pd.DataFrame([(t.label, t.slug) for t in BY_LABEL.values()], columns=["label", "slug"])
        connection.register("types", types)
        connection.execute(
            'CREATE VIEW typed AS SELECT month_rows.*, slug FROM month_rows JOIN types ON label = "Crime type"'
        )
        counts = connection.execute(
            'SELECT "LSOA code" AS lsoa_code, slug AS crime_type, count(*)::BIGINT AS recorded_count '
            "FROM typed GROUP BY ALL ORDER BY ALL"
        ).df()
        outcomes = connection.execute(
            'SELECT "LSOA code" AS lsoa_code, "Last outcome category" AS outcome, count(*)::BIGINT AS recorded_count '
            "FROM typed WHERE slug <> $incident GROUP BY ALL ORDER BY ALL",
            {"incident": INCIDENT},
        ).df()
        repeated = _one(
            connection, 'SELECT count(*) - count(DISTINCT "Crime ID") FROM typed WHERE "Crime ID" <> \'\''
        )
        identical = _one(
            connection,
            "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM typed WHERE slug = $incident "
            'GROUP BY "Longitude", "Latitude", "Location", "LSOA code", "Context")',
            {"incident": INCIDENT},
        )
        return StreetMonth(
            file, sha256, int(counts.recorded_count.sum()), counts, outcomes, repeated, identical
        )


def read_outcomes(file: OfficialFile, feed_name: str = "") -> OutcomeMonth:
    """One outcomes file, counted by outcome. Its month is the outcome's, not the crime's. Raises BadSource."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        sha256 = _load(connection, file, Path(folder), feed_name, _OUTCOME_RULES)
        outcomes = connection.execute(
            'SELECT "Outcome type" AS outcome, count(*)::BIGINT AS outcome_count, '
            'count(DISTINCT "Crime ID")::BIGINT AS crime_count FROM month_rows GROUP BY ALL ORDER BY ALL'
        ).df()
        return OutcomeMonth(file, sha256, int(outcomes.outcome_count.sum()), outcomes)


def _load(
    connection: duckdb.DuckDBPyConnection, file: OfficialFile, folder: Path, feed: str, rules: tuple[Any, ...]
) -> str:
    plain = folder / "month.csv"
    sha256 = unpack(file, plain)
    connection.execute("SET threads = 2; SET preserve_insertion_order = true")
    columns = "{" + ", ".join(f"'{column}': 'VARCHAR'" for column in COLUMNS[file.kind]) + "}"
    try:
        connection.execute(
            "CREATE TABLE month_rows AS SELECT row_number() OVER () + 1 AS file_row, * REPLACE ("
            + ", ".join(f'coalesce("{column}", \'\') AS "{column}"' for column in COLUMNS[file.kind])
            + f") FROM read_csv($path, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"columns = {columns}, null_padding = false, strict_mode = true, store_rejects = true)",
            {"path": str(plain)},
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        first = str(error).splitlines()[0]
        raise BadSource(f"{file.name}: cannot be read as a table ({first}); {AGAIN}") from error
    _check_reading(connection, file, plain)
    _check_rows(connection, file, feed, rules)
    return sha256


def _check_reading(connection: duckdb.DuckDBPyConnection, file: OfficialFile, plain: Path) -> None:
    """Every line became one row of the right width. Raises BadSource."""
    rejected = connection.execute(
        "SELECT line, column_name, error_type FROM reject_errors ORDER BY line LIMIT 1"
    ).fetchone()
    if rejected:
        line, column, kind = rejected
        raise BadSource(
            f"{file.name}: row {line}, column '{column}' cannot be read ({kind.lower()}); {AGAIN}"
        )
    rows, lines = _one(connection, "SELECT count(*) FROM month_rows"), _lines(plain)
    if lines == 1:
        raise BadSource(f"{file.name}: there is no row after the heading; {AGAIN}")
    if rows != lines - 1:
        # No official field runs over a line, so fewer rows than lines means a stray quotation mark joined some.
        raise BadSource(
            f"{file.name}: {lines - 1:,} lines follow the heading but they read as {rows:,} rows; {AGAIN}"
        )


def _check_rows(
    connection: duckdb.DuckDBPyConnection, file: OfficialFile, feed: str, rules: tuple[Any, ...]
) -> None:
    given = {"month": file.month, "feed": feed, "types": list(BY_LABEL)}
    for column, broken, says in rules:
        wanted = {name: value for name, value in given.items() if f"${name}" in broken}
        row = connection.execute(
            f'SELECT file_row, "{column}" FROM month_rows WHERE {broken} ORDER BY file_row LIMIT 1', wanted
        ).fetchone()
        if row:
            what = says.format(value=str(row[1])[:60], month=file.month, feed=feed)
            raise BadSource(
                f"{file.name}: row {row[0]}, column '{column}' {what}; check where the file came from, or {AGAIN}"
            )


def _lines(plain: Path) -> int:
    with plain.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))


def _one(connection: duckdb.DuckDBPyConnection, query: str, given: dict[str, object] | None = None) -> int:
    # All rows are fetched: DuckDB refuses other work on the connection while one is left.
    rows = connection.execute(query, given or {}).fetchall()
    return int(rows[0][0]) if rows else 0
