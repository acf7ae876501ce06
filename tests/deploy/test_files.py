"""What deploy/ says agrees with the portal: settings, commands, addresses that are shut, processes and their ports."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from portal.api.guard import CLOSED, MOST_BODY_BYTES
from portal.cli import app
from portal.settings import MEANINGS
from portal.watch.jobs import AT_HOME, JOBS


def test_compose_file_sets_known_settings_and_mounts_files_that_are_there(repo: Path) -> None:
    composed = yaml.safe_load((repo / "deploy" / "compose.yaml").read_text())
    services = composed["services"]
    assert {"portal-1", "portal-2", "database", "nginx", "jobs"} == set(services)
    for name in ("portal-1", "portal-2", "jobs"):
        given = services[name]["environment"]
        ours = {key.removeprefix("PORTAL_") for key in given if key.startswith("PORTAL_")}
        assert {"PUBLIC_URL", "DATABASE_URL", "SECRET_KEYS"} <= ours <= set(MEANINGS)
    for volume in services["nginx"]["volumes"]:
        assert (repo / "deploy" / volume.split(":")[0]).is_file(), volume
    # The one address whose word nginx takes is the gateway, which only a caller on the machine itself comes by.
    (network,) = composed["networks"]["default"]["ipam"]["config"]
    hops = (repo / "deploy" / "compose" / "hops.conf").read_text()
    assert re.findall(r"^set_real_ip_from (\S+);", hops, re.M) == [network["gateway"]]
    assert services["portal-1"]["environment"]["FORWARDED_ALLOW_IPS"] == network["subnet"]
    assert services["nginx"]["ports"] == ["127.0.0.1:8080:8080"]
    behind = re.findall(r"server ([\w-]+):", (repo / "deploy" / "compose" / "upstream.conf").read_text())
    assert set(behind) == {"portal-1", "portal-2"}


def test_units_run_commands_that_exist_for_as_many_processes_as_nginx_knows(repo: Path) -> None:
    units = {path.name: path.read_text() for path in (repo / "deploy" / "systemd").iterdir()}
    known = {command.name for command in app.registered_commands} | {
        group.name for group in app.registered_groups
    }
    used = set(re.findall(r"bin/portal ([\w-]+)", "\n".join(units.values())))
    assert {"serve", "send-outbox", "reports", "data", "doctor", "tell-operator"} == used <= known
    upstream = (repo / "deploy" / "nginx" / "upstream.conf").read_text()
    serve = re.search(r"--port (\d+) --workers (\d+)", units["portal.service"])
    assert serve
    ports = [int(port) for port in re.findall(r"server 127\.0\.0\.1:(\d+)", upstream)]
    assert ports == list(range(int(serve[1]), int(serve[1]) + int(serve[2])))


def test_containers_do_every_job_that_the_units_do(repo: Path) -> None:
    """By job, not by name: what timers start on one machine, 'portal jobs' starts in a container and on a copy at home."""
    units = [
        path.read_text()
        for path in (repo / "deploy" / "systemd").iterdir()
        if path.name not in ("portal.service", "portal-failed@.service")
    ]
    by_units = {line.strip() for unit in units for line in re.findall(r"bin/portal (.+)", unit)}
    assert by_units == {" ".join(job.words) for job in JOBS}
    services = yaml.safe_load((repo / "deploy" / "compose.yaml").read_text())["services"]
    assert services["jobs"]["command"] == ["portal", "jobs"]
    assert set(AT_HOME) <= {job.name for job in JOBS}


def test_every_unit_tells_the_operator_of_its_failure_but_the_one_that_tells(repo: Path) -> None:
    for path in (repo / "deploy" / "systemd").glob("*.service"):
        told = "OnFailure=portal-failed@%p.service" in path.read_text()
        assert told == (path.name != "portal-failed@.service"), path.name


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_takes_every_unit_and_finds_none_more_exposed_than_the_main_one(
    repo: Path, tmp_path: Path
) -> None:
    for path in (repo / "deploy" / "systemd").iterdir():
        # Only that the command is there cannot be known here.
        text = path.read_text().replace("/opt/portal/current/.venv/bin/portal", "/bin/true")
        (tmp_path / path.name).write_text(text)
    units = sorted(path.name for path in tmp_path.iterdir())
    verified = subprocess.run(
        ["systemd-analyze", "verify", *(f"./{unit}" for unit in units)],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert (verified.returncode, verified.stderr) == (0, "")
    exposed = {}
    for unit in (unit for unit in units if unit.endswith(".service")):
        said = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", f"./{unit}"],
            cwd=tmp_path, capture_output=True, text=True,
        ).stdout  # fmt: skip
        exposed[unit] = float(re.search(r"exposure level for \S+: ([\d.]+)", said)[1])  # type: ignore[index]
    assert max(exposed.values()) <= exposed["portal.service"] < 4


def test_alert_rules_name_counters_that_there_are(repo: Path) -> None:
    rules = yaml.safe_load((repo / "deploy" / "alerts.yml").read_text())["groups"][0]["rules"]
    asked = {name for rule in rules for name in re.findall(r"portal_[a-z_]+", rule["expr"])}
    text = "".join(path.read_text() for path in (repo / "portal" / "watch").glob("*.py"))
    there = set(re.findall(r'"(portal_[a-z_]+)"', text))
    assert {re.sub(r"_(total|bucket)$", "", name) for name in asked} <= there
    assert len(rules) >= 7
    jobs = {
        name
        for rule in rules
        for found in re.findall(r'job=~?"([^"]+)"', rule["expr"])
        for name in found.split("|")
    }
    assert jobs - {"portal"} <= {job.name for job in JOBS}


def test_image_is_built_of_what_it_needs_alone(repo: Path) -> None:
    allowed = {line[1:] for line in (repo / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (.+) \S+$", (repo / "deploy" / "Dockerfile").read_text(), re.M)
    assert {name for line in copied for name in line.split()} == allowed
    assert "var" not in allowed


def test_every_configuration_of_nginx_names_whose_word_is_taken_and_the_plain_one_names_nobody(
    repo: Path,
) -> None:
    deploy = repo / "deploy"
    for path in (deploy / "nginx" / "site.conf", deploy / "compose" / "nginx.conf"):
        included = re.findall(r"^ *include /etc/nginx/portal/(\w+)\.conf;", path.read_text(), re.M)
        assert included == ["hops", "http", "upstream", "locations"]
    assert not re.search(r"^[^#]", (deploy / "nginx" / "hops.conf").read_text(), re.M)


def test_no_server_of_nginx_logs_in_a_way_of_its_own(repo: Path) -> None:
    """Each either takes the portal's own log, which holds no address, or keeps none; port 80 too."""
    for path in (repo / "deploy" / "nginx" / "site.conf", repo / "deploy" / "compose" / "nginx.conf"):
        servers = re.findall(r"^ *server \{\n(.*?)^ *\}\n", path.read_text(), re.M | re.S)
        assert servers, path
        for server in servers:
            takes_ours = "include /etc/nginx/portal/locations.conf;" in server
            assert takes_ours or (
                "access_log off;" in server and re.search(r"error_log \S+ crit;", server)
            ), path
    ours = (repo / "deploy" / "nginx" / "locations.conf").read_text()
    assert re.findall(r"^ *access_log (.*);", ours, re.M) == ["/var/log/nginx/portal.log quiet"]
    quiet = re.search(r"log_format quiet '([^']+)'", (repo / "deploy" / "nginx" / "http.conf").read_text())
    assert quiet
    assert not set(re.findall(r"\$\w+", quiet[1])) & {
        "$remote_addr", "$request", "$request_uri", "$uri", "$args", "$http_referer", "$http_user_agent", "$host",
    }  # fmt: skip


def test_nginx_shuts_what_the_portal_shuts_and_takes_no_larger_body(repo: Path) -> None:
    text = (repo / "deploy" / "nginx" / "locations.conf").read_text()
    shut = re.findall(r"location ~ (\S+) \{ return 404; \}", text)
    # Below a force's own name as well.
    asked = [
        f"{folder}{path}" for folder in ("", "/dorset") for path in (*CLOSED, "/readyz", "/_stcore/agent/mcp")
    ]
    open_still = [path for path in asked if not any(re.match(pattern, path) for pattern in shut)]
    assert {path.removeprefix("/dorset") for path in open_still} == {"/_stcore/script-health-check"}
    assert not any(re.match(pattern, path) for pattern in shut for path in ("/", "/areas", "/dorset/areas"))
    assert int(re.search(r"client_max_body_size (\d+)k", text)[1]) * 1024 == MOST_BODY_BYTES  # type: ignore[index]
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
