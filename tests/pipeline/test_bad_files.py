"""A bad file gets one sentence naming file, row and column, and leaves every table as it was."""

from __future__ import annotations

import gzip
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import invented as nw
import pytest

from portal.errors import BadSource

MONTH = "2025-12"  # held in Nowhere, so a bad file here could spoil something
FILE = f"{MONTH}-nowhere-street.csv"
GOOD = nw.as_text(nw.usual_rows(MONTH))
HEADING = GOOD.split("\n", 1)[0] + "\n"
PAGE = b"<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head></html>\n"


def swapped(row: int, **cells: str) -> str:
    """The good month with some cells of one row of the file (the heading is row 1) changed."""
    rows = nw.usual_rows(MONTH)
    rows[row - 2] |= {column.replace("_", " "): text for column, text in cells.items()}
    return nw.as_text(rows)


def other_month_at(row: int) -> str:
    return swapped(row, Month="2025-11")


def joined_lines(row: int) -> str:
    """A quotation mark that opens in one row and closes in the next makes them one row of the right width."""
    lines = GOOD.split("\n")
    lines[row - 1] = lines[row - 1].replace("On or near", '"On or near')
    lines[row] = lines[row].replace("Invented Street", 'Invented Street"')
    return "\n".join(lines)


@pytest.fixture
def refused(nowhere, digest: Callable[..., str]) -> Callable[[], str]:
    """Adds what lies in `street`, insists that it is refused and nothing changes, and returns the sentence."""

    def add() -> str:
        before = digest(nowhere.data, nowhere.geodata)
        with pytest.raises(BadSource) as fault:
            nowhere.add()
        assert digest(nowhere.data, nowhere.geodata) == before
        assert not list(nowhere.data.glob(".writing-*"))
        sentence = str(fault.value)
        assert "\n" not in sentence
        assert len(sentence) < 400
        return sentence

    return add


BAD_CONTENT = {
    "wrong columns": (GOOD.replace("Crime type", "Offence", 1), f"{FILE}: row 1, column 10 is 'Offence' where the official layout has 'Crime type'"),
    "a column too few": (GOOD.replace(",Context\n", "\n", 1), f"{FILE}: row 1, column 12 is nothing where the official layout has 'Context'"),
    "a column too many": (GOOD.replace(",Context\n", ",Context,More\n", 1), f"{FILE}: row 1, column 13 is 'More' where the official layout has nothing"),
    "columns of another kind of file": (nw.as_text([nw.outcome(MONTH, 1)], nw.OUTCOME_COLUMNS), f"{FILE}: row 1, column 10 is 'Outcome type' where the official layout has 'Crime type'"),
    "wrong month inside": (other_month_at(7), f"{FILE}: row 7, column 'Month' says 2025-11, but the file is for 2025-12"),
    "truncated in a row": (GOOD[:-30], f"{FILE}: row 73 has 9 cells where the heading has 12, so it was cut short"),
    "a row with cells missing": (GOOD.replace(nw.as_text([nw.incident(MONTH)]).split("\n")[1], f",{MONTH},x", 1), f"{FILE}: row 65, column 'Falls within' cannot be read"),
    "empty": ("", f"{FILE}: the file is empty"),
    "heading only": (HEADING, f"{FILE}: there is no row after the heading"),
    "web page saved as CSV": (PAGE, f"{FILE}: row 1 is a web page, not a table"),
    "not UTF-8": (swapped(5, Location="On or near Café").encode("latin-1"), f"{FILE}: row 5, column 'Location' is not UTF-8 text"),
    "UTF-16": (GOOD.encode("utf-16"), f"{FILE}: row 1 is not UTF-8 text"),
    "zero byte": (swapped(5, Location="On\0near"), f"{FILE}: row 5 holds a zero byte"),
    "half a line end": (swapped(2, Location="On\rnear").replace('"', ""), f"{FILE}: row 2 holds half a line end"),
    "a type that is no word": (swapped(9, Crime_type="=cmd()"), f"{FILE}: row 9, column 'Crime type' holds '=cmd()', which is no type of crime"),
    "an outcome that is markup": (swapped(9, Last_outcome_category="<b>x</b>"), f"{FILE}: row 9, column 'Last outcome category' holds '<b>x</b>', which is no outcome"),
    "another force's rows": (swapped(4, Falls_within="Elsewhere Police"), f"{FILE}: row 4, column 'Falls within' names 'Elsewhere Police', not Nowhere Police"),
    "a code that is no code": (swapped(6, LSOA_code="W1A"), f"{FILE}: row 6, column 'LSOA code' holds 'W1A', which is not an LSOA code"),
    "a crime ID that is none": (swapped(6, Crime_ID="12345"), f"{FILE}: row 6, column 'Crime ID' holds '12345', which is not a crime ID"),
    "a coordinate that is words": (swapped(6, Latitude="north"), f"{FILE}: row 6, column 'Latitude' holds 'north', which is not a number"),
    "lines joined by quotation marks": (joined_lines(5), "stray quotation mark"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "says"), BAD_CONTENT.values(), ids=BAD_CONTENT)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_bad_content_is_refused_in_one_sentence(
    nowhere, refused, content: str | bytes, says: str, packed: bool
) -> None:
    nw.write_month(nowhere.street, MONTH, content, packed)
    sentence = refused()
    assert says.replace(FILE, f"{FILE}.gz") in sentence if packed else says in sentence


