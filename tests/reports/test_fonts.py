"""Which face writes what: the office's fonts by the name in the file, the bundled ones otherwise."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from planner.core.output_errors import FontMissing
from planner.core.paths import resource
from planner.core.snapshot import snapshot_of_draft
from planner.reports import font_files, fonts
from planner.reports.catalog import PrintRequest
from planner.reports.fonts import BUNDLED, LAST_RESORT, Hand, bundled_face, typeface
from planner.reports.table import SIGNS
from tests.builders import sample_draft
from tests.reports.making import render

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def build(family, chinese, *, characters="甲乙一1A。", outlines="glyf", bold=False, fs_type=0):
    """Make a small font that has a square for each of `characters`."""
    glyphs = [".notdef", *(f"g{ord(character):X}" for character in characters)]
    builder = FontBuilder(1000, isTTF=outlines == "glyf")
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(character): f"g{ord(character):X}" for character in characters})
    pen = TTGlyphPen(None) if outlines == "glyf" else T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    for point in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    if outlines == "glyf":
        square = pen.glyph()
        builder.setupGlyf(dict.fromkeys(glyphs, square))
    else:
        square = pen.getCharString()
        builder.setupCFF("Square", {}, dict.fromkeys(glyphs, square), {})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": {"en": family, "zh": chinese}, "styleName": "Regular", "psName": "Square"})
    builder.setupOS2(fsType=fs_type, sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.font["head"].macStyle = 1 if bold else 0
    return builder.font


@pytest.fixture
def office(planner_home, monkeypatch):
    """The folder of the office's fonts; what was known of fonts before is forgotten, and afterwards again."""
    folder = planner_home / "fonts"
    folder.mkdir()
    monkeypatch.setattr(font_files, "font_folders", lambda: (folder,))
    for known in (font_files.installed_fonts, fonts.typeface):
        known.cache_clear()
    yield folder
    for known in (font_files.installed_fonts, fonts.typeface):
        known.cache_clear()


@pytest.mark.parametrize("name", ["FangSong_GB2312", "仿宋_GB2312"])
def test_a_font_is_found_by_either_of_its_names(office, name):
    chinese = name if name > "一" else "另一个名字"
    latin = name if name < "一" else "Another Name"
    build(latin, chinese).save(office / "x.TTF")
    found = typeface(Hand.FANGSONG)
    assert found.main.name == "x-0"
    assert found.stands_in_for == ""


def test_the_first_of_the_chain_is_taken(office):
    build("STFangsong", "华文仿宋").save(office / "a.ttf")
    build("FangSong", "仿宋").save(office / "b.ttf")
    assert typeface(Hand.FANGSONG).main.name == "b-0"


def test_a_stand_in_of_the_office_is_told(office):
    build("STZhongsong", "华文中宋").save(office / "a.ttf")
    assert typeface(Hand.TITLE).main.name == "a-0"
    assert fonts.stand_in_remarks({Hand.TITLE}, bundled_only=False) == (
        "这台电脑没有安装方正小标宋简体，已用华文中宋代替。",
    )


def test_a_face_of_a_collection_is_taken_by_its_index(office):
    collection = TTCollection()
    collection.fonts = [build("NSimSun", "新宋体"), build("SimSun", "宋体")]
    collection.save(office / "simsun.ttc")
    assert typeface(Hand.SONG).main.name == "simsun-1"


def test_what_cannot_be_embedded_is_passed_over(office):
    build("SimHei", "黑体", outlines="cff").save(office / "cff.ttf")
    build("SimHei", "黑体", fs_type=2).save(office / "restricted.ttf")
    (office / "damaged.ttf").write_bytes(b"\x00\x01\x00\x00" + b"\xff" * 60)
    (office / "empty.ttc").write_bytes(b"")
    whole = office / "cut.ttf"
    build("SimHei", "黑体").save(whole)
    whole.write_bytes(whole.read_bytes()[:-300])
    assert typeface(Hand.HEI).main.name == "NotoSansSC-Regular"


def test_the_programs_own_fonts_folder_counts(planner_home, monkeypatch):
    (planner_home / "fonts").mkdir()
    assert font_files.font_folders()[0] == planner_home / "fonts"


def test_digits_are_those_of_times_new_roman_where_it_is(office):
    build("FangSong", "仿宋").save(office / "fang.ttf")
    build("Times New Roman", "Times New Roman", characters="1A").save(office / "times.ttf")
    found = typeface(Hand.FANGSONG)
    assert [found.choose(character)[0].name for character in "1A甲。"] == ["times-0", "times-0", "fang-0", "fang-0"]


def test_digits_stay_in_the_chinese_font_when_that_is_wanted(office):
    build("FangSong", "仿宋", characters="甲1A").save(office / "fang.ttf")
    build("Times New Roman", "Times New Roman", characters="1A").save(office / "times.ttf")
    found = typeface(Hand.FANGSONG, latin_digits=False)
    assert {found.choose(character)[0].name for character in "1A甲"} == {"fang-0"}


def test_quotes_dashes_and_dots_are_those_of_the_chinese_font(office):
    build("FangSong", "仿宋", characters="“”—…甲").save(office / "fang.ttf")
    build("Times New Roman", "Times New Roman", characters="“”—…1").save(office / "times.ttf")
    found = typeface(Hand.FANGSONG)
    assert {found.choose(character)[0].name for character in "“”—…"} == {"fang-0"}


def test_page_numbers_have_the_digits_of_their_own_font(office):
    build("SimSun", "宋体", characters="1第").save(office / "song.ttf")
    build("Times New Roman", "Times New Roman", characters="1").save(office / "times.ttf")
    assert typeface(Hand.SONG).choose("1")[0].name == "song-0"


