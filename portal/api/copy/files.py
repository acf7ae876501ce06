"""Where the answer of an address lies in a copy: one rule, which deploy/nginx/copy.conf reads backwards."""

from __future__ import annotations

import re
from urllib.parse import unquote

from portal.errors import TableBreaksContract

# What an address with a query lies below, one folder for each path.
ASKED = "asked"
# Kinds whose address ends as their file does.
_ENDINGS = ("json", "xml", "txt", "atom", "csv", "zip", "css", "js", "woff2", "geojson", "svg", "png", "pdf")
_ENDS = re.compile(rf"\.({'|'.join(_ENDINGS)})$")
# What nginx takes a file's name from; no stroke, so that no query leads to another folder.
_QUERY = re.compile(r"[A-Za-z0-9:=&%+_.,~*-]{1,240}")
_FEWEST_BYTES = 1000
_PACKED_WELL = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/geo+json",
    "image/svg+xml",
)


def file_of(address: str) -> str:
    """The path below the folder: `/area/X` is `area/X.html`, `/figure.png?Q` is `asked/figure.png/Q.png`.

    Raises TableBreaksContract for an address that cannot be a file.
    """
    path, _, query = address.partition("?")
    path = unquote(path)
    if path == "/":
        return "index.html"
    ending = _ENDS.search(path)
    if query:
        if not _QUERY.fullmatch(query):
            raise TableBreaksContract(
                f"the address {address} cannot be a file; its query holds other signs than a copy takes"
            )
        return f"{ASKED}{path}/{query}{ending[0] if ending else _kind(path)}"
    if ".." in path or path.startswith(f"/{ASKED}/"):
        raise TableBreaksContract(f"the address {address} cannot be a file")
    return path[1:] if ending else f"{path[1:]}{_kind(path)}"


def _kind(path: str) -> str:
    return ".json" if path.startswith("/api/") else ".html"


def packs_well(kind: str, content: bytes) -> bool:
    return len(content) >= _FEWEST_BYTES and kind.startswith(_PACKED_WELL)
