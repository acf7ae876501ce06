"""The sign-in form of local accounts on a real server: cookies, forms and their faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from invented_desk import MID_DEVON, PASSWORD, TORBAY, add_account, portal, server_environment
from playwright.sync_api import Browser, expect
from serving import running_server
from typer.testing import CliRunner

from portal.cli import app

ADA, BEA = "ada@example.org", "bea@example.org"


class Desk:
    """A running portal with a database of its own, and two accounts."""

    def __init__(self, address: str, environment: dict[str, str], log: Path) -> None:
        self.address, self.environment, self.log = address, environment, log

    def visitor(self) -> httpx.Client:
        return httpx.Client(base_url=self.address)

    def sign_in(self, visitor: httpx.Client, email: str = ADA, password: str = PASSWORD) -> httpx.Response:
        form = form_token(visitor.get("/desk/sign-in"))
        fields = {"form": form, "email": email, "password": password}
        return visitor.post("/desk/sign-in", data=fields)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    environment = server_environment(folder)
    add_account(environment, ADA, "responder", MID_DEVON)
    add_account(environment, BEA, "responder", TORBAY)
    with running_server(folder / "server.log", environment) as address:
        yield Desk(address, environment, folder / "server.log")


def form_token(page: httpx.Response) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def test_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites(desk: Desk) -> None:
    with desk.visitor() as visitor:
        answer = desk.sign_in(visitor)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/desk"
        cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("desk_session="))
        assert re.search(r"HttpOnly", cookie)
        assert re.search(r"SameSite=strict", cookie, re.I)
        assert "Secure" not in cookie


def test_cookie_of_a_site_on_https_stays_on_https(tmp_path: Path) -> None:
    environment = server_environment(tmp_path) | {"PORTAL_PUBLIC_URL": "https://record.example.org"}
    add_account(environment, ADA, "responder", MID_DEVON)
    with running_server(tmp_path / "server.log", environment) as address:
        form = httpx.get(f"{address}/desk/sign-in")
        given = form.headers["set-cookie"].split(";")[0]
        # A browser would not send it back over http; nginx, where https ends, does.
        fields = {"form": form_token(form), "email": ADA, "password": PASSWORD}
        answer = httpx.post(f"{address}/desk/sign-in", data=fields, headers={"Cookie": given})
    assert answer.status_code == 303
    for cookie in (form.headers["set-cookie"], answer.headers["set-cookie"]):
        assert re.search(r"; Secure", cookie), cookie.split("=")[0]


def test_form_is_a_plain_page_that_is_kept_nowhere(desk: Desk) -> None:
    with desk.visitor() as visitor:
        page = visitor.get("/desk/sign-in")
        assert page.headers["cache-control"] == "no-store"
        assert "form-action 'self'" in page.headers["content-security-policy"]
        assert "<script" not in page.text
        assert page.headers["x-frame-options"] == "DENY"
        assert "For sector inspectors and their teams." in page.text
        assert "This ends your session at the desk." not in page.text


def test_wrong_password_and_unknown_address_read_alike(desk: Desk) -> None:
    said = set()
    for email in (BEA, "nobody@example.org"):
        with desk.visitor() as visitor:
            answer = desk.sign_in(visitor, email, "not the password")
            assert answer.status_code == 403
            assert "desk_session" not in visitor.cookies
            said.add(re.search(r'role="alert">(.*?)</p>', answer.text)[1])  # type: ignore[index]
    assert len(said) == 1


@pytest.mark.parametrize("form", ["", "made-up", None])
def test_form_sent_from_elsewhere_is_refused(desk: Desk, form: str | None) -> None:
    with desk.visitor() as visitor:
        given = form_token(visitor.get("/desk/sign-in"))
        if form is None:
            visitor.cookies.clear()
        fields = {
            "form": form or given if form is None else form,
            "email": ADA,
            "password": PASSWORD,
        }
        answer = visitor.post("/desk/sign-in", data=fields)
        assert answer.status_code == 403
        assert "desk_session" not in visitor.cookies


def test_sign_in_never_continues_a_session_the_browser_came_with(desk: Desk) -> None:
    with desk.visitor() as attacker, desk.visitor() as victim:
        desk.sign_in(attacker, BEA)
        planted = attacker.cookies["desk_session"]
        victim.cookies.set("desk_session", planted)
        answer = desk.sign_in(victim)
        fresh = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("desk_session="))
        assert planted not in fresh


def test_sign_out_takes_the_cookie_and_needs_its_own_form(desk: Desk) -> None:
    with desk.visitor() as visitor:
        desk.sign_in(visitor)
        assert visitor.post("/desk/sign-out", data={"form": "no"}).status_code == 403
        assert "desk_session" in visitor.cookies
        form = form_token(way_out := visitor.get("/desk/sign-out"))
        assert "This ends your session at the desk." in way_out.text
        assert visitor.post("/desk/sign-out", data={"form": form}).status_code == 303
        assert "desk_session" not in visitor.cookies


def test_link_back_is_a_reference_and_nothing_else(desk: Desk) -> None:
    with desk.visitor() as visitor:
        assert 'value="AB12-CD34"' in visitor.get("/desk/sign-in?report=AB12-CD34").text
        assert "evil" not in visitor.get("/desk/sign-in?report=//evil.example.org").text


def test_long_form_is_not_read(desk: Desk) -> None:
    with desk.visitor() as visitor:
        assert visitor.post("/desk/sign-in", data={"email": "x" * 20_000}).status_code == 413


def test_session_of_a_browser_survives_a_reload_but_not_a_changed_cookie(
    desk: Desk, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{desk.address}/desk")
    page.get_by_role("link", name="Sign in", exact=True).click(timeout=60_000)
    page.get_by_label("E-mail address").fill(ADA)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    way_out = page.get_by_role("button", name="Sign out")
    expect(way_out).to_be_visible(timeout=60_000)
    page.reload()
    expect(way_out).to_be_visible(timeout=60_000)
    kept = next(c for c in context.cookies() if c["name"] == "desk_session")
    for changed in (kept["value"][:-2] + "xx", "x" + kept["value"]):
        context.add_cookies([{**kept, "value": changed}])  # type: ignore[typeddict-item]
        page.reload()
        expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible(timeout=60_000)
    context.add_cookies([kept])  # type: ignore[list-item]
    page.reload()
    way_out.click(timeout=60_000)
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible(timeout=60_000)
    page.reload()
    expect(page.get_by_text("You have signed out")).to_be_visible(timeout=60_000)
    context.close()


def test_nothing_secret_is_printed(desk: Desk) -> None:
    printed = desk.log.read_text()
    assert "sign-in refused: wrong password" in printed
    secrets = [ADA, BEA, "not the password", PASSWORD]
    assert [secret for secret in secrets if secret in printed] == []
    assert "Traceback" not in printed


def test_accounts_are_made_listed_and_disabled_by_command_alone(desk: Desk) -> None:
    cy = ["--email", "cy@example.org"]
    given = ["--role", "viewer", "--sector", "Exeter", "--sector", "torbay", "--team", "Invented team"]
    made = portal(desk.environment, "desk", "add-account", *cy, *given, "--generate")
    assert re.search(r"shown this once: \S{20}$", made.stdout.strip())
    assert portal(desk.environment, "desk", "disable-account", *cy).returncode == 0
    shown = portal(desk.environment, "desk", "list-accounts").stdout
    assert re.search(
        r"^cy@example.org · viewer · Exeter, Torbay · Invented team · \w+ · disabled$", shown, re.M
    )


def test_password_is_never_an_argument() -> None:
    refused = CliRunner().invoke(app, ["desk", "add-account", "--email", ADA, "--password", PASSWORD])
    assert refused.exit_code == 2
    assert "No such option" in refused.output
