"""One heap for all threads, counted by the C library's own report, in processes of their own."""

from __future__ import annotations

import subprocess
import sys

import pytest

COUNT = """
import ctypes, sys, threading
from portal.watch.memory import give_back_unused, share_one_heap

if "shared" in sys.argv:
    assert share_one_heap()
library, held, go = ctypes.CDLL(None), [], threading.Event()
library.malloc.restype = library.fopen.restype = ctypes.c_void_p
library.free.argtypes, library.malloc_info.argtypes = [ctypes.c_void_p], [ctypes.c_int, ctypes.c_void_p]
library.fclose.argtypes = [ctypes.c_void_p]

def allocate():
    held.append(library.malloc(50_000))
    go.wait()

threads = [threading.Thread(target=allocate) for _ in range(6)]
for thread in threads:
    thread.start()
report = library.fopen(sys.argv[1].encode(), b"w")
library.malloc_info(0, report)
library.fclose(report)
go.set()
"""


def heaps(report: str, *words: str) -> int:
    subprocess.run([sys.executable, "-c", COUNT, report, *words], check=True)
    with open(report, encoding="utf-8") as said:
        return said.read().count("<heap nr=")


@pytest.mark.skipif(sys.platform != "linux", reason="the setting is of Linux's C library")
def test_threads_share_one_heap(tmp_path: pytest.TempPathFactory) -> None:
    report = f"{tmp_path}/heaps.xml"
    assert heaps(report) > 1
    assert heaps(report, "shared") == 1
