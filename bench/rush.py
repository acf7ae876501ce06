"""A rush on one story: 1,000 readers of a few addresses within ten seconds, through nginx as it is configured in deploy/."""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.measured import Found, Line
from bench.servers import ROOT, free_port, is_well, portal_server

READERS, SECONDS, TIMES = 1_000, 10.0, 3
# What a link in the news leads to: pages with scripts as first sent, and plain ones.
VIEWS = (
    "/", "/?area=town:tiverton", "/?area=E07000042&from=2014-01&to=2014-12", "/check", "/area/town:tiverton",
    "/area/E07000042", "/claims", "/plain/both-sides",
)  # fmt: skip
P95_LIMIT_MS = 20.0
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
# Asked again in vain, an address has its answer in nginx.
FROM_NGINX = frozenset({"HIT", "STALE", "UPDATING", "REVALIDATED"})


@dataclass
class Rush:
    """milliseconds: of each answer, from the question to its last byte. asked: how often each address reached the app."""

    milliseconds: list[float] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.milliseconds, n=20)[-1]

    @property
    def most_asked(self) -> int:
        return max(self.asked.values(), default=0)


async def _reader(number: int, port: int, views: Sequence[str], wait: float, rush: Rush) -> None:
    """Opens one page and then another, from an address of the reader's own as the limits count them."""
    await asyncio.sleep(wait)
    own = (f"127.7.{number // 250}.{number % 250 + 1}", 0)
    try:
        reading, writing = await asyncio.open_connection("127.0.0.1", port, local_addr=own)
        for at in (number, number + 3):
            view = views[at % len(views)]
            started = time.perf_counter()
            writing.write(
                f"GET {view} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n".encode()
            )
            head = (await reading.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
            await reading.readexactly(int(headers["content-length"]))
            rush.milliseconds.append(1000 * (time.perf_counter() - started))
            if " 200 " not in head.split("\r\n")[0]:
                rush.faults.append(f"{head.split()[1]} for {view}")
            if headers.get("x-cache", "").upper() not in FROM_NGINX:
                rush.asked[view] += 1
        writing.close()
    except (OSError, EOFError, KeyError, asyncio.IncompleteReadError) as fault:
        rush.faults.append(type(fault).__name__)


def rush_on(
    port: int, views: Sequence[str] = VIEWS, readers: int = READERS, seconds: float = SECONDS
) -> Rush:
    """Readers come evenly through the seconds."""
    rush = Rush()

    async def all_of_them() -> None:
        waits = [seconds * number / readers for number in range(readers)]
        await asyncio.gather(*(_reader(number, port, views, wait, rush) for number, wait in enumerate(waits)))

    asyncio.run(all_of_them())
    return rush


@contextmanager
def nginx_before(port: int, folder: Path) -> Iterator[int]:
    """The files of deploy/ in front of the one process at `port`; the port readers ask."""
    if NGINX is None:
        raise RuntimeError("nginx is not on this machine; install the package 'nginx-light' or 'nginx'")
    front, shipped = free_port(), ROOT / "deploy" / "nginx"
    texts = {name: (shipped / f"{name}.conf").read_text() for name in ("http", "upstream", "locations")}
    places = {
        "/var/cache/nginx/portal": folder / "cache",
        "/var/log/nginx": folder,
        "/usr/share/portal": shipped,
    }
    for old, new in places.items():
        texts = {name: text.replace(old, str(new)) for name, text in texts.items()}
    one = texts["upstream"].replace("127.0.0.1:8501", f"127.0.0.1:{port}")
    texts["upstream"] = "\n".join(line for line in one.splitlines() if ":8502" not in line)
    # Started by root, nginx would give up the right to write into the folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder / kind};\n" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder / 'nginx.pid'};\nerror_log {folder / 'nginx.log'} warn;\nworker_processes 1;\n"
        f"events {{ worker_connections 2048; }}\nhttp {{\n{temporary}access_log off;\n{texts['http']}\n{texts['upstream']}\n"
        f"server {{\nlisten 127.0.0.1:{front} backlog=1024;\n{texts['locations']}\n}}\n}}\n"
    )
    process = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    try:
        until = time.monotonic() + 20
        while not is_well(f"http://127.0.0.1:{front}/healthz"):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("nginx did not start")
            time.sleep(0.05)
        yield front
    finally:
        process.terminate()
        process.wait(10)


def run() -> Found:
    found: list[Rush] = []
    with portal_server() as server:
        own = int(server.url.rpartition(":")[2])
        for _ in range(TIMES):
            # A cache of its own each time, so that the first reader of an address is among them.
            with tempfile.TemporaryDirectory() as folder, nginx_before(own, Path(folder)) as front:
                found.append(rush_on(front))
    return Found(
        [
            Line(
                "rush: half of all answers",
                "ms",
                tuple(statistics.median(each.milliseconds) for each in found),
            ),
            Line("rush: 95 of 100 answers", "ms", tuple(each.p95 for each in found), P95_LIMIT_MS),
            Line("rush: the slowest answer", "ms", tuple(max(each.milliseconds) for each in found)),
            Line(
                "rush: most often one address reached the app",
                "",
                tuple(float(each.most_asked) for each in found),
                2,
            ),
            Line("rush: faults", "", tuple(float(len(each.faults)) for each in found), 0),
        ],
        [
            f"{READERS:,} readers within {SECONDS:.0f} s, each two pages, of {len(VIEWS)} addresses; nothing cached before.",
            "Readers and servers share one machine.",
        ],
    )


if __name__ == "__main__":
    from bench.__main__ import main

    main(["rush"])
