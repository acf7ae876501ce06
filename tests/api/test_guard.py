"""The door: every address answers with the same protection, and what no reader sends is refused in one sentence."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from serving import Client, Reply
from starlette.datastructures import MutableHeaders
from starlette.routing import Route
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from wire import visiting

from portal import bootstrap
from portal.api.guard import MOST_BODY_BYTES, Protection, bounded, shell_policy
from portal.api.routes import ROUTES
from portal.domain.site import known_hosts
from portal.settings import Settings

T = TypeVar("T")
MOST_MESSAGE_BYTES = 8_000_000
HARM = "<script>alert(1)</script>"
# Written out: the code may not be asked what the code may leave out.
NO_PAGES = ("text/javascript", "application/javascript", "text/css", "font/woff2", "application/geo+json")
ON_EVERY_ANSWER = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
}
STREAMLIT = [
    "/",
    "/about",
    "/_stcore/no-such-thing",
    "/_stcore/health",
    "/_stcore/host-config",
    "/media/x",
    "/static/x.js",
]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
FILLINGS = ("E07000042", "%3Cscript%3Ealert(1)%3C/script%3E", "%00", "..%2f..%2fsettings", "x" * 3000)


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


def addresses() -> list[str]:
    """Every route of ours with each filling in its place, and Streamlit's own."""
    ours = [
        re.sub(r"\{[^}]*\}", filling, route.path)
        for route in ROUTES
        if isinstance(route, Route)
        for filling in (FILLINGS if "{" in route.path else FILLINGS[:1])
    ]
    return [*ours, *STREAMLIT]


def is_protected(reply: Reply) -> bool:
    headers = reply.headers
    policy = headers.get("content-security-policy", "")
    if headers.get("content-type", "").partition(";")[0] in NO_PAGES:
        return (
            headers.get("x-content-type-options") == "nosniff"
            and policy == "default-src 'self'; frame-ancestors 'none'"
            and headers.get("cross-origin-resource-policy") == "same-origin"
        )
    return (
        all(headers.get(name) == value for name, value in ON_EVERY_ANSWER.items())
        and headers.get("referrer-policy")
        in ("strict-origin-when-cross-origin", "same-origin", "no-referrer")
        and "default-src" in policy
        and "frame-ancestors" in policy
        and "unsafe-eval" not in policy
        and "script-src 'unsafe-inline'" not in policy
        and "camera=()" in headers.get("permissions-policy", "")
    )


@pytest.mark.parametrize("method", METHODS)
def test_every_address_withstands_every_method_and_harm(client: Client, method: str) -> None:
    for address in addresses():
        for query in ("", "?area=%3Cscript%3Ealert(1)%3C/script%3E&from=%00&q=%FF&zzz=1"):
            reply = client.get(address + query, method)
            assert reply.status < 500, f"{method} {address}{query}: {reply.status}"
            assert is_protected(reply), f"{method} {address}{query}: {reply.headers}"
            if "html" in reply.headers.get("content-type", ""):
                assert HARM not in reply.text, f"{method} {address}{query}"


def test_what_is_no_page_is_told_of_little_and_any_other_answer_of_all(client: Client) -> None:
    """Headers of a page weigh more than most of the hundred files that one loads."""
    shell = client.get("/").text
    parts = re.findall(r'(?:src|href)="\.?(/(?:static|assets)/[^"]+\.(?:js|css|woff2))"', shell)
    assert len(parts) > 50
    for path in {*parts, *bootstrap.map_files().by_path}:
        reply = client.get(path)
        is_part = not path.endswith(".html")
        assert is_protected(reply), path
        assert ("permissions-policy" in reply.headers) != is_part, path
        if is_part:
            assert sum(len(f"{name}: {value}\r\n") for name, value in reply.headers.items()) < 500, path


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "image/svg+xml", "application/json", "application/pdf", "text/csv", ""])  # fmt: skip
def test_whatever_could_be_a_page_keeps_every_header(kind: str) -> None:
    headers = MutableHeaders({"content-type": kind} if kind else {})
    Protection(shell_policy("", "http://localhost"), False).add_to(headers, "/x")
    assert is_protected(Reply(200, headers, b"")), kind


