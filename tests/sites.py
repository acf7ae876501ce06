"""The set-up of deploy/, started for real on loopback: PostgreSQL, two processes of the portal, nginx in front.

For a conftest to import.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from cryptography.fernet import Fernet
from databases import empty_schema
from serving import Client, free_port, wait_until_well

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


@dataclass(frozen=True)
class Site:
    """`address` is nginx; `ports` are the processes behind it; `parent` keeps them running; `database` is theirs alone."""

    address: str
    ports: tuple[int, int]
    parent: subprocess.Popen
    log: Path
    database: str
    metrics_ports: tuple[int, int]

    def worker(self, port: int) -> psutil.Process:
        """Raises StopIteration between its end and its next start."""
        children = psutil.Process(self.parent.pid).children()
        # One that has just ended has no command line any more.
        return next(child for child in children if child.cmdline()[-1:] == [str(port)])


@pytest.fixture(scope="session")
def site(postgresql: str, repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if NGINX is None:
        reason = "nginx is not on this machine; install the package 'nginx-light' or 'nginx'"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"CI is set, so this test must run: {reason}")
        pytest.skip(reason)
    folder, database = tmp_path_factory.mktemp("site"), empty_schema(postgresql)
    first = free_ports_in_a_row(5)
    front = first + 2
    address, ports = f"http://127.0.0.1:{front}", (first, first + 1)
    settings = {
        "PORTAL_DATABASE_URL": database,
        "PORTAL_SECRET_KEYS": Fernet.generate_key().decode(),
        "PORTAL_PUBLIC_URL": address,
        "PORTAL_API_LIMIT": "40",
    }
    with running_workers(first, settings, folder / "portal.log", first + 3) as parent:
        for port in ports:
            wait_until_well(parent, f"http://127.0.0.1:{port}", folder / "portal.log")
        with running_nginx(repo, folder, front, ports) as nginx:
            wait_until_well(nginx, address, folder / "nginx.log")
            yield Site(address, ports, parent, folder / "portal.log", database, (first + 3, first + 4))


@contextmanager
def fronted(site: Site, repo: Path, folder: Path) -> Iterator[str]:
    """The address of an nginx in front of a second nginx in front of the site's processes, as where TLS ends apart.

    The first is somebody else's: it adds whoever called it to what the caller claims, as such servers do.
    """
    inner, outer = free_ports_in_a_row(1), folder / "outer"
    outer.mkdir()
    hops = (repo / "deploy" / "compose" / "hops.conf").read_text().replace("172.30.85.1", "127.0.0.1")
    with running_nginx(repo, folder, inner, site.ports, hops) as second:
        wait_until_well(second, f"http://127.0.0.1:{inner}", folder / "nginx.log")
        front = free_ports_in_a_row(1)
        address = f"http://127.0.0.1:{front}"
        passed_on = (
            "proxy_set_header Host $http_host;\n"
            "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
            "proxy_set_header X-Forwarded-Proto https;\n"
            "proxy_http_version 1.1;\n"
            "proxy_set_header Upgrade $http_upgrade;\n"
            'proxy_set_header Connection "upgrade";\n'
        )
        server = f"server {{\nlisten 127.0.0.1:{front};\n{passed_on}location / {{ proxy_pass http://127.0.0.1:{inner}; }}\n}}\n"
        with started_nginx(outer, server) as first:
            wait_until_well(first, address, outer / "nginx.log")
            yield address


def free_ports_in_a_row(wanted: int) -> int:
    while True:
        first = free_port()
        taken = {each.laddr.port for each in psutil.net_connections("tcp") if each.laddr}
        if not taken & set(range(first, first + wanted)):
            return first


@contextmanager
def running_workers(
    first: int, settings: dict[str, str], log: Path, metrics: int = 0
) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", "portal.cli", "serve", "--port", str(first), "--workers", "2",
               "--metrics-port", str(metrics)]  # fmt: skip
    with log.open("w") as printed:
        parent = subprocess.Popen(command, stdout=printed, stderr=printed, env={**os.environ, **settings})
        try:
            yield parent
        finally:
            left = psutil.Process(parent.pid).children()
            parent.send_signal(signal.SIGTERM)
            assert parent.wait(60) == 0
            assert psutil.wait_procs(left, timeout=5)[1] == []


def as_shipped(shipped: Path, names: Iterable[str], places: Mapping[str, object]) -> dict[str, str]:
    """Files of a folder by name, with places on this machine put in for those they name."""
    texts = {name: (shipped / name).read_text() for name in names}
    for old, new in places.items():
        texts = {name: text.replace(old, str(new)) for name, text in texts.items()}
    return texts


@contextmanager
def running_nginx(
    repo: Path, folder: Path, port: int, ports: tuple[int, int], hops: str = ""
) -> Iterator[subprocess.Popen]:
    """The configuration as shipped; only places on this machine and the listening line are put in."""
    shipped = repo / "deploy" / "nginx"
    places = {
        "/var/cache/nginx/portal": folder / "cache",
        "/var/log/nginx": folder,
        "/usr/share/portal": shipped,
    }
    for number, each in enumerate(ports, start=8501):
        places[f"127.0.0.1:{number}"] = f"127.0.0.1:{each}"  # type: ignore[assignment]
    texts = as_shipped(shipped, ("http.conf", "upstream.conf", "locations.conf"), places)
    server = f"server {{\nlisten 127.0.0.1:{port};\n{texts['locations.conf']}\n}}\n"
    with started_nginx(folder, f"{hops}\n{texts['http.conf']}\n{texts['upstream.conf']}\n{server}") as nginx:
        yield nginx


@contextmanager
def started_nginx(folder: Path, http: str) -> Iterator[subprocess.Popen]:
    """With what stands inside http { }; everything it writes is in the folder."""
    temporary = "".join(
        f"{kind}_temp_path {folder / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Started by root, nginx would give up the right to read what the tests write.
    user = "user root;\n" if os.name != "nt" and os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder / 'nginx.pid'};\nerror_log {folder / 'nginx.log'} warn;\nworker_processes 1;\n"
        "events { worker_connections 1024; }\n"
        f"http {{\n{temporary}access_log off;\n{http}}}\n"
    )
    command = [str(NGINX), "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    with (folder / "nginx.out").open("w") as printed:
        nginx = subprocess.Popen(command, stdout=printed, stderr=printed)
        try:
            yield nginx
        finally:
            nginx.send_signal(signal.SIGQUIT)
            try:
                nginx.wait(5)
            except subprocess.TimeoutExpired:
                nginx.terminate()
                nginx.wait(10)


def wait_until(true: Callable[[], bool], otherwise: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, otherwise
        time.sleep(0.2)


def answers(port: int) -> bool:
    try:
        return Client(f"http://127.0.0.1:{port}").get("/healthz").status == 200
    except OSError:
        return False


def doctor(**settings: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
    environment |= {f"PORTAL_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "portal.cli", "doctor"]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
