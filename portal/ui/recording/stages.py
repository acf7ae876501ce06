"""From what happened to what this map shows: four steps, locked where nothing local is known."""

from __future__ import annotations

from html import escape

import streamlit as st

from portal.services.recording.findings import Finding, Stage, stages
from portal.ui.cache import library

_HATCH = "repeating-linear-gradient(135deg,currentColor 0 1px,transparent 1px 7px)"


def show_stages(found: list[Finding]) -> None:
    """The steps as boxes that stack on a phone and read as a list."""
    st.header("From what happened to what this map shows")
    st.write(
        "A crime passes four steps before it is on our map, and some are lost at each. The steps are different gaps; they "
        "are never added or multiplied here."
    )
    boxes = "".join(_box(number, stage) for number, stage in enumerate(stages(library(), found), start=1))
    st.html(
        '<ol role="list" style="list-style:none;margin:0;padding:0;display:grid;gap:.8rem;'
        f'grid-template-columns:repeat(auto-fit,minmax(min(100%,220px),1fr))">{boxes}</ol>'
    )


def _box(number: int, stage: Stage) -> str:
    edge = "2px dashed" if stage.locked else "3px solid"
    strip = _HATCH if stage.locked else "#2073BC"
    lock = "Locked: no evidence for this force" if stage.locked else "Evidence for the whole force"
    return (
        f'<li style="border:{edge} currentColor;border-radius:6px;padding:0 0 .8rem;overflow:hidden">'
        f'<div aria-hidden="true" style="height:14px;background:{strip}"></div><div style="padding:.4rem .8rem 0">'
        f'<h3 style="margin:0;padding:0;font-size:1.1rem">{number}. {escape(stage.name)}</h3>'
        f'<p style="margin:.3rem 0;font-weight:600">{lock}</p>'
        f'<p style="margin:.3rem 0;font-size:1.2rem;font-weight:600">{escape(stage.answer)}</p>'
        f'<p style="margin:.3rem 0">{escape(stage.evidence)}</p>'
        f'<p style="margin:.3rem 0;font-size:.875rem">Where: {escape(stage.where)}. When: {escape(stage.when)}.</p></div></li>'
    )
