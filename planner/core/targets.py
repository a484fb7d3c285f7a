"""Numbers that a plan wants reached (vocabulary.md 5.3): 新建13所, 达到80%以上, 不少于5370个学位.

A number counts where a word of measure follows it and words of intent stand by it (a bound before or behind it, or a
verb that makes or reaches something). What is history, a date, a law's name, an age, a class or a number of a document
is none; nor is a number that only says how often, unless a bound is named.
"""

import re
from collections.abc import Iterable, Iterator
from string import ascii_letters

from planner.core.draft import Target
from planner.core.figures import with_plain_figures

_B = r"[ \t\u3000\xa0]?"
_FIGURES = re.compile(
    r"[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[一两三四五六七八九]?十[一二三四五六七八九]?|[一两二三四五六七八九]百"
)
_SCALE = r"(?:万|亿|千万|百万|千|百)?(?:余|多)?"
_MEASURES = (
    "个百分点|个学位|个班|个项目|个县|个乡镇|个教学点|平方米|平方公里|公顷|公里|万元|亿元|元|学位|课时|学时|人次|场次"
    "|所|个|人|名|位|项|门|节|场|次|家|间|套|台|篇|班|亩|米|件|册|辆|支|对|批|处|座|栋|幢|部|期|轮|天|小时|分钟|%|％|‰"
)
_AT_LEAST = (
    "不低于|不少于|不得少于|不得低于|不能少于|不能低于|不应少于|不应低于|至少|达到|达|超过|提高到|提升到|提升至|提高至|增加到|增加至"
    "|保持在|稳定在"
)
_AT_MOST = (
    "不超过|不高于|不多于|不得超过|不得高于|不能超过|不能高于|控制在|压减到|压减至|降至|降到|降低到|降低至|下降到|下降至"
    "|减少到|减少至|减至|少于|低于"
)
_VERBS = (
    "新建|改建|扩建|改扩建|新增|增加|建成|建设|建立|打造|培养|培训|培育|创建|选派|招聘|补充|完成|投入|引进|组织|举办"
    "|开展|评选|遴选|认定|创成|新创|争创|配备|添置|改造|维修|提供|资助|覆盖|实现|力争|确保|争取|安排|设立|选树|表彰"
    "|推出|推荐|开设|开发|命名|申报|落实|交流|轮训|下达|消除|化解|清退|减少|提高|提升|下降|降低|压减"
)
_INTENT = re.compile(
    rf"(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?P<about>约|大约|近)|(?P<verb>{_VERBS}))"
    rf"{_B}(?P<between>[\u4e00-\u9fff”《》、]{{0,6}}?){_B}\Z"
)
_AMOUNT = re.compile(
    rf"(?P<value>[0-9一两二三四五六七八九十][0-9,，.一二三四五六七八九十百]{{0,11}}+){_B}(?P<scale>{_SCALE}){_B}(?P<unit>{_MEASURES})"
    rf"(?P<after>以上|及以上|以下|以内|左右|全覆盖)?"
)  # begins with one set of characters, which is what the engine can skip to
_NOT_BEFORE_FIGURES = frozenset("0123456789.〔[第—–~～-“年月十百千万") | frozenset(ascii_letters)
_LONGEST_INTENT = 14
_INNER_LEAST = re.compile(_AT_LEAST)
_INNER_MOST = re.compile(rf"(?<![不得能应])(?:{_AT_MOST})")  # 不少于 is none, though 少于 is
_INNER_ABOUT = re.compile(r"(?:约|(?<![附最])近)\Z")
_NO_TARGET_AFTER = re.compile(
    r"[ \t]*(?:年级|年制|周年|世纪|岁|届|号|版|月|日|方面|坚持|意识|维护|自信|中全会|大精神|大报告|结合|统一|一批)"
)
_NO_TARGET_BEFORE = re.compile(
    r"(?:第|共有|现有|已有|原有|已建成|已完成|累计|目前|其中|以来[^。；]{0,20}|截[至止][^。；]{0,12}|《[^》]{0,40}|争当|[“‘])\Z"
)
_OFTEN = ("次", "天", "小时", "分钟", "期", "批", "部", "位", "处", "对")
_MEASURED = ("%", "％", "‰", "个百分点", "元", "万元", "亿元", "平方米", "平方公里", "公顷", "公里", "亩", "米")
_READ_BEFORE = 44
# What a number belongs to stands before it in its clause (普惠率达到88%); longer clauses are not said again.
_CLAUSE_ENDS = "，。；：！？、,;!?\n“”《》（）()"
_LONGEST_SUBJECT = 16
_BARE = re.compile(rf"{_AT_LEAST}|{_AT_MOST}|大?约|近|[0-9]")


def find_targets(text: str) -> list[tuple[int, int, Target]]:
    """Return the targets that `text` names, each with its stretch, in order."""
    return list(_targets(text))


def worded(targets: Iterable[Target], text: str) -> list[str]:
    """Return the words of targets found in `text` with what the number belongs to: 普惠率达到88% and not 达到88%."""
    plain = with_plain_figures("".join(ch for ch in text if ch not in " \t\u3000\xa0"))
    found: list[str] = []
    at = 0
    for target in targets:
        words = "".join(target.text.split())
        place = plain.find(words, at)
        if place < 0:
            place = plain.find(words)
        if place >= 0:
            begun = max((plain.rfind(mark, 0, place) for mark in _CLAUSE_ENDS), default=-1) + 1
            at = place + len(words)
            if place - begun <= _LONGEST_SUBJECT and _BARE.match(words):
                words = plain[begun:at]
        if found and words.startswith(found[-1]):
            found[-1] = words
        elif words not in found:
            found.append(words)
    return found


def _targets(text: str) -> Iterator[tuple[int, int, Target]]:
    text = with_plain_figures(text)
    for amount in _AMOUNT.finditer(text):
        at = amount.start()
        if text[at - 1 : at] in _NOT_BEFORE_FIGURES or not _FIGURES.fullmatch(amount["value"]):
            continue
        if "." in amount["value"] and not amount["scale"] and amount["unit"] not in _MEASURED:
            continue  # 行动计划2.0 and the like
        intent = _INTENT.search(text, max(at - _LONGEST_INTENT, 0), at)
        bound = _bound(amount, intent)
        if bound is None or _NO_TARGET_AFTER.match(text, amount.end()):
            continue
        start = intent.start() if intent else at
        before = text[max(start - _READ_BEFORE, 0) : start]
        if _NO_TARGET_BEFORE.search(before[before.rfind("。") + 1 :]):
            continue
        words = "".join(text[start : amount.end()].split())
        value = amount["value"] + amount["scale"]
        yield start, amount.end(), Target(words, value, amount["unit"].replace("％", "%"), bound)


def _bound(amount: re.Match[str], intent: re.Match[str] | None) -> str | None:
    """Return which way the number binds, or None where nothing says that it is wanted."""
    after = amount["after"] or ""
    between = intent["between"] if intent else ""
    if after in ("以下", "以内") or (intent and intent["most"]) or _INNER_MOST.search(between):
        return "at most"
    if after.endswith("以上") or after == "全覆盖" or (intent and intent["least"]) or _INNER_LEAST.search(between):
        return "at least"
    if (intent and intent["about"]) or after == "左右" or _INNER_ABOUT.search(between):
        return "about"
    if intent is None or (amount["unit"] in _OFTEN and len(between) > 2):
        return None
    return "about" if amount["scale"].endswith(("余", "多")) else "exactly"
