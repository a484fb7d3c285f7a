"""Which face writes which part: the office's own fonts first, else the bundled ones, and a face for every character.

The chains are those of print.md 3.2. reportlab drops a character that its font lacks without a word, so each is looked
up before it is drawn; what no face has becomes a visible □.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from planner.core.output_errors import FontMissing
from planner.core.paths import resource
from planner.reports.font_files import FontFile, folded, installed_fonts
from planner.reports.linebreak import EM, SQUEEZE, Advances
from planner.reports.table import SIGNS, Style

MISSING = "□"
# Marks that have a form of their own in upright writing.
STANDING = dict(zip("（）《》〈〉“”—…", "︵︶︽︾︿﹀﹁﹂︱︙", strict=True))
_BLANKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_DASH, _STROKE = 0x2014, 0x2500


class Hand(StrEnum):
    """The five hands of an official document."""

    TITLE = "小标宋"
    HEI = "黑体"
    FANGSONG = "仿宋"
    KAI = "楷体"
    SONG = "宋体"


HANDS = {
    Style.TITLE: Hand.TITLE,
    Style.SUBTITLE: Hand.KAI,
    Style.HEAD: Hand.HEI,
    Style.SECTION: Hand.HEI,
    Style.SUBSECTION: Hand.KAI,
    Style.CELL: Hand.FANGSONG,
    Style.STRONG: Hand.HEI,
    Style.NOTE: Hand.FANGSONG,
    Style.FOOTER: Hand.SONG,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A font that may serve a hand: its names in Chinese and Latin. An `equal` one needs no remark."""

    families: tuple[str, ...]
    is_bold: bool = False
    equal: bool = False


_QUOTES = "“”‘’"
CHAINS = {
    Hand.TITLE: (
        Candidate(("方正小标宋简体", "FZXiaoBiaoSong-B05S"), equal=True),
        Candidate(("方正小标宋_GBK", "FZXiaoBiaoSong-B05"), equal=True),
        Candidate(("华文中宋", "STZhongsong")),
    ),
    Hand.HEI: (Candidate(("黑体", "SimHei"), equal=True), Candidate(("等线 Bold", "DengXian Bold"), is_bold=True)),
    Hand.FANGSONG: (
        Candidate(("仿宋_GB2312", "FangSong_GB2312"), equal=True),
        Candidate(("仿宋", "FangSong"), equal=True),
        Candidate(("华文仿宋", "STFangsong")),
        Candidate(("宋体", "SimSun")),
    ),
    Hand.KAI: (
        Candidate(("楷体_GB2312", "KaiTi_GB2312"), equal=True),
        Candidate(("楷体", "KaiTi"), equal=True),
        Candidate(("华文楷体", "STKaiti")),
    ),
    Hand.SONG: (Candidate(("宋体", "SimSun"), equal=True), Candidate(("新宋体", "NSimSun"), equal=True)),
}
LATIN = Candidate(("Times New Roman",))
# Digits and Latin letters of these hands are set in Times New Roman where the office has it (print.md 3.2); those of
# page numbers are those of the 宋体.
WITH_LATIN = {Hand.FANGSONG, Hand.KAI}
BUNDLED = {
    Hand.TITLE: ("NotoSerifSC-Bold.ttf", "思源宋体（粗）"),
    Hand.HEI: ("NotoSansSC-Regular.ttf", "思源黑体"),
    Hand.FANGSONG: ("NotoSerifSC-Regular.ttf", "思源宋体"),
    Hand.KAI: ("PlannerKai-Regular.ttf", "文楷"),
    Hand.SONG: ("NotoSerifSC-Regular.ttf", "思源宋体"),
}
LAST_RESORT = "NotoSansSC-Regular.ttf"


class Face:
    """A font file loaded for drawing."""

    def __init__(self, name: str, font: TTFont) -> None:
        self.name = name
        self.font = font
        self._glyphs = font.face.charToGlyph

    @cached_property
    def narrow(self) -> "Face":
        """The same glyphs, full-width ones counted half as wide: for a mark that the next one closes up to.

        Moving the pen back would do for the eye, but readers of the text take it for the end of a word.
        """
        face = self._like("Narrow")
        widths = face.font.face.charWidths
        face.font.face.charWidths = {
            code: width - SQUEEZE if round(width) >= EM else width for code, width in widths.items()
        }
        return face

    @cached_property
    def standing(self) -> "Face":
        """The same characters, brackets and dashes drawn as in upright writing, where the font has such glyphs."""
        face = self._like("Standing")
        glyphs = face.font.face.charToGlyph
        lying = {ord(character): glyphs[ord(form)] for character, form in STANDING.items() if ord(form) in glyphs}
        face.font.face.charToGlyph = glyphs | lying
        face.font.face.charWidths = face.font.face.charWidths | dict.fromkeys(lying, float(EM))
        return face

    def _like(self, name: str) -> "Face":
        """Return a face of the same file under another name."""
        font = copy(self.font)
        font.face = copy(self.font.face)
        font.face.name = self.font.face.name + f"-{name}".encode()
        font.fontName = f"{self.name}-{name}"
        font.state = WeakKeyDictionary()
        return Face(font.fontName, font)

    def has(self, character: str) -> bool:
        """Tell whether the font can draw `character`."""
        return ord(character) in self._glyphs

    def advance(self, character: str) -> int:
        """Return the width of `character` in thousandths of an em."""
        widths: dict[int, float] = self.font.face.charWidths
        return round(widths.get(ord(character), EM))


