"""Two forces in one process: each answers below its own name as a process of its own would, and keeps its own reports."""

from __future__ import annotations

import html
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from invented_desk import MID_DEVON, PASSWORD, add_account, portal, server_environment
from plain_writer import Writer
from serving import Client, free_port, running_server
from several_forces import NAME, POSTCODE, SECTOR, SLUG, beside, build_beside
from sqlalchemy import create_engine, text
from test_desk_door import form_token

from portal.domain.reports.report_checks import LEAST_SECONDS

LION = "An invented lion roars in the square."
LINK = re.compile(r'\s(?:href|src|action)="(/[^"]*)"')
FIGURE = f"/api/v1/figure?area={SECTOR}&from=2025-01&to=2025-02"
# One of each kind of page.
PLAIN = (f"/area/{SECTOR}", "/areas", "/plain/recording", "/plain/both-sides", "/plain/corrections", "/plain/releases", "/said",
         "/claims", "/find?q=nowhere", "/write", f"/figure?area={SECTOR}&from=2025-01&to=2025-02", "/nothing/here",
         "/desk/sign-in")  # fmt: skip
SCRIPTED = ("/", f"/?area={SECTOR}", "/recording", "/check", "/tell")


@dataclass(frozen=True)
class Both:
    """A process with two forces, and one with the second alone at its root."""

    address: str
    counted_at: int
    alone: str
    environment: dict[str, str]
    folder: Path


