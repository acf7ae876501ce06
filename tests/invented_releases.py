"""Nowhere made fit to be published and served: with the hand-made tables of the checkout, and contracts for the log."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from portal.pipeline.describe import describe


def publishable(data: Path, repo: Path) -> None:
    """Adds what Nowhere's built tables lack, and describes them anew."""
    for path in (repo / "data" / "contract").glob("*.yaml"):
        contract = yaml.safe_load(path.read_text(encoding="utf-8"))
        if contract.get("made_by") == "hand":
            shutil.copy(path, data / "contract")
            shutil.copy(repo / "data" / contract["path"], data)
    shutil.copytree(repo / "data" / "releases" / "contract", data / "releases" / "contract")
    describe(data)


def publishable_without_claims(data: Path, repo: Path) -> None:
    """The same for what `portal data check` looks at too: claims are about places that Nowhere has not."""
    publishable(data, repo)
    claims = data / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    describe(data)
