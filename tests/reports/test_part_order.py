"""Word and Excel refuse a file whose elements stand in another order than their schema has (ECMA-376, part 1)."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from planner.core.progress import Light
from planner.reports.catalog import REPORTS, PrintRequest, Subject
from planner.reports.catalog import render as rendered
from planner.reports.docx import write_docx
from planner.reports.table import PageChoices, ReportDocument, Text
from planner.reports.xlsx import write_workbook
from tests.reports.bureau import bureau
from tests.reports.test_xlsx import every_feature

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BORDERS = "top left start bottom right end insideH insideV tl2br tr2bl"
ORDERS = {
    WORD + "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
    "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    WORD + "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
    "rtl cs em lang eastAsianLayout specVanish oMath",
    WORD + "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    WORD + "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
    "hideMark",
    WORD + "tblBorders": BORDERS,
    WORD + "tblCellMar": BORDERS,
    WORD + "tcMar": BORDERS,
    WORD + "tbl": "tblPr tblGrid tr",
    WORD + "tr": "tblPrEx trPr tc",
    WORD + "tc": "tcPr p",
    WORD + "sectPr": "references footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    WORD + "styles": "docDefaults latentStyles style",
    WORD + "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
    "locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    WORD + "font": "altName panose1 charset family notTrueType pitch sig",
    WORD + "settings": "writeProtection view zoom mirrorMargins defaultTabStop evenAndOddHeaders "
    "characterSpacingControl compat themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    WORD + "compat": "doNotExpandShiftReturn useFELayout compatSetting",
    DRAWING + "anchor": "simplePos positionH positionV extent effectExtent wrapNone docPr cNvGraphicFramePr graphic",
    SHEET + "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks "
    "colBreaks customProperties cellWatches ignoredErrors drawing legacyDrawing tableParts extLst",
    SHEET + "headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
    SHEET + "c": "f v is",
    SHEET + "is": "t r",
    SHEET + "r": "rPr t",
    SHEET + "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    SHEET + "workbook": "fileVersion workbookPr workbookProtection bookViews sheets definedNames calcPr",
}
PLACES = {tag: {name: place for place, name in enumerate(names.split())} for tag, names in ORDERS.items()}
# What may stand more than once, one after the other.
MANY = {"p", "tr", "tc", "style", "r", "references"}
FORMS = [
    (report.name, extension)
    for report in REPORTS.values()
    for extension in ("xlsx", "docx")
    if extension in report.formats
]


def names_below(element):
    """Return the names of the elements right below one; references of a section may mix."""
    names = [child.tag.rpartition("}")[2] for child in element]
    return ["references" if name.endswith("Reference") else name for name in names]


def check(data):
    """Hold every part of a package against the order of its schema, and its relationships against its parts."""
    with ZipFile(BytesIO(data)) as package:
        parts = {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}
        assert len(parts) == len(package.namelist())
    types = [one.get("PartName") for one in parts["[Content_Types].xml"] if one.get("PartName")]
    assert set(types) == {f"/{name}" for name in parts if not name.endswith(".rels") and not name.startswith("[")}
    for name, root in parts.items():
        if name.endswith(".rels"):
            base = dirname(dirname(name))
            targets = [one.get("Target") for one in root]
            assert {normpath(join(base, one)) if one[0] != "/" else one[1:] for one in targets} <= set(parts)
            assert len({one.get("Id") for one in root}) == len(root)
        for element in root.iter():
            if element.tag in PLACES:
                names = names_below(element)
                places = [PLACES[element.tag][one] for one in names]
                assert places == sorted(places), (name, element.tag, names)
                single = [one for one in names if one not in MANY]
                assert len(single) == len(set(single)), (name, element.tag, names)
    return parts


def check_table(table):
    """Hold the rows of a Word table against its grid: every column is filled, no merged cell goes on from nowhere."""
    widths = [int(column.get(f"{WORD}w")) for column in table.find(f"{WORD}tblGrid")]
    open_ones = set()
    for row in table.findall(f"{WORD}tr"):
        place, still = 0, set()
        for cell in row.findall(f"{WORD}tc"):
            properties = cell.find(f"{WORD}tcPr")
            span = properties.find(f"{WORD}gridSpan")
            stop = place + (1 if span is None else int(span.get(f"{WORD}val")))
            assert int(properties.find(f"{WORD}tcW").get(f"{WORD}w")) == sum(widths[place:stop])
            merge = properties.find(f"{WORD}vMerge")
            if merge is not None:
                assert merge.get(f"{WORD}val") == "restart" or place in open_ones
                still.add(place)
            assert cell[-1].tag == f"{WORD}p"
            place = stop
        assert place == len(widths)
        open_ones = still


@pytest.mark.parametrize(("name", "extension"), FORMS)
def test_every_file_keeps_the_order_of_its_schema(name, extension):
    plan = bureau()
    earlier = replace(plan, nodes=tuple(replace(node, assignments=node.assignments[:1]) for node in plan.nodes[:-2]))
    for layout in REPORTS[name].layouts[:2]:
        request = PrintRequest(name, layout.name, as_of=date(2031, 9, 30), joined=True)
        parts = check(rendered(Subject(plan, earlier), request, extension).data)
        assert any(root.tag in PLACES for root in parts.values())
        if extension == "docx":
            body = parts["word/document.xml"][0]
            for place, table in enumerate(body):
                if table.tag == f"{WORD}tbl":
                    check_table(table)
                    assert body[place + 1].tag == f"{WORD}p"


@pytest.mark.parametrize("profile", ["P1", "P2", "P3"])
def test_every_feature_keeps_the_order_of_its_schema(profile):
    table = every_feature(profile, legend=("●为牵头。",))
    row = next(row for row in table.rows if getattr(row, "cells", None))
    dressed = Text("● 滞后", strong=True, whole=True, underlined=True, grey=True, light=Light.RED)
    cell = replace(row.cells[1], paragraphs=((dressed, Text("、督学室", whole=True), Text("字" * 90)),), span=1)
    table = replace(table, rows=(*table.rows, replace(row, cells=(row.cells[0], cell, *row.cells[2:]))), afresh=True)
    document = ReportDocument("题名", (table, replace(table, follows=True)), PageChoices(mark="附件2", odd_starts=True))
    for write in (write_workbook, write_docx):
        check(write(document).data)
