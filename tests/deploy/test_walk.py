"""A stranger's afternoon: the scripts of deploy/ on an empty machine, from the first command to an erasure.

What is invented here must stand in no log of any process.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from invented_reports import Bureau, Clock
from letterbox import Letterbox, letterbox  # noqa: F401
from plain_writer import Writer
from servers import USER, Server, server
from sites import wait_until

from portal.domain.reports.report_checks import LEAST_SECONDS

PERSON = "Wilhelmina Thistlewood"
EMAIL = "wilhelmina.thistlewood@example.org"
PHONE = "01632 960 417"
STREET, POSTCODE = "Quagmire Lane", "EX16 6SA"
WORDS = f"A heron has eaten the goldfish of {STREET}."
WANTED = "Please speak to the heron of Bickleigh."
QUERY = "Zwetschgenweg"
ANSWER = "The invented heron was spoken to."
ADMINISTRATOR = "cornelius.pennyfeather@example.org"
PASSWORD = "an invented password of some length"


@pytest.fixture
def letters(letterbox):  # noqa: F811
    box, start, _ = letterbox
    return box, start().port


def sign_in(address: str) -> int:
    with httpx.Client(base_url=address) as browser:
        form = re.search(r'name="form" value="([^"]+)"', browser.get("/desk/sign-in").text)[1]  # type: ignore[index]
        fields = {"form": form, "email": ADMINISTRATOR, "password": PASSWORD}
        return browser.post("/desk/sign-in", data=fields).status_code


def ask_all_sorts(at: Server) -> None:
    """Queries and addresses that hold what somebody typed, answered or refused, on both ports."""
    with httpx.Client(base_url=at.address, follow_redirects=True, timeout=60) as browser:
        assert browser.get("/find", params={"q": POSTCODE}).status_code == 200
        assert browser.get("/find", params={"q": QUERY}).status_code in (200, 404)
        browser.get("/api/v1/search", params={"q": QUERY})
        for refused in (
            f"/area/{quote(QUERY)}",
            f"/{quote(STREET)}/nowhere",
            f"/api/v1/figure?area={quote(PERSON)}",
            f"/?area={quote(QUERY)}&email={quote(EMAIL)}",
            f"/write/follow?name={quote(PERSON)}",
        ):
            assert (
                browser.get(
                    refused, headers={"Referer": f"{at.address}/?q={QUERY}", "User-Agent": PERSON}
                ).status_code
                < 500
            )
        assert browser.get(f"{at.address}/%zz?q={QUERY}").status_code < 500
    moved = httpx.get(f"{at.plain_address}/find?q={QUERY}", headers={"Referer": EMAIL})
    assert moved.status_code == 301


@pytest.mark.faults
def test_site_is_installed_used_backed_up_restored_and_emptied_and_no_log_says_about_whom(
    repo: Path, letters: tuple[Letterbox, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    box, port = letters
    with server() as at:
        at.prepare(repo)
        monkeypatch.setenv("SSL_CERT_FILE", str(at.certificate))
        host = at.address.removeprefix("https://")
        at.must(
            f"python3 deploy/server.py install --name {host} --contact {ADMINISTRATOR} --account {ADMINISTRATOR} "
            f"--smtp smtp://127.0.0.1:{port} --mail-from portal@example.org",
            repo, f"{PASSWORD}\n{PASSWORD}\n",
        )  # fmt: skip
        at.must(f"nginx -t -c {at.root}/etc/nginx/nginx.conf && systemctl start nginx")
        wait_until(lambda: answers(at), "the site does not answer by nginx")
        check_owners(at)
        again = at.run("python3 deploy/server.py install --name x", repo)
        assert (again.returncode, "is installed here already" in again.stderr) == (1, True)
        walk(at, box)


def walk(at: Server, box: Letterbox) -> None:
    ask_all_sorts(at)
    assert sign_in(at.address) == 303
    writer = Writer(at.address)
    writer.to_check(
        WORDS,
        wanted=WANTED,
        police_only=f"Ask at 7 {STREET}, {POSTCODE}.",
        name=PERSON,
        email=EMAIL,
        phone=PHONE,
    )
    time.sleep(LEAST_SECONDS)
    writer.press("send")
    assert writer.path.endswith("/receipt"), (writer.path, writer.heading)
    reference, code = writer.codes()
    wait_until(lambda: any(reference in letter for letter in box.letters), "no mail came", 90)
    answered(at, reference)
    writer.open("/write/follow")
    writer.press("open", reference=reference, code=code)
    assert ANSWER in writer.page.text
    writer.browser.close()

    at.must("portal reports backup --to var/walk.backup")
    kept = restored_elsewhere(at)
    assert kept.report(reference).words.public == WORDS
    kept.engine.dispose()
    at.must("systemctl start portal-daily.service")
    assert "Nothing is wrong" in at.must("portal doctor")
    assert "1 reports erased" in at.must(f"portal reports purge --email {EMAIL}")
    writer = Writer(at.address)
    writer.open("/write/follow")
    writer.press("open", reference=reference, code=code)
    assert ANSWER not in writer.page.text
    writer.browser.close()
    assert_silent(at, reference, code)


def check_owners(at: Server) -> None:
    """Code is root's; what the service keeps is its own and closed to others; settings are readable by it alone."""
    release = (at.root / "opt/portal/current").resolve()
    var = at.root / "srv/portal/var"
    assert (release / "portal/app.py").owner() != USER or USER != "nobody"
    assert (var.owner(), var.stat().st_mode & 0o777) == (USER, 0o700)
    assert (release / "data/areas.csv").owner() == USER
    settings = at.root / "etc/portal/environment"
    assert settings.stat().st_mode & 0o777 == 0o640
    assert not (release / ".venv/lib").joinpath("python3.11/site-packages/pytest").exists()
    assert not list(release.glob(".venv/lib/python3*/site-packages/pytest"))