def test_signs_keep_the_place_of_an_em_whatever_the_office_font_has(office):
    build("FangSong", "仿宋", characters="●○甲").save(office / "fang.ttf")
    found = typeface(Hand.FANGSONG)
    assert {found.advances[sign] for sign in SIGNS} == {1000}
    assert {found.choose(sign)[0].name for sign in SIGNS} == {"NotoSerifSC-Regular"}


def test_a_character_that_the_office_font_lacks_comes_from_the_bundled_one(office):
    build("FangSong", "仿宋").save(office / "fang.ttf")
    found = typeface(Hand.FANGSONG)
    assert [found.choose(character)[0].name for character in "甲丙㊣"] == [
        "fang-0",
        "NotoSerifSC-Regular",
        "NotoSerifSC-Regular",
    ]
    data = render(snapshot_of_draft(sample_draft()), PrintRequest(), "pdf").data
    assert b"Square" in data


def test_bundled_only_asks_no_folder(office):
    build("FangSong", "仿宋").save(office / "fang.ttf")
    assert typeface(Hand.FANGSONG, bundled_only=True).main.name == "NotoSerifSC-Regular"
    assert fonts.stand_in_remarks(set(Hand), bundled_only=True) == ()


def test_all_that_the_program_itself_serves_is_told_in_one_sentence(office):
    build("STKaiti", "华文楷体").save(office / "a.ttf")
    assert fonts.stand_in_remarks(set(Hand), bundled_only=False) == (
        "这台电脑没有安装楷体_GB2312，已用华文楷体代替。",
        "这台电脑没有安装方正小标宋简体、黑体、仿宋_GB2312、宋体，已用随程序附带的思源宋体（粗）、思源黑体、思源宋体代替。",
    )


@pytest.mark.parametrize("seed", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_the_fonts_have_every_character_of_the_samples(seed):
    text = (SEEDS / seed).read_text("utf-8")
    hands = [typeface(hand, bundled_only=True) for hand in Hand]
    for character in {character for character in text if not character.isspace()}:
        assert all(hand.choose(character)[1] == character for hand in hands), character


def test_the_text_fonts_have_gb2312_and_the_last_resort_has_gbk():
    def of(codec, rows, columns):
        found = set()
        for high in rows:
            for low in columns:
                try:
                    found.add(bytes((high, low)).decode(codec))
                except UnicodeDecodeError:
                    continue
        return found

    simple = of("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    assert len(simple) == 6763
    for file, _ in BUNDLED.values():
        assert all(bundled_face(file).has(character) for character in simple)
    hanzi = {character for character in of("gbk", range(0x81, 0xFF), range(0x40, 0xFF)) if "一" <= character <= "龥"}
    assert len(hanzi) == 20_902
    assert all(bundled_face(LAST_RESORT).has(character) for character in hanzi)


def test_the_fonts_carry_their_licence():
    folder = resource("fonts")
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text("utf-8")
    told = (folder / "README.md").read_text("utf-8")
    files = sorted(folder.glob("*.ttf"))
    assert sum(file.stat().st_size for file in files) < 25_000_000
    for file in files:
        assert file.name in told
        names = TTFont(file)["name"]
        assert "SIL Open Font License" in names.getDebugName(13)
        assert not any(word in (names.getDebugName(1) or "") for word in ("LXGW", "霞鹜", "Source"))


def test_a_standing_twin_turns_brackets_alone():
    face = bundled_face(BUNDLED[Hand.HEI][0])
    glyphs, turned = face.font.face.charToGlyph, face.standing.font.face.charToGlyph
    assert turned[ord("（")] == glyphs[ord("︵")] != glyphs[ord("（")]
    assert turned[ord("甲")] == glyphs[ord("甲")]


def test_a_narrow_twin_keeps_the_glyphs():
    face = bundled_face(BUNDLED[Hand.SONG][0])
    assert (face.advance("，"), face.narrow.advance("，")) == (1000, 500)
    assert face.advance("1") == face.narrow.advance("1")
    assert face.narrow is face.narrow


@pytest.mark.parametrize("hand", list(Hand))
def test_quotes_are_an_em_wide_in_every_hand(hand):
    face = typeface(hand, bundled_only=True)
    assert [face.advances[quote] for quote in "“”‘’"] == [1000] * 4


@pytest.mark.parametrize("data", [None, b"", b"\x00\x01\x00\x00 torn"])
def test_a_bundled_font_that_is_gone_or_torn_is_told(data, tmp_path, monkeypatch):
    if data is not None:
        (tmp_path / "Gone.ttf").write_bytes(data)
    monkeypatch.setattr(fonts, "resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(FontMissing, match="Gone"):
        bundled_face("Gone.ttf")


def test_a_font_that_the_office_wishes_comes_first_and_its_absence_is_told(office):
    build("FangSong_GB2312", "仿宋_GB2312").save(office / "a.ttf")
    build("Own", "自选体").save(office / "b.ttf")
    assert typeface(Hand.FANGSONG).main.name == "a-0"
    assert typeface(Hand.FANGSONG, "自选体").main.name == "b-0"
    assert typeface(Hand.FANGSONG, "别的体").main.name == "a-0"
    wishes = {Hand.FANGSONG: "自选体"}
    assert fonts.stand_in_remarks({Hand.FANGSONG}, wishes, bundled_only=False) == ()
    absent = {Hand.FANGSONG: "别的体"}
    assert fonts.stand_in_remarks({Hand.FANGSONG}, absent, bundled_only=False) == (
        "这台电脑没有安装别的体，已用仿宋_GB2312代替。",
    )
