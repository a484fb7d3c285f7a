"""Sections of a Word file: paper, margins and page numbers as print.md 3.1 has them.

Word changes over the left and right margins of even pages by itself, but not top and bottom, as the lying sheet of an
official document wants: there the empty header and footer of odd and of even pages are of different height and push
the text to its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.reports.profiles import Profile
from planner.reports.word.tables import twips
from planner.reports.word.texts import paragraph

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_EMU = 36_000
_CODES = {"A4": 9, "A3": 8}  # by which a printer knows a sheet
_EDGE = 9.0  # of the page number of an unbound sheet from the paper's edge
_BELOW = 7.0  # of an official page number from the type area
_NUMBER_LINE = 6.0  # the height of such a number: 17 points
_FREE = 14 * 25.4 / 72  # one character of 四号 is left free beside it
_PUSH = 8.0  # where the pushing header and footer of a lying official page begin
_LEGEND_LINE = 15 * 25.4 / 72
_LEGEND_GAP = 1.5
_BEFORE_LEGEND = f'<w:spacing w:before="{twips(_LEGEND_GAP)}"/>'
_STRIP = 60.0  # the length of the strip that holds a turned number
_HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


@dataclass(frozen=True, slots=True)
class Paper:
    """What a section's pages are like: `numbering` is "of" or "dash", `total` the field that counts the pages.

    `legend` are finished runs, a paragraph each, that stand below the type area of every page.
    """

    profile: Profile
    numbering: str
    total: str = "NUMPAGES"
    legend: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A header or footer: `place` is "header" or "footer", `pages` "default" (odd ones too) or "even"."""

    place: str
    pages: str
    xml: str


def edges(paper: Paper, *, even_too: bool) -> tuple[Edge, ...]:
    """Return the headers and footers of a section; with `even_too` the document tells odd and even pages apart."""
    profile = paper.profile
    legend = "".join(
        paragraph("PlanNote", runs, "" if place else _BEFORE_LEGEND) for place, runs in enumerate(paper.legend)
    )
    taken = len(paper.legend) * _LEGEND_LINE + _LEGEND_GAP if paper.legend else 0.0
    if not profile.bound:
        body = legend + paragraph("PlanFooter", _dash() if paper.numbering == "dash" else _of(paper.total))
        pages = ("default", "even") if even_too else ("default",)
        return tuple(Edge("footer", one, _part("ftr", body)) for one in pages)
    if profile.width < profile.height:
        odd = paragraph("PlanBoundFooter", _dash(), f'<w:ind w:right="{twips(_FREE)}"/><w:jc w:val="right"/>')
        even = paragraph("PlanBoundFooter", _dash(), f'<w:ind w:left="{twips(_FREE)}"/>')
        return tuple(
            Edge("footer", one, _part("ftr", legend + number)) for one, number in (("default", odd), ("even", even))
        )
    found = []
    for one, top, bottom in (("default", profile.top, profile.bottom), ("even", profile.bottom, profile.top)):
        found.append(Edge("header", one, _part("hdr", _push(top - _PUSH))))
        number = _turned(profile, is_odd=one == "default", top=top, bottom=bottom)
        rest = max(bottom - _PUSH - taken, 1)
        found.append(Edge("footer", one, _part("ftr", legend + _push(rest, number))))
    return tuple(found)


def section_xml(
    paper: Paper, references: Sequence[tuple[Edge, str]], *, kind: str = "nextPage", first: int | None = None
) -> str:
    """Return a sectPr; `references` are the edges with the ids of their relationships, `first` its first number."""
    profile = paper.profile
    top, bottom, header, footer = profile.top, profile.bottom, _EDGE, _EDGE
    if profile.bound and profile.width > profile.height:
        top = bottom = min(profile.top, profile.bottom)
        header = footer = _PUSH
    elif profile.bound:
        footer = profile.bottom - _BELOW - _NUMBER_LINE
    linked = "".join(
        f'<w:{edge.place}Reference w:type="{edge.pages}" r:id="{relation}"/>' for edge, relation in references
    )
    turned = ' w:orient="landscape"' if profile.width > profile.height else ""
    start = f'<w:pgNumType w:start="{first}"/>' if first is not None else ""
    return (
        f'<w:sectPr>{linked}<w:type w:val="{kind}"/><w:pgSz w:w="{twips(profile.width)}" w:h="{twips(profile.height)}"'
        f'{turned} w:code="{_CODES[profile.paper]}"/><w:pgMar w:top="{twips(top)}" w:right="{twips(profile.right)}"'
        f' w:bottom="{twips(bottom)}" w:left="{twips(profile.left)}" w:header="{twips(header)}"'
        f' w:footer="{twips(footer)}" w:gutter="0"/>'
        f'{start}<w:cols w:space="425"/></w:sectPr>'
    )


def _part(tag: str, body: str) -> str:
    return f"<w:{tag} {NAMESPACES}>{body}</w:{tag}>"


def _field(code: str, shown: str = "1") -> str:
    """Return a field whose value Word computes; `shown` stands there until it does."""
    return (
        f'<w:r>{_HINT}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{_HINT}<w:instrText xml:space="preserve"> {code} '
        f'</w:instrText></w:r><w:r>{_HINT}<w:fldChar w:fldCharType="separate"/></w:r>{_words(shown)}'
        f'<w:r>{_HINT}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def _words(text: str) -> str:
    return f'<w:r>{_HINT}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _of(total: str) -> str:
    return f"{_words('第 ')}{_field('PAGE')}{_words(' 页 共 ')}{_field(total)}{_words(' 页')}"


def _dash() -> str:
    return f"{_words('— ')}{_field('PAGE')}{_words(' —')}"


def _push(height: float, runs: str = "") -> str:
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>'
    return paragraph("PlanGap", runs, spacing)


def _turned(profile: Profile, *, is_odd: bool, top: float, bottom: float) -> str:
    """Return the number at the left edge, turned clockwise: low on odd pages, high on even ones."""
    left = profile.left - _BELOW - _NUMBER_LINE
    high = profile.height - bottom - _FREE - _STRIP if is_odd else top + _FREE
    align = '<w:jc w:val="right"/>' if is_odd else ""
    inside = f"<w:txbxContent>{paragraph('PlanBoundFooter', _dash(), align)}</w:txbxContent>"
    width, height = round(_NUMBER_LINE * _EMU), round(_STRIP * _EMU)
    points = [round(value * 72 / 25.4, 2) for value in (left, high, _NUMBER_LINE, _STRIP)]
    drawing = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0"'
        ' locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{round(left * _EMU)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{round(high * _EMU)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{1 if is_odd else 2}" name="页码"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f'<wps:txbx>{inside}</wps:txbx><wps:bodyPr rot="0" vert="vert" wrap="square" lIns="0" tIns="0" rIns="0"'
        ' bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing>"
    )
    shape = (
        f'<w:pict><v:rect style="position:absolute;margin-left:{points[0]}pt;margin-top:{points[1]}pt;'
        f"width:{points[2]}pt;height:{points[3]}pt;mso-position-horizontal-relative:page;"
        'mso-position-vertical-relative:page" filled="f" stroked="f"><v:textbox style="layout-flow:vertical"'
        f' inset="0,0,0,0">{inside}</v:textbox></v:rect></w:pict>'
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent></w:r>"
    )
