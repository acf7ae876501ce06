"""`portal serve --workers N`: a process that ends is started again, and all of them end with their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from serving import free_port, wait_until_well


def children(parent: subprocess.Popen) -> dict[int, psutil.Process]:
    """Each by its port."""
    found = {}
    for child in psutil.Process(parent.pid).children():
        with suppress(psutil.NoSuchProcess):
            found[int(child.cmdline()[-1])] = child
    return found


@pytest.mark.skipif(os.name == "nt", reason="signals are sent")
def test_process_that_dies_comes_back_and_all_end_together(tmp_path: Path) -> None:
    port = free_port()
    log = tmp_path / "workers.log"
    with log.open("w") as printed:
        command = [sys.executable, "-m", "portal.cli", "serve", "--port", str(port), "--workers", "2"]
        parent = subprocess.Popen(command, stdout=printed, stderr=printed)
        try:
            for each in (port, port + 1):
                wait_until_well(parent, f"http://127.0.0.1:{each}", log)
            before = children(parent)
            assert set(before) == {port, port + 1}
            before[port].kill()
            before[port].wait(10)
            wait_until_well(parent, f"http://127.0.0.1:{port}", log)
            after = children(parent)
            assert after[port].pid != before[port].pid
            assert after[port + 1].pid == before[port + 1].pid
        finally:
            parent.send_signal(signal.SIGTERM)
            assert parent.wait(40) == 0
    assert psutil.wait_procs(after.values(), timeout=5)[1] == []
    assert f"The process at port {port} ended (-9)" in log.read_text()
