"""Other forces made and built from the official files alone: a plain count agrees, and nothing of another force is in them.

Each force takes half a minute to a minute to build and as long to crawl.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from other_forces import Built, build_new, only
from plain_count import districts_by_code, plain_count, rows_of
from pypdf import PdfReader
from serving import Client, running_server
from test_raw_files import differences

from portal.domain.reports.mail import Mail
from portal.pipeline.check import check
from portal.pipeline.force.known import known_force, others_named
from portal.services.mail import alerts, messages

pytestmark = [pytest.mark.raw, pytest.mark.slow]

# Dorset: a district of three partnerships; Cleveland; Lincolnshire: the months of both old layouts; North Yorkshire: a unitary
# district that replaced seven after the lookup of small areas was made.
FORCES = {
    "dorset": ("2022-01", "2025-01", "2025-02"),
    "cleveland": ("2025-01", "2025-06"),
    "lincolnshire": ("2010-12", "2011-09", "2013-05", "2022-01"),
    "north-yorkshire": ("2022-01", "2022-02", "2025-02"),
}
# One name belongs to two counties, or to a street: what these forces' own places are called.
OWN_PLACES: dict[str, set[str]] = {
    "dorset": set(),
    "cleveland": set(),
    "lincolnshire": set(),
    "north-yorkshire": set(),
}
# What is there to compare: rates of all forces, and the districts that ONS names as alike; and what lies around on the map.
COMPARED = (
    "force_rates",
    "statistical_neighbours",
    "of=force-rate",
    "/plain/recording",
    "/shapes/surroundings.",
)
EACH = 4  # addresses of one form that are opened
WHERE = re.compile(
    r'(?:href|src|action)="([^"#]+)"|<loc>([^<]+)</loc>|"(/(?:api|download|feeds|area|plain)[^"\\ ]*)"'
)


@pytest.fixture(scope="module", params=FORCES)
def force(
    request: pytest.FixtureRequest, repo: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Built, Path]:
    slug = request.param
    street = only(sources, slug, FORCES[slug], tmp_path_factory.mktemp("street"))
    return slug, build_new(repo, tmp_path_factory.mktemp("force") / slug, [street], sources, slug), street


def test_force_made_anew_passes_the_check_and_equals_a_plain_count(force, sources: Path) -> None:
    slug, made, street = force
    assert check(made.data, made.geodata)
    counted = plain_count(street, slug, districts_by_code(sources, known_force(slug).pfa_code))
    assert set(counted.rows) == set(FORCES[slug])
    assert differences(counted, made.data) == {}
    sectors = [row for row in rows_of(made.data / "areas.csv") if row["level"] == "sector"]
    lookup = rows_of(sources / "lookups" / "lad24_csp24_pfa24_ew.csv")
    own = {row["ltla24_name"] for row in lookup if row["pfa24_code"] == known_force(slug).pfa_code}
    assert sorted(row["area_name"] for row in sectors) == sorted(own)


def texts_in(body: bytes, kind: str) -> list[tuple[str, str]]:
    """What an answer says, with the names of the files inside it; nothing of a picture."""
    if "zip" in kind or "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as whole:
            return [(name, whole.read(name).decode("utf-8", "ignore")) for name in whole.namelist()]
    if kind == "application/pdf":
        return [("", page.extract_text()) for page in PdfReader(io.BytesIO(body)).pages]
    return [] if kind.startswith(("image/png", "font/")) else [("", body.decode("utf-8"))]


def form_of(address: str) -> str:
    """Addresses that differ by a code, a month, an id or a size only have one form."""
    return re.sub(r"[EW]\d{8}|A\d\d|\d{4}-\d{2}|town:[a-z-]+|\b\d+\b|id=[^&]+|parent=[^&]+", "·", address)


def crawl(client: Client, slug: str) -> tuple[dict[str, list[str]], Counter[str]]:
    """Every page, file, feed and answer that can be reached, some of each form: names of others by address, and forms."""
    named, found, forms, seen = others_named(known_force(slug)), {}, Counter(), set()
    todo = ["/", "/sitemap.xml", "/areas", "/about", "/recording", "/both-sides", "/plain/recording", "/plain/both-sides",
            "/plain/corrections", "/plain/releases", "/plain/settling", "/claims", "/find?q=", "/said", "/api/v1/openapi.json",
            "/api/v1/areas", "/api/v1/inspections", "/api/v1/statements", "/api/v1/claims", "/api/v1/releases", "/api/v1/settling",
            "/api/v1/search?q=nowhere", "/feeds/corrections.atom", "/feeds/releases.atom", "/feeds/evidence.atom"]  # fmt: skip
    while todo:
        address = todo.pop(0)
        form = form_of(address)
        if address in seen or forms[form] >= EACH or "/static/" in address or "/vendor/" in address:
            continue
        seen.add(address)
        forms[form] += 1
        answer = client.get(address)
        assert answer.status < 500, address
        for name, text in texts_in(answer.body, answer.headers.get("content-type", "")):
            plain = html.unescape(text)
            others = {one[0] for one in named.finditer(plain)} - OWN_PLACES[slug]
            if others and not any(part in f"{address} {name}" for part in COMPARED):
                found[f"{address} {name}"] = sorted(others)
            for groups in WHERE.findall(text):
                target = urlsplit(html.unescape(next(filter(None, groups))))
                if target.path.startswith("/") and target.netloc in ("", "localhost:8501"):
                    todo.append(target.path + (f"?{target.query}" if target.query else ""))
    return found, forms


def test_no_page_file_feed_or_answer_names_another_force_but_to_compare(force, tmp_path: Path) -> None:
    slug, made, _ = force
    environment = {
        "PORTAL_DATA_DIR": str(made.data),
        "PORTAL_GEODATA_DIR": str(made.geodata),
        "PORTAL_API_LIMIT": "0",
    }
    with running_server(tmp_path / "log", environment) as address:
        found, forms = crawl(Client(address), slug)
        listed = Client(address).get("/api/v1/openapi.json").json()
    kinds = {form.split("?")[0].split("/")[1] for form in forms}
    assert {"area", "api", "download", "feeds", "plain", "quote"} <= kinds, kinds
    assert sum(forms.values()) > 60
    assert found == {}
    own = {row["area_code"] for row in rows_of(made.data / "areas.csv")}
    asked = [one for path in listed["paths"].values() for one in path["get"].get("parameters", [])]
    examples = {one["example"] for one in asked if one["name"] == "area"}
    assert examples, "the description of the API gives an example of an area"
    assert examples <= own


def test_no_mail_names_another_force(force) -> None:
    slug, made, _ = force
    code = next(row["area_code"] for row in rows_of(made.data / "areas.csv") if row["level"] == "sector")
    at, named = datetime(2026, 1, 1, tzinfo=UTC), others_named(known_force(slug))
    for kind in {**messages.SUBJECTS, **alerts.SUBJECTS}:
        mail = Mail(f"{kind}.2025-01.3.x", kind, code, at, "reader@example.org", "secret 123456")
        sent = messages.write_message(mail, "portal@example.org", "https://portal.example.org", at)
        assert not named.search(sent.as_string()), kind
