"""Every listed mutation of a real month, tried: what is taken, what is read or named, what is refused and changes nothing.

The list lies beside the raw official files (../shared/cases/mutations.csv); a row that has no trial here fails.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from plain_count import rows_of, text_of

from portal.errors import BadSource
from portal.pipeline.build import add
from portal.tables.load import open_package

pytestmark = pytest.mark.raw
SLUG, NEW, TODAY = "devon-and-cornwall", "2026-01", date(2026, 11, 27)
FILE = f"{NEW}-{SLUG}-street.csv"
NO_PLACE = {"Longitude": "", "Latitude": "", "Location": "No Location", "LSOA code": "", "LSOA name": ""}
TAKEN, READ, REFUSED, ODD, HELD = "taken", "read", "refused", "odd", "held"
Rows = list[dict[str, str]]
Trial = Callable[[Path, Rows], None]


def text_from(rows: Rows, **how: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n", **how)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def put(folder: Path, content: str | bytes, name: str = FILE, month: str = NEW) -> Path:
    path = folder / month / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def of_text(change: Callable[[str], str | bytes]) -> Trial:
    return lambda folder, rows: void(put(folder, change(text_from(rows))))


def of_rows(change: Callable[[Rows], Rows]) -> Trial:
    return lambda folder, rows: void(put(folder, text_from(change(rows))))


def void(_: object) -> None:
    """A trial leaves files and no answer."""


def cell(column: str, content: str, at: int = 4) -> Trial:
    return of_rows(lambda rows: [row | {column: content} if n == at else row for n, row in enumerate(rows)])


def every(column: str, content: str) -> Trial:
    return of_rows(lambda rows: [row | {column: content} for row in rows])


def typed(old: str, new: str) -> Trial:
    return of_rows(
        lambda rows: [row | {"Crime type": new} if row["Crime type"] == old else row for row in rows]
    )


def month_called(month: str) -> Trial:
    def trial(folder: Path, rows: Rows) -> None:
        changed = text_from([row | {"Month": month} for row in rows[:50]])
        put(folder, changed, f"{month}-{SLUG}-street.csv", month)

    return trial


def zipped(name: str, also: dict[str, str] | None = None, archive: str = "2026-02.zip") -> Trial:
    def trial(folder: Path, rows: Rows) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(folder / archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for member, content in {name: text_from(rows), **(also or {})}.items():
                info = zipfile.ZipInfo("placeholder")
                info.filename = member
                info.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(info, content)

    return trial


def of_zips(folder: Path, rows: Rows) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr(f"{NEW}/{FILE}", text_from(rows))
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "2026-02.zip", "w") as packed:
        packed.writestr("2026-01.zip", inner.getvalue())


def member_twice(folder: Path, rows: Rows) -> None:
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "2026-02.zip", "w") as packed:
        packed.writestr(f"{NEW}/{FILE}", text_from(rows))
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr(f"{NEW}/{FILE}", text_from(rows[:100]))


def locked(folder: Path, rows: Rows) -> None:
    zipped(f"{NEW}/{FILE}")(folder, rows)
    stored = bytearray((folder / "2026-02.zip").read_bytes())
    # The bit for a password, in the member's own heading (6 bytes in) and in the directory (8 bytes in).
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        stored[stored.index(signature) + offset] |= 1
    (folder / "2026-02.zip").write_bytes(bytes(stored))


def overlapping(folder: Path, rows: Rows) -> None:
    zipped(f"{NEW}/{FILE}", archive="2026-03.zip")(folder, rows)
    zipped(f"{NEW}/{FILE}", archive="2026-02.zip")(folder, rows[:-300])


def both_packed_and_plain(folder: Path, rows: Rows) -> None:
    put(folder, text_from(rows))
    put(folder, gzip.compress(text_from(rows).encode()), f"{FILE}.gz")


def linked_file(folder: Path, rows: Rows) -> None:
    real = put(folder.parent / "aside", text_from(rows))
    (folder / NEW).mkdir(parents=True)
    (folder / NEW / FILE).symlink_to(real)


def linked_month(folder: Path, rows: Rows) -> None:
    put(folder.parent / "aside", text_from(rows))
    folder.mkdir(parents=True)
    (folder / NEW).symlink_to(folder.parent / "aside" / NEW)


def link_in_a_circle(folder: Path, rows: Rows) -> None:
    (folder / NEW).mkdir(parents=True)
    (folder / NEW / FILE).symlink_to(folder / NEW / FILE)


def folder_so_named(folder: Path, rows: Rows) -> None:
    (folder / NEW / FILE).mkdir(parents=True)


def pipe_so_named(folder: Path, rows: Rows) -> None:
    (folder / NEW).mkdir(parents=True)
    os.mkfifo(folder / NEW / FILE)


def reordered(rows: Rows) -> Rows:
    return [dict(sorted(row.items())) for row in rows]


def some_without_place(rows: Rows) -> Rows:
    return [row | NO_PLACE if n % 10 < 6 else row for n, row in enumerate(rows)]


def unknown_codes(rows: Rows) -> Rows:
    return [row | {"LSOA code": "E01999999"} if n % 33 == 0 else row for n, row in enumerate(rows)]


def swapped(rows: Rows) -> Rows:
    return [row | {"Longitude": row["Latitude"], "Latitude": row["Longitude"]} for row in rows]


def without(crime_type: str) -> Trial:
    return of_rows(lambda rows: [row for row in rows if row["Crime type"] != crime_type])


def in_one_place(rows: Rows) -> Rows:
    return [row | {"LSOA code": "E01020065"} if row["LSOA code"] else row for row in rows]


def at_nought(rows: Rows) -> Rows:
    return [row | {"Longitude": "0.0", "Latitude": "0.0"} if row["LSOA code"] else row for row in rows]


def renamed_codes(rows: Rows) -> Rows:
    return [row | {"LSOA code": row["LSOA code"].replace("E01", "E03")} for row in rows]


ASB, VIOLENCE = "Anti-social behaviour", "Violence and sexual offences"
# name in the list → what must come of it, the trial, a word of the sentence
TRIALS: dict[str, tuple[str, Trial, str]] = {
    "control: good new month": (TAKEN, of_text(str), ""),
    'BOM + CRLF (Excel "CSV UTF-8")': (TAKEN, of_text(lambda t: b"\xef\xbb\xbf" + t.replace("\n", "\r\n").encode()), ""),
    "semicolons": (READ, lambda f, rows: void(put(f, text_from(rows, delimiter=";"))), ""),
    "Excel month Jan-26": (REFUSED, every("Month", "Jan-26"), "saved again by a spreadsheet"),
    "columns reordered": (READ, of_rows(reordered), ""),
    "extra column at end": (REFUSED, of_rows(lambda rows: [row | {"More": "x"} for row in rows]), "column 13 is 'More'"),
    "lower-case headers": (READ, of_text(lambda t: t.split("\n", 1)[0].lower() + "\n" + t.split("\n", 1)[1]), ""),
    "headers with spaces after comma": (READ, of_text(lambda t: t.split("\n", 1)[0].replace(",", ", ") + "\n" + t.split("\n", 1)[1]), ""),
    "UTF-16": (REFUSED, of_text(lambda t: t.encode("utf-16")), "not UTF-8"),
    "Windows-1252 accents": (REFUSED, of_text(lambda t: t.replace("On or near", "Près de").encode("cp1252")), "not UTF-8"),
    "trailing blank lines": (TAKEN, of_text(lambda t: t + "\n\n\n"), ""),
    "trailing comma-only rows (Excel)": (READ, of_text(lambda t: t + ",,,,,,,,,,,\n" * 5), ""),
    "no final newline": (TAKEN, of_text(lambda t: t.rstrip("\n")), ""),
    "quoted newline in Location": (READ, cell("Location", "On or near\nInvented Row"), ""),
    "month inside not filename": (REFUSED, every("Month", "2025-12"), "the file is for 2026-01"),
    "two forces in one file": (REFUSED, cell("Falls within", "Cleveland Police"), "row 6, column 'Falls within'"),
    "Reported by another force, Falls within ours": (TAKEN, cell("Reported by", "British Transport Police"), ""),
    "plain + gz duplicate": (TAKEN, both_packed_and_plain, ""),
    "empty file": (REFUSED, of_text(lambda t: ""), "the file is empty"),
    "header only": (REFUSED, of_text(lambda t: t.split("\n", 1)[0] + "\n"), "no row after the heading"),
    "HTML error page": (REFUSED, of_text(lambda t: "<!DOCTYPE html><html>Sorry</html>\n"), "web page"),
    "JSON error": (REFUSED, of_text(lambda t: '{"error": "not found"}\n'), "row 1, column 1"),
    "truncated gz": (REFUSED, lambda f, rows: void(put(f, gzip.compress(text_from(rows).encode())[:-2000], f"{FILE}.gz")), "cut short"),
    "NUL byte": (REFUSED, cell("Location", "On\0near"), "zero byte"),
    "100 MB single line": (REFUSED, of_text(lambda t: t.split("\n", 1)[0] + "\n" + "a" * 100_000_000), "longer than"),
    "one row: LSOA unknown E01999999": (REFUSED, cell("LSOA code", "E01999999"), "never issued"),
    "3% rows unknown LSOA": (ODD, of_rows(unknown_codes), "unknown codes"),
    "Scottish S01 code": (REFUSED, cell("LSOA code", "S01006506"), "row 6, column 'LSOA code'"),
    "NI code 95GG / N21": (REFUSED, cell("LSOA code", "95GG01S1"), "row 6, column 'LSOA code'"),
    "coords 0,0 all rows": (ODD, of_rows(at_nought), "outside the country"),
    "coords swapped": (ODD, of_rows(swapped), "outside the country"),
    "coords NaN/inf": (REFUSED, cell("Longitude", "NaN"), "row 6, column 'Longitude'"),
    "all rows no location (blank LSOA+coords)": (ODD, of_rows(lambda rows: [row | NO_PLACE for row in rows]), "with a place"),
    "60% rows no location": (ODD, of_rows(some_without_place), "with a place"),
    "every row doubled": (ODD, of_rows(lambda rows: rows + rows), "rows where months near it"),
    "all crimes one LSOA": (ODD, of_rows(in_one_place), "in one small area"),
    "no ASB at all": (ODD, without(ASB), "anti-social behaviour"),
    "no violence at all": (ODD, without(VIOLENCE), "not like the months held"),
    "only 30% of rows (cut at a line end)": (ODD, of_rows(lambda rows: rows[: len(rows) * 3 // 10]), "rows where months near it"),
    "one row only": (ODD, of_rows(lambda rows: rows[:1]), "it has 1 row"),
    "new crime type Knife crime": (HELD, typed("Possession of weapons", "Knife crime"), "Knife crime"),
    "renamed Violence Against the Person": (HELD, typed(VIOLENCE, "Violence Against the Person"), "Violence Against the Person"),
    "type with case changed": (READ, typed("Burglary", "BURGLARY"), ""),
    "type trailing space": (READ, typed("Burglary", "Burglary "), ""),
    "renamed LSOA codes 2031 E03?": (REFUSED, of_rows(renamed_codes), "column 'LSOA code'"),
    "new outcome category": (HELD, cell("Last outcome category", "Offender told off", 5000), "Offender told off"),
    "formula injection in outcome (=cmd)": (REFUSED, cell("Last outcome category", "=cmd|' /C calc'!A0"), "which is no outcome"),
    "HTML in outcome": (REFUSED, cell("Last outcome category", "<script>x</script>"), "which is no outcome"),
    "feed renamed: Cleveland Constabulary": (HELD, every("Falls within", "Cleveland Constabulary"), "Cleveland Constabulary"),
    "future month 2099-12": (REFUSED, month_called("2099-12"), "is not over yet"),
    "month 2009-01 (before publication)": (REFUSED, month_called("2009-01"), "begin with December 2010"),
    "month 2026-13": (REFUSED, month_called("2026-13"), "is no month"),
    "upper-case file name": (READ, lambda f, rows: void(put(f, text_from(rows), FILE.upper())), ""),
    "ISO date in Month 2026-01-01": (REFUSED, every("Month", "2026-01-01"), "saved again by a spreadsheet"),
    "ZIP (official layout)": (TAKEN, zipped(f"{NEW}/{FILE}"), ""),
    "ZIP with a wrapping folder": (READ, zipped(f"download/{NEW}/{FILE}"), ""),
    "ZIP of ZIPs": (REFUSED, of_zips, "holds ZIPs"),
    "ZIP path traversal": (REFUSED, zipped(f"../../{NEW}/{FILE}"), "points outside"),
    "ZIP backslash names (Windows)": (READ, zipped(f"{NEW}\\{FILE}"), ""),
    "ZIP twice the same member": (REFUSED, member_twice, "in it twice"),
    "ZIP encrypted flag": (REFUSED, locked, "locked with a password"),
    "two overlapping archive ZIPs in a folder": (TAKEN, overlapping, ""),
    "symlinked file": (REFUSED, linked_file, "this is a link"),
    "symlinked month folder": (REFUSED, linked_month, "this is a link"),
    "symlink loop": (REFUSED, link_in_a_circle, "this is a link"),
    "a directory named as file": (REFUSED, folder_so_named, "is not a file"),
    "fifo named as file": (REFUSED, pipe_so_named, "is not a file"),
}  # fmt: skip
LOSES_PLACES = {"3% rows unknown LSOA", "coords 0,0 all rows", "coords swapped", "60% rows no location", "all crimes one LSOA",
                "all rows no location (blank LSOA+coords)"}  # fmt: skip


@pytest.fixture(scope="module")
def real_rows(sources: Path) -> Rows:
    """December 2025 as if it were January 2026, which is not held."""
    path = sources / "police_uk" / "2025-12" / f"2025-12-{SLUG}-street.csv.gz"
    return [row | {"Month": NEW} for row in csv.DictReader(io.StringIO(text_of(path), newline=""))]


@pytest.fixture(scope="module")
def untouched(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tables for the refusals, which must leave it as it is."""
    return copy_of(repo, tmp_path_factory.mktemp("tables") / "data")


