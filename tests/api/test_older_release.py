"""Two invented releases, served: a link to the older one shows the number it showed, and says that it is not the newest."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import invented
import pytest
from invented_releases import publishable
from playwright.sync_api import Browser, expect
from serving import Client, running_server
from test_answers import expect_fault

from portal.domain.record.period import Period
from portal.pipeline.build import add
from portal.pipeline.release import publish
from portal.pipeline.withdrawing import withdraw
from portal.services.counted.figure import figure
from portal.services.library.library import open_library

QUESTION = {"area": invented.LOWER, "from": "2025-01", "to": "2025-12"}
YEAR = "&".join(f"{key}={value}" for key, value in QUESTION.items())


@dataclass(frozen=True)
class Served:
    """A server on Nowhere after its second release. `before` is the figure as it was under the first."""

    address: str
    environment: dict[str, str]
    old: str
    new: str
    before: dict[str, Any]


@pytest.fixture(scope="module")
def served(built_nowhere: Any, repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("released")
    data, geodata, street = home / "data", home / "geodata", home / "street"
    shutil.copytree(built_nowhere.data, data)
    shutil.copytree(built_nowhere.geodata, geodata)
    publishable(data, repo)
    publish(data, geodata, "The first.", date(2026, 1, 31))
    first = open_library(data, geodata)
    before = figure(first, QUESTION["area"], Period(QUESTION["from"], QUESTION["to"]), "all").as_json()
    rows = invented.usual_rows("2025-06")
    rows += [invented.crime("2025-06", 90_000 + n, invented.PLAIN_ONE) for n in range(7)]
    invented.write_month(street, "2025-06", rows)
    add([street], data, force_name=built_nowhere.configuration)
    publish(data, geodata, "June was mended.", date(2026, 2, 28))
    environment = {"PORTAL_DATA_DIR": str(data), "PORTAL_GEODATA_DIR": str(geodata)}
    with running_server(home / "server.log", environment) as address:
        yield Served(address, environment, first.release, open_library(data, geodata).release, before)


def note(served: Served) -> str:
    return f"This is from release {served.old}, which is not the newest. Release {served.new} may give another figure."


@pytest.mark.parametrize("address", ["/figure", "/embed/figure"])
def test_page_without_scripts_is_as_it_was_and_says_it_is_not_the_newest(
    served: Served, address: str
) -> None:
    client = Client(served.address)
    then = client.get(f"{address}?{YEAR}&release={served.old}").text
    assert note(served) in then
    assert served.before["sentence"] in then
    assert "not the newest" not in client.get(f"{address}?{YEAR}&release={served.new}").text


def test_api_gives_the_number_as_it_was_and_says_it_is_not_the_newest(served: Served) -> None:
    client = Client(served.address)
    now = client.get(f"/api/v1/figure?{YEAR}").json()
    then = client.get(f"/api/v1/figure?{YEAR}&release={served.old}").json()
    assert now["value"] == served.before["value"] + 7
    assert then == served.before
    reply = client.get(f"/api/v1/figure?{YEAR}&release={served.old}")
    assert reply.headers["release-note"] == note(served)
    assert reply.headers["link"] == f'</api/v1/figure?{YEAR}>; rel="latest-version"'
    assert "release-note" not in client.get(f"/api/v1/figure?{YEAR}&release={served.new}").headers
    assert client.get(f"/api/v1/figure?{YEAR}&release={served.new}").json() == now
    many = client.get(f"/api/v1/figures?level=sector&from=2025-01&to=2025-12&release={served.old}").json()
    assert then in many["figures"]
    months = client.get(f"/api/v1/series?area={invented.LOWER}&release={served.old}").json()
    assert sum(row["value"] for row in months["months"] if row["month"].startswith("2025")) == then["value"]


def test_files_of_the_older_release_are_as_they_were(served: Served) -> None:
    client = Client(served.address)
    asked = f"level=sector&from=2025-01&to=2025-12&release={served.old}"
    rows = csv.DictReader(io.StringIO(client.get(f"/download/areas.csv?{asked}").text))
    row = next(row for row in rows if row["area_code"] == invented.LOWER)
    assert (row["recorded_count"], row["release"]) == (str(served.before["value"]), served.old)
    whole = zipfile.ZipFile(io.BytesIO(client.get(f"/download/everything.zip?release={served.old}").body))
    assert json.loads(whole.read("datapackage.json"))["version"] == served.old


def test_command_line_gives_the_number_as_it_was(served: Served) -> None:
    options = [part for key, value in QUESTION.items() for part in (f"--{key}", value)]

    def ask(release: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "portal.cli", "figure", *options, "--json", "--release", release]
        return subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, **served.environment}
        )

    asked = ask(served.old)
    then = json.loads(asked.stdout)
    assert " ".join(asked.stderr.split()) == note(served)
    assert (then["value"], then["release"]) == (served.before["value"], served.old)
    refused = ask("2025-01-00000000")
    assert refused.returncode == 2
    assert (
        f"release '2025-01-00000000' is not kept here; the release in force is {served.new}" in refused.stderr
    )


def test_release_that_is_not_kept_is_refused(served: Served) -> None:
    expect_fault(
        Client(served.address).get(f"/api/v1/figure?{YEAR}&release=2025-01-00000000"), 404, "query: release"
    )


def test_list_of_releases_says_what_moved_and_why(served: Served) -> None:
    listed = Client(served.address).get("/api/v1/releases").json()
    assert listed["current"] == served.new
    assert [(one["release"], one["current"], one["kept"], one["why"]) for one in listed["releases"]] == [
        (served.new, True, True, "June was mended."), (served.old, False, True, "The first."),
    ]  # fmt: skip
    said = [change["sentence"] for change in listed["releases"][0]["changes"]]
    assert any(one.startswith("June 2025 was revised: ") for one in said)
    value = served.before["value"]
    assert (
        f"Crimes in Lower Nowhere, January to December 2025, recorded: {value} before, {value + 7} now."
        in said
    )


@pytest.mark.browser
def test_page_shows_the_number_as_it_was_until_the_reader_asks_for_the_newest(
    served: Served, browser: Browser
) -> None:
    page = browser.new_context().new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{served.address}/?area={invented.LOWER}&release={served.old}")
    said = f"Police recorded {served.before['value']} crimes in Lower Nowhere"
    # The sentence stands in a fold; the number is in sight.
    expect(page.get_by_text(said).first).to_be_attached(timeout=60_000)
    expect(page.locator(".figure-card .big")).to_contain_text(str(served.before["value"]), timeout=60_000)
    expect(
        page.get_by_text(f"This is from release {served.old}, which is not the newest.").first
    ).to_be_visible()
    page.get_by_role("button", name="Show the newest release").click()
    now = f"Police recorded {served.before['value'] + 7} crimes in Lower Nowhere"
    expect(page.get_by_text(f"{served.before['value'] + 7} crimes recorded").first).to_be_visible(
        timeout=60_000
    )
    expect(page.get_by_text(now).first).to_be_attached(timeout=60_000)
    assert "release=" not in page.url
    page.goto(f"{served.address}/?release=2025-01-00000000")
    expect(page.get_by_text("Release '2025-01-00000000' is not kept here").first).to_be_visible(
        timeout=60_000
    )
    page.context.close()


@pytest.mark.browser
def test_release_withdrawn_while_it_is_served_answers_nothing_but_that(
    served: Served, browser: Browser
) -> None:
    """Last of this file: whoever asked before has had it opened, and what is open is no reason to go on."""
    client = Client(served.address)
    asked = f"{YEAR}&release={served.old}"
    addresses = (
        f"/api/v1/figure?{asked}", f"/figure?{asked}", f"/embed/figure?{asked}", f"/plain/both-sides?release={served.old}",
        f"/download/everything.zip?release={served.old}",
        f"/download/areas.csv?level=sector&from=2025-01&to=2025-12&release={served.old}",
        *(f"/{kind}/{invented.LOWER}.pdf?release={served.old}" for kind in ("brief", "meeting")),
    )  # fmt: skip
    assert [client.get(address).status for address in addresses] == [200] * len(addresses)
    withdraw(Path(served.environment["PORTAL_DATA_DIR"]), served.old, "It named a village.", date(2026, 3, 1))
    said = f"release '{served.old}' was withdrawn on 1 March 2026: It named a village"
    for address in addresses:
        reply = client.get(address)
        assert reply.status == 410, address
        assert "was withdrawn on 1 March 2026: It named a village" in unescape(reply.text), address
    expect_fault(client.get(addresses[0]), 410, "query: release")
    page = browser.new_page()
    page.goto(f"{served.address}/?area={QUESTION['area']}&release={served.old}")
    expect(page.get_by_role("heading", name="That release was withdrawn")).to_be_visible(timeout=60_000)
    expect(page.get_by_text(f"R{said[1:]}")).to_be_visible()
    page.get_by_role("button", name="Show the newest release").click()
    expect(page.get_by_role("heading", name="That release was withdrawn")).to_have_count(0, timeout=60_000)
    page.close()
