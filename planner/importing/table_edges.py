"""Rows and lines at the edges of a table: who filled it in, totals, and the notes below it."""

import re

_FILLED_IN = re.compile(
    r"(?:(?:填报|填表|报送|制表|编制|上报)?(?:单位|部门|科室|时间|日期)|填报人|填表人|制表人|审核人|单位负责人)"
    r"\s*(?:[（(][^（）()]{1,6}[）)])?\s*[：:]"
)
_MONTH = re.compile(r"[（(]?\s*20[0-9]{2}\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?\s*[）)]?")
_NOTE = re.compile(
    r"(?:备\s*注|(?:填\s*[表报]\s*)?说\s*明|注)\s*[：:]|(?:填表|制表|审核|填报|联系)人\s*[：:]|单位负责人\s*[：:]"
)
_NUMBERED_NOTE = re.compile(r"[（(]?[0-9]{1,2}[.．、）)]")
_TOTAL = re.compile(r"(?:小|合|总|共)计(?:[（(].{0,12}[）)]|[：:].{0,20})?|总数")
BELOW = "表下说明"
TOTALS = "合计行"
_LONGEST_NOTE = 300
_LONGEST_FILLED_IN = 80


def is_filled_in(words: str) -> bool:
    """Tell whether a line above a table says who filled it in, or when (填报单位：…　　2026年3月)."""
    plain = words.strip()
    return len(plain) <= _LONGEST_FILLED_IN and bool(_FILLED_IN.match(plain) or _MONTH.fullmatch(plain))


def is_note(words: str) -> bool:
    """Tell whether a line below a table explains it or says who filled it in."""
    return len(words) <= _LONGEST_NOTE and bool(_NOTE.match(words.strip()))


def goes_on_as_note(words: str) -> bool:
    """Tell whether a line below a note is its next numbered point."""
    return len(words) <= _LONGEST_NOTE and bool(_NUMBERED_NOTE.match(words.strip()))


def is_total(words: str) -> bool:
    """Tell whether a cell without blanks says that its row sums up others."""
    return bool(_TOTAL.fullmatch(words))
