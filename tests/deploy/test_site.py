"""Readers behind nginx: kept with one process, served from the cache, and carried on when a process dies."""

from __future__ import annotations

import random
import re
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from plain_writer import Writer
from playwright.sync_api import Browser, Page, expect
from senders import send
from serving import Client
from sites import Site, answers, free_ports_in_a_row, fronted, started_nginx, wait_until

from portal.api.connection.addresses import PREFIXES, TRACKERS
from portal.cli.changed import NOTE

PAINT_MS = 60_000
FIGURE = "/api/v1/figure?area=E07000042&from=2025-01&to=2025-12"


def sockets(site: Site, port: int) -> int:
    """Open pages that one process counts."""
    counted_at = site.metrics_ports[site.ports.index(port)]
    with urllib.request.urlopen(f"http://127.0.0.1:{counted_at}/metrics") as reply:
        counted = reply.read().decode()
    return int(float(re.search(r"^portal_open_sockets (\S+)", counted, re.M)[1]))  # type: ignore[index]


def open_area(browser: Browser, site: Site) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.goto(f"{site.address}/?area=town:tiverton&level=msoa")
    page.locator("#first").wait_for(state="detached", timeout=PAINT_MS)
    expect(page.locator("iframe[data-painted]")).to_be_attached(timeout=PAINT_MS)
    return page


def test_no_path_puts_an_answer_in_the_place_of_another(site: Site) -> None:
    """nginx looks a stored answer up by the address that a climbing path ends at, and hands on the path as it came."""
    for packed in ("", "gzip", "gzip, br"):
        climbing = Client(site.address).get("/AREA/../corrections", Accept_Encoding=packed)
        assert climbing.status == 400
        assert Client(site.address).get("/corrections", Accept_Encoding=packed).status == 200


def test_what_is_the_operators_alone_is_not_there(site: Site) -> None:
    client = Client(site.address)
    for path in ("/metrics", "/readyz", "/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/upload_file/a/b"):
        assert client.get(path).status == 404
    assert Client(f"http://127.0.0.1:{site.ports[0]}").get("/readyz").json()["status"] == "ready"


def test_answers_for_everybody_come_from_the_cache_and_carry_no_cookie(site: Site) -> None:
    client = Client(site.address)
    shapes = re.search(r'"/(shapes/[^"]+)"', client.get(map_page(client)).text)[1]  # type: ignore[index]
    for path in (FIGURE, "/area/E07000042", f"/{shapes}"):
        first, second = client.get(path), client.get(path)
        assert second.headers["x-cache"] == "HIT", path
        assert second.body == first.body
        assert "set-cookie" not in second.headers
        packed = client.get(path, Accept_Encoding="gzip, br")
        assert packed.headers["content-encoding"] == "gzip"
        assert len(packed.body) < len(first.body)
    assert client.get("/api/v1/search?q=Tiverton").headers.get("x-cache") != "HIT"


@pytest.mark.parametrize(
    "view", ["/", "/?area=town:tiverton", "/?area=town:exeter&from=2014-01&to=2014-12", "/recording"]
)
def test_page_with_scripts_comes_from_the_cache_and_is_asked_after_by_a_browser(
    site: Site, view: str
) -> None:
    client = Client(site.address)
    first = client.get(view, Accept_Encoding="gzip, deflate, br")
    second = client.get(view, Accept_Encoding="gzip, deflate, br")
    assert (second.headers["x-cache"], second.body) == ("HIT", first.body)
    assert second.headers["content-encoding"] == "br"
    assert "set-cookie" not in second.headers
    # A browser keeps none of it without asking, so that a new release is seen as soon as nginx has it.
    assert "max-age=0" in second.headers["cache-control"]
    again = client.get(view, Accept_Encoding="gzip, deflate, br", If_None_Match=second.headers["etag"])
    assert again.status == 304


def test_link_that_a_network_has_marked_for_each_reader_is_one_address(site: Site) -> None:
    client, view = Client(site.address), "/?area=town:cullompton&from=2014-01&to=2014-12"
    first = client.get(f"{view}&fbclid=first")
    for marked in (
        view,
        f"{view}&fbclid=second&utm_source=a&utm_medium=b&utm_campaign=c",
        f"{view.replace('?', '?gclid=3&')}&_ga=1",
        f"{view}&FBCLID=4",
    ):
        reply = client.get(marked)
        assert (reply.headers["x-cache"], reply.body) == ("HIT", first.body), marked
    assert client.get(f"{view}&crime=burglary").headers["x-cache"] == "MISS"


