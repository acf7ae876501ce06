"""`portal demo` as a process of its own: where it answers, who may sign in, and which message may be followed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from serving import free_port, wait_until_well

COMMAND = [sys.executable, "-m", "portal.cli", "demo"]


@dataclass(frozen=True)
class Demo:
    """One running demonstration. `accounts`: passwords by address."""

    address: str
    accounts: Mapping[str, str]
    reference: str
    code: str
    folder: Path


def environment(**settings: str) -> dict[str, str]:
    """This process's own without any setting of a portal, and what a test adds."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PORTAL_")}
    return kept | {f"PORTAL_{name}": text for name, text in settings.items()}


@contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    port, log = free_port(), folder / "demo.log"
    command = [*COMMAND, "--port", str(port), "--folder", str(folder / "demo")]
    with log.open("w") as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.STDOUT, env=environment())
    try:
        wait_until_well(process, f"http://127.0.0.1:{port}", log)
        said = log.read_text()
        accounts = dict(re.findall(r"^  (\S+@\S+) +(\S+) ", said, re.M))
        followed = re.search(r"reference (\S+), code (\S+)", said)
        assert followed
        yield Demo(f"http://127.0.0.1:{port}", accounts, followed[1], followed[2], folder / "demo")
    finally:
        process.terminate()
        process.wait(timeout=60)
