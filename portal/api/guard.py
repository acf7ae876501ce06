"""The door: which requests come in at all, and the headers every answer leaves with, Streamlit's own included."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal.figures.page_policy import script_hashes

# Asked by machines that know the server by its number alone.
FOR_MACHINES = ("/healthz", "/readyz")
# Streamlit's own figures, its interface for agents and its file upload: nothing here uses them. Ours have a port of
# their own, for by what a request says of itself a proxy on this machine cannot be told from its operator.
CLOSED = (
    "/metrics", "/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file", "/_stcore/script-health-check",
)  # fmt: skip
# The one folder of pages that other sites may show in a frame.
FRAMED = "/embed/"
# The largest form a reader can send, with room to spare.
MOST_BODY_BYTES = 256 * 1024
HALF_A_YEAR = 15_768_000
# What the page could ask a browser for and never does.
UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip


# What a page is made of and no page itself, by its type. All that a browser asks of it is that it is what it says; should one
# be run as a worker, it reaches nothing elsewhere.
PARTS = ("text/javascript", "application/javascript", "text/css", "font/woff2", "application/geo+json")
OF_PARTS = "default-src 'self'; frame-ancestors 'none'"


def shell_policy(index_html: str, public_url: str) -> str:
    """The content security policy of Streamlit's page: its files and its one inline script, and nothing from elsewhere.

    Streamlit writes its styles into the page, so those stay allowed; scripts and evaluated text do not.
    """
    address = urlsplit(public_url)
    # Older browsers do not count a WebSocket to the same host as 'self'.
    socket = f"{'wss' if address.scheme == 'https' else 'ws'}://{address.netloc}"
    return (
        f"default-src 'self'; script-src 'self' {script_hashes(index_html)}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket}; frame-src 'self'; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


@dataclass(frozen=True)
class Protection:
    """What a browser needs to be told to protect the reader. `shell` is the policy of a page that sets none itself.

    Told of a hundred small files as of pages, it was half of what they weigh, and 0.4 s of a slow telephone's first visit.
    """

    shell: str
    is_https: bool

    def add_to(self, headers: MutableHeaders, path: str) -> None:
        headers["X-Content-Type-Options"] = "nosniff"
        if self.is_https:
            headers["Strict-Transport-Security"] = f"max-age={HALF_A_YEAR}"
        is_framed = path.startswith(FRAMED)
        is_for_anyone = is_framed or headers.get("access-control-allow-origin") == "*"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_for_anyone else "same-origin"
        if headers.get("content-type", "").partition(";")[0] in PARTS:
            headers["Content-Security-Policy"] = OF_PARTS
        else:
            self._protect_page(headers, is_framed)

    def _protect_page(self, headers: MutableHeaders, is_framed: bool) -> None:
        policy = headers.get("content-security-policy", self.shell)
        if is_framed:
            policy = policy.replace("frame-ancestors 'none'", "frame-ancestors *")
        elif "frame-ancestors" not in policy:
            policy += "; frame-ancestors 'none'"
        headers["Content-Security-Policy"] = policy
        if not is_framed:
            headers["X-Frame-Options"] = "SAMEORIGIN" if "frame-ancestors 'self'" in policy else "DENY"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = ", ".join(f"{name}=()" for name in UNUSED)
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        if self.is_https:
            _keep_cookies_off_http(headers)


def _keep_cookies_off_http(headers: MutableHeaders) -> None:
    cookies = headers.getlist("set-cookie")
    if cookies:
        del headers["set-cookie"]
    for cookie in cookies:
        headers.append("set-cookie", cookie if "; secure" in cookie.lower() else f"{cookie}; Secure")


@dataclass(frozen=True)
class SafeHeaders:
    """Protects every answer, whoever made it."""

    app: ASGIApp
    protection: Protection

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.protection.add_to(MutableHeaders(raw=message["headers"]), scope["path"])
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)


@dataclass(frozen=True)
class Guard:
    """Refuses what no reader sends: another host's name, a page of another site on the socket, a body too large."""

    app: ASGIApp
    hosts: frozenset[str]
    public_url: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not self.may_open(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and (refusal := self.refusal(scope)):
            await refusal(scope, receive, send)
        else:
            await self.app(scope, bounded(receive) if scope["type"] == "http" else receive, send)

    def may_open(self, headers: Headers) -> bool:
        """Only a page of this very host opens the socket. Streamlit itself would also take callers that name no page."""
        host = headers.get("host", "")
        return self.is_known(host) and urlsplit(headers.get("origin", "")).netloc == host

    def is_known(self, host: str) -> bool:
        try:
            return (urlsplit(f"//{host}").hostname or "").rstrip(".") in self.hosts
        except ValueError:
            return False

    def refusal(self, scope: Scope) -> PlainTextResponse | None:
        path, headers = scope["path"], Headers(scope=scope)
        if path not in FOR_MACHINES and not self.is_known(headers.get("host", "")):
            return PlainTextResponse(
                f"This site is at {self.public_url}. If you run it, set PORTAL_PUBLIC_URL to the address readers use.\n",
                421,
            )
        # A browser never sends them. What stands in front takes them away to see which stored answer is meant, so that one kept
        # for the path as it was sent would be given to whoever asks for another.
        if {".", ".."} & set(path.split("/")):
            return PlainTextResponse("There is no such address.\n", 400, {"Cache-Control": "no-store"})
        if path.startswith(CLOSED):
            return PlainTextResponse("There is nothing at this address.\n", 404)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BODY_BYTES:
            return PlainTextResponse("That is more than this site takes. Nothing was kept.\n", 413)
        return None


def bounded(receive: Receive) -> Receive:
    """Hands on a body piece by piece, and ends the connection when one without a stated length grows too large."""
    taken = 0

    async def next_piece() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return message if taken <= MOST_BODY_BYTES else {"type": "http.disconnect"}

    return next_piece
