"""An unknown finding, a renamed audit and a missing table: one sentence for a maintainer, no traceback for a reader."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import maintainers
import pytest
from serving import Client, running_server
from streamlit.testing.v1 import AppTest

from portal import bootstrap
from portal.errors import TableBreaksContract
from portal.pipeline.check_statements import check_statements
from portal.pipeline.write import read_contracts
from portal.services.both_sides.claim_findings import NOT_COMPUTED
from portal.settings import ROOT
from portal.ui.words import DAMAGED

PAGES = ("your_area", "recording", "both_sides", "check_figure", "about", "corrections", "tell", "desk")
PLAIN = ("/claims", "/claim/18-900-crimes", "/area/E07000042", "/sitemap.xml", "/api/v1/areas")
HAND_MADE = sorted(
    contract["path"] for contract in read_contracts(ROOT / "data").values() if contract["made_by"] == "hand"
)


def set_cell(path: Path, key: str, column: str, value: str) -> None:
    rows = maintainers.rows_of(path)
    next(row for row in rows if key in row.values())[column] = value
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def unknown_finding(data: Path) -> None:
    set_cell(data / "claims.csv", "18-900-crimes", "finding", "no-such-thing")


def renamed_audit(data: Path) -> None:
    set_cell(data / "audits.csv", "A21", "audit_id", "A91")


def missing_claims(data: Path) -> None:
    (data / "claims.csv").unlink()


DAMAGES = {
    unknown_finding: "claims.csv: line 5, column 'finding' is 'no-such-thing', which is no computation",
    renamed_audit: "column 'audit_ids' names 'A21', which audits.csv does not list",
    missing_claims: "claims.csv: this table is kept by hand and its file is missing",
}  # fmt: skip


@pytest.fixture(params=DAMAGES, ids=lambda damage: damage.__name__)
def damage(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    return request.param


@pytest.fixture
def damaged(damage: Callable[[Path], None], tables: Path, tmp_path: Path) -> Path:
    """A copy with the damage, and hashes that fit it: as if nobody had run the check."""
    data = maintainers.copy_of(tables, tmp_path)
    damage(data)
    path = data / "datapackage.json"
    package = json.loads(path.read_text())
    for resource in package["resources"]:
        if (data / resource["path"]).exists():
            stored = (data / resource["path"]).read_bytes()
            plain = gzip.decompress(stored) if resource["path"].endswith(".gz") else stored
            resource["hash"] = "sha256:" + hashlib.sha256(stored).hexdigest()
            resource["contentHash"] = "sha256:" + hashlib.sha256(plain).hexdigest()
    path.write_text(json.dumps(package))
    return data


@pytest.fixture
def opened(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The portal of this process on the damaged copy."""
    caches = (bootstrap.settings, bootstrap.library, bootstrap.release_log)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(damaged))
    for cache in caches:
        cache.cache_clear()
    yield damaged
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


def test_check_says_it_in_one_sentence(damage: Callable[[Path], None], damaged: Path) -> None:
    done = maintainers.portal("data", "check", data=damaged)
    assert done.returncode == TableBreaksContract.exit_code
    assert DAMAGES[damage] in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("name", HAND_MADE)
def test_every_hand_made_table_that_is_missing_is_named(tables: Path, tmp_path: Path, name: str) -> None:
    for path in tables.glob("*.csv"):
        shutil.copy(path, tmp_path)
    shutil.copytree(tables / "contract", tmp_path / "contract")
    (tmp_path / name).unlink()
    with pytest.raises(TableBreaksContract, match=rf"^{name}: this table is kept by hand and its file"):
        check_statements(tmp_path)


def test_no_page_shows_a_traceback(damage: Callable[[Path], None], opened: Path, repo: Path) -> None:
    app = AppTest.from_file(str(repo / "portal" / "app.py"), default_timeout=60).run()
    for page in PAGES:
        app.switch_page(f"ui/pages/{page}.py").run()
        assert not app.exception, page
        if page == "check_figure":
            shown = "\n".join(block.proto.body for block in app.get("html"))
            if damage is missing_claims:
                assert DAMAGED in [fault.value for fault in app.error]
            else:
                assert NOT_COMPUTED in shown


def test_plain_pages_and_the_api_answer_without_a_traceback(
    damage: Callable[[Path], None], damaged: Path, tmp_path: Path
) -> None:
    log = tmp_path / "server.log"
    with running_server(log, {"PORTAL_DATA_DIR": str(damaged)}) as server:
        client = Client(server)
        answers = {path: client.get(path) for path in PLAIN}
    assert "Traceback" not in log.read_text()
    assert answers["/area/E07000042"].status == answers["/api/v1/areas"].status == 200
    card = answers["/claim/18-900-crimes"]
    if damage is missing_claims:
        assert card.status == 503
        assert "missing or damaged" in card.text
    else:
        assert card.status == 200
        assert NOT_COMPUTED in card.text
        assert "18,900 crimes a year are not recorded" in card.text
