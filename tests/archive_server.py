"""A real HTTP server on loopback that serves archive ZIPs in parts, fails when told to, and remembers every request."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Request:
    """One request and what was sent for it. `first` and `last` are byte positions in the file."""

    path: str
    status: int
    first: int
    last: int
    sent: int


@dataclass
class ArchiveServer:
    """Serves `folder`. `faults` are used up in order, one a request: a status, or `cut` to break off half-way."""

    folder: Path
    faults: list[int | str] = field(default_factory=list)
    ranges: bool = True
    log: list[Request] = field(default_factory=list)

    def __enter__(self) -> ArchiveServer:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/archive"

    def requests(self, name: str) -> list[Request]:
        return [request for request in self.log if request.path == f"/archive/{name}"]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fault = server.faults.pop(0) if server.faults else None
                path = server.folder / self.path.rsplit("/", 1)[-1]
                if isinstance(fault, int) or not path.is_file():
                    self._refuse(fault if isinstance(fault, int) else 404)
                else:
                    self._send(path.read_bytes(), fault == "cut")

            def _refuse(self, status: int) -> None:
                server.log.append(Request(self.path, status, 0, 0, 0))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def _send(self, content: bytes, cut: bool) -> None:
                asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
                first, last = 0, len(content) - 1
                if asked and server.ranges:
                    if asked[1]:
                        first, last = int(asked[1]), min(last, int(asked[2] or last))
                    else:
                        first = max(0, len(content) - int(asked[2]))
                part = content[first : last + 1]
                sent = part[: len(part) // 2] if cut else part
                status = 206 if asked and server.ranges else 200
                server.log.append(Request(self.path, status, first, last, len(sent)))
                self.send_response(status)
                self.send_header("Content-Length", str(len(part)))
                if status == 206:
                    self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
                self.end_headers()
                self.wfile.write(sent)
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return Handler
