"""Reads one checked month with DuckDB, refuses it whole if any row is not what it should be, and counts it."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from portal.domain.record.crime import INCIDENT, NOT_NAMED
from portal.domain.record.period import month_words
from portal.errors import BadSource
from portal.pipeline.months.official import AGAIN, COLUMNS, OfficialFile, unpack
from portal.pipeline.months.official_words import A_WORD, era_of, is_word, known_outcomes
from portal.pipeline.months.resaved import as_official

LSOA_CODE = r"[EW]01\d{6}"

# Each rule: the column it names, the SQL that is true for a row that breaks it, what to say.
_STREET_RULES = (
    ("Month", "\"Month\" <> $month", "says {value}, but the file is for {month}"),
    ("Falls within", "$feed <> '' AND \"Falls within\" <> $feed", "names '{value}', not {feed}"),
    ("Crime type", f"NOT regexp_full_match(trim(\"Crime type\"), '{A_WORD}')", "holds '{value}', which is no type of crime"),
    ("Last outcome category", f"\"Last outcome category\" <> '' AND NOT regexp_full_match(trim(\"Last outcome category\"), '{A_WORD}')", "holds '{value}', which is no outcome"),
    ("LSOA code", f"\"LSOA code\" <> '' AND NOT regexp_full_match(\"LSOA code\", '{LSOA_CODE}')", "holds '{value}', which is not an LSOA code"),
    ("Crime ID", "\"Crime ID\" <> '' AND NOT regexp_full_match(\"Crime ID\", '[0-9a-f]{64}')", "holds '{value}', which is not a crime ID"),
    ("Longitude", "\"Longitude\" <> '' AND NOT coalesce(isfinite(try_cast(\"Longitude\" AS DOUBLE)), false)", "holds '{value}', which is not a number"),
    ("Latitude", "\"Latitude\" <> '' AND NOT coalesce(isfinite(try_cast(\"Latitude\" AS DOUBLE)), false)", "holds '{value}', which is not a number"),
)  # fmt: skip
_OUTCOME_RULES = tuple(
    rule for rule in _STREET_RULES if rule[0] not in ("Crime type", "Last outcome category")
)
# What is counted; the other columns are only checked.
_COUNTED = '"Crime ID", "Longitude", "Latitude", "Location", "LSOA code", "Crime type", "Last outcome category", "Context"'
# Degrees. Wider than the country, so that what falls outside was swapped, zeroed or typed in.
_COUNTRY = (
    '"Longitude" = \'\' OR (try_cast("Longitude" AS DOUBLE) BETWEEN -9 AND 2.5 '
    'AND try_cast("Latitude" AS DOUBLE) BETWEEN 49 AND 61)'
)


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
    new_words: tuple[str, ...] = ()
    far_away_rows: int = 0

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
        sha256, feed = _load(connection, file, Path(folder), feed_name, _STREET_RULES)
        words = _give_types(connection, file.month)
        renamed = (feed,) if feed_name and feed != feed_name else ()
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
        far_away = _one(connection, f"SELECT count(*) FROM typed WHERE NOT ({_COUNTRY})")
        rows = int(counts.recorded_count.sum())
        return StreetMonth(
            file,
            sha256,
            rows,
            counts,
            outcomes,
            repeated,
            identical,
            (*renamed, *words, *_new_outcomes(outcomes)),
            far_away,
        )


def _give_types(connection: duckdb.DuckDBPyConnection, month: str) -> list[str]:
    """Makes `typed`: every row with its type by the words of its era. Returns the words that era does not have."""
    era = era_of(month)
    types = pd.DataFrame([(label.lower(), era.slug(label)) for label in era.types], columns=["label", "slug"])
    connection.register("types", types)
    connection.execute(
        f"CREATE TABLE typed AS SELECT {_COUNTED}, coalesce(slug, '{NOT_NAMED.slug}') AS slug FROM month_rows "
        'LEFT JOIN types ON label = lower(trim("Crime type"))'
    )
    words = connection.execute(
        'SELECT DISTINCT trim("Crime type") FROM typed WHERE slug = $slug ORDER BY ALL',
        {"slug": NOT_NAMED.slug},
    )
    return [word for (word,) in words.fetchall()]


def _new_outcomes(outcomes: pd.DataFrame) -> list[str]:
    words = sorted({word.strip() for word in outcomes.outcome} - {""})
    return [f"{word} (an outcome)" for word in words if word.lower() not in known_outcomes()]


def read_outcomes(file: OfficialFile, feed_name: str = "") -> OutcomeMonth:
    """One outcomes file, counted by outcome. Its month is the outcome's, not the crime's. Raises BadSource."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        sha256, _ = _load(connection, file, Path(folder), feed_name, _OUTCOME_RULES)
        outcomes = connection.execute(
            'SELECT "Outcome type" AS outcome, count(*)::BIGINT AS outcome_count, '
            'count(DISTINCT "Crime ID")::BIGINT AS crime_count FROM month_rows GROUP BY ALL ORDER BY ALL'
        ).df()
        return OutcomeMonth(file, sha256, int(outcomes.outcome_count.sum()), outcomes)


