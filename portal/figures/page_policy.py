"""What a page's content security policy lets run: its own scripts, each by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import urlsplit


def script_hashes(html: str) -> str:
    """The scripts written into a page, as a content security policy names them."""
    inline = re.findall(r"<script>(.*?)</script>", html, re.S)
    return " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline
    )


def content_policy(html: str, tiles: str = "none") -> str:
    """A content security policy that lets exactly this page's own scripts run, and nothing be loaded from elsewhere.

    Only when the operator has turned tiles on may images come from that one host.
    """
    hashes = script_hashes(html)
    host = "" if tiles == "none" else "https://" + urlsplit(tiles).netloc.replace("{s}", "*")
    faces = "font-src 'self'; " if "@font-face" in html else ""
    images = f"'self' data: {host}".strip()
    return (
        f"default-src 'none'; {faces}script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src {images}; "
        "connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    )
