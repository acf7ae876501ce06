"""Every release that was published and is kept opens again and gives the figures it gave."""

from __future__ import annotations

from pathlib import Path

from portal.pipeline.release import check_releases
from portal.tables.releases import kept_releases


def test_every_kept_release_gives_the_figures_it_gave(tables: Path, repo: Path) -> None:
    said = check_releases(tables, repo / "geodata")
    assert f"{len(kept_releases(tables))} kept, each gives the figures it gave" in said
    assert kept_releases(tables)