def test_names_that_follow_people_are_the_same_before_the_portal_and_in_it(repo: Path) -> None:
    text = (repo / "deploy" / "nginx" / "http.conf").read_text()
    rounds = re.findall(r"\(\?:([^()]*)\|\(\?:([^()]*)\)_", text)
    assert len(rounds) == 5
    for names, prefixes in rounds:
        assert {name.replace("\\", "") for name in names.split("|")} == TRACKERS
        assert tuple(f"{prefix}_" for prefix in prefixes.split("|")) == PREFIXES


def test_reader_of_a_page_from_the_cache_gets_a_seat_with_the_open_page(site: Site) -> None:
    from websockets.sync.client import connect

    Client(site.address).get("/")
    address = site.address.replace("http", "ws")
    with connect(f"{address}/_stcore/stream", origin=site.address, subprotocols=["streamlit"]) as socket:  # type: ignore[arg-type,list-item]
        given = socket.response.headers["set-cookie"]  # type: ignore[union-attr]
    assert re.fullmatch(r"seat=[0-9a-f]{2}; Path=/; HttpOnly; SameSite=Lax", given)


def test_files_of_the_framework_come_packed_small_and_for_good(site: Site) -> None:
    client = Client(site.address)
    script = re.search(r'src="\./(static/js/index\.[^"]+)"', client.get("/recording").text)[1]  # type: ignore[index]
    # Packed beside the first answers.
    wait_until(
        lambda: (
            client.get(f"/{script}?try={time.monotonic()}", Accept_Encoding="br, gzip").headers[
                "content-encoding"
            ]
            == "br"
        ),
        "the script was not packed",
    )
    for accepted, packing in (("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")):
        reply = client.get(f"/{script}?as={packing}", Accept_Encoding=accepted)
        assert reply.headers["content-encoding"] == packing, accepted
        assert "immutable" in reply.headers["cache-control"]
        assert reply.headers["content-type"].split(";")[0] in ("text/javascript", "application/javascript")
    assert client.get(f"/{script}?as=br", Accept_Encoding="gzip, br").headers["x-cache"] == "HIT"


def map_page(client: Client) -> str:
    """The address of a map page, as the page around it would name it."""
    from portal import bootstrap

    return next(iter(bootstrap.map_files().pages.values()))


def test_seat_cookie_has_few_values_and_is_given_once(site: Site) -> None:
    client = Client(site.address)
    given = client.get("/find?q=Exeter").headers["set-cookie"]
    assert re.fullmatch(r"seat=[0-9a-f]{2}; Path=/; HttpOnly; SameSite=Lax", given)
    assert "set-cookie" not in client.get("/find?q=Exeter", Cookie=given.split(";")[0]).headers


def test_address_that_a_caller_claims_is_not_believed(site: Site) -> None:
    client = Client(site.address)
    statuses = {
        client.get(f"/api/v1/search?q=Tiverton{number}", X_Forwarded_For=f"203.0.113.{number}").status
        for number in range(100)
    }
    # Each process allows 40 a minute to one address; a hundred claimed addresses are one.
    assert statuses == {200, 429}


def test_counters_are_refused_to_whatever_comes_by_the_port_of_readers(site: Site, tmp_path: Path) -> None:
    # As nginx passes requests on where nobody told it more: nothing in them says that they were passed on.
    front = free_ports_in_a_row(1)
    passed_on = f"location / {{ proxy_pass http://127.0.0.1:{site.ports[0]}; }}"
    with started_nginx(tmp_path, f"server {{ listen 127.0.0.1:{front}; {passed_on} }}"):
        wait_until(lambda: answers(front), "nginx did not start")
        for port in (front, *site.ports):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics")
    for port in site.metrics_ports:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
            assert b"portal_open_sockets" in reply.read()
    heard = {each.laddr for each in psutil.net_connections("tcp") if each.status == psutil.CONN_LISTEN}
    assert {each.ip for each in heard if each.port in site.metrics_ports} == {"127.0.0.1"}


def test_readers_keep_addresses_of_their_own_where_a_server_stands_before_nginx(
    site: Site, repo: Path, tmp_path: Path
) -> None:
    with fronted(site, repo, tmp_path) as address:
        hasty = Client(address, "127.0.2.1")
        asked = [hasty.get(f"/api/v1/search?q=Exeter{number}").status for number in range(100)]
        assert set(asked) == {200, 429}
        # One who has asked enough may not become another by saying so; another reader has lost nothing.
        claimed = hasty.get("/api/v1/search?q=Exmouth", X_Forwarded_For="203.0.113.9").status
        assert (claimed, Client(address, "127.0.2.2").get("/api/v1/search?q=Exmouth").status) == (429, 200)
        # One address may send ten reports an hour, so eleven people here are eleven.
        with ThreadPoolExecutor(11) as people:
            sent = people.map(
                lambda number: send(address, 5000 + number, [], f"127.0.3.{number + 1}"), range(11)
            )
            assert len(set(sent)) == 11
        # TLS ended before; the cookie stays on it.
        assert "; Secure" in Client(address, "127.0.2.3").get("/find?q=Exeter").headers["set-cookie"]


