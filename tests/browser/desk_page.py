"""A desk for browsers: a portal that signs people in through a real identity provider, both on this machine."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from invented_desk import MID_DEVON, PASSWORD, TORBAY, add_account, server_environment
from invented_reports import Bureau, Clock
from oidc_provider_mock import User
from oidc_provider_mock import app as oidc_app
from painting import PAINT_MS
from playwright.sync_api import Page, expect
from serving import free_port, running_server
from werkzeug.serving import make_server

from portal.domain.desk.actor import EVERY_SECTOR
from portal.store.engine import reading

ADA, BEA, CY, DEE, NOBODY = (f"{name}@example.org" for name in ("ada", "bea", "cy", "dee", "nobody"))


@dataclass(frozen=True)
class Desk:
    address: str
    environment: dict[str, str]
    log: Path


# Signed in at the provider thirteen hours ago, and never since.
FOR_LONG = "eve@example.org"
CHIEF = "fay@example.org"


@contextmanager
def running_provider() -> Iterator[int]:
    """A real identity provider; its port. As the standard asks, a session older than `max_age` signs in again."""
    emails = (ADA, BEA, CY, DEE, NOBODY, FOR_LONG, CHIEF)
    claims = {email: {"email": email, "email_verified": True} for email in emails}
    claims[FOR_LONG]["auth_time"] = int(time.time()) - 13 * 3600
    provider = oidc_app(user_claims=[User(sub=email, claims=claims[email]) for email in emails])

    def asked(environ: dict[str, Any], start: Any) -> Any:
        most = re.search(r"max_age=(\d+)", environ["QUERY_STRING"])
        if environ["PATH_INFO"] == "/oauth2/authorize" and environ["REQUEST_METHOD"] == "POST" and most:
            told, now = claims[FOR_LONG], int(time.time())
            if told["auth_time"] < now - int(most[1]):
                fresh = told | {"auth_time": now}
                assert provider.test_client().put(f"/users/{FOR_LONG}", json=fresh).status_code == 204
        return provider(environ, start)

    server = make_server("localhost", 0, asked, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.1,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def running_desk(folder: Path) -> Iterator[Desk]:
    """Ada answers in Mid Devon, Bea in Torbay, Cy edits everywhere, Fay is the administrator. Nobody is known to the provider alone."""
    with running_provider() as provider:
        port = free_port()
        environment = server_environment(folder) | {
            "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "PORTAL_OIDC_ISSUER": f"http://localhost:{provider}",
            "PORTAL_OIDC_CLIENT_ID": "on-the-record",
            "PORTAL_OIDC_CLIENT_SECRET": "an invented secret",
        }
        add_account(environment, ADA, "responder", MID_DEVON, name="Ada Example")
        add_account(environment, BEA, "responder", TORBAY, name="Bea Example")
        add_account(environment, CY, "editor", EVERY_SECTOR, name="Cy Example")
        add_account(environment, FOR_LONG, "viewer", TORBAY, name="Eve Example")
        add_account(environment, CHIEF, "administrator", EVERY_SECTOR, name="Fay Example")
        with running_server(folder / "server.log", environment, port) as address:
            yield Desk(address, environment, folder / "server.log")


@contextmanager
def author_side(desk: Desk) -> Iterator[Bureau]:
    """The author's side of the same database, by the services the public pages call."""
    made = Bureau(desk.environment["PORTAL_DATABASE_URL"], (desk.environment["PORTAL_SECRET_KEYS"],))
    made.clock = Clock(datetime.now(UTC))
    made.reports = replace(made.reports, now=made.clock, sectors={MID_DEVON: "Mid Devon", TORBAY: "Torbay"})
    yield made
    made.engine.dispose()


@contextmanager
def local_desk(folder: Path) -> Iterator[Desk]:
    """A desk of local accounts with passwords; a test adds them."""
    environment, port = server_environment(folder), free_port()
    environment |= {"PORTAL_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    with running_server(folder / "server.log", environment, port) as address:
        yield Desk(address, environment, folder / "server.log")


def sign_in_by_password(page: Page, desk: Desk, email: str) -> None:
    page.goto(f"{desk.address}/desk/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=PAINT_MS)


# Who is in and who read what changes with every page; what an act writes is elsewhere.
_NOT_BY_ACTS = ("accounts", "sessions", "sign_in_tries", "attempts", "access_log", "chain_heads")


def kept_by_the_desk(bureau: Bureau) -> dict[str, list[tuple[object, ...]]]:
    """Everything that an act at the desk may change."""
    with reading(bureau.engine) as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key.columns))
            ]
            for table in bureau.store.tables.metadata.sorted_tables
            if table.name not in _NOT_BY_ACTS
        }


def sign_in(page: Page, desk: Desk, email: str) -> None:
    """From the desk to the provider and back; the caller says what must be seen then."""
    page.goto(f"{desk.address}/desk")
    page.get_by_role("button", name="Sign in").click(timeout=PAINT_MS)
    page.get_by_role("button", name=email).click(timeout=PAINT_MS)


def sign_in_well(page: Page, desk: Desk, email: str) -> None:
    sign_in(page, desk, email)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=PAINT_MS)
