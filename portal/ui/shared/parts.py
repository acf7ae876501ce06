"""Our own parts of the page, registered once: the map frame, the columns, the sortable table, the block of questions, text to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from portal.domain.at_hand import rooted

_MAP = st.components.v2.component(
    "portal.area_map",
    html='<div class="area-map"><iframe></iframe><div class="key"></div><p class="told"><span role="status"></span> '
    '<button type="button" hidden></button></p></div>',
    css="map.css",
    js="map.js",
)
_TABLE = st.components.v2.component(
    "portal.area_table",
    html='<div class="holder" role="region" tabindex="0"><table><caption></caption><thead></thead><tbody></tbody></table></div>',
    css="table.css",
    js="table.js",
)
_COLUMNS = st.components.v2.component(
    "portal.missing_columns",
    html='<div class="columns"><div class="drawing"></div><p class="told"><span role="status"></span> '
    '<button type="button" hidden></button></p></div>',
    css="columns.css",
    js="columns.js",
)
_COPY = st.components.v2.component(
    "portal.copy_text", html='<div class="copies"></div>', css="copy.css", js="copy.js"
)
_QUESTIONS = st.components.v2.component(
    "portal.questions",
    html='<div class="board"><div class="top"><button type="button" class="leave"></button></div><p class="leaving"></p>'
    '<div class="block"></div><div class="status" role="status"></div></div>',
    css="questions.css",
    js="questions.js",
)
_DESK = st.components.v2.component(
    "portal.desk",
    html='<div class="desk"><p class="caption"></p><ol></ol><p class="foot"><button type="button" class="show-keys"></button>'
    '<button type="button" class="print"></button></p><div class="keys" hidden></div></div>',
    css="desk.css",
    js="desk.js",
)
_SUGGEST = st.components.v2.component(
    "portal.suggested_names", html="<datalist></datalist>", js="suggest.js", isolate_styles=False
)
_WHERE = st.components.v2.component("portal.where_we_are", js="where.js")
COPY_WORDS = {"done": "Copied", "selected": "Selected: press Ctrl+C or hold to copy"}


def _nothing() -> None:
    """Streamlit gives a part's answer an attribute only when a callback is named for it."""


def show_where_we_are() -> None:
    """Draws nothing; marks the link that leads to the page shown, for those who hear the menu."""
    _WHERE(data={}, key="where_we_are")


def show_suggestions(box: str, release: str) -> None:
    """Draws nothing; while somebody types into the box of that key, its names are offered below it."""
    _SUGGEST(
        data={"box": box, "from": rooted(f"/assets/names.json?release={release}")}, key=f"{box}_suggested"
    )


def show_map(view: dict[str, Any], key: str, on_pick: Callable[[], None] = _nothing) -> None:
    """The map page at `view["src"]`, told what to colour, with its legend; `on_pick` runs when a reader opens an area."""
    _MAP(data=view, key=key, on_picked_change=on_pick)


def show_columns(view: dict[str, Any], key: str, on_pick: Callable[[], None] = _nothing) -> None:
    """The drawing `view["html"]`, made by the server of names it has escaped; `on_pick` runs when a place is opened."""
    _COLUMNS(data=view, key=key, on_picked_change=on_pick)


def show_desk(view: dict[str, Any], key: str, on_pick: Callable[[], None]) -> list[str]:
    """The desk's list with its keys; the references ticked. `on_pick` runs when one is opened."""
    shown = _DESK(
        data=view, key=key, default={"ticked": []}, on_opened_change=on_pick, on_ticked_change=_nothing
    )
    return list(shown.ticked or [])


def show_table(caption: str, columns: Sequence[dict[str, Any]], rows: list[list[Any]], key: str, *,
               codes: list[str] | None = None, chosen: str = "", height: int = 0, missing: str = "no figure",
               on_pick: Callable[[], None] = _nothing) -> None:  # fmt: skip
    """A real table whose headings sort. With `codes`, the first cell of each row opens that area."""
    data = {
        "caption": caption,
        "columns": list(columns),
        "rows": rows,
        "codes": codes,
        "chosen": chosen,
        "height": height,
        "text": {"missing": missing},
    }
    _TABLE(data=data, key=key, on_picked_change=on_pick)


def show_questions(view: dict[str, Any], key: str, on_act: Callable[[], None]) -> None:
    """One block of questions; what was typed and pressed is in `st.session_state[key].act` when `on_act` runs.

    What people type goes in and out as values and is shown as text, never as markup.
    """
    _QUESTIONS(data=view, key=key, on_act_change=on_act)


@dataclass(frozen=True)
class Copy:
    """One text that a press copies. `act` names the button; `is_code` is set in a fixed-width face."""

    label: str
    text: str
    act: str
    is_code: bool = False


def show_copies(copies: Sequence[Copy], key: str) -> None:
    """Texts with a button each that copies them whole and says so."""
    _COPY(data={"items": [asdict(copy) for copy in copies], "text": COPY_WORDS}, key=key)


def show_copying(key: str) -> None:
    """Draws nothing; from then on a button of ours that names a text with `data-copies` copies it whole and says so."""
    _COPY(data={"items": [], "text": COPY_WORDS}, key=key)