def answers(at: Server) -> bool:
    try:
        return httpx.get(f"{at.address}/healthz").status_code == 200
    except httpx.HTTPError:
        return False


def answered(at: Server, reference: str) -> None:
    bureau = Bureau(at.database, (at.setting("SECRET_KEYS"),), Clock(datetime.now(UTC)))
    bureau.answer(reference, ANSWER)
    bureau.engine.dispose()


def restored_elsewhere(at: Server) -> Bureau:
    """On another machine with another kind of database and the same keys."""
    elsewhere = at.root / "elsewhere"
    elsewhere.mkdir()
    key, file = at.setting("SECRET_KEYS"), f"sqlite:///{elsewhere / 'portal.db'}"
    told = f"PORTAL_DATABASE_URL={file} PORTAL_SECRET_KEYS={key}"
    at.must(
        f"{told} {at.root}/opt/portal/current/.venv/bin/portal reports restore --from {at.root}/srv/portal/var/walk.backup"
    )
    return Bureau(file, (key,))


def assert_silent(at: Server, *codes: str) -> None:
    logs = at.logs()
    # Each kind of process has logged something, so that silence is not that of a log nobody wrote.
    assert '"route": "/find"' in logs
    assert (at.root / "var/log/nginx/portal.log").read_text().count("\n") > 10
    assert (at.root / "var/log/journal/portal-outbox.service.log").exists()
    invented = (
        PERSON,
        "Thistlewood",
        EMAIL,
        "960 417",
        STREET,
        POSTCODE,
        "goldfish",
        "Bickleigh",
        QUERY,
        ANSWER,
        ADMINISTRATOR,
        PASSWORD,
    )
    for text in (*invented, *codes):
        for shape in {text, quote(text), text.replace(" ", "+"), text.replace(" ", "")}:
            found = [line for line in logs.splitlines() if shape.lower() in line.lower()]
            assert found == [], shape
    assert not re.search(r"\b127\.0\.0\.1\b(?!:\d)", (at.root / "var/log/nginx/portal.log").read_text())
    assert not (at.root / "var/log/nginx/access.log").read_text()
