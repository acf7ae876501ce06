"""The map as one page of its own per level, drawn with folium from local files only.

The page holds no values. The portal's own page sends classes and colours in, and gets the clicked area back, so a
change of filter moves a few kilobytes and the outlines are fetched once and kept by the browser.
"""

from __future__ import annotations

import re

import folium
from branca.element import MacroElement
from jinja2 import Template

TOWN_NAME = (
    ".town-name span{position:absolute;transform:translate(-50%,-50%);white-space:nowrap;font:600 12px/1 sans-serif;"
    "color:#0b0c0c;text-shadow:0 0 3px #fff,0 0 3px #fff,0 0 4px #fff,0 0 4px #fff;pointer-events:none}"
)
# A place name on the map: name, latitude, longitude, and the zoom from which it is shown.
Label = tuple[str, float, float, float]


class LocalMap(folium.Map):
    """A folium map whose scripts and styles come from this portal and from nowhere else."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []


class Bridge(MacroElement):
    """Loads the outlines and talks to the page around the map; the script itself is a file of ours."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        startAreas({{ this.map_name }}, {{ this.shapes_url|tojson }}, {{ this.labels|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, map_name: str, shapes_url: str, labels: list[Label]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Bridge"
        self.map_name = map_name
        self.shapes_url = shapes_url
        self.labels = labels


def map_page(title: str, shapes_url: str, script_url: str, leaflet: dict[str, str],
             bounds: tuple[tuple[float, float], tuple[float, float]], labels: list[Label], tiles: str = "none") -> str:  # fmt: skip
    """The HTML of the map page of one level.

    `leaflet`: addresses of leaflet.js and leaflet.css; `bounds`: south-west and north-east as (latitude, longitude).
    """
    drawn = LocalMap(tiles=None, zoom_snap=0.25, attribution_control=tiles != "none", control_scale=True)
    # A fixed name instead of a random one, so that every process serves the same bytes under the same address.
    drawn._id = "areas"
    if tiles != "none":
        folium.TileLayer(tiles=tiles, attr="Base map: see the operator's settings").add_to(drawn)
    drawn.fit_bounds([list(bounds[0]), list(bounds[1])])
    drawn.add_child(Bridge(drawn.get_name(), shapes_url, labels))
    html = drawn.get_root().render()
    # Readers must be able to enlarge the page.
    html = re.sub(r",\s*maximum-scale=1\.0, user-scalable=no", "", html)
    head = (
        f'<head><title>{title}</title><meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="{leaflet["leaflet.css"]}">'
        f"<style>{TOWN_NAME}</style>"
        f'<script src="{leaflet["leaflet.js"]}"></script><script src="{script_url}"></script>'
    )
    return html.replace("<html>", '<html lang="en">', 1).replace("<head>", head, 1)
