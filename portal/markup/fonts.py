"""The heading face: cut from the variable font that the framework installs, so that no font file is kept here.

Source Serif 4 is Adobe's, under the SIL Open Font License 1.1, which allows a cut copy under the same name to be served.
"""

from __future__ import annotations

import hashlib
import logging
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Lock

# Basic Latin, and the marks of plain British prose.
LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "£éêçèôâïö–—‘’“”…›·½×−"
WEIGHTS = (600, 700)
# The framework's files, by what their names begin with.
SERIF, SANS = "SourceSerifVariable-Roman*.woff2", "SourceSansVF-Upright*.woff2"
_CUTTING = "import sys; from portal.markup.fonts import cut; sys.stdout.buffer.write(cut())"
_cutting = Lock()


def installed(pattern: str = SERIF) -> Path:
    """The framework's own file; raises LookupError where an upgrade has moved it."""
    framework = find_spec("streamlit")
    media = Path(str(framework.origin if framework else "")).parent / "static" / "static" / "media"
    found = sorted(media.glob(pattern))
    if not found:
        raise LookupError(f"the framework no longer installs {pattern}")
    return found[0]


@cache
def text_face() -> str:
    """Address of the face the framework sets its text in, which its own page has fetched already; empty where it has none."""
    try:
        return f"/static/media/{installed(SANS).name}"
    except LookupError:
        return ""


@cache
def font_name() -> str:
    """Names the cut face by what it is made of, so that browsers may keep it for ever; empty where there is none to cut."""
    try:
        # The framework puts a hash of the content into the file's name, so the file itself need not be read for this.
        made_of = repr((installed().name, LETTERS, WEIGHTS))
    except LookupError:
        return ""
    return f"heading-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}.woff2"


def heading_font() -> bytes:
    """The cut face as WOFF2, about 20 kB. The first call takes some seconds, the others nothing.

    Raises CalledProcessError where the cutting failed; the next call tries again.
    """
    with _cutting:
        return _cut_beside()


@cache
def _cut_beside() -> bytes:
    """In a process of its own: it would keep 58 MB of this one's memory, and readers waiting for two seconds."""
    command = [sys.executable, "-c", _CUTTING]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def cut() -> bytes:
    """The work itself; see `heading_font`."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    # It tells every step of its own.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    # Its name says what it is made of, so every process has to make the same bytes of that, whatever the time.
    font = TTFont(installed(), recalcTimestamp=False)
    # Fewer letters first: what follows is then twenty times less work.
    subsetter = Subsetter(Options(layout_features=["kern", "liga", "lnum", "tnum"]))
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    axes = {axis.axisTag: axis for axis in font["fvar"].axes}
    # A face is drawn for one size of print; headings are set large.
    fixed = {"opsz": min(32.0, axes["opsz"].maxValue)} if "opsz" in axes else {}
    font = instantiateVariableFont(font, {"wght": WEIGHTS, **fixed})
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()
