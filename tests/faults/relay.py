"""A cable to a database that a test can pull out and put back."""

from __future__ import annotations

import contextlib
import socket
import threading

from sqlalchemy import URL, make_url


class Relay:
    """Listens on a loopback port and passes everything on to PostgreSQL's own socket."""

    def __init__(self, address: str) -> None:
        self.url: URL = make_url(address)
        folder = self.url.query["host"]
        self.target = f"{folder}/.s.PGSQL.{self.url.port or 5432}"
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self._listen()

    @property
    def address(self) -> str:
        query = {key: value for key, value in self.url.query.items() if key != "host"}
        own = self.url.set(host="127.0.0.1", port=self.port, query=query)
        return own.render_as_string(hide_password=False)

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self.target)
                self.open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while heard := one.recv(65_536):
                other.sendall(heard)
            other.shutdown(socket.SHUT_WR)

    def pull(self) -> None:
        """Every connection breaks and no new one is taken."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for one in self.open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self.open.clear()

    def put_back(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self._listen()
