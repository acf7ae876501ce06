"""Health, readiness and counters for an operator; and a log that never holds what a reader asked or typed."""

from __future__ import annotations

import io
import json
import logging
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from invented_reports import PERSON
from serving import Client

from portal.watch.logs import JsonLines, cleaned


def test_a_server_with_tables_and_a_database_is_alive_and_ready(client: Client) -> None:
    alive = client.get("/healthz").json()
    assert alive["status"] == "ok"
    assert alive["data"]["last_month"] == alive["release"][:7]
    assert alive["data"]["age_months"] > 0
    reply = client.get("/readyz")
    assert (reply.status, reply.json()["tables"], reply.json()["database"]) == (200, "ok", "ok")


def test_counters_name_routes_and_never_what_was_asked(client: Client, metrics_port: int) -> None:
    client.get("/api/v1/search?q=EX16+6ZZ")
    client.get("/area/EX16-6ZZ")
    with urllib.request.urlopen(f"http://127.0.0.1:{metrics_port}/metrics") as reply:
        counted = reply.read().decode()
    assert 'portal_requests_total{method="GET",route="/api/v1/search",status="200"}' in counted
    assert 'route="/area/{code:anything}",status="404"' in counted
    assert "6ZZ" not in counted
    assert re.search(r'^portal_data_age_months{force="devon-and-cornwall"} [1-9]', counted, re.MULTILINE)
    assert 'portal_data_months_held_back{force="devon-and-cornwall"} 0.0' in counted


def test_counters_are_not_where_readers_come_in_whoever_asks(client: Client, server: str) -> None:
    assert client.get("/metrics").status == 404
    # By itself, from this machine: so comes the operator, and so comes a proxy that says nothing of whom it serves.
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{server}/metrics")


def test_log_is_json_and_holds_no_question(client: Client, server_log: Path) -> None:
    client.get("/api/v1/search?q=EX16+7ZZ&email=ada@example.org", Referer="http://127.0.0.1/?area=7ZZ")
    client.get("/area/EX16-7ZZ")
    client.get("/healthz")
    lines = server_log.read_text().splitlines()
    asked = [json.loads(line) for line in lines if '"request"' in line][-3:]
    assert {"/api/v1/search", "/area/{code:anything}"} <= {line["route"] for line in asked}
    # What went well has a line as well.
    assert 200 in {line["status"] for line in asked}
    assert not re.search(r"7ZZ|ada@|\d+\.\d+\.\d+\.\d+", "\n".join(map(str, asked)))


def logged(write) -> dict:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    write(logger)
    return json.loads(stream.getvalue())


def test_line_drops_what_is_personal_whatever_was_handed_to_it() -> None:
    facts = {
        "email": PERSON["email"],
        "reference": "OTR-1234",
        "text": PERSON["public"],
        "sector": "E07000042",
    }
    line = logged(
        lambda logger: logger.info("sent to %s, call %s", PERSON["email"], PERSON["phone"], extra=facts)
    )
    assert line["said"] == "sent to [address], call [number]"
    assert line["sector"] == "E07000042"
    assert not {"email", "reference", "text"} & set(line)


def test_fault_is_named_by_kind_and_place_without_its_words() -> None:
    def write(logger: logging.Logger) -> None:
        try:
            raise ValueError(PERSON["police_only"])
        except ValueError:
            logger.exception("a page broke")

    line = logged(write)
    assert (line["fault"], line["said"]) == ("ValueError", "a page broke")
    assert line["where"][0].split(":")[0].endswith("test_watching.py")
    assert "lion" not in json.dumps(line)


def test_query_and_password_are_taken_out_of_a_message() -> None:
    said = cleaned("GET /recording?area=E07000042 from smtp://post:hunter2@mail.example.org:25")
    assert said == "GET /recording?… from smtp://mail.example.org:25"
