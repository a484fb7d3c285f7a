"""The page of a sheet: paper, margins, page numbers, what is said again on each page, what stays in view."""

from collections.abc import Sequence

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.reports.profiles import Profile
from planner.reports.table import PageChoices

PAPER = {"A4": 9, "A3": 8}
_FONT = "宋体,常规"
_FOOTER = 9.0  # millimetres from the edge of the paper
_LEGEND_FONT = "仿宋_GB2312,常规"
_FOOTER_OF_TWO = 7.0  # two lines of it
_LONGEST_LEGEND = 150  # a footer takes 255 characters, fonts and numbers included
_GAP = "　　"
_SIZE, _BOUND_SIZE = 10, 14  # whole points: a footer takes no others
# GB/T 9704: the number stands 7 mm below the type area; half the height of its line is left out, as it has a dash.
_BELOW = 7.0 + 2.8


def set_paper(
    sheet: Worksheet, profile: Profile, page: PageChoices, *, first_page: int | None = None, total: bool = True
) -> None:
    """Set paper, margins and page numbers; `first_page` is None where the numbers go on from the sheet before.

    Without `total` the number of pages is not said: it would be that of all sheets.
    """
    setup = sheet.page_setup
    setup.orientation = "landscape" if profile.width > profile.height else "portrait"
    setup.paperSize, setup.fitToWidth, setup.fitToHeight = PAPER[profile.paper], 1, 0
    if first_page is not None:
        setup.firstPageNumber, setup.useFirstPageNumber = first_page, True
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.top, margins.bottom = profile.top / 25.4, profile.bottom / 25.4
    margins.left, margins.right = profile.left / 25.4, profile.right / 25.4
    margins.header = (profile.top - _BELOW if profile.bound else _FOOTER) / 25.4
    margins.footer = (profile.bottom - _BELOW if profile.bound else _FOOTER) / 25.4
    sheet.HeaderFooter.scaleWithDoc = False
    if profile.bound:
        _number_bound(sheet, profile)
    else:
        text = _numbers(page, total=total)
        sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text, font=_FONT, size=_SIZE))


def _numbers(page: PageChoices, *, total: bool) -> str:
    if page.numbering == "dash":
        return "— &P —"
    return "第&P页 共&N页" if total else "第&P页"


def fits_foot(profile: Profile, legend: Sequence[str]) -> bool:
    """Tell whether the foot of a page can say the legend; that of a bound sheet has its number in a corner."""
    return bool(legend) and not profile.bound and len(_GAP.join(legend)) <= _LONGEST_LEGEND


def set_legend(sheet: Worksheet, page: PageChoices, legend: Sequence[str], *, total: bool) -> None:
    """Say what the signs mean at the foot of each page, the number of the page below it.

    Both parts have two lines: programs differ in whether they set parts of unequal height by their tops or centres.
    """
    text = _GAP.join(legend).replace("&", "&&") + "\n　"
    number = _HeaderFooterPart(f"\n{_numbers(page, total=total)}", font=_FONT, size=_SIZE)
    sheet.oddFooter = HeaderFooterItem(_HeaderFooterPart(text, font=_LEGEND_FONT, size=_SIZE), center=number)
    sheet.page_margins.footer = _FOOTER_OF_TWO / 25.4


def _number_bound(sheet: Worksheet, profile: Profile) -> None:
    """Set the numbers of an official document: outer side, a character free from the edge.

    A lying sheet has them where the standing pages of the document have them, at its left edge: low on odd pages, high
    on even ones. A spreadsheet cannot turn them.
    """
    left = HeaderFooterItem(left=_HeaderFooterPart("　— &P —", font=_FONT, size=_BOUND_SIZE))
    right = HeaderFooterItem(right=_HeaderFooterPart("— &P —　", font=_FONT, size=_BOUND_SIZE))
    sheet.HeaderFooter.differentOddEven = True
    if profile.width > profile.height:
        sheet.oddFooter, sheet.evenHeader = left, left
    else:
        sheet.oddFooter, sheet.evenFooter = right, left