def copy_of(repo: Path, to: Path) -> Path:
    return Path(shutil.copytree(repo / "data", to, ignore=shutil.ignore_patterns("releases")))


def coverage_row(data: Path):
    return open_package(data).table("coverage").set_index("month").loc[NEW]


def test_every_listed_mutation_is_tried_as_the_list_wants(sources: Path) -> None:
    wanted = {
        row["mutation_of_a_real_month"]: row["wanted"]
        for row in rows_of(sources.parent / "cases" / "mutations.csv")
    }
    assert set(wanted) == set(TRIALS)
    starts = {TAKEN: ("taken", "read"), READ: ("read",), REFUSED: ("refused in one", "read, or one"), ODD: ("refused as",), HELD: ("the month is held",)}  # fmt: skip
    assert [name for name, words in wanted.items() if not words.startswith(starts[TRIALS[name][0]])] == []


def trials(*kinds: str):
    return [pytest.param(name, *TRIALS[name][1:], id=name) for name in TRIALS if TRIALS[name][0] in kinds]


@pytest.mark.parametrize(("name", "trial", "says"), trials(REFUSED, ODD))
def test_it_is_refused_in_one_sentence_and_changes_nothing(
    untouched: Path, tmp_path: Path, real_rows: Rows, digest, name: str, trial: Trial, says: str
) -> None:
    trial(tmp_path / "street", real_rows)
    before = digest(untouched)
    with pytest.raises(BadSource) as fault:
        add([tmp_path / "street"], untouched, today=TODAY)
    sentence = str(fault.value)
    assert says in sentence
    assert "\n" not in sentence
    assert len(sentence) < 600
    assert digest(untouched) == before


@pytest.mark.parametrize(("name", "trial", "says"), trials(ODD))
def test_it_is_taken_for_a_reason_that_is_kept(
    repo: Path, tmp_path: Path, real_rows: Rows, name: str, trial: Trial, says: str
) -> None:
    data = copy_of(repo, tmp_path / "data")
    trial(tmp_path / "street", real_rows)
    add([tmp_path / "street"], data, accept="The force says so.", today=TODAY)
    row = coverage_row(data)
    assert row.accepted == "The force says so."
    assert row.odd
    if name in LOSES_PLACES:
        assert row.below_force == "not_counted"


@pytest.mark.parametrize(("name", "trial", "says"), trials(TAKEN, READ, HELD))
def test_it_is_taken_with_every_row(
    repo: Path, tmp_path: Path, real_rows: Rows, name: str, trial: Trial, says: str
) -> None:
    data = copy_of(repo, tmp_path / "data")
    trial(tmp_path / "street", real_rows)
    add([tmp_path / "street"], data, today=TODAY)
    row = coverage_row(data)
    assert (row.row_count, row.odd, row.accepted) == (len(real_rows), "", "")
    assert says in row.unnamed_words
    assert bool(row.unnamed_words) == bool(says)
