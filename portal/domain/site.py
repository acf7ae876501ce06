"""What this site is called, and at which addresses it is."""

from __future__ import annotations

from urllib.parse import urlsplit

SITE = "On the Record"
STRAPLINE = (
    "Crime as police recorded it. An independent site; not the police, and not a place to report a crime."
)

# The pages of the menu and the footer, as their addresses name them; the first has none.
PAGE_NAMES = (
    "",
    "recording",
    "both-sides",
    "check",
    "tell",
    "follow",
    "you-said",
    "about",
    "corrections",
    "desk",
)

# This machine's own names: nobody else can open a link to them.
OWN_NAMES = ("localhost", "127.0.0.1", "::1")


def known_hosts(public_url: str) -> frozenset[str]:
    """The names this server answers to: the public one, and this machine's own for those who look after it."""
    return frozenset({urlsplit(public_url).hostname or "", *OWN_NAMES} - {""})


def address_at(public_url: str, host: str) -> str:
    """Where a reader is, by the host asked for: that host where it is one of ours, else the address that is set."""
    settled = urlsplit(public_url)
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        name = ""
    if name not in known_hosts(public_url):
        return public_url.rstrip("/")
    # The public name is reached by the scheme that is set; this machine's own names are plain.
    return f"{settled.scheme if name == settled.hostname else 'http'}://{host}"


def is_public(root: str) -> bool:
    """Whether others can open a link to the address."""
    return (urlsplit(root).hostname or "") not in ("", *OWN_NAMES)
