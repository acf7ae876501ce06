"""The faces of what is printed: cut from the variable fonts that the framework installs, so that no font file is kept here.

Source Serif 4 and Source Sans 3 are Adobe's, under the SIL Open Font License 1.1, which lets a document embed them.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from portal.markup.fonts import LETTERS, SANS, SERIF, installed

# The marks of plain British prose, and the letters that names of people and places are written with elsewhere.
PRINTED = LETTERS + "".join(map(chr, range(0xA0, 0x180))) + "•→"
# Family, style as the page knows it, and weight.
FACES = (("sans", "", SANS, 400), ("sans", "B", SANS, 700), ("serif", "B", SERIF, 700))
_CUTTING = "import sys; from portal.figures.paper.faces import cut; cut(sys.argv[1])"
_cutting = Lock()


def faces() -> dict[tuple[str, str], Path]:
    """The file of each family and style. The first call takes some seconds, the others nothing.

    Raises CalledProcessError where the cutting failed; the next call tries again.
    """
    with _cutting:
        return _cut_beside()


@cache
def _cut_beside() -> dict[tuple[str, str], Path]:
    """In a process of its own, whose memory is given back. With the first paper and not at the start, where the first
    reader waits for the processor; and no later than others, or a busy machine would never come to it.
    """
    folder = Path(_folder().name)
    subprocess.run([sys.executable, "-c", _CUTTING, str(folder)], check=True)
    return {(family, style): folder / f"{family}{style}.ttf" for family, style, _, _ in FACES}


@cache
def _folder() -> TemporaryDirectory[str]:
    """Gone when this process ends."""
    return TemporaryDirectory(prefix="portal-faces-")


def cut(folder: str) -> None:
    """The work itself; see `faces`."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    # It tells every step of its own.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    fewer: dict[str, bytes] = {}
    for family, style, pattern, weight in FACES:
        if pattern not in fewer:
            font = TTFont(installed(pattern), recalcTimestamp=False)
            subsetter = Subsetter(Options(layout_features=[]))
            subsetter.populate(text=PRINTED)
            subsetter.subset(font)
            font.flavor = None
            fewer[pattern] = _written(font)
        font = TTFont(BytesIO(fewer[pattern]), recalcTimestamp=False)
        axes = {axis.axisTag: axis for axis in font["fvar"].axes}
        # A face is drawn for one size of print; the serif is for headings, which are set large.
        fixed = {"opsz": min(32.0, axes["opsz"].maxValue)} if "opsz" in axes else {}
        font = instantiateVariableFont(font, {"wght": weight, **fixed})
        Path(folder, f"{family}{style}.ttf").write_bytes(_written(font))


def _written(font: object) -> bytes:
    written = BytesIO()
    font.save(written)  # type: ignore[attr-defined]
    return written.getvalue()
