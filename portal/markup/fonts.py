"""The faces of headings and text: cut from the variable fonts that the framework installs, so that no font file is kept here.

Source Serif 4 and Source Sans 3 are Adobe's, under the SIL Open Font License 1.1, which allows a cut copy under the same
name to be served. Whole, the face of text alone is 170 kB, a sixth of what a telephone fetches before it can be read.
"""

from __future__ import annotations

import hashlib
import logging
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Lock

# Basic Latin, the marks of plain British prose, and what Welsh names are written with.
LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "£éêçèôâïö–—‘’“”…›·½×−ŴŵŶŷẀẁẂẃẄẅỲỳ"
# What other names in the west of Europe are written with, spaces that do not break, and signs of the pages.
TEXT_LETTERS = (
    LETTERS + "".join(c for c in map(chr, range(0xA0, 0x100)) if c not in LETTERS and c != "\xad") + "•←→"
)
# The framework's files, by what their names begin with.
SERIF, SANS = "SourceSerifVariable-Roman*.woff2", "SourceSansVF-Upright*.woff2"
# Said anew whenever `cut` or what it cuts with makes other bytes of the same: it is part of a name that is kept for ever.
_CUT_HOW = "kern liga lnum tnum, opsz 32, fonttools 4"
_CUTTING = "import sys; from portal.markup import fonts; sys.stdout.buffer.write(fonts.cut(fonts.FACES[sys.argv[1]]))"
_cutting = Lock()


@dataclass(frozen=True)
class CutFace:
    """What is cut of the installed font whose name begins like `pattern`: these letters, between these two weights."""

    name: str
    pattern: str
    letters: str
    weights: tuple[int, int]


HEADING = CutFace("heading", SERIF, LETTERS, (600, 700))
TEXT = CutFace("text", SANS, TEXT_LETTERS, (400, 700))
FACES = {face.name: face for face in (TEXT, HEADING)}


def installed(pattern: str = SERIF) -> Path:
    """The framework's own file; raises LookupError where an upgrade has moved it."""
    framework = find_spec("streamlit")
    media = Path(str(framework.origin if framework else "")).parent / "static" / "static" / "media"
    found = sorted(media.glob(pattern))
    if not found:
        raise LookupError(f"the framework no longer installs {pattern}")
    return found[0]


@cache
def address(face: CutFace) -> str:
    """Where a cut face is served, named by what it is made of, so that browsers may keep it; empty where there is none to cut."""
    try:
        # The framework puts a hash of the content into the file's name, so the file itself need not be read for this.
        made_of = repr((installed(face.pattern).name, face.letters, face.weights, _CUT_HOW))
    except LookupError:
        return ""
    return f"/assets/face-{face.name}-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}.woff2"


def served() -> dict[str, CutFace]:
    """The faces by address."""
    return {address(face): face for face in FACES.values() if address(face)}


def cut_face(face: CutFace) -> bytes:
    """The cut face as WOFF2, about 20 kB. The first call takes some seconds, the others nothing.

    Raises CalledProcessError where the cutting failed; the next call tries again.
    """
    with _cutting:
        return _cut_beside(face.name)


@cache
def _cut_beside(name: str) -> bytes:
    """In a process of its own: it would keep 58 MB of this one's memory, and readers waiting for two seconds."""
    command = [sys.executable, "-c", _CUTTING, name]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def cut(face: CutFace) -> bytes:
    """The work itself; see `cut_face`."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    # It tells every step of its own.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    # Its name says what it is made of, so every process has to make the same bytes of that, whatever the time.
    font = TTFont(installed(face.pattern), recalcTimestamp=False)
    # Fewer letters first: what follows is then twenty times less work.
    subsetter = Subsetter(Options(layout_features=["kern", "liga", "lnum", "tnum"]))
    subsetter.populate(text=face.letters)
    subsetter.subset(font)
    axes = {axis.axisTag: axis for axis in font["fvar"].axes}
    # A face is drawn for one size of print; headings are set large.
    fixed = {"opsz": min(32.0, axes["opsz"].maxValue)} if "opsz" in axes else {}
    font = instantiateVariableFont(font, {"wght": face.weights, **fixed})
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def rule(
    face: CutFace,
    family: str,
    display: str = "swap",
    weights: tuple[int, int] | None = None,
    letters: str = "",
) -> str:
    """The @font-face rule of a cut face, under the name that pages use; empty where there is none to cut.

    `weights` where others than its own are said; `letters` where it is asked for these alone.
    """
    if not address(face):
        return ""
    least, most = weights or face.weights
    source = f'url({address(face)}) format("woff2")'
    only = f";unicode-range:{','.join(f'U+{ord(letter):X}' for letter in sorted(letters))}" if letters else ""
    return f'@font-face{{font-family:"{family}";src:{source};font-weight:{least} {most};font-display:{display}{only}}}\n'


def instead_of_the_whole() -> str:
    """The framework's own face of text, cut: for these letters its file stands for the whole one, which is fetched for any other.

    Browsers join two rules of one family to one face only where they name the same weights, and the later one is asked first:
    this belongs below the framework's stylesheet.
    """
    return rule(TEXT, "Source Sans", weights=(100, 900), letters=TEXT.letters).strip()
