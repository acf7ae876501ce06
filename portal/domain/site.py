"""What this site is called, and at which addresses it is."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

SITE = "On the Record"
STRAPLINE = (
    "Crime as police recorded it. An independent site; not the police, and not a place to report a crime."
)
# The heading of the first page.
PURPOSE = "What was recorded where you live, and what may be missing"


@dataclass(frozen=True)
class SitePage:
    """A page with controls: its script in portal/ui/pages, its title, its address; the first page has none.

    `footer`: the column of the footer it stands in, and `label` its words there, where they are not its title.
    """

    script: str
    title: str
    address: str
    in_menu: bool = False
    footer: str = ""
    label: str = ""


ABOUT, TAKING_PART = "about", "taking part"
# In the order of the menu and of each column of the footer.
SITE_PAGES = (
    SitePage("your_area", "Your area", "", in_menu=True),
    SitePage("recording", "Recording", "recording", in_menu=True),
    SitePage("both_sides", "Both sides", "both-sides", in_menu=True),
    SitePage("about", "About this site", "about", footer=ABOUT),
    SitePage("corrections", "Corrections", "corrections", footer=ABOUT),
    SitePage("check_figure", "Check a figure", "check", True, ABOUT, "Data and downloads"),
    SitePage("tell", "Write in", "tell", in_menu=True),
    SitePage("follow", "Follow a report", "follow", footer=TAKING_PART, label="Follow a message"),
    SitePage("said", "You said, they did", "you-said", footer=TAKING_PART),
    SitePage("desk", "Desk", "desk", footer=TAKING_PART, label="Officers: sign in"),
)
PAGE_NAMES = tuple(page.address for page in SITE_PAGES)

# This machine's own names: nobody else can open a link to them.
OWN_NAMES = ("localhost", "127.0.0.1", "::1")


def known_hosts(public_url: str) -> frozenset[str]:
    """The names this server answers to: the public one, and this machine's own for those who look after it."""
    return frozenset({urlsplit(public_url).hostname or "", *OWN_NAMES} - {""})


def address_at(public_url: str, host: str) -> str:
    """Where a reader is, by the host asked for: that host where it is one of ours, else the address that is set.

    The folder of a force stays, whichever host it is.
    """
    settled = urlsplit(public_url)
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        name = ""
    if name not in known_hosts(public_url):
        return public_url.rstrip("/")
    # The public name is reached by the scheme that is set; this machine's own names are plain.
    scheme = settled.scheme if name == settled.hostname else "http"
    return f"{scheme}://{host}{settled.path.rstrip('/')}"


def is_public(root: str) -> bool:
    """Whether others can open a link to the address."""
    return (urlsplit(root).hostname or "") not in ("", *OWN_NAMES)