@pytest.fixture(scope="module")
def both(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("both")
    forces = build_beside(repo, folder)
    environment = server_environment(folder) | beside(forces)
    environment["PORTAL_BACKUP_DIR"] = str(folder / "kept" / "backup")
    only = {"PORTAL_FORCE": SLUG, "PORTAL_FORCES_DIR": str(forces)}
    (folder / "alone").mkdir()
    with (
        running_server(
            folder / "server.log", environment, metrics_port=(counted_at := free_port())
        ) as address,
        running_server(folder / "alone" / "server.log", only) as alone,
    ):
        yield Both(address, counted_at, alone, environment, folder)


@pytest.mark.parametrize("path", [*PLAIN, *SCRIPTED])
def test_every_link_of_a_page_below_a_force_stays_with_it(both: Both, path: str) -> None:
    page = Client(both.address).get(f"/{SLUG}{path}").text
    links = {html.unescape(link) for link in LINK.findall(page)}
    # What the framework serves is the same from anywhere, and so are our stylesheet and faces, which a browser keeps for all.
    astray = [
        link for link in links if not re.match(rf"/(?:{SLUG}|forces)(?:[/?#]|$)|/assets/(?:app|face)-", link)
    ]
    assert links
    assert astray == []
    assert not re.search(rf"/{SLUG}/{SLUG}/", page)


@pytest.mark.parametrize("path", [FIGURE, "/api/v1/areas?level=msoa", f"/api/v1/series?area={SECTOR}", "/api/v1/inspections",
                                  "/api/v1/releases", "/download/everything.zip", "/feeds/releases.atom", "/sitemap.xml",
                                  f"/figure.svg?area={SECTOR}&from=2025-01&to=2025-02", *PLAIN[:8]])  # fmt: skip
def test_a_force_below_its_name_answers_what_its_own_process_would(both: Both, path: str) -> None:
    here, alone = Client(both.address).get(f"/{SLUG}{path}"), Client(both.alone).get(path)
    assert here.status == alone.status == 200
    if path.startswith("/download"):
        assert here.body == alone.body
        return
    # Where it stands is all that may differ.
    there = (
        here.text.replace(f"{both.address}/{SLUG}", both.alone)
        .replace(f"/{SLUG}/", "/")
        .replace(f'/{SLUG}"', '/"')
    )
    assert without_day(there) == without_day(alone.text)


def without_day(page: str) -> str:
    """Ports of this run and the moment of a feed differ between any two processes."""
    return re.sub(r"127\.0\.0\.1:\d+|localhost:\d+|<updated>[^<]*</updated>", "", page)


def test_the_first_force_answers_as_if_alone(both: Both, server: str) -> None:
    for path in (
        f"/area/{MID_DEVON}",
        f"/api/v1/figure?area={MID_DEVON}&from=2025-01&to=2025-12",
        "/areas",
        "/sitemap.xml",
    ):
        one, other = Client(both.address).get(path).text, Client(server).get(path).text
        assert without_day(one) == without_day(other)


def test_its_own_name_leads_to_the_root(both: Both) -> None:
    answer = Client(both.address).get("/devon-and-cornwall/area/E07000042?x=1")
    assert (answer.status, answer.headers["location"]) == (308, "/area/E07000042?x=1")
    bare = Client(both.address).get(f"/{SLUG}?area={SECTOR}")
    assert (bare.status, bare.headers["location"]) == (308, f"/{SLUG}/?area={SECTOR}")


@pytest.mark.parametrize("path", ["/areas/", "/AREA/e07999001", "/Api/v1/areas"])
def test_an_address_put_right_stays_with_its_force(both: Both, path: str) -> None:
    answer = Client(both.address).get(f"/{SLUG}{path}")
    assert answer.status == 308
    assert answer.headers["location"].startswith(f"/{SLUG}/")


def test_an_area_of_one_force_is_none_of_the_other(both: Both) -> None:
    assert Client(both.address).get(f"/{SLUG}/area/{MID_DEVON}").status == 404
    assert Client(both.address).get(f"/area/{SECTOR}").status == 404


def found(both: Both, path: str, q: str) -> dict:
    return httpx.get(f"{both.address}{path}/api/v1/search", params={"q": q}).json()


@pytest.mark.parametrize(
    ("typed", "words", "path"),
    [
        ("Upper Nowhere", f"Upper Nowhere, in {NAME}", f"/{SLUG}/?area={SECTOR}"),
        ("upper nowhere, dorset", f"Upper Nowhere, in {NAME}", f"/{SLUG}/?area={SECTOR}"),
("Lower Town 3", f"Lower Town 3, in {NAME}", f"/{SLUG}/?area=E02990003"),
        (POSTCODE, f"{POSTCODE}, in {NAME}", f"/{SLUG}/?area=E02990001"),
        ("zz11aa", f"{POSTCODE}, in {NAME}", f"/{SLUG}/?area=E02990001"),
    ],
)  # fmt: skip
def test_a_place_of_another_force_is_found_and_led_to(both: Both, typed: str, words: str, path: str) -> None:
    answer = found(both, "", typed)
    assert answer["area"] is None
    assert [(one["words"], one["path"]) for one in answer["printed"]] == [(words, path)]
    page = Client(both.address).get(path)
    assert page.status == 200
    assert NAME in page.text


@pytest.mark.parametrize("typed", ["Tiverton", "EX16 6SA", "Mid Devon"])
def test_a_place_of_the_first_force_is_led_to_from_another(both: Both, typed: str) -> None:
    answer = found(both, f"/{SLUG}", typed)
    assert answer["area"] is None
    (one,) = answer["printed"]
    assert one["words"].endswith(", in Devon & Cornwall")
    assert one["path"].startswith("/devon-and-cornwall/?area=")
    plain = Client(both.address).get(f"/{SLUG}/find?q={typed.replace(' ', '+')}").text
    assert html.escape(one["path"]).replace("&#x27;", "'") in plain


def test_a_place_of_the_force_at_hand_is_never_sought_elsewhere(both: Both) -> None:
    assert found(both, "", "Tiverton")["area"]["name"] == "Tiverton"
    assert found(both, f"/{SLUG}", "Upper Nowhere")["area"]["code"] == SECTOR
    nobody = found(both, "", "zzqxw")
    assert (nobody["area"], nobody["printed"]) == (None, [])


def test_every_force_is_on_the_page_to_choose_from(both: Both) -> None:
    page = Client(both.address).get("/forces").text
    for name, path in (("Devon &amp; Cornwall", "/devon-and-cornwall/"), (NAME, f"/{SLUG}/")):
        assert f'<li><a href="{path}">{name}</a></li>' in page
        assert re.search(rf'<a href="{path}"><title>{name}</title><path class="tone-0" d="M[^"]+Z"/>', page)
    assert f'<form class="find" action="/{SLUG}/find"' in Client(both.address).get(f"/{SLUG}/forces").text


@pytest.mark.parametrize("path", ["/../corrections", "/devon-and-cornwall/../corrections", "/devon-and-cornwall/..", f"/{SLUG}/../about",
                                  f"/{SLUG}/AREA/../about", "/AREA/../recording", "/areas/./x"])  # fmt: skip
def test_a_path_that_climbs_is_refused_and_kept_by_nobody(both: Both, server: str, path: str) -> None:
    """In front of us it would be stored under the address it climbs to."""
    for address in (both.address, server):
        answer = Client(address).get(path)
        assert (answer.status, answer.headers.get("cache-control")) == (400, "no-store"), address


def test_what_a_force_below_its_name_says_of_itself_is_verified_there(both: Both) -> None:
    quoted = httpx.get(
        f"{both.address}/{SLUG}/api/v1/figure", params={"area": SECTOR, "from": "2025-01", "to": "2025-01"}
    ).json()
    card = Client(both.address).get(f"/{SLUG}/figure?area={SECTOR}&from=2025-01&to=2025-01").text
    link = re.search(r"https?://[^\s<\"]+/check\?[^\s<\"]+", html.unescape(card)) or re.search(
        r"/\w+/check\?[^\s<\"]+", html.unescape(card)
    )
    assert link
    for pasted in (f"{quoted['sentence']} {link[0]}", quoted["sentence"], link[0]):
        told = httpx.get(f"{both.address}/{SLUG}/api/v1/verify", params={"text": pasted}).json()
        assert told["verdict"] == "same", (pasted, told)
    elsewhere = httpx.get(f"{both.address}/api/v1/verify", params={"text": link[0]}).json()
    assert elsewhere["verdict"] == "not_ours"
    assert "check it on that force’s own page" in elsewhere["sentence"]


def test_a_force_whose_tables_are_damaged_is_told_of_and_the_others_go_on(both: Both, tmp_path: Path) -> None:
    shutil.copytree(both.folder / "forces", tmp_path / "forces")
    with (tmp_path / "forces" / SLUG / "data" / "areas.csv").open("a") as table:
        table.write("an invented line\n")
    told = {
        **both.environment,
        **beside(tmp_path / "forces"),
        "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'portal.db'}",
    }
    with running_server(tmp_path / "server.log", told) as address:
        client = Client(address)
        for path in (
            "/find?q=Upper+Nowhere",
            "/api/v1/search?q=zzqxw",
            f"/area/{MID_DEVON}",
            "/forces",
            f"/{SLUG}/forces",
        ):
            assert client.get(path).status == 200, path
        assert client.get(f"/{SLUG}/healthz").status == 503
        assert client.get("/healthz").status == 200
        for path in (f"/{SLUG}/areas", f"/{SLUG}/area/{SECTOR}", f"/{SLUG}/api/v1/areas"):
            answer = client.get(path)
            assert (answer.status, "areas.csv" in answer.text) == (503, False), path
    assert "Traceback" not in (tmp_path / "server.log").read_text()


def test_a_command_that_fails_for_one_force_is_done_for_the_others_and_says_so(
    both: Both, tmp_path: Path
) -> None:
    environment = {
        **both.environment,
        "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'portal.db'}",
        "PORTAL_BACKUP_DIR": str(tmp_path / "kept"),
    }
    add_account(environment, "ada@example.org", "responder", MID_DEVON)
    own = environment | {"PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / f'portal-{SLUG}.db'}"}
    add_account(own, "bea@example.org", "responder", SECTOR)
    (tmp_path / "portal.db").write_bytes(b"no database")
    done = portal(environment, "reports", "backup")
    assert done.returncode == 13
    assert "not done for the force at the root, as told above; done for every other" in done.stderr
    assert len(list((tmp_path / "kept" / SLUG).rglob("*.backup"))) == 1
    # A backup is named by its second.
    shutil.rmtree(tmp_path / "kept")
    (tmp_path / "portal.db").unlink()
    assert portal(environment, "reports", "backup").returncode == 0
    refused = portal(environment, "reports", "backup", "--to", str(tmp_path / "one.backup"))
    assert "say which one with --of" in refused.stderr
    assert "leave --of out" in portal(environment, "--of", SLUG, "reports", "rotate-key").stderr


def test_data_and_jobs_of_every_force_are_counted_by_its_name(both: Both) -> None:
    portal(both.environment, "--of", SLUG, "doctor", "--note")

    def counted(name: str, more: str = "") -> dict[str, float]:
        told = httpx.get(f"http://127.0.0.1:{both.counted_at}/metrics").text
        lines = re.findall(rf'^portal_{name}{{force="([^"]+)"{more}}} (\S+)$', told, re.M)
        return {force: float(value) for force, value in lines}

    ages = counted("data_age_months")
    # December 2025 beside February 2025: ten months whatever day it is.
    assert ages[SLUG] - ages["devon-and-cornwall"] == 10
    assert counted("data_looked_timestamp_seconds").keys() == ages.keys()
    assert counted("data_months_held_back").keys() == ages.keys()
    looked_over = counted("job_success_timestamp_seconds", ',job="doctor"')
    assert looked_over[SLUG] > time.time() - 600
    assert looked_over["devon-and-cornwall"] == 0


def test_robots_are_told_of_every_force_at_the_root(both: Both) -> None:
    told = Client(both.address).get("/robots.txt").text.splitlines()
    for folder in ("", f"/{SLUG}"):
        assert f"Disallow: {folder}/download/" in told
        assert sum(line.endswith(f"{both.address.split('//')[1]}{folder}/sitemap.xml") for line in told) == 1


def test_neighbours_across_a_border_are_named(both: Both) -> None:
    """Nowhere lies in the sea, so it has none; two forces that share a border are tried with real ones."""
    assert "Next to this force area" not in Client(both.address).get("/areas").text


def test_a_site_of_one_force_has_no_page_to_choose_from(client: Client) -> None:
    assert client.get("/forces").status == 404
    assert "Another police force" not in client.get("/").text


def reports_in(file: Path) -> list[str]:
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT DISTINCT sector_code FROM reports")).scalars().all()
    engine.dispose()
    return list(kept)


def test_a_report_to_each_is_kept_apart_and_followed_at_its_own_force_alone(both: Both) -> None:
    for path, sector in (("", MID_DEVON), (f"/{SLUG}", SECTOR)):
        writer = Writer(both.address, folder=path)
        writer.to_check(area=sector, public=LION, police_only="")
        time.sleep(LEAST_SECONDS)
        writer.press("send")
        assert writer.path.startswith(f"{path}/write/"), writer.path
        reference, code = writer.codes()
        assert f"{path}/follow#{reference}.{code}" in writer.page.text
        assert follows(both.address, path, reference, code)
        assert not follows(both.address, "" if path else f"/{SLUG}", reference, code)
    assert reports_in(both.folder / "portal.db") == [MID_DEVON]
    assert reports_in(both.folder / f"portal-{SLUG}.db") == [SECTOR]


def follows(address: str, folder: str, reference: str, code: str) -> bool:
    reader = Writer(address, folder=folder)
    reader.open(f"{folder}/write/follow")
    reader.press("open", reference=reference, code=code)
    return LION in reader.page.text


def test_an_officer_of_one_force_is_nobody_at_the_desk_of_the_other(both: Both) -> None:
    add_account(both.environment, "ada@example.org", "responder", MID_DEVON)
    own = both.environment["PORTAL_DATABASE_URL"].replace("portal.db", f"portal-{SLUG}.db")
    add_account(both.environment | {"PORTAL_DATABASE_URL": own}, "bea@example.org", "responder", SECTOR)
    with httpx.Client(base_url=both.address) as ada:
        assert sign_in(ada, "", "ada@example.org").status_code == 303
        assert sign_in(ada, f"/{SLUG}", "ada@example.org").status_code == 403
        assert set(ada.cookies) == {"desk_session", "desk_form", f"desk_form-{SLUG}"}
        answer = sign_in(ada, f"/{SLUG}", "bea@example.org")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/{SLUG}/desk")
        # Signed in to both, each by its own cookie.
        assert {"desk_session", f"desk_session-{SLUG}"} <= set(ada.cookies)


def sign_in(visitor: httpx.Client, path: str, email: str) -> httpx.Response:
    form = form_token(visitor.get(f"{path}/desk/sign-in"))
    return visitor.post(f"{path}/desk/sign-in", data={"form": form, "email": email, "password": PASSWORD})


def test_commands_go_through_every_force_or_the_one_named(both: Both) -> None:
    through = portal(both.environment, "reports", "purge")
    assert through.returncode == 0, through.stderr
    assert re.findall(r"^(.+):$", through.stdout, re.M) == ["The force at the root", SLUG]
    one = portal(
        both.environment, "--of", SLUG, "figure", "--area", SECTOR, "--from", "2025-01", "--to", "2025-02"
    )
    assert "in Upper Nowhere" in one.stdout
    whole = portal(both.environment, "--of", SLUG, "export", "--static", str(both.folder / "copy"))
    assert "leave --of out. Nothing was done" in whole.stderr
    none = portal(both.environment, "--of", "nowhere", "doctor")
    assert none.returncode == 5
    assert none.stderr.strip().endswith(f"those that are: devon-and-cornwall, {SLUG}. Nothing was done")
