"""复制为表格: a document as HTML that WPS, Word and Excel paste as tables with their widths, and as tab-separated text.

The styles stand in the cells themselves, for the programs that paste them read no others. Those that begin with `mso-`
are what Office writes of its own tables: they keep a text a text in Excel, and a line feed within its cell.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from planner.reports.heading import set_title
from planner.reports.profiles import LEADINGS, LEAST_ROW, MM, PADDING_SIDE, PADDING_TOP, PROFILES
from planner.reports.table import SIGNS, Cell, Column, ItemRow, ReportDocument, ReportTable, SectionRow, Text
from planner.reports.word.styles import FANGSONG, HEI, KAI, TITLE
from planner.reports.word.tables import ADVANCES
from planner.reports.word.texts import GREY, LIGHTS

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SIGN = re.compile(f"([{''.join(sorted(SIGNS))}])")
_BREAK = '<br style="mso-data-placement:same-cell">'
_LATIN = "mso-ascii-font-family:'Times New Roman';mso-hansi-font-family:'Times New Roman'"
_FONTS = {
    FANGSONG: f"font-family:{FANGSONG},仿宋;{_LATIN}",
    KAI: f"font-family:{KAI},楷体;{_LATIN}",
    HEI: f"font-family:{HEI}",
    TITLE: f"font-family:{TITLE},方正小标宋_GBK,华文中宋,宋体",
}
_SHADE = "background:#EBEBEB"
_NOTE_SIZE = 10.5
_HEAD_SIZE = 12.0
_QUOTED = re.compile('[\t\n"]')


def table_html(document: ReportDocument) -> str:
    """Return the tables of `document`, with their titles and notes, as HTML to be pasted."""
    body = "".join(piece for table in document.tables for piece in _Table(table, document).pieces())
    for usual, family in document.page.fonts:
        name = re.sub("[^\\w ()-]", "", family)
        body = body.replace(f"font-family:{usual}", f"font-family:'{name}',{usual}")
    return f'<html><head><meta charset="utf-8"></head><body><!--StartFragment-->{body}<!--EndFragment--></body></html>'


def table_text(document: ReportDocument) -> str:
    """Return the tables of `document` as text: a line a row, cells parted by tabs and quoted as Excel does."""
    lines: list[str] = []
    for table in document.tables:
        if lines:
            lines.append("")
        lines += [_field(text) for text in (table.title, table.subtitle, *table.preface, table.band) if text]
        if table.has_head:
            lines.append("\t".join(_field(column.head) for column in table.columns))
        for row in table.rows:
            if isinstance(row, SectionRow):
                lines.append(_field(row.text))
            else:
                lines.append("\t".join(_field("" if cell.joined else cell.text) for cell in row.cells))
        lines += [_field(text) for text in (*table.notes, *table.legend, *table.foot)]
    return "\n".join(lines)


def _field(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


class _Table:
    """Writes one table with what stands round it."""

    def __init__(self, table: ReportTable, document: ReportDocument) -> None:
        self.table = table
        self.size = document.page.size
        self.shade = document.page.shaded and not PROFILES[table.profile].bound
        self.widths = [column.width * MM for column in table.columns]

    def pieces(self) -> Iterator[str]:
        """Yield the HTML piece by piece."""
        table = self.table
        if table.follows:
            yield _line("", FANGSONG, _NOTE_SIZE)
        if table.title:
            size, lines = set_title(table.title, PROFILES[table.profile], ADVANCES)
            yield _line("\n".join(line.text.strip() for line in lines), TITLE, size, "center")
        if table.subtitle:
            yield _line(table.subtitle, KAI, PROFILES[table.profile].subtitle_size, "center")
        for text in table.preface:
            yield _line(text, FANGSONG, _HEAD_SIZE)
        yield (
            '<table border="1" cellspacing="0" cellpadding="0" style="border-collapse:collapse;table-layout:fixed;'
            f'width:{sum(self.widths):.1f}pt;border:1pt solid black">'
        )
        yield "".join(f'<col width="{_pixels(width)}" style="width:{width:.1f}pt">' for width in self.widths)
        yield from self._head()
        yield "<tbody>"
        yield from self._rows()
        yield "</tbody></table>"
        for text in (*table.notes, *table.legend):
            yield _line(text, FANGSONG, _NOTE_SIZE)
        for text in table.foot:
            yield _line(text, FANGSONG, _HEAD_SIZE)

    def _head(self) -> Iterator[str]:
        if not self.table.band and not self.table.has_head:
            return
        yield "<thead>"
        if self.table.band:
            yield self._across(self.table.band, HEI)
        if self.table.has_head:
            shade = f";{_SHADE}" if self.shade else ""
            look = f"{_font(HEI, _HEAD_SIZE)}{shade}"
            cells = (
                self._cell(place, 1, _span(_head_words(column), [_FONTS[HEI]]), look, align="center")
                for place, column in enumerate(self.table.columns)
            )
            yield f"{_row(LEAST_ROW)}{''.join(cells)}</tr>"
        yield "</thead>"

    def _rows(self) -> Iterator[str]:
        rows = self.table.rows
        below = _joined_below(rows)
        for place, row in enumerate(rows):
            if isinstance(row, SectionRow):
                yield self._across(row.text, HEI if row.level == 1 else KAI)
            else:
                yield self._item(row, [counts.get(place, 1) for counts in below])

    def _across(self, text: str, font: str) -> str:
        inside = _span(_plain(text), [_FONTS[font]])
        return f"{_row(LEAST_ROW)}{self._cell(0, len(self.widths), inside, _font(font, _HEAD_SIZE), align='left')}</tr>"

    def _item(self, row: ItemRow, heights: Sequence[int]) -> str:
        parts = [_row(max(LEAST_ROW, row.least * MM))]
        hidden = 0
        for place, cell in enumerate(row.cells):
            if hidden or not heights[place]:
                hidden = hidden - 1 if hidden else cell.span - 1
                continue
            hidden = cell.span - 1
            look = _font(HEI if row.is_total else FANGSONG, self.size)
            inside = _span(_inside(cell), [_FONTS[HEI]] if row.is_total else [])
            align = _aligned(self.table.columns[place], cell)
            parts.append(self._cell(place, cell.span, inside, look, align=align, height=heights[place]))
        return "".join(parts) + "</tr>"

    def _cell(self, place: int, span: int, inside: str, look: str, *, align: str, height: int = 1) -> str:
        width = sum(self.widths[place : place + span])
        spans = f' colspan="{span}"' if span > 1 else ""
        spans += f' rowspan="{height}"' if height > 1 else ""
        return (
            f'<td width="{_pixels(width)}"{spans} align="{align}" valign="middle" style="width:{width:.1f}pt;'
            f"border:.5pt solid black;padding:{PADDING_TOP:.2f}pt {PADDING_SIDE:.2f}pt;vertical-align:middle;"
            f"text-align:{align};white-space:normal;mso-number-format:'\\@';{look}\">{inside}</td>"
        )


def _joined_below(rows: Sequence[SectionRow | ItemRow]) -> list[dict[int, int]]:
    """Return for each column how many rows the cell of a row is high: 0 for one that goes on from above."""
    columns = max((len(row.cells) for row in rows if isinstance(row, ItemRow)), default=0)
    found: list[dict[int, int]] = [{} for _ in range(columns)]
    starts: list[int | None] = [None] * columns
    for place, row in enumerate(rows):
        for column in range(columns):
            start = starts[column]
            if isinstance(row, ItemRow) and row.cells[column].joined and start is not None:
                found[column][place] = 0
                found[column][start] = found[column].get(start, 1) + 1
            else:
                starts[column] = place if isinstance(row, ItemRow) else None
    return found


def _aligned(column: Column, cell: Cell) -> str:
    centred = column.centred if cell.centred is None else cell.centred
    if centred:
        return "center"
    # A line that ends with a break would be stretched.
    return "left" if column.ragged or len(cell.paragraphs) > 1 else "justify"


def _head_words(column: Column) -> str:
    """Return a head, an upright one with one character below the other."""
    if not column.upright:
        return _plain(column.head)
    return _BREAK.join(_plain(character) for character in column.head if not character.isspace())


def _inside(cell: Cell) -> str:
    return _BREAK.join("".join(_stretch(part) for part in paragraph) for paragraph in cell.paragraphs)


def _stretch(part: Text) -> str:
    looks = [f"font-family:{HEI}"] if part.strong else []
    if part.underlined:
        looks.append("text-decoration:underline")
    if part.grey:
        looks.append(f"color:#{GREY}")
    if part.light is not None:
        colour = f"color:#{LIGHTS[part.light]}"
        pieces = [piece for piece in _SIGN.split(part.text) if piece]
        inside = "".join(_span(_plain(one), [colour] if one in SIGNS else []) for one in pieces)
    else:
        inside = _plain(part.text)
    return _span(inside, looks)


def _span(inside: str, looks: Sequence[str]) -> str:
    return f'<span style="{";".join(looks)}">{inside}</span>' if looks else inside


def _plain(text: str) -> str:
    """Return text without what HTML cannot hold; several blanks stay several."""
    return escape(_CONTROL.sub("", text), quote=False).replace("  ", " &nbsp;").replace("\n", _BREAK)


def _line(text: str, font: str, size: float, align: str = "left") -> str:
    style = f"margin:0;{_font(font, size)};text-align:{align}"
    return f'<p style="{style}">{_plain(text) or "&nbsp;"}</p>'


def _font(font: str, size: float) -> str:
    leading = LEADINGS.get(size, round(size * 1.4, 1))
    return f"{_FONTS[font]};font-size:{size:g}pt;line-height:{leading:g}pt"


def _row(height: float) -> str:
    return f'<tr height="{_pixels(height)}" style="height:{height:.1f}pt">'


def _pixels(points: float) -> int:
    return round(points * 96 / 72)
