"""Facts of one force live in its configuration and tables: no module names a place or a force of the tables."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def rows(name: str) -> Iterator[dict[str, str]]:
    path = ROOT / name
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as table:
        yield from csv.DictReader(table)


def forms(name: str) -> set[str]:
    """The name as tables, sentences and codes write it, and each place in it: "Devon & Cornwall", "devon-and-cornwall"."""
    joined = re.split(r" & | and ", name)
    last = {part.removeprefix("Isles of ") for part in joined}
    return {name, " and ".join(joined), " & ".join(joined), "-and-".join(joined).replace(" ", "-"), *last}


def place_names() -> re.Pattern[str]:
    areas = [row for row in rows("data/areas.csv") if row["level"] in ("force", "sector")]
    names = {row["area_name"] for row in areas} | {row["force_name"] for row in rows("data/force_rates.csv")}
    found = {form for name in names for form in forms(name)} | {
        row["town_name"] for row in rows("data/towns.csv")
    }
    found |= {row["area_code"] for row in areas}
    found |= {path.stem for path in (ROOT / "portal/pipeline/force_configs").glob("*.toml")}
    outward = {row["postcode"].split()[0] for row in rows("geodata/postcodes.csv.gz")}
    assert {"Devon", "Scilly", "Tiverton", "Dorset", "E23000035", "cleveland"} <= found
    assert "EX16" in outward
    either = "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True))
    return re.compile(rf"\b(?:(?i:{either})|(?:{'|'.join(sorted(outward))})(?: \d[A-Z]{{2}})?)\b")


def test_no_module_names_a_place_or_a_force() -> None:
    pattern, naming = place_names(), {}
    for path in sorted(ROOT.glob("portal/**/*.py")):
        named = sorted(set(pattern.findall(path.read_text(encoding="utf-8"))))
        if named:
            naming[str(path.relative_to(ROOT))] = named
    assert naming == {}


def test_no_template_names_a_place_or_a_force() -> None:
    pattern, naming = place_names(), {}
    for path in sorted(ROOT.glob("portal/**/*.html")):
        named = sorted(set(pattern.findall(path.read_text(encoding="utf-8"))))
        if named:
            naming[str(path.relative_to(ROOT))] = named
    assert naming == {}
