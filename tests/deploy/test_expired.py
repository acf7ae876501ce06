"""What nginx keeps is served until its time is over, and not once after: a sentence that was withdrawn does not come back."""

from __future__ import annotations

import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from machines import Machine
from serving import Client
from sites import NGINX, answers, free_ports_in_a_row, running_nginx, wait_until

from portal.cli import changed

SECONDS = 1


@contextmanager
def saying(words: dict[str, str], port: int, seconds: int = SECONDS) -> Iterator[None]:
    """A process that says what is in force, which everybody may keep for so long."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = words["now"].encode()
            self.send_response(200)
            self.send_header("Cache-Control", f"public, max-age={seconds}")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", port), Answer)
    threading.Thread(target=running.serve_forever).start()
    try:
        yield
    finally:
        running.shutdown()
        running.server_close()


@pytest.mark.skipif(NGINX is None, reason="nginx is not on this machine")
def test_answer_past_its_time_is_asked_for_again_and_never_served(repo: Path, tmp_path: Path) -> None:
    front = free_ports_in_a_row(2)
    words = {"now": "the first release"}
    with running_nginx(repo, tmp_path, front, (front + 1, front + 1)):
        with saying(words, front + 1):
            client = Client(f"http://127.0.0.1:{front}")
            wait_until(lambda: answers(front), "nginx did not start")
            assert client.get("/plain/area").text == "the first release"
            assert client.get("/plain/area").headers["x-cache"] == "HIT"
            words["now"] = "the second release"
            time.sleep(SECONDS + 1.1)
            assert client.get("/plain/area").text == "the second release"
        time.sleep(SECONDS + 1.1)
        # Nobody is there to say whether it still holds.
        closed = client.get("/plain/area")
        assert (closed.status, "is closed for a moment" in closed.text) == (503, True)


@pytest.mark.skipif(NGINX is None, reason="nginx is not on this machine")
def test_what_nginx_keeps_is_taken_away_when_answers_changed(repo: Path, tmp_path: Path) -> None:
    front = free_ports_in_a_row(2)
    words = {"now": "the first release"}
    with running_nginx(repo, tmp_path, front, (front + 1, front + 1)), saying(words, front + 1, seconds=300):
        client = Client(f"http://127.0.0.1:{front}")
        wait_until(lambda: answers(front), "nginx did not start")
        assert client.get("/plain/area").text == "the first release"
        words["now"] = "the second release"
        assert client.get("/plain/area").text == "the first release"
        (line,) = Machine(tmp_path).exec_starts("portal-emptied.service")
        (kept,) = {path.parents[2] for path in tmp_path.rglob("*") if re.fullmatch("[0-9a-f]{32}", path.name)}
        emptied = [str(kept) if part == "/var/cache/nginx/portal" else part for part in line]
        assert emptied != line
        assert subprocess.run(emptied).returncode == 0
        assert client.get("/plain/area").text == "the second release"
        assert client.get("/plain/area").headers["x-cache"] == "HIT"
    assert "[crit]" not in (tmp_path / "nginx.log").read_text()


def test_unit_that_empties_waits_for_the_very_file_that_is_written(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (repo / "deploy" / "systemd" / "portal-emptied.path").read_text()
    assert f"PathChanged=/srv/portal/var/{changed.NOTE.name}\n" in text
    monkeypatch.setattr(changed, "NOTE", tmp_path / "var" / changed.NOTE.name)
    changed.say_answers_changed()
    first = changed.NOTE.read_text()
    changed.say_answers_changed()
    assert changed.NOTE.read_text() > first
