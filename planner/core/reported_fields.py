"""What a table that is a ledger already says of its items: columns of status and progress, as a first report.

Only labels that cannot mean anything else count: 存在问题 alone may be what a task is about, 进度安排 is a schedule.
"""

import re
from collections.abc import Sequence
from datetime import date

from planner.core.customs import USUAL, Customs
from planner.core.draft import Head, LabelledField
from planner.core.progress import ProgressEntry, Status

_STATUS, _TEXT, _DIFFICULTY, _NEXT = (
    frozenset(words.split())
    for words in (
        "状态 工作状态 任务状态 完成状态 进展状态 办理状态 推进状态 当前状态 完成情况 推进情况 进度 是否完成",
        "进展情况 工作进展 工作进展情况 进展 目前进展 最新进展 当前进展 推进情况 落实情况 完成情况 实际完成情况"
        " 办理情况",
        "存在问题 存在的问题 问题 存在困难 困难和问题 存在困难和问题 存在问题和困难 存在问题及困难",
        "下一步打算 下步打算 下一步工作 下步工作 下一步工作打算 下步工作打算 下一步措施 下一步计划",
    )
)
_PERCENT = re.compile(r"(100|[0-9]{1,2})(?:\.0+)?[%％]")
_DONE = {"是": Status.DONE}


def report_day(head: Head) -> date:
    """Return the day that the words of a source stand for: that of the document, today where it names none."""
    return head.issued_on or head.published_on or date.today()


def first_day(head: Head) -> date:
    """Return a day from which the words of a source that is not kept count, so that any day can be printed."""
    year_begins = [date(year, 1, 1) for year in head.years[:1]]
    return min([report_day(head), *year_begins])


def reported(fields: Sequence[LabelledField], day: date, customs: Customs = USUAL) -> ProgressEntry | None:
    """Return the labelled fields of an item as what was reported of it, or None where they report nothing.

    A status may be said in the words of the office or of the plan.
    """
    status: Status | None = None
    percent: int | None = None
    texts: list[str] = []
    difficulty = next_step = ""
    for field in fields:
        label, words = "".join(field.label.split()), field.text.strip()
        if not words:
            continue
        if label in _STATUS and (found := _DONE.get(words) or customs.status_of(words)) is not None:
            status = status or (None if found is Status.OVERDUE else found)
        elif label in _STATUS and (share := _PERCENT.fullmatch(words)):
            percent = int(share[1])
        elif label in _TEXT:
            texts.append(words)
        elif label in _DIFFICULTY:
            difficulty = words
        elif label in _NEXT:
            next_step = words
    if status is None and percent is None and not texts:
        return None
    return ProgressEntry(0, day, status, percent, "\n".join(texts), difficulty, next_step)
