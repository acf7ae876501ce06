"""One table as the bytes of a file: CSV, a workbook, Parquet; and several files as a ZIP. The same rows give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from portal.services.files.formulas import without_formula

# A file must not say when it was made, or two copies of one release would differ.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_WIDEST = 60


def without_formulas(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with an apostrophe before any text that a spreadsheet would run, each text on one line. Numbers stay."""

    def safe(cell: Any) -> Any:
        return without_formula(cell) if isinstance(cell, str) else cell

    text = [column for column in rows if not pd.api.types.is_numeric_dtype(rows[column])]
    return rows.assign(**{column: rows[column].map(safe) for column in text})


def as_csv(rows: pd.DataFrame) -> bytes:
    """UTF-8 with LF; a cell that is not known is empty."""
    text: str = without_formulas(rows).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8")


def as_parquet(rows: pd.DataFrame) -> bytes:
    packed = io.BytesIO()
    rows.to_parquet(packed, index=False, engine="pyarrow", compression="zstd")
    return packed.getvalue()


def as_workbook(rows: pd.DataFrame, fields: Sequence[Mapping[str, str]], readme: str, title: str) -> bytes:
    """Three sheets: what to know first, the rows, and what each column means. No cell is a formula or a live link."""
    import xlsxwriter

    packed = io.BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(packed, plain) as book:
        book.set_properties({"title": title, "created": datetime(*_NO_DATE, tzinfo=UTC).replace(tzinfo=None)})
        bold, wrapped = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        first = book.add_worksheet("Read me")
        first.set_column(0, 0, 110, wrapped)
        for at, line in enumerate(readme.splitlines()):
            first.write_string(at, 0, line)
        _write_rows(book.add_worksheet("Areas"), without_formulas(rows), bold)
        meanings = pd.DataFrame(
            [[f["name"], f["description"], f["empty"]] for f in fields],
            columns=["column", "meaning", "empty when"],
        )
        _write_rows(book.add_worksheet("Columns"), meanings, bold)
    return packed.getvalue()  # fmt: skip


def _write_rows(sheet: Any, rows: pd.DataFrame, heading: Any) -> None:
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(rows.columns) - 1)
    for at, column in enumerate(rows.columns):
        cells = rows[column].tolist()
        widest = max(len(str(cell)) for cell in [column, *cells])
        sheet.set_column(at, at, min(widest + 2, _WIDEST))
        sheet.write_string(0, at, column, heading)
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                sheet.write_string(row, at, cell)
            elif not pd.isna(cell):
                sheet.write_number(row, at, cell)


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """The files in the order given, packed, without a date."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=9)
    return packed.getvalue()