def test_gzip_cut_short_is_refused(nowhere, refused) -> None:
    path = nw.write_month(nowhere.street, MONTH, GOOD, packed=True)
    path.write_bytes(path.read_bytes()[:-200])
    assert f"{FILE}.gz: the compressed file is cut short or damaged after row" in refused()


def test_plain_text_named_gz_is_refused(nowhere, refused) -> None:
    nw.write_month(nowhere.street, MONTH, GOOD, packed=True).write_text(GOOD)
    assert f"{FILE}.gz: the compressed file is cut short or damaged" in refused()


def test_field_of_ten_gigabytes_is_refused_before_it_is_unpacked(nowhere, refused) -> None:
    # gzip members joined end to end unpack as one file: 160 times the same 64 MB.
    start = gzip.compress((HEADING + "x").encode())
    path = nw.write_month(nowhere.street, MONTH, b"", packed=True)
    path.write_bytes(start + gzip.compress(b"a" * 64_000_000, compresslevel=1) * 160)
    assert f"{FILE}.gz: row 2 is longer than 65,536 bytes, so a field in it is broken" in refused()


def test_gzip_that_unpacks_without_end_is_refused(nowhere, refused, monkeypatch: pytest.MonkeyPatch) -> None:
    # The real limit is 400 MB, which takes seconds to reach; the rule is the same at 4 MB.
    monkeypatch.setattr("portal.pipeline.months.official.MAX_FILE_BYTES", 4_000_000)
    path = nw.write_month(nowhere.street, MONTH, b"", packed=True)
    path.write_bytes(gzip.compress(HEADING.encode()) + gzip.compress(b"a,b\n" * 250_000) * 100)
    assert f"{FILE}.gz: unpacks to more than 4,000,000 bytes" in refused()


def write_zip(street: Path, members: dict[str, bytes]) -> Path:
    path = street / "month.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def test_zip_that_says_it_unpacks_to_ten_gigabytes_is_refused_unopened(nowhere, refused) -> None:
    path = write_zip(nowhere.street, {f"{MONTH}/{FILE}": GOOD.encode()})
    stored = bytearray(path.read_bytes())
    # In the directory of a ZIP the unpacked size lies 24 bytes after the signature; 4 GB is the most it can say.
    struct.pack_into("<I", stored, stored.index(b"PK\x01\x02") + 24, 4_000_000_000)
    path.write_bytes(stored)
    assert f"month.zip: the member '{MONTH}/{FILE}' would unpack to 4,000,000,000 bytes" in refused()


def test_zip_that_lies_about_its_size_is_refused(nowhere, refused) -> None:
    path = write_zip(nowhere.street, {f"{MONTH}/{FILE}": HEADING.encode() + b"a,b\n" * 10_000_000})
    stored = bytearray(path.read_bytes())
    struct.pack_into("<I", stored, stored.index(b"PK\x01\x02") + 24, 1000)
    path.write_bytes(stored)
    assert f"month.zip:{MONTH}/{FILE}: the compressed file is cut short or damaged" in refused()


