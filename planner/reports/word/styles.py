"""The styles of a Word file, named in Chinese for the clerk who goes on editing, and its fonts (print.md 3.2).

A font that is not installed is looked for by its other names, so that one file serves every office.
"""

from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import escape

from planner.reports.heading import (
    AFTER_SUBTITLE,
    AFTER_TITLE,
    MARK_SIZE,
    PREFACE_LEADING,
    PREFACE_SIZE,
    STANDARD_LINE,
    SUBTITLE_LEADING,
)
from planner.reports.profiles import CELL_LEADING, LEADINGS, LONG_TITLE_SIZE, TITLE_SIZE

LATIN = "Times New Roman"
# The first of a chain is written; the others are its `altName`s.
FANGSONG, KAI, HEI = "仿宋_GB2312", "楷体_GB2312", "黑体"
TITLE, SONG = "方正小标宋简体", "宋体"
_OTHERS = {
    FANGSONG: "仿宋,FangSong,华文仿宋,STFangsong",
    KAI: "楷体,KaiTi,华文楷体,STKaiti",
    HEI: "SimHei,等线",
    TITLE: "方正小标宋_GBK,华文中宋,STZhongsong,宋体",
    SONG: "SimSun,新宋体",
}
_FAMILIES = {FANGSONG: "modern", KAI: "modern", HEI: "modern", TITLE: "auto", SONG: "auto"}
# Latin letters and digits of this one stay in the font itself, as in the PDF. Those of the title do not: where its font
# is not installed, they would fall to one without serifs.
_ALONE = {HEI}

Wishes: TypeAlias = tuple[tuple[str, str], ...]
SOLID = 1.1
FOOT_LEADING = 28.35  # 10 mm, room to write
_KEEP = "<w:keepNext/>"
# What the leading of the sub-title below it and the title's own line leave of the room after a title.
_SLACK = 14 * (SUBTITLE_LEADING - 1)


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A paragraph style: its id and name, font and size, the exact height of its lines, and where the text stands."""

    key: str
    name: str
    font: str
    size: float
    leading: float
    align: str = "left"
    before: float = 0.0
    after: float = 0.0
    more: str = ""
    outline: bool = False


def _title(key: str, name: str, size: float) -> WordStyle:
    """A line is little higher than its characters, so that the first stands at the frame's top."""
    leading = size * SOLID
    return WordStyle(key, name, TITLE, size, leading, "center", 0, AFTER_TITLE - _SLACK, _KEEP, outline=True)


def _subtitle(key: str, name: str, size: float) -> WordStyle:
    return WordStyle(key, name, KAI, size, size * SUBTITLE_LEADING, "center", 0, AFTER_SUBTITLE, _KEEP)


def paragraph_styles(size: float) -> tuple[WordStyle, ...]:
    """Return the paragraph styles of a document whose cells are of `size`."""
    leading = LEADINGS[size]
    # The title stands on line 3 of the standard's page.
    mark = MARK_SIZE * SOLID
    below = 2 * STANDARD_LINE + (MARK_SIZE - TITLE_SIZE) / 2 - mark - TITLE_SIZE * (SOLID - 1)
    return (
        _title("PlanTitle", "表题", TITLE_SIZE),
        _title("PlanLongTitle", "表题（长）", LONG_TITLE_SIZE),
        _subtitle("PlanSubtitle", "副题（四号）", 14),
        _subtitle("PlanWideSubtitle", "副题（三号）", 16),
        WordStyle("PlanPreface", "表前文字", FANGSONG, PREFACE_SIZE, PREFACE_LEADING, more=_KEEP),
        WordStyle("PlanHead", "表头", HEI, 12, CELL_LEADING, "center", more=_KEEP),
        WordStyle("PlanSection", "表中一级标题", HEI, 12, CELL_LEADING, "left", more=_KEEP),
        WordStyle("PlanSubsection", "表中二级标题", KAI, 12, CELL_LEADING, "left", more=_KEEP),
        WordStyle("PlanCell", "表格正文", FANGSONG, size, leading, "both"),
        WordStyle("PlanCellLeft", "表格正文（左）", FANGSONG, size, leading, "left"),
        WordStyle("PlanCellCentre", "表格正文（中）", FANGSONG, size, leading, "center"),
        WordStyle("PlanNote", "表注", FANGSONG, 10.5, 15),
        WordStyle("PlanFoot", "表后签字", FANGSONG, 12, FOOT_LEADING, more="<w:keepLines/>"),
        WordStyle("PlanMark", "附件字样", HEI, MARK_SIZE, mark, "left", 0, below, _KEEP),
        WordStyle("PlanGap", "间隔", SONG, 1, 1),
        WordStyle("PlanFooter", "表页码", SONG, 10.5, 14, "center"),
        WordStyle("PlanBoundFooter", "公文页码", SONG, 14, 17),
    )


def styles_xml(size: float, wishes: Wishes = (), *, latin_digits: bool = True) -> str:
    """Return word/styles.xml; `wishes` are pairs of a font and what the office has for it.

    Without `latin_digits` digits are set in the Chinese fonts.
    """
    xml = _usual_styles(size, latin_digits=latin_digits)
    for usual, family in wishes:
        xml = xml.replace(f'="{usual}"', f'="{_quoted(family)}"')
    return xml


def _quoted(family: str) -> str:
    return escape(family, {'"': "&quot;"})


def _usual_styles(size: float, *, latin_digits: bool) -> str:
    own = "".join(_style(style, latin_digits=latin_digits) for style in paragraph_styles(size))
    return (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault>'
        f'<w:rPr>{_fonts(SONG)}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{_character('PlanStrong', '表中着重', _fonts(HEI))}{_character('PlanSign', '表中符号', _fonts(SONG, SONG))}"
        f"{own}</w:styles>"
    )


def _character(key: str, name: str, fonts: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{fonts}</w:rPr></w:style>"
    )


def _style(style: WordStyle, *, latin_digits: bool) -> str:
    """A paragraph breaks its lines as the PDF does: no room between Chinese and digits, no mark over the edge."""
    outline = '<w:outlineLvl w:val="0"/>' if style.outline else ""
    size = round(style.size * 2)
    fonts = _fonts(style.font, "" if latin_digits else style.font)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.key}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{style.more}<w:widowControl/><w:kinsoku/>'
        '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"'
        f' w:line="{round(style.leading * 20)}" w:lineRule="exact"/><w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f'<w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _fonts(font: str, latin: str = "") -> str:
    latin = latin or (font if font in _ALONE else LATIN)
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{font}" w:hAnsi="{latin}" w:cs="{LATIN}"/>'


def fonts_xml(wishes: Wishes = ()) -> str:
    """Return word/fontTable.xml with the other names of each font; the usual one is another name of a wished one."""
    wished = "".join(
        f'<w:font w:name="{_quoted(family)}"><w:altName w:val="{usual},{_OTHERS[usual]}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{_FAMILIES[usual]}"/><w:pitch w:val="default"/></w:font>'
        for usual, family in wishes
        if family not in _OTHERS
    )
    chinese = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{_FAMILIES[name]}"/><w:pitch w:val="default"/></w:font>'
        for name, others in _OTHERS.items()
    )
    return (
        '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'{wished}{chinese}<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )
