"""A real force's name on invented ground: Nowhere's lookups under its police force area, and its months."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import invented

from portal.pipeline.force.known import KnownForce, known_force
from portal.pipeline.force.new import make_force

FORCE = known_force("dorset")


def write_sources(folder: Path, force: KnownForce = FORCE) -> Path:
    """Nowhere's official files, with its districts in the area of a real force."""
    invented.write_sources(folder)
    path = folder / "lookups" / "lad24_csp24_pfa24_ew.csv"
    path.write_text(path.read_text().replace("E23999999", force.pfa_code))
    return folder


def write_month(
    street: Path, month: str, codes: tuple[str, ...], force: KnownForce = FORCE, each: int = 3
) -> None:
    text = invented.as_text(invented.usual_rows(month, codes, each)).replace(invented.FEED, force.feed_name)
    path = street / month / f"{month}-{force.slug}-street.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def new_home(repo: Path, sources: Path, home: Path, force: KnownForce = FORCE) -> Path:
    """What `portal force new` writes, in `home`; returns the configuration."""
    make_force(force.slug, sources, repo / "data", repo / "geodata", home)
    return home / "force.toml"


def rewrite(path: Path, name: str, columns: dict[str, str]) -> None:
    """The table under another file name and with other headings, as its publisher has it; ours is taken away."""
    stored = path.read_bytes()
    text = (gzip.decompress(stored) if path.suffix == ".gz" else stored).decode()
    heading, *rows = list(csv.reader(io.StringIO(text)))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[columns.get(one, one) for one in heading], *rows])
    path.unlink()
    (path.parent / name).write_text(out.getvalue(), encoding="utf-8-sig")
