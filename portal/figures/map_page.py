"""The map as one page of its own per level, drawn with folium from local files only.

The page holds no values. The portal's own page sends classes and colours in, and gets the clicked area back, so a
change of filter moves a few kilobytes and the outlines are fetched once and kept by the browser.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from importlib.resources import files

import folium
from branca.element import MacroElement
from jinja2 import Template

from portal.markup import Markup
from portal.markup.fonts import TEXT, rule
from portal.markup.tokens import variables

# A name on the map: name, (latitude, longitude), code of the area.
Label = tuple[str, tuple[float, float], str]


@dataclass(frozen=True)
class Layers:
    """What the page of one level draws. Addresses of the outlines, of what lies around them, and of the land beneath where
    the outlines leave some bare; the sectors' names; and for each outline the number of its sector, where lines part them.
    """

    shapes: str
    around: str
    land: str
    sectors: list[Label]
    groups: list[int]


class LocalMap(folium.Map):
    """A folium map whose scripts and styles come from this portal and from nowhere else."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []


class Bridge(MacroElement):
    """Loads the outlines and talks to the page around the map; the script itself is a file of ours."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        startAreas({{ this.map_name }}, {{ this.layers|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, map_name: str, layers: Layers) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Bridge"
        self.map_name = map_name
        self.layers = asdict(layers)


def map_page(title: str, layers: Layers, scripts: list[str], leaflet: dict[str, str],
             bounds: tuple[tuple[float, float], tuple[float, float]], outline: Markup, tiles: str = "none") -> str:  # fmt: skip
    """The HTML of the map page of one level.

    `leaflet`: addresses of leaflet.js and leaflet.css; `bounds`: south-west and north-east as (latitude, longitude);
    `outline`: a drawing of the land, which stands until the map is drawn.
    """
    # Canvas instead of SVG: a choice that was not measured yet.
    drawn = LocalMap(tiles=None, zoom_snap=0.25, attribution_control=tiles != "none", control_scale=False,
                     prefer_canvas=True, zoom_animation=False, fade_animation=False)  # fmt: skip
    # A fixed name instead of a random one, so that every process serves the same bytes under the same address.
    drawn._id = "areas"
    if tiles != "none":
        folium.TileLayer(tiles=tiles, attr="Base map: see the operator's settings").add_to(drawn)
    drawn.fit_bounds([list(bounds[0]), list(bounds[1])])
    drawn.add_child(Bridge(drawn.get_name(), layers))
    html = drawn.get_root().render()
    # Readers must be able to enlarge the page.
    html = re.sub(r",\s*maximum-scale=1\.0, user-scalable=no", "", html)
    head = (
        f'<head><title>{title}</title><meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="{leaflet["leaflet.css"]}">'
        f"<style>{_styles()}</style>"
        f'<script src="{leaflet["leaflet.js"]}"></script>'
    )
    head += "".join(f'<script src="{script}"></script>' for script in scripts)
    html = html.replace("<html>", '<html lang="en-GB">', 1).replace("<head>", head, 1)
    heard = f'<main>{outline}<ul id="heard" aria-label="{title}"></ul>'
    return re.sub(
        r'(<body>)(.*?)(<div class="folium-map" id="[^"]+")(.*?)(</body>)',
        rf'\1{heard}\2\3 role="group" aria-label="{title}"\4</main>\5',
        html, count=1, flags=re.S,
    )  # fmt: skip


def _styles() -> str:
    own = (files("portal.figures") / "assets" / "areas.css").read_text(encoding="utf-8")
    dark = variables("dark")
    # The reader's system chooses until the page around the map says which theme it has.
    return (
        f"{rule(TEXT, 'Source Sans')}{variables('light')}@media (prefers-color-scheme:dark){{{dark}}}"
        f"{variables('light', ':root[data-theme=light]')}{variables('dark', ':root[data-theme=dark]')}{own}"
    )
