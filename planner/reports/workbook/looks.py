"""How cells look: each look is made once with openpyxl and known by the number of its style from then on."""

from enum import IntEnum
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils.indexed_list import IndexedList

from planner.core.progress import Light
from planner.reports.table import Style

FONTS = {
    Style.TITLE: "方正小标宋简体",
    Style.SUBTITLE: "楷体_GB2312",
    Style.HEAD: "黑体",
    Style.SECTION: "黑体",
    Style.SUBSECTION: "楷体_GB2312",
    Style.CELL: "仿宋_GB2312",
    Style.STRONG: "黑体",
    Style.NOTE: "仿宋_GB2312",
    Style.FOOTER: "宋体",
}
# Its digits are 8 pixels wide like those of 宋体 11, and so on every machine: where 宋体 is not installed, another
# face stands in for it, and a program that counts columns by wider digits makes a sheet too wide for its page.
STANDARD_FONT = ("Times New Roman", 12)
GREY = "FF8C8C8C"
LIGHTS = {Light.GREEN: "FF218C45", Light.YELLOW: "FFF2B00D", Light.RED: "FFCC2121", Light.BLUE: "FF2163BF"}
# The numbers by which a workbook says that letters stand one below the other, and that a text runs downwards.
UPRIGHT, TURNED = 255, 180
_CHINESE = 134
_SHADE = PatternFill("solid", fgColor="FFEBEBEB")
_OPEN = PatternFill("solid", fgColor="FFFFF8D6")


class Rule(IntEnum):
    """The rules of a table: none, those inside of half a point, those round it of one."""

    NONE = 0
    INNER = 1
    OUTER = 2


_SIDES = {Rule.NONE: Side(), Rule.INNER: Side(style="thin"), Rule.OUTER: Side(style="medium")}


class Rules(NamedTuple):
    """The rules on the four sides of a cell."""

    left: Rule = Rule.NONE
    right: Rule = Rule.NONE
    top: Rule = Rule.NONE
    bottom: Rule = Rule.NONE


class Look(NamedTuple):
    """What the look of a cell depends on; `form` is a number format, "@" for text, `turn` UPRIGHT or TURNED.

    An `unlocked` cell is pale yellow: it may be written in on a sheet that is locked.
    """

    style: Style
    size: float
    horizontal: str = "left"
    vertical: str = "center"
    rules: Rules = Rules()
    shaded: bool = False
    turn: int = 0
    wraps: bool = True
    grey: bool = False
    quoted: bool = False
    form: str = "@"
    unlocked: bool = False


def new_workbook() -> Workbook:
    """Return a workbook with the standard font, by whose digits column widths are counted."""
    workbook = Workbook()
    name, size = STANDARD_FONT
    font = Font(name=name, size=size)
    # Some programs count columns by the font of the style "Normal", some by the first of all.
    workbook._fonts = IndexedList([font])  # type: ignore[attr-defined]
    workbook._named_styles["Normal"].font = font  # type: ignore[attr-defined]
    return workbook


class Looks:
    """The looks of a workbook and their numbers."""

    def __init__(self, workbook: Workbook, wishes: tuple[tuple[str, str], ...] = ()) -> None:
        wished = dict(wishes)
        self._families = {style: wished.get(family, family) for style, family in FONTS.items()}
        self._sheet = workbook.worksheets[0]
        self._numbers: dict[Look, int] = {}

    def number(self, look: Look) -> int:
        """Return the number of the style that looks so."""
        number = self._numbers.get(look)
        if number is None:
            number = self._numbers[look] = self._dressed(look)
        return number

    def _dressed(self, look: Look) -> int:
        cell, rules = WriteOnlyCell(self._sheet), look.rules
        cell.font = Font(
            name=self._families[look.style], size=look.size, charset=_CHINESE, color=GREY if look.grey else None
        )
        cell.alignment = Alignment(
            horizontal=look.horizontal,
            vertical=look.vertical,
            wrap_text=look.wraps and look.turn != UPRIGHT,  # stacked letters that wrap are not centred everywhere
            text_rotation=look.turn,
        )
        cell.border = Border(
            left=_SIDES[rules.left], right=_SIDES[rules.right], top=_SIDES[rules.top], bottom=_SIDES[rules.bottom]
        )
        cell.fill = _OPEN if look.unlocked else _SHADE if look.shaded else PatternFill()
        cell.protection = Protection(locked=not look.unlocked)
        cell.number_format = look.form
        cell.quotePrefix = look.quoted
        return int(cell.style_id)
