"""From the first edition's code, tables and database to this one's, and back, by the scripts of deploy/."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import httpx
import pytest
from first_edition import KEPT, fill
from plain_writer import Writer
from servers import Server, server
from sites import wait_until
from sqlalchemy import text

from portal.domain.reports.report_checks import LEAST_SECONDS
from portal.store.engine import open_engine, reading, writing

FIRST_EDITION = "cec970a"
HISTORY = len(KEPT["tables"]["history"])


def first_edition(repo: Path, folder: Path) -> Path:
    """Its files as they were committed."""
    folder.mkdir()
    packed = subprocess.run(["git", "-C", str(repo), "archive", FIRST_EDITION], capture_output=True)
    if packed.returncode:
        reason = f"the history of this checkout does not reach back to {FIRST_EDITION}"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"CI is set, so this test must run: {reason}")
        pytest.skip(reason)
    subprocess.run(["tar", "x", "-C", str(folder)], input=packed.stdout, check=True)
    return folder


def step(at: Server) -> str:
    engine = open_engine(at.database)
    with reading(engine) as connection:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    return found


def databases(at: Server) -> set[str]:
    engine = open_engine(at.database)
    with reading(engine) as connection:
        found = set(connection.scalars(text("SELECT datname FROM pg_database WHERE datname LIKE 'portal%'")))
    engine.dispose()
    return found


def release_of(at: Server) -> str:
    return httpx.get(f"{at.address}/healthz").json()["release"]


@pytest.mark.faults
def test_first_edition_is_replaced_and_comes_back_with_its_code_tables_and_database(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server() as at:
        old = first_edition(repo, tmp_path / "first")
        at.prepare(old)
        monkeypatch.setenv("SSL_CERT_FILE", str(at.certificate))
        install_first_edition(at, repo, old)
        assert (at.serving(), step(at)) == ("0.1.0", "0003")
        first_release = release_of(at)

        said = at.must("python3 deploy/server.py upgrade", repo)
        new = at.serving()
        assert new.startswith("0.2.0")
        assert [line[:4] for line in said.splitlines() if line[:2] == "00"][:4] == [
            "0004",
            "0005",
            "0006",
            "0007",
        ]
        # It says the steps, and has a backup of before them, ahead of the first of them.
        assert said.index("would be applied") < said.index("lines of history") < said.index("steps applied")
        (backup,) = (at.root / "srv/portal/var/backup").glob("before-*.backup")
        assert backup.stat().st_mode & 0o777 == 0o600
        assert (step(at), databases(at)) == ("0007", {"portal"})
        wait_until(lambda: release_of(at) != first_release, "the newer tables are not served")

        reference = write(at)
        refused = at.run(
            "python3 /opt/portal/current/deploy/server.py back".replace("/opt", f"{at.root}/opt")
        )
        assert refused.returncode == 1
        assert "1 lines of history were written since the upgrade" in refused.stderr
        assert (at.serving(), step(at), databases(at)) == (new, "0007", {"portal"})
        wait_until(lambda: well(at), "the newer release does not serve on")

        at.must(f"python3 {at.root}/opt/portal/current/deploy/server.py back --leave-newer")
        assert (at.serving(), step(at)) == ("0.1.0", "0003")
        assert release_of(at) == first_release
        (aside,) = databases(at) - {"portal"}
        engine = open_engine(at.database.replace("/portal?", f"/{aside}?"))
        with reading(engine) as connection:
            assert reference in connection.scalars(text("SELECT reference FROM reports")).all()
        engine.dispose()


def install_first_edition(at: Server, repo: Path, old: Path) -> None:
    """Its settings and some messages were there before."""
    (at.root / "etc/portal").mkdir(parents=True)
    (at.root / "etc/portal/environment").write_text(
        f"PORTAL_PUBLIC_URL={at.address}\nPORTAL_SECRET_KEYS={KEPT['key']}\n"
        f"PORTAL_DATABASE_URL=postgresql://portal@/portal?host={at.socket}\n"
    )
    (at.root / "etc/portal/environment").chmod(0o644)
    at.must(f"python3 deploy/server.py install --name localhost --checkout {old}", repo)
    engine = open_engine(at.database)
    with writing(engine) as connection:
        fill(connection)
    engine.dispose()
    at.must(f"nginx -t -c {at.root}/etc/nginx/nginx.conf && systemctl start nginx")
    wait_until(lambda: well(at), "the first edition does not answer")


def well(at: Server) -> bool:
    try:
        return httpx.get(f"{at.address}/healthz").status_code == 200
    except httpx.HTTPError:
        return False


def write(at: Server) -> str:
    writer = Writer(at.address)
    writer.to_check("Invented words.", email="ada@example.org")
    time.sleep(LEAST_SECONDS)
    writer.press("send")
    writer.browser.close()
    return writer.codes()[0]