@pytest.mark.browser
@pytest.mark.faults
def test_reader_goes_on_when_the_process_of_their_page_dies(site: Site, browser: Browser) -> None:
    page = open_area(browser, site)
    at = next(port for port in site.ports if sockets(site, port))
    with asking_on(site) as statuses:
        victim = site.worker(at)
        victim.kill()
        victim.wait(10)
        # The page finds the other process by itself, and what was looked at is in its address.
        other = next(port for port in site.ports if port != at)
        wait_until(lambda: sockets(site, other) > 0, "the page did not find the other process")
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PAINT_MS)
        choose_until_it_holds(page, "Crime type", "Burglary", "crime=burglary")
        expect(page.get_by_text("burglary").first).to_be_visible(timeout=PAINT_MS)
        assert "tiverton" in page.url
    assert set(statuses) == {200}
    wait_until(lambda: answers(at), "the process that died was not started again")
    assert f"The process at port {at} ended (-9)" in site.log.read_text()
    page.context.close()


@pytest.mark.faults
def test_renewal_takes_one_process_after_the_other_and_closes_to_nobody(site: Site) -> None:
    before = {port: site.worker(port).pid for port in site.ports}
    noted = NOTE.stat().st_mtime if NOTE.exists() else 0.0
    with asking_on(site) as statuses:
        site.parent.send_signal(signal.SIGHUP)
        wait_until(
            lambda: all(renewed(site, port, pid) for port, pid in before.items()), "not every process is new"
        )
    assert len(statuses) > 50
    assert set(statuses) == {200}
    assert site.parent.poll() is None
    wait_until(lambda: NOTE.exists() and NOTE.stat().st_mtime > noted, "what is kept in front was not told")


def renewed(site: Site, port: int, old: int) -> bool:
    try:
        return site.worker(port).pid != old and answers(port)
    except (StopIteration, psutil.NoSuchProcess):
        return False


@contextmanager
def asking_on(site: Site) -> Iterator[list[int]]:
    """What a reader is answered meanwhile, asking something new each time so that no answer comes from the cache."""
    statuses: list[int] = []
    done = threading.Event()

    def ask() -> None:
        client, number = Client(site.address), 0
        while not done.is_set():
            number += 1
            statuses.append(client.get(f"/healthz?{number}").status)
            time.sleep(0.05)

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        yield statuses
    finally:
        done.set()
        reader.join()


def choose_until_it_holds(page: Page, label: str, option: str, key: str) -> None:
    """A choice made in the very moment the page changes to the other process is not seen there, and made again."""
    for last in (False, False, True):
        choose(page, label, option)
        try:
            expect(page).to_have_url(re.compile(key), timeout=PAINT_MS if last else PAINT_MS / 4)
            return
        except AssertionError:
            if last:
                raise


def choose(page: Page, label: str, option: str) -> None:
    """Picks an option of a list with the keyboard."""
    page.get_by_label(label, exact=True).first.focus(timeout=PAINT_MS)
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name=option).first.click(timeout=PAINT_MS)


def test_flood_from_one_address_is_turned_away_politely(site: Site) -> None:
    client = Client(site.address)
    statuses = [client.get(f"/healthz?{number}").status for number in range(900)]
    assert set(statuses) == {200, 429}
    assert statuses[:300] == [200] * 300


@pytest.mark.parametrize("letters", [(0x4E00, 20_000), (0x1F600, 80)], ids=["chinese", "faces"])
def test_longest_draft_of_the_plain_pages_comes_through_nginx(site: Site, letters: tuple[int, int]) -> None:
    chance = random.Random(20261127)
    words = "".join(chr(letters[0] + chance.randrange(letters[1])) for _ in range(5000))
    writer = Writer(site.address, local=f"127.0.8.{letters[1] % 250 + 1}")
    writer.to_check(public=words[:2000], police_only=words, wanted=words[:1000])
    assert words in writer.page.text
    assert "x-cache" not in writer.page.headers or writer.page.headers["x-cache"] != "HIT"
    writer.browser.close()
