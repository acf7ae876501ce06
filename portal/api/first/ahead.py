"""What the page with scripts would ask for in waves, one behind the other, named with the page so that it is there in time.

The framework fetches the script of an element when it first draws one, an element of ours its own script after that, and the
map its page, its library and its outlines one after another. On a slow telephone each wave is half a second, while the line
stands idle.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from portal.api.connection.packing import framework_files
from portal.api.first.parts import First
from portal.domain.at_hand import rooted
from portal.markup import Markup, render

# The elements that every page draws first, and those that only some do, by the framework's names for their scripts.
_EVERYWHERE = ("Html", "PageLink", "TextInput", "BidiComponent")
_FURTHER = {
    "landing": ("Radio",),
    "place": ("Radio", "Selectbox", "Checkbox", "DownloadButton"),
    "check": ("Selectbox", "Radio", "TextArea", "DownloadButton"),
}
_MAP = ("area_map/map.js", "area_map/map.css")
_OWN = {
    "landing": _MAP,
    "place": (*_MAP, "area_table/table.js", "area_table/table.css", "in_sight/in_sight.js"),
}
_OWN_EVERYWHERE = ("suggested_names/suggest.js", "where_we_are/where.js")
_NEEDS = re.compile(r'(?:from|import)"\./([^"]+\.js)"')


def ahead(first: First, static: Path, index_html: str) -> Markup:
    """The links that follow a first page. `static`: the folder of the framework's page; `index_html`: that page."""
    elements = _EVERYWHERE + _FURTHER.get(first.kind, ())
    own = [
        rooted(f"/_stcore/bidi-components/portal.{name}")
        for name in _OWN_EVERYWHERE + _OWN.get(first.kind, ())
    ]
    return render(
        "first/ahead.html",
        scripts=_scripts(static, index_html, elements),
        own=[address for address in own if address.endswith(".js")],
        styles=[address for address in own if address.endswith(".css")],
        later=first.later,
    )


@cache
def _scripts(static: Path, index_html: str, elements: tuple[str, ...]) -> list[str]:
    """Addresses of the elements' scripts with all that these need, without what the page itself names."""
    by_name = {path.name: path for path in framework_files(static).values()}
    wanted: dict[str, None] = {}
    waiting = [
        name for element in elements for name in by_name if re.fullmatch(rf"{element}\.[^.]+\.js", name)
    ]
    while waiting:
        name = waiting.pop(0)
        if name in wanted or name not in by_name or f"/{name}" in index_html:
            continue
        wanted[name] = None
        waiting += _NEEDS.findall(by_name[name].read_text(encoding="utf-8"))
    return [f"./static/js/{name}" for name in wanted]
