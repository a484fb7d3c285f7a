"""Twenty-eight texts that programs stumble over, and texts by chance made of the same stuff."""

import random

NASTY = (
    "=1+1",
    '=HYPERLINK("x")',
    "=cmd|' /C calc'!A0",
    "+86",
    "-3所",
    "@所有人",
    "#N/A",
    "#REF!",
    "1e5",
    "007",
    "3-1",
    "2031-02-30",
    "1/2",
    "TRUE",
    "12345678901234567890",
    "50%",
    "_x0041_",
    "_x005F_x0041_",
    "'引号在前",
    '“双”"引"号',
    "a<b 且 c>d &amp; <b>重</b>",
    "<!-- 注释 -->",
    "𠮷家坳教学点😀",
    "Caf\u00e9与\u00fc",
    "C:\\资料\\新建文件夹 （2）",
    "{0} %s ${x} \\n",
    "'; DROP TABLE plans; --",
    "长" * 3_000,
)
_STUFF = "=+-@#'\"<>&_x0041;:,|%\\/{}[]()~`^*?!。、；：“”（）〔〕—…一二安全教学abcXYZ0123456789 　\u00e9𠮷😀㊿①"


def by_chance(chance: random.Random, longest: int = 40) -> str:
    """Return a text of that stuff without blanks at its ends, and never an empty one."""
    while True:
        text = "".join(chance.choices(_STUFF, k=chance.randint(1, longest))).strip()
        if text:
            return text
