"""Reads, checks and counts one month of every force; `python -m bench.scale FOLDER` prints how much that was."""

from __future__ import annotations

import sys
from pathlib import Path

from portal.pipeline.months.finding import find_official_files
from portal.pipeline.months.street import read_street


def main() -> None:
    months = [
        read_street(file)
        for file in find_official_files([Path(sys.argv[1]).parent], None)
        if file.kind == "street"
    ]
    print(f"{len(months)} files, {sum(month.rows for month in months):,} rows.")


if __name__ == "__main__":
    main()