def test_only_embeds_may_be_framed_elsewhere(client: Client) -> None:
    assert "frame-ancestors 'none'" in client.get("/").headers["content-security-policy"]
    assert client.get("/").headers["x-frame-options"] == "DENY"
    headers = MutableHeaders()
    Protection(shell_policy("", "http://localhost"), False).add_to(headers, "/embed/figure")
    assert "frame-ancestors *" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


def test_policy_lets_the_installed_shell_run_and_no_other_script(client: Client) -> None:
    policy = client.get("/").headers["content-security-policy"]
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert re.fullmatch(r"script-src 'self'( 'sha256-[A-Za-z0-9+/=]{44}')+", script)


def test_over_https_cookies_stay_on_https() -> None:
    headers = MutableHeaders()
    for cookie in ("a=1; Path=/", "b=2; Path=/; Secure"):
        headers.append("set-cookie", cookie)
    Protection(shell_policy("", "https://crime.example.org"), True).add_to(headers, "/")
    assert headers.getlist("set-cookie") == ["a=1; Path=/; Secure", "b=2; Path=/; Secure"]
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "wss://crime.example.org" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[", "localhost@evil.example"]
)
def test_another_host_is_told_where_the_site_is(client: Client, host: str) -> None:
    reply = client.get("/areas", Host=host)
    # The server below refuses a line that is no host at all by itself.
    assert reply.status in (400, 421)
    assert reply.status == 400 or Settings().public_url in reply.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:99", "[::1]:80"])
def test_this_machine_is_known_by_its_own_names(client: Client, host: str) -> None:
    assert client.get("/robots.txt", Host=host).status == 200
    assert known_hosts("https://Crime.example.org:8443/") >= {"crime.example.org"}


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/upload_file/a/b"]
)
def test_what_nothing_here_uses_is_shut(client: Client, path: str) -> None:
    for method in ("GET", "POST", "PUT"):
        assert client.get(path, method).status == 404


def test_body_too_large_is_refused(client: Client) -> None:
    assert client.get("/areas", "POST", Content_Length=str(MOST_BODY_BYTES + 1)).status == 413


def test_body_of_no_stated_length_is_cut_off() -> None:
    async def receive() -> dict:
        return {"type": "http.request", "body": b"x" * (MOST_BODY_BYTES // 2), "more_body": True}

    async def kinds() -> list[str]:
        next_piece = bounded(receive)  # type: ignore[arg-type]
        return [(await next_piece())["type"] for _ in range(3)]

    assert run_apart(kinds()) == ["http.request", "http.request", "http.disconnect"]


def say_too_much(server: str) -> None:
    with visiting(server, "tell") as visitor:
        visitor.socket.send(b"x" * (MOST_MESSAGE_BYTES + 1))
        # What the page had still to say comes first.
        while True:
            visitor.socket.recv(timeout=30)


def test_message_larger_than_any_reader_sends_ends_the_socket(server: str) -> None:
    # What the server has not read when it closes makes the system reset the connection, which may overtake the server's reason.
    with pytest.raises(ConnectionClosed, match="message too big|no close frame received"):
        say_too_much(server)
    assert open_socket(server, Origin=server) == 200


def test_what_a_choice_sends_is_packed(server: str) -> None:
    with visiting(server, "tell") as visitor:
        assert [extension.name for extension in visitor.socket.protocol.extensions] == ["permessage-deflate"]


def open_socket(server: str, **headers: str) -> int:
    """200 when the socket opened, else the status of the refusal."""

    async def attempt() -> int:
        address = f"{server.replace('http', 'ws')}/_stcore/stream"
        try:
            async with connect(address, additional_headers=headers, subprotocols=["streamlit"], proxy=None):  # type: ignore[list-item]
                return 200
        except InvalidStatus as refused:
            return refused.response.status_code

    return run_apart(attempt())


def test_only_a_page_of_this_host_opens_the_socket(server: str) -> None:
    assert open_socket(server, Origin=server) == 200
    assert open_socket(server, Origin="https://evil.example") == 403
    assert open_socket(server, Origin="null") == 403
    assert open_socket(server) == 403