class Typeface:
    """The faces that write one hand, by character. `stands_in_for` names the font that was wanted and is not there."""

    def __init__(
        self, main: Face, latin: Face | None, *, stands_in_for: str, name: str, is_bundled: bool = False
    ) -> None:
        self.main = main
        self.is_bundled = is_bundled
        self.latin = latin
        self.stands_in_for = stands_in_for
        self.name = name
        self.advances = Advances(self._advance)
        self._chosen: dict[str, tuple[Face, str]] = {}

    def choose(self, character: str) -> tuple[Face, str]:
        """Return the face that draws `character` and the character it draws: itself, or □ where no face has it."""
        chosen = self._chosen.get(character)
        if chosen is None:
            chosen = self._chosen[character] = self._choose(character)
        return chosen

    def _choose(self, character: str) -> tuple[Face, str]:
        if character in _BLANKS:
            return self.main, " "
        if character in SIGNS:  # drawn as shapes; the bundled face, whose signs are an em wide, holds their place
            return bundled_face(BUNDLED[Hand.SONG][0]), character
        if self.latin is not None and character.isascii() and self.latin.has(character):
            return self.latin, character
        if character in _QUOTES and self.main.advance(character) < EM:  # a Chinese quote is an em wide
            return bundled_face(BUNDLED[Hand.SONG][0]), character
        for face in (self.main, bundled_face(BUNDLED[Hand.SONG][0]), bundled_face(LAST_RESORT)):
            if face.has(character):
                return face, character
        return bundled_face(LAST_RESORT), MISSING

    def _advance(self, character: str) -> int:
        face, drawn = self.choose(character)
        return face.advance(drawn)


def usual_family(hand: Hand) -> str:
    """Return the family that a hand is written in where the office wishes no other."""
    return CHAINS[hand][0].families[0]


@cache
def typeface(hand: Hand, wish: str = "", *, bundled_only: bool = False, latin_digits: bool = True) -> Typeface:
    """Return the faces of a hand; loaded once a process, and only when first wanted.

    `wish` is the family that the office has for it, tried first. Without `latin_digits` digits and Latin letters are
    those of the Chinese font.
    """
    wanted = wish or usual_family(hand)
    latin = _installed(LATIN) if hand in WITH_LATIN and latin_digits and not bundled_only else None
    wished = (Candidate((wish,), equal=True), Candidate((wish,), is_bold=True, equal=True)) if wish else ()
    for candidate in () if bundled_only else (*wished, *CHAINS[hand]):
        face = _installed(candidate)
        if face is not None:
            absent = "" if candidate.equal and (candidate in wished or not wish) else wanted
            return Typeface(face, latin, stands_in_for=absent, name=candidate.families[0])
    file, name = BUNDLED[hand]
    # The digits of the bundled 楷体 are handwritten ones; those of the 宋体 are what an official document has.
    latin = bundled_face(BUNDLED[Hand.SONG][0]) if hand is Hand.KAI else None
    absent = "" if bundled_only else wanted
    return Typeface(bundled_face(file), latin, stands_in_for=absent, name=name, is_bundled=True)


@cache
def bundled_face(file: str) -> Face:
    """Load one of the fonts that come with the program; its dashes are drawn an em wide, so that —— is one stroke."""
    path = resource("fonts", file)
    try:
        face = _load(file.removesuffix(".ttf"), FontFile(path, 0, frozenset(), is_bold=False))
    except Exception as trouble:  # a torn font file may fail in any way
        raise FontMissing(path) from trouble
    glyphs, widths = face.font.face.charToGlyph, face.font.face.charWidths
    if widths[_DASH] < EM:
        glyphs[_DASH], widths[_DASH] = glyphs[_STROKE], widths[_STROKE]
    return face


def stand_in_remarks(
    hands: set[Hand], wishes: Mapping[Hand, str] | None = None, *, bundled_only: bool
) -> tuple[str, ...]:
    """Return a sentence for each font of the office that stands in for another, and one for all bundled ones."""
    wished = wishes or {}
    found = [typeface(hand, wished.get(hand, ""), bundled_only=bundled_only) for hand in Hand if hand in hands]
    absent = [face for face in found if face.stands_in_for]
    remarks = [f"这台电脑没有安装{face.stands_in_for}，已用{face.name}代替。" for face in absent if not face.is_bundled]
    bundled = [face for face in absent if face.is_bundled]
    if bundled:
        wanted = "、".join(face.stands_in_for for face in bundled)
        served = "、".join(dict.fromkeys(face.name for face in bundled))
        remarks.append(f"这台电脑没有安装{wanted}，已用随程序附带的{served}代替。")
    return tuple(remarks)


def _installed(candidate: Candidate) -> Face | None:
    for family in candidate.families:
        for file in installed_fonts().get(folded(family), ()):
            if file.is_bold != candidate.is_bold:
                continue
            try:
                return _load(f"{file.path.stem}-{file.index}", file)
            except Exception:  # a font file of this machine may fail in any way; the next one serves
                continue
    return None


def _load(name: str, file: FontFile) -> Face:
    font = TTFont(name, str(file.path), subfontIndex=file.index)
    pdfmetrics.registerFont(font)
    return Face(name, font)
