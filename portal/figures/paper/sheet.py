"""A sheet of A4 to write on: text that is measured before it is set, shapes, links, and tags for those who listen to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from portal.domain.site import SITE
from portal.figures.paper.faces import PRINTED, faces
from portal.figures.paper.lettering import POINT, TEXT, Face, Para, Tag
from portal.markup import token

if TYPE_CHECKING:
    from fpdf import FPDF, ViewerPreferences

# Millimetres.
WIDE, TALL, EDGE = 210.0, 297.0, 16.0
LEFT, RIGHT, INSIDE = EDGE, WIDE - EDGE, WIDE - 2 * EDGE
# Where what is said ends; the foot of the page stands below.
FLOOR = 279.0


class Sheet:
    """The document. Lengths are millimetres from the top left corner; text is set whole or not at all."""

    def __init__(self, title: str, subject: str, made: str) -> None:
        """`made`: the last month held, YYYY-MM, by which the document is dated, so that a release has one of each."""
        # Imported when first needed: it loads a library of fonts.
        from fpdf import FPDF

        self.pdf: FPDF = FPDF(unit="mm", format="A4")
        self._measured: dict[tuple[str, Face, float], list[str]] = {}
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        self.pdf.set_lang("en-GB")
        self.pdf.set_title(title)
        self.pdf.set_author(SITE)
        self.pdf.set_creator(SITE)
        self.pdf.set_subject(subject)
        self.pdf.set_creation_date(_day_after(made))
        self.pdf.viewer_preferences = _names_itself()
        for (family, style), path in faces().items():
            self.pdf.add_font(family, style, str(path))

    def new_page(self) -> None:
        self.pdf.add_page()

    def content(self) -> bytes:
        return bytes(self.pdf.output())

    def height(self, words: str, face: Face, width: float) -> float:
        """Of the text set in lines no longer than `width`."""
        return len(self._lines(words, face, width)) * face.step

    def fitting(self, words: str, face: Face, width: float, lines: int, smallest: float) -> Face:
        """The face in the largest size at which the text takes no more lines than that; else in the smallest."""
        while face.size > smallest and len(self._lines(words, face, width)) > lines:
            face = face.at(face.size - 0.5)
        return face

    def words(self, x: float, y: float, width: float, words: str, face: Face = TEXT, *, tag: Tag = "P",
              align: Literal["L", "R", "C"] = "L", link: str = "") -> float:  # fmt: skip
        """Sets the text and gives where it ends."""
        self._use(face)
        self.pdf.set_xy(x, y)
        with self.tagged(tag):
            self.pdf.multi_cell(width, face.step, printable(words), align=align, link=link or None)
        return y + self.height(words, face, width)

    def span(self, words: str, face: Face) -> float:
        """How wide one line of it is."""
        self._use(face)
        return float(self.pdf.get_string_width(printable(words)))

    def flow(self, x: float, y: float, width: float, paras: Sequence[Para]) -> float:
        """One block below the other; gives where the last one ends."""
        for para in paras:
            y = self.words(x, y, width, para.words, para.face, tag=para.tag, link=para.link) + para.after
        return y

    def flow_height(self, width: float, paras: Sequence[Para]) -> float:
        return sum(self.height(para.words, para.face, width) + para.after for para in paras)

    def box(self, x: float, y: float, width: float, height: float, *, fill: str = "", edge: str = "",
            line: float = 0.3, dash: float = 0) -> None:  # fmt: skip
        """A rectangle in our own colours; `dash` breaks its edge."""
        self._paint(fill, edge, line)
        with self.unread():
            self.pdf.set_dash_pattern(dash=dash, gap=dash * 0.8) if dash else None
            self.pdf.rect(x, y, width, height, style=f"{'D' if edge else ''}{'F' if fill else ''}")
            self.pdf.set_dash_pattern()

    def frame(self, x: float, y: float, width: float, height: float, *, is_modelled: bool) -> None:
        """Around what is modelled, dashed and pale violet; around anything else a plain line."""
        if is_modelled:
            self.box(x, y, width, height, fill="estimated-wash", edge="estimated", line=0.5, dash=1.6)
        else:
            self.box(x, y, width, height, edge="edge", line=0.3)

    def line(
        self, x: float, y: float, to_x: float, to_y: float, colour: str = "ink", line: float = 0.3
    ) -> None:
        self._paint("", colour, line)
        with self.unread():
            self.pdf.line(x, y, to_x, to_y)

    def shape(
        self, points: Sequence[tuple[float, float]], *, fill: str = "", edge: str = "", line: float = 0.15
    ) -> None:
        self._paint(fill, edge, line)
        self.pdf.polygon(list(points), style=f"{'D' if edge else ''}{'F' if fill else ''}")

    def round(
        self, x: float, y: float, radius: float, *, fill: str = "", edge: str = "", line: float = 0.4
    ) -> None:
        """A circle about the point."""
        self._paint(fill, edge, line)
        with self.unread():
            self.pdf.circle(x, y, radius, style=f"{'D' if edge else ''}{'F' if fill else ''}")

    def ring(self, x: float, y: float, radius: float) -> None:
        """A heavy circle about the point, part of the figure being drawn."""
        self._paint("", "ink", 0.45)
        self.pdf.circle(x, y, radius, style="D")

    def label(self, x: float, y: float, words: str, face: Face) -> None:
        """A name in the middle of the point, on a pale ground that lets what is beneath it through."""
        wide, tall = self.span(words, face), face.size * POINT
        with self.pdf.local_context(fill_opacity=0.72):
            self.pdf.set_fill_color(token("paper"))
            self.pdf.rect(
                x - wide / 2 - 0.5,
                y - tall / 2 - 0.25,
                wide + 1,
                tall + 0.5,
                style="F",
                round_corners=True,
                corner_radius=0.6,
            )
        self._use(face)
        self.pdf.text(x - wide / 2, y + tall * 0.34, printable(words))

    @contextmanager
    def within(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """What is drawn meanwhile is seen inside the rectangle alone."""
        with self.pdf.rect_clip(x, y, width, height):
            yield

    def hatching(self, x: float, y: float, width: float, height: float, gap: float = 1.0) -> None:
        """A rectangle in slanting lines with an edge: what may be there and was not counted."""
        self._paint("", "estimated", 0.28)
        with self.unread(), self.within(x, y, width, height):
            at = x - height
            while at < x + width:
                self.pdf.line(at, y + height, at + height, y)
                at += gap
        self.box(x, y, width, height, edge="estimated", line=0.3)

    @contextmanager
    def tagged(self, tag: Tag | Literal["Figure"], alt: str = "") -> Iterator[None]:
        """What is drawn meanwhile is one part of the document's structure; `alt` says it to whoever does not see it."""
        tree, page = self.pdf.struct_builder, self.pdf.page
        number = tree.next_mcid_for_page(page)
        self.pdf._add_marked_content(struct_type=f"/{tag}", mcid=number, alt_text=alt or None)
        self.pdf._out(f"/{tag} <</MCID {number}>> BDC")
        yield
        self.pdf._out("EMC")

    @contextmanager
    def unread(self) -> Iterator[None]:
        """What is drawn meanwhile says nothing that a listener misses. Inside a part that is tagged it belongs to that."""
        self.pdf._out("/Artifact BMC")
        yield
        self.pdf._out("EMC")

    def _use(self, face: Face) -> None:
        self.pdf.set_font(face.family, "B" if face.is_bold else "", face.size)
        self.pdf.set_text_color(token(face.colour))

    def _lines(self, words: str, face: Face, width: float) -> list[str]:
        """As they will be set. The same text is asked for when a page is planned and when it is drawn."""
        asked = (words, face, width)
        if asked not in self._measured:
            self._use(face)
            found = self.pdf.multi_cell(
                width, face.step, printable(words), align="L", dry_run=True, output="LINES"
            )
            self._measured[asked] = list(found)  # type: ignore[arg-type]
        return self._measured[asked]

    def _paint(self, fill: str, edge: str, line: float) -> None:
        self.pdf.set_line_width(line)
        if fill:
            self.pdf.set_fill_color(token(fill))
        if edge:
            self.pdf.set_draw_color(token(edge))


def printable(words: str) -> str:
    """The text in letters that the faces have; a letter of another script is a question mark, never an empty box."""
    return "".join(letter if letter in _LETTERS else "?" for letter in words)


_LETTERS = frozenset(PRINTED)


def _day_after(month: str) -> datetime:
    """The first day after the month."""
    year, number = int(month[:4]), int(month[5:])
    return datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)


def _names_itself() -> ViewerPreferences:
    """A reader's window says the title and not the name of a file."""
    from fpdf import ViewerPreferences

    return ViewerPreferences(display_doc_title=True)
