"""Forces other than the default one, made and built from the official files. For a conftest to import."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from portal.pipeline.build import build
from portal.pipeline.force.new import make_force


@dataclass(frozen=True)
class Built:
    data: Path
    geodata: Path
    report: str


def build_new(repo: Path, home: Path, street: list[Path], sources: Path, slug: str) -> Built:
    """Another force, made and built as docs/data.md says, with nothing of the checkout but contracts and the table of all forces."""
    make_force(slug, sources, repo / "data", repo / "geodata", home)
    report = build(street, sources, home / "data", home / "geodata", str(home / "force.toml")).report
    return Built(home / "data", home / "geodata", report)


def only(sources: Path, slug: str, months: tuple[str, ...], into: Path) -> Path:
    """A folder with these months of one force alone, from wherever the official files hold them."""
    for month in months:
        name = f"{month}/{month}-{slug}-street.csv.gz"
        held = [sources / part / name for part in ("police_uk_other_forces", "scale_all_forces")]
        (into / month).mkdir(parents=True, exist_ok=True)
        shutil.copy(next(path for path in held if path.exists()), into / month)
    return into
