"""How far an item is: the eight status words with their counting groups (vocabulary 5.1), and what was reported when.

Nothing is overwritten: an item's state is that of its latest entry up to a day (`standing`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """The eight words of a status; OVERDUE is never stored, it follows from the day."""

    IDLE = "未启动"
    GOING = "推进中"
    DONE = "已完成"
    BEHIND = "滞后"
    OVERDUE = "逾期"
    LASTING = "长期坚持"
    EXTENSION = "申请延期"
    PAUSED = "暂缓"


STORED = tuple(status for status in Status if status is not Status.OVERDUE)


class StatusGroup(StrEnum):
    """What a status is counted as; APART ones are in none of the four."""

    IDLE = "未启动"
    GOING = "推进中"
    DONE = "已完成"
    BEHIND = "滞后"
    APART = "单列"


class Light(StrEnum):
    """The light beside a status; each is a shape of its own, so that a black-and-white print still says it."""

    GREEN = "●"
    YELLOW = "▲"
    RED = "■"
    BLUE = "◆"


GROUPS = {
    Status.IDLE: StatusGroup.IDLE,
    Status.GOING: StatusGroup.GOING,
    Status.DONE: StatusGroup.DONE,
    Status.BEHIND: StatusGroup.BEHIND,
    Status.OVERDUE: StatusGroup.BEHIND,
    Status.LASTING: StatusGroup.APART,
    Status.PAUSED: StatusGroup.APART,
}
_WORDS = {
    Status.IDLE: "未启动 未开始 尚未启动 待启动",
    Status.GOING: "推进中 正在推进 正在办理 正在完成 正常推进 按序时 按序时进度 达序推进",
    Status.DONE: "已完成 完成 提前完成 办结 已办结 销号 已销号",
    Status.BEHIND: "滞后 推进缓慢 慢序时 未达序时进度 完成难度较大",
    Status.OVERDUE: "逾期 超期 逾期未办结",
    Status.LASTING: "长期坚持 持续推进 常态化 长期",
    Status.EXTENSION: "申请延期 延期 拟延期",
    Status.PAUSED: "暂缓 暂停 调整 中止 取消 暂缓/中止",
}
_BY_WORD = {word: status for status, words in _WORDS.items() for word in words.split()}


def status_of(word: str) -> Status | None:
    """Return the status that a word says (办结 is 已完成), or None for a word that is none."""
    return _BY_WORD.get("".join(word.split()).strip("（）()。"))


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """What was reported of a node; `made_on` is the day it stands for, `percent` from 0 to 100.

    `status` None says nothing of the status. `unit_id` is the partner that reports for itself (its words do not make
    the item's state), None for the item's own.
    """

    entry_id: int
    made_on: date
    status: Status | None = None
    percent: int | None = None
    text: str = ""
    difficulty: str = ""
    next_step: str = ""
    reporter: str = ""
    unit_id: int | None = None
    period: str = ""
