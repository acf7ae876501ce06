"""Property: whatever happens to the bytes of a good file, it reads the same or is refused as a BadSource."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import invented as nw
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.errors import BadSource
from portal.pipeline.months.finding import find_official_files
from portal.pipeline.months.street import StreetMonth, read_street

MONTH = "2025-12"
PLAIN = nw.as_text(nw.usual_rows(MONTH, each=1)).encode()


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo(f"{MONTH}/{MONTH}-nowhere-street.csv"), PLAIN)
    return stream.getvalue()


STORED = {"plain": PLAIN, "gzip": gzip.compress(PLAIN, mtime=0), "zip": zipped()}


def read(folder: Path, kind: str, content: bytes) -> StreetMonth | None:
    """None where the name inside a ZIP was damaged so that no file of the force is left to read."""
    if kind == "zip":
        place = folder / "month.zip"
        place.write_bytes(content)
    else:
        place = nw.write_month(folder, MONTH, b"", packed=kind == "gzip")
        place.write_bytes(content)
    files = find_official_files([place], nw.SLUG)
    return read_street(files[0], nw.FEED) if files else None


@st.composite
def damages(draw: st.DrawFn, kind: str) -> bytes:
    """A few bytes changed, put in or taken out, or the end cut off."""
    content = bytearray(STORED[kind])
    for _ in range(draw(st.integers(1, 4))):
        if not content:
            break
        at = draw(st.integers(0, len(content) - 1))
        act = draw(st.sampled_from(["change", "insert", "delete", "cut"]))
        if act == "change":
            content[at] = draw(st.one_of(st.integers(0, 255), st.sampled_from(b'",\n\r\x00')))
        elif act == "insert":
            content[at:at] = draw(st.one_of(st.binary(min_size=1, max_size=4), st.just(b'"'), st.just(b"\n")))
        elif act == "delete":
            del content[at : at + draw(st.integers(1, 40))]
        else:
            del content[at:]
    return bytes(content)


GOOD_COUNTS = (
    pd.DataFrame(list(csv.DictReader(io.StringIO(PLAIN.decode()))))
    .assign(crime_type=lambda rows: rows["Crime type"].str.lower().str.replace(" ", "-"))
    .rename(columns={"LSOA code": "lsoa_code"})
    .groupby(["lsoa_code", "crime_type"], as_index=False)
    .size()
    .rename(columns={"size": "recorded_count"})
)
LIGHT = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("kind", ["gzip", "zip"])
@LIGHT
@given(choice=st.data())
def test_damaged_compressed_file_gives_the_same_counts_or_is_refused(
    tmp_path: Path, kind: str, choice: st.DataObject
) -> None:
    try:
        damaged = read(tmp_path, kind, choice.draw(damages(kind)))
    except BadSource:
        return
    if damaged is not None:
        assert damaged.sha256 == hashlib.sha256(PLAIN).hexdigest()
        pd.testing.assert_frame_equal(damaged.counts, GOOD_COUNTS, check_dtype=False)


@LIGHT
@given(content=damages("plain"))
def test_damaged_plain_file_counts_every_line_once_or_is_refused(tmp_path: Path, content: bytes) -> None:
    """Plain text has no checksum: a changed digit can be another good row, but no row may vanish or be made up."""
    try:
        damaged = read(tmp_path, "plain", content)
    except BadSource:
        return
    assert damaged.rows == content.count(b"\n") - 1
    assert set(damaged.counts.crime_type) <= {"burglary", "shoplifting", "anti-social-behaviour"}