def _load(
    connection: duckdb.DuckDBPyConnection, file: OfficialFile, folder: Path, feed: str, rules: tuple[Any, ...]
) -> tuple[str, str]:
    """The SHA-256 of the file's bytes, and the name its rows give the force: one name, even if not the one expected."""
    plain = folder / "month.csv"
    sha256 = unpack(file, plain)
    as_official(file, plain)
    connection.execute("SET threads = 1; SET preserve_insertion_order = true")
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
    names = connection.execute('SELECT DISTINCT trim("Falls within") FROM month_rows LIMIT 2').fetchall()
    # A force that took a new name says so in every row. Whether the rows are of its area, the places tell.
    own = names[0][0] if len(names) == 1 and is_word(names[0][0]) else feed
    _check_rows(connection, file, own if feed else "", rules)
    return sha256, own


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
    given = {"month": file.month, "feed": feed}
    # One pass tells whether any rule is broken; which row breaks it is asked only then.
    some = ", ".join(f"coalesce(bool_or({broken}), false)" for _, broken, _ in rules)
    asked = {name: value for name, value in given.items() if f"${name}" in some}
    found = connection.execute(f"SELECT {some} FROM month_rows", asked).fetchall()[0]
    for (column, broken, says), is_broken in zip(rules, found, strict=True):
        if not is_broken:
            continue
        wanted = {name: value for name, value in given.items() if f"${name}" in broken}
        row = connection.execute(
            f'SELECT file_row, "{column}" FROM month_rows WHERE {broken} ORDER BY file_row LIMIT 1', wanted
        ).fetchone()
        if row:
            if column == "Month" and not re.fullmatch(r"\d{4}-\d{2}", str(row[1])):
                raise BadSource(
                    f"{file.name}: row {row[0]}, column 'Month' holds '{str(row[1])[:20]}' where the official file has "
                    f"'{file.month}'; it was probably saved again by a spreadsheet, so use the file as downloaded"
                )
            what = says.format(value=str(row[1])[:60], month=file.month, feed=feed)
            raise BadSource(
                f"{file.name}: row {row[0]}, column '{column}' {what}; check where the file came from, or {AGAIN}"
            )


def _lines(plain: Path) -> int:
    """Lines with something on them."""
    with plain.open("rb") as stream:
        return sum(not line.isspace() for line in stream)


def _one(connection: duckdb.DuckDBPyConnection, query: str, given: dict[str, object] | None = None) -> int:
    # All rows are fetched: DuckDB refuses other work on the connection while one is left.
    rows = connection.execute(query, given or {}).fetchall()
    return int(rows[0][0]) if rows else 0
