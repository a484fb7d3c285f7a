"""What text may go into the store, and how names of units are compared.

SQLite cuts text at NUL in comparisons, cannot hold a lone surrogate, and a control character prints as nothing.
"""

import re
import unicodedata

from planner.core import unit_names
from planner.core.errors import StepError

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def typed(text: str) -> str:
    """Return text the clerk typed or pasted, with plain line ends and in NFC; refuse control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text):
        raise StepError(
            "文字里有不能显示的控制字符，没有保存。", "请删去这些字符，或先粘贴到记事本再复制过来。", code="BAD_CHARS"
        )
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return typed text as one line without blanks at its ends."""
    return " ".join(part for part in (line.strip() for line in typed(text).split("\n")) if part)


def needed_line(text: str, what: str) -> str:
    """Return one line of typed text, or refuse when nothing is left of it; `what` names it for the clerk."""
    line = one_line(text)
    if not line:
        raise StepError(f"{what}不能是空的。", f"请填写{what}。", code="BLANK")
    return line


def unit_name(text: str, what: str = "单位名称") -> str:
    """Return a typed name of a unit in its canonical form; refuse one of which nothing is left."""
    name = _INVISIBLE.sub("", unit_names.canonical(typed(text)))
    return needed_line(name, what)


def read(text: str) -> str:
    """Return text an import read, unchanged; refuse what a store cannot hold."""
    if _UNSTORABLE.search(text):
        raise StepError(
            "原文里有无法保存的字符（空字符或残缺字符）。",
            "请用记事本打开原文，另存为 UTF-8 再导入。",
            code="BAD_CHARS",
        )
    return text


def match_key(name: str) -> str:
    """Return a unit's name as it is compared: NFKC, without blanks at its ends and without invisible characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).strip()
