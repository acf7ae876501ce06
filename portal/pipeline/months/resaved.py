"""A file that was saved again by another program, read as RFC 4180 allows and put back into the official layout.

What is harmless is read: quotation marks, semicolons or tabs between cells, columns in another order, capitals and
spaces in the heading, blank rows at the end, a last row without a line end. What changes a cell is not guessed at.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from portal.errors import BadSource
from portal.pipeline.months.official import AGAIN, COLUMNS, OfficialFile

SEPARATORS = (",", ";", "\t")
# A cell over two lines is somebody's line break; one of many lines, or one that holds cells of its own, is rows that a
# stray quotation mark joined.
MOST_LINES = 2
MOST_SEPARATORS = 3


def as_official(file: OfficialFile, plain: Path) -> None:
    """Rewrites `plain` in the official layout where it is not in it. Raises BadSource with the row that cannot be read."""
    content = plain.read_bytes()
    heading = ",".join(COLUMNS[file.kind]).encode()
    if content.startswith((heading + b"\n", heading + b"\r\n")) and not _is_unusual(
        content, len(COLUMNS[file.kind])
    ):
        return
    rows = _rows(file, content.decode("utf-8-sig"))
    columns = _order(file, rows[0][1])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS[file.kind])
    for line, cells in rows[1:]:
        if len(cells) < len(rows[0][1]):
            raise BadSource(
                f"{file.name}: row {line} has {len(cells)} cells where the heading has {len(rows[0][1])}, so it was cut short; {AGAIN}"
            )
        if any(cells[len(rows[0][1]) :]):
            raise BadSource(f"{file.name}: row {line} has more cells than the heading; {AGAIN}")
        writer.writerow([" ".join(cells[at].split("\n")).strip() for at in columns])
    plain.write_text(text.getvalue(), encoding="utf-8", newline="")


def _is_unusual(content: bytes, columns: int) -> bool:
    """Whether anything but plain official rows may be in it; cheap, since every month is asked."""
    if b'"' in content or not content.endswith(b"\n"):
        return True
    ends = content[-4 * columns :].replace(b"\r", b"")
    return ends.endswith(b"\n\n") or ends.endswith(b"\n" + b"," * (columns - 1) + b"\n")


def _rows(file: OfficialFile, text: str) -> list[tuple[int, list[str]]]:
    """Every row that holds anything, with the line it ends on."""
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, before = [], 0
    try:
        for cells in reader:
            joined = reader.line_num - before
            before = reader.line_num
            whole = any("\n" in cell and cell.count(separator) > MOST_SEPARATORS for cell in cells)
            if joined > MOST_LINES or whole:
                raise BadSource(_stray(file, before, joined))
            if any(cell.strip() for cell in cells):
                found.append((reader.line_num, cells))
    except csv.Error as error:
        raise BadSource(
            f"{file.name}: row {reader.line_num} has a stray quotation mark ({error}); {AGAIN}"
        ) from error
    return found


def _stray(file: OfficialFile, line: int, joined: int) -> str:
    return f"{file.name}: a stray quotation mark joins {joined} lines up to row {line} into one; {AGAIN}"


def _order(file: OfficialFile, heading: list[str]) -> list[int]:
    """Where each official column stands. Raises BadSource at the first that is missing or unknown."""
    names = [" ".join(cell.split()).lower() for cell in heading]
    while names and not names[-1]:
        names.pop()
    wanted = COLUMNS[file.kind]
    known = [column.lower() for column in wanted]
    if sorted(names) == sorted(known):
        return [names.index(column) for column in known]
    at = next((i for i, name in enumerate(names) if name not in known or names.index(name) != i), len(names))
    there = f"'{heading[at].strip()[:40]}'" if at < len(names) else "nothing"
    missing = [column for column in wanted if column.lower() not in names]
    should = f"'{missing[0]}'" if missing else "nothing"
    raise BadSource(
        f"{file.name}: row 1, column {at + 1} is {there} where the official layout has {should}; {AGAIN} from the official "
        "archive"
    )
