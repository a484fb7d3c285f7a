"""How a plan's words are cut and shaped for print: first sentences, numbers, titles, dates, likeness of labels."""

import re
from datetime import date

from planner.reports.layouts import Slot

_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’』」）》]*")
_BLANKS = re.compile(r"[ \t\u3000\xa0]+")
_INNER_BLANK = re.compile(r"(?<=[0-9]) (?=[年月日])| (?=[（《])")
_LOOSE_BLANK = re.compile(
    r"(?<=[\u3400-\u9fff])[ \xa0]+(?=[0-9（《“，。；：、])|(?<=[0-9%）》”，。；：、,;:])[ \xa0]+(?=[\u3400-\u9fff])"
)
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_DATE_BLANK = re.compile(r"(?<=\d)[ \xa0\u3000](?=[年月日])|(?<=[年月])[ \xa0\u3000](?=\d)")
_DATE_SEAM = re.compile(
    r"(?<=年)(?=\d{1,2}月)|(?<=\d年)(?=第|[春秋上下])|(?<=[、，,；;至\s])(?=\S)|(?<=[\d年月日][—－～~-])(?=\d{4}年)"
    r"|(?<=[年月日底末]前)(?=[\u4e00-\u9fff]{2})|(?<=[年月日]到)(?=\S)"
)
_NUMBER_MARKS = " 　.．、:：,，"
# Which column a label belongs to, in the order of asking: 目标任务 is a target, not a task.
_LIKENESS = (
    (Slot.PROBLEM, ("问题", "短板", "不足", "现状", "差距", "隐患")),
    (Slot.TARGET, ("目标", "指标", "成效", "成果", "效果")),
    (Slot.REMARK, ("备注", "说明")),
)
TABLE_WORD = "责任分解表"
_TABLE_WORDS = ("分解表", "分工表", "责任表", "责任清单", "任务清单", "一览表")


def printable(text: str) -> str:
    """Return `text` without what cannot be printed: control characters, joiners and marks of no width."""
    if text.isprintable():
        return text
    return _UNSEEN.sub("", text.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n"))


def closed_up(text: str) -> str:
    """Return `text` without the blanks that typing leaves between Chinese and digits or round Chinese marks."""
    return _LOOSE_BLANK.sub("", text) if " " in text or "\xa0" in text else text


def first_sentence(text: str) -> str:
    """Return the first sentence with its end mark, or the first paragraph when no sentence ends."""
    found = _SENTENCE.match(text)
    first, _, _ = text.partition("\n")
    return found.group() if found and len(found.group()) <= len(first) else first


def shown_number(number: str) -> str:
    """Return a number as a cell shows it, without the mark that follows it."""
    return printable(number).strip(_NUMBER_MARKS)


def slot_of(label: str) -> Slot:
    """Return the column that a labelled field is meant for; anything unknown is content."""
    for slot, words in _LIKENESS:
        if any(word in label for word in words):
            return slot
    return Slot.CONTENT


def plan_title(title: str) -> str:
    """Return the title of a plan on one line; a blank stays where the source had several lines."""
    return _INNER_BLANK.sub("", _BLANKS.sub(" ", printable(title).replace("\n", " ")).strip())


def quoted(title: str) -> str:
    """Return a title in book marks; those inside it become single ones."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def table_title(title: str, word: str = "") -> str:
    """Return the title of the printed table for a plan called `title`; `word` says 任务分工表 for 责任分解表."""
    if title.endswith(_TABLE_WORDS):
        return title
    if word.startswith("任务") and title.endswith("要点"):
        return title + word
    return quoted(title) + (word or TABLE_WORD)


def date_words(text: str) -> list[str]:
    """Cut the words of a deadline where a line may end: 2026年 goes over, 6月30日前 stays whole."""
    return [word for word in _DATE_SEAM.split(_DATE_BLANK.sub("", printable(text)).strip()) if word]


def role_word(word: str) -> str:
    """Return the plan's word for a role as a column head: no blanks, full-width brackets."""
    bare = "".join(printable(word).split()).rstrip("：:")
    return bare.replace("(", "（").replace(")", "）")


def role_heads(lead: str, partner: str) -> tuple[str, str]:
    """Return the heads of the two unit columns in the plan's words, empty where it has none.

    A plan that has a word for one role alone gives the other its kind of unit: 牵头科室 goes with 配合科室.
    """
    lead, partner = role_word(lead), role_word(partner)
    if lead == partner:
        return "", ""
    if not partner and lead.startswith("牵头"):
        partner = "配合" + lead.removeprefix("牵头")
    elif not lead and partner[:2] in {"配合", "责任", "协办", "参与"}:
        lead = "牵头" + partner[2:]
    return lead, partner


def spoken_date(day: date) -> str:
    """Return a day as an official document writes it."""
    return f"{day.year}年{day.month}月{day.day}日"


def width_in_ems(text: str) -> float:
    """Return roughly how wide `text` is: one em a Chinese character, a little over a half for the rest."""
    return sum(1.0 if ord(character) > 0x2000 else 0.55 for character in text)