@pytest.mark.parametrize(
    "name", [f"../{MONTH}/{FILE}", f"/etc/{MONTH}/{FILE}", f"C:\\{FILE}", f"a/../../{FILE}"]
)
def test_zip_member_that_points_outside_is_refused(nowhere, refused, name: str) -> None:
    write_zip(nowhere.street, {f"{MONTH}/{FILE}": GOOD.encode(), name: b"x"})
    assert "points outside the ZIP; do not use this file" in refused()
    assert not (nowhere.street.parent / MONTH).exists()


def test_zip_cut_short_is_refused(nowhere, refused) -> None:
    path = write_zip(nowhere.street, {f"{MONTH}/{FILE}": GOOD.encode()})
    path.write_bytes(path.read_bytes()[:-40])
    assert "month.zip: the ZIP is broken" in refused()


def test_zip_member_with_a_wrong_checksum_is_refused(nowhere, refused) -> None:
    with zipfile.ZipFile(nowhere.street / "month.zip", "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(f"{MONTH}/{FILE}", GOOD)
    stored = (nowhere.street / "month.zip").read_bytes()
    (nowhere.street / "month.zip").write_bytes(stored.replace(b"Shoplifting", b"Drugs      ", 1))
    assert "the compressed file is cut short or damaged" in refused()


def test_month_given_twice_and_not_the_same_is_refused(nowhere, refused) -> None:
    nw.write_month(nowhere.street, MONTH, GOOD)
    nw.write_month(nowhere.street, MONTH, nw.usual_rows(MONTH, each=4), packed=True)
    assert f"{MONTH} is also in" in refused()


def test_month_given_twice_in_the_same_bytes_is_taken_once(nowhere) -> None:
    nw.write_month(nowhere.street, MONTH, GOOD)
    nw.write_month(nowhere.street, MONTH, GOOD, packed=True)
    assert "December 2025: is left as it is, the same 72 rows are held" in nowhere.add()


def test_of_two_archives_the_newer_counts_and_the_older_is_named(nowhere) -> None:
    for archive, each in (("2026-01", 4), ("2026-02", 3)):
        with zipfile.ZipFile(nowhere.street / f"{archive}.zip", "w") as packed:
            packed.writestr(f"{MONTH}/{FILE}", nw.as_text(nw.usual_rows(MONTH, each=each)))
    said = nowhere.add()
    assert "the same 72 rows are held; 2026-01.zip holds an older copy, which was not taken" in said


def test_folder_without_files_of_the_force_says_what_is_wanted(nowhere, refused) -> None:
    nw.write_month(nowhere.street, MONTH, GOOD).rename(
        nowhere.street / MONTH / f"{MONTH}-elsewhere-street.csv"
    )
    assert (
        "no street file of nowhere was found; files must lie as YYYY-MM/YYYY-MM-nowhere-street.csv"
        in refused()
    )


def test_one_bad_month_among_good_ones_adds_none(nowhere, refused) -> None:
    nw.write_month(nowhere.street, "2024-01", nw.usual_rows("2024-01"))
    nw.write_month(nowhere.street, MONTH, other_month_at(3))
    refused()


def test_bad_outcomes_file_is_refused(nowhere, refused) -> None:
    nw.write_month(nowhere.street, MONTH, GOOD)
    nw.write_month(nowhere.street, MONTH, [nw.outcome("2025-11", 1)], kind="outcomes")
    assert "2025-12-nowhere-outcomes.csv: row 2, column 'Month' says 2025-11" in refused()


def test_official_zip_is_read_as_the_folder_is(nowhere) -> None:
    write_zip(
        nowhere.street,
        {f"2024-01/2024-01-{nw.SLUG}-street.csv": nw.as_text(nw.usual_rows("2024-01")).encode()},
    )
    assert "January 2024: is added, 72 rows" in nowhere.add()


def test_file_with_windows_line_ends_reads_the_same(nowhere) -> None:
    nw.write_month(nowhere.street, "2024-01", nw.as_text(nw.usual_rows("2024-01")).replace("\n", "\r\n"))
    assert "January 2024: is added, 72 rows" in nowhere.add()
