"""What deploy/ says agrees with the portal: settings, commands, addresses that are shut, processes and their ports."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from portal.api.guard import CLOSED, MOST_BODY_BYTES
from portal.cli import app
from portal.settings import MEANINGS


def test_compose_file_sets_known_settings_and_mounts_files_that_are_there(repo: Path) -> None:
    composed = yaml.safe_load((repo / "deploy" / "compose.yaml").read_text())
    services = composed["services"]
    assert {"portal-1", "portal-2", "database", "nginx", "outbox"} == set(services)
    for name in ("portal-1", "portal-2", "outbox"):
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
    assert {"serve", "send-outbox", "reports", "data", "doctor"} == used <= known
    upstream = (repo / "deploy" / "nginx" / "upstream.conf").read_text()
    serve = re.search(r"--port (\d+) --workers (\d+)", units["portal.service"])
    assert serve
    ports = [int(port) for port in re.findall(r"server 127\.0\.0\.1:(\d+)", upstream)]
    assert ports == list(range(int(serve[1]), int(serve[1]) + int(serve[2])))


def test_every_configuration_of_nginx_names_whose_word_is_taken_and_the_plain_one_names_nobody(
    repo: Path,
) -> None:
    deploy = repo / "deploy"
    for path in (deploy / "nginx" / "site.conf", deploy / "compose" / "nginx.conf"):
        included = re.findall(r"^ *include /etc/nginx/portal/(\w+)\.conf;", path.read_text(), re.M)
        assert included == ["hops", "http", "upstream", "locations"]
    assert not re.search(r"^[^#]", (deploy / "nginx" / "hops.conf").read_text(), re.M)


def test_nginx_shuts_what_the_portal_shuts_and_takes_no_larger_body(repo: Path) -> None:
    text = (repo / "deploy" / "nginx" / "locations.conf").read_text()
    shut = set(re.findall(r"location =? ?(\S+) \{ return 404; \}", text))
    assert set(CLOSED) - {"/_stcore/script-health-check"} <= shut
    assert int(re.search(r"client_max_body_size (\d+)k", text)[1]) * 1024 == MOST_BODY_BYTES  # type: ignore[index]
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
