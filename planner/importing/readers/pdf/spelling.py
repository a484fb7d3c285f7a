"""The characters of a PDF as they are meant: radicals in the place of hanzi, soft hyphens, private signs.

Many fonts let a hanzi be found under the code of the radical that looks alike (⻓ for 长, ⼯ for 工). What is drawn is
the hanzi, so the text gets the hanzi.
"""

import re
import unicodedata

from planner.importing.readers.symbols import UNKNOWN, with_signs

# EquivalentUnifiedIdeograph of the Unicode Character Database: the radicals that are a hanzi of their own
_SUPPLEMENT = (
    "⺁厂⺄乙⺈刀⺊卜⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺗心⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺢氺⺦丬⺧牛⺩王⺫目⺬示⺰纟⺶羊⺺肀⺻聿⺼肉⻁虎⻃覀⻄西⻅见⻆角⻉贝⻋车⻌辶⻏邑"
    "⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)


def _table() -> dict[int, str]:
    found = {ord(radical): hanzi for radical, hanzi in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            found[code] = plain
    return found


_RADICALS = _table()
_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
_LIGATURES = {
    **{ord(sign): unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"},
    0x02: "-",
    0xFFFE: "-",
    0xAD: None,
    0x200B: None,
    0xFEFF: None,
    0xA0: " ",
    0x09: " ",
    0x00: None,
}
_SPECIAL = re.compile("[\0\x02\t\xa0\xad\u200b\ud800-\udfff\uf000-\uf0ff\ufb00-\ufb06\ufeff\ufffe]")
_HALF = re.compile("[\ud800-\udfff]")
_SEEMING = re.compile("[\u2e80-\u2fd5\uf900-\ufb06\ufffd]")
_ODD = re.compile("[\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


def needs_spelling(text: str) -> bool:
    """Tell whether a text has any character that is not what it seems."""
    plain = text.replace("\r\n", "").replace("\u3000", "")  # the quickest test that takes most pages
    return not plain.isprintable() or _SEEMING.search(text) is not None


def spelled(text: str) -> tuple[str, int]:
    """Return a text as it is meant, and how many radicals were taken for their hanzi."""
    if _SPECIAL.search(text):
        if _HALF.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = with_signs(text.translate(_LIGATURES))
    if _ODD.search(text):
        text = _ODD.sub(UNKNOWN, text)
    radicals = len(_RADICAL.findall(text))
    return (text.translate(_RADICALS), radicals) if radicals else (text, 0)


def odd_characters(text: str) -> int:
    """Return how many characters of a text mean nothing outside their font."""
    return sum(not "\uf000" <= sign <= "\uf0ff" or with_signs(sign) == UNKNOWN for sign in _ODD.findall(text))
