"""The menu of a web page above a plan, and its foot below it: who runs the site, who published the page.

The labels of a foot look like those of tasks (主办单位：, 承办单位：); at the very end of a text, and nowhere else in
it, they are none. In a text that lost its line breaks the foot is cut off the last line.
"""

import re
from dataclasses import replace

from planner.core.draft import Leftover
from planner.importing.furniture import Furniture, furniture, index_entry
from planner.importing.lines import Line

_HOST = r"(?:主办|承办|协办)(?:单位)?\s*[：:]"
_FOOT = re.compile(
    rf"{_HOST}|(?:发布|公开|解读|供稿|供图|制作|维护|运维|建设维护)(?:责任)?(?:单位|机构|部门|科室)\s*[：:]"
    r"|(?:信息|稿件)?(?:来源|审核|审核人|编审|校对|编辑|责编|责任编辑|供稿|发布人|签发)\s*[：:]"
    r"|(?:咨询|服务|监督|举报|联系|投诉)?(?:电话|热线|邮箱)\s*[：:]|地址\s*[：:]|邮编\s*[：:]"
)
_HOSTS = re.compile(_HOST)
_SITE = re.compile(
    r"版权所有|网站标识码|ICP备|公网安备|技术支持|主办单位|承办单位|地址|邮编|上一[篇条]|下一[篇条]|网站地图"
)
_BEGINS_INSIDE = re.compile(r"(?<=[\s。！；）)])(?=版权所有|网站标识码|主办单位\s*[：:]|上一[篇条]|技术支持\s*[：:])")
_PLACE = re.compile(r"(?:您|你)?(?:的|现在的|当前的|所在的)?(?:当前|所在|现在)?位置\s*[：:]")
_TITLE = re.compile(r"(?:要点|方案|计划|规划|清单|任务|安排|分工|台账|分解表?|意见|通知|细则|措施)[）)]?\Z")
_LONGEST_MENU = 80
_LONGEST = 120
_MOST_LINES = 12
_LONGEST_INSIDE = 300
_FEW = 3


def without_page(text: str, lines: list[Line]) -> tuple[list[Line], list[Leftover], int]:
    """Return the lines without menu and foot of a web page, both as leftovers, and where the foot begins."""
    lines, menu = without_menu(text, lines)
    lines, foot = without_foot(text, lines)
    return lines, menu + foot, foot[0].start if foot else len(text)


def without_foot(text: str, lines: list[Line]) -> tuple[list[Line], list[Leftover]]:
    """Return the lines without the foot of the web page, which is left over."""
    if not lines or text[lines[-1].end :].strip():
        return lines, []
    first = _first_of_foot(text, lines)
    foot = lines[first:]
    if not any(_HOSTS.match(text, line.start) or _FOOT.match(text, line.start) for line in foot):
        return _cut_inside(text, lines)
    start = foot[0].start
    if any(_HOSTS.match(text, line.start) for line in foot) and _HOSTS.search(text, 0, start):
        return lines, []  # the plan uses these labels for its tasks
    return lines[:first], [Leftover(line.start, line.end, Furniture.CHROME.value) for line in foot]


def without_menu(text: str, lines: list[Line]) -> tuple[list[Line], list[Leftover]]:
    """Return the lines without the menu of a web page, whose points have numbers, above 当前位置：…."""
    for at, line in enumerate(lines[:_LONGEST_MENU]):
        if line.end - line.start > _LONGEST or text[line.end - 1] == "。":
            break
        if line.style is None and _PLACE.match(text, line.start, line.end):
            menu = [other for other in lines[:at] if index_entry(text[other.start : other.end]) is None]
            if not any(other.style is not None for other in menu) or not _title_follows(text, lines[at + 1 :]):
                break
            dropped = {other.start for other in menu}
            left = [Leftover(other.start, other.end, Furniture.CHROME.value) for other in menu]
            return [other for other in lines if other.start not in dropped], left
    return lines, []


def _title_follows(text: str, lines: list[Line]) -> bool:
    """Tell whether a title stands before the next number."""
    for line in lines[:_MOST_LINES]:
        if line.style is not None:
            return False
        if line.end - line.start <= _LONGEST and _TITLE.search(text, line.start, line.end):
            return True
    return False


def _first_of_foot(text: str, lines: list[Line]) -> int:
    at = len(lines)
    while at > max(1, len(lines) - _MOST_LINES):
        line = lines[at - 1]
        if line.style is not None or line.end - line.start > _LONGEST:
            break
        if not _FOOT.match(text, line.start) and furniture(text[line.start : line.end]) is not Furniture.CHROME:
            break
        at -= 1
    return at


def _cut_inside(text: str, lines: list[Line]) -> tuple[list[Line], list[Leftover]]:
    """Cut off a foot that stands behind the last task on the same line."""
    last = lines[-1]
    low = max(last.rest + 1, last.end - _LONGEST_INSIDE)
    found = _BEGINS_INSIDE.search(text, low, last.end)
    if found is None or len(set(_SITE.findall(text, found.start(), last.end))) < _FEW:
        return lines, []
    end = found.start()
    while text[end - 1].isspace():
        end -= 1
    left = Leftover(found.start(), last.end, Furniture.CHROME.value)
    return [*lines[:-1], replace(last, end=end)], [left]
