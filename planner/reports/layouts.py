"""The column layouts of the 责任分解表 (print.md 3.4), in millimetres on their own paper."""

from dataclasses import dataclass
from enum import StrEnum


class Slot(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TASK = "task"  # title and text together
    NAME = "name"  # the title alone
    PROBLEM = "problem"
    CONTENT = "content"
    TARGET = "target"
    LEADER = "leader"  # persons who lead, by their role or by the register
    PERSON = "person"
    LEAD = "lead"
    PARTNER = "partner"
    DEADLINE = "deadline"
    REMARK = "remark"
    ORIGINAL = "original"  # the item's number in its plan, beside the number in a list
    DONE = "done"
    UNITS = "units"  # who leads and who joins in one column
    PROGRESS = "progress"
    STATE = "state"
    DIFFICULTY = "difficulty"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a layout; `head` stands where the plan has no word of its own."""

    slot: Slot
    head: str
    width: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A named set of columns for a sheet of `profile`. With `tables_first` a plan's own table is what is printed."""

    name: str
    profile: str
    places: tuple[Place, ...]
    tables_first: bool = False

    @property
    def slots(self) -> frozenset[Slot]:
        """What the columns hold."""
        return frozenset(place.slot for place in self.places)


# The column of leaders and other persons stands in every layout; in a plan without any it leaves its room to the text.
_PERSONS = Place(Slot.PERSON, "责任人", 18)

LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout(
            "五列",
            "P1",
            (
                Place(Slot.NUMBER, "序号", 12),
                Place(Slot.TASK, "工作任务", 117),
                _PERSONS,
                Place(Slot.LEAD, "牵头单位", 38),
                Place(Slot.PARTNER, "配合单位", 57),
                Place(Slot.DEADLINE, "完成时限", 15),
            ),
        ),
        Layout(
            "七列",
            "P1",
            (
                Place(Slot.NUMBER, "序号", 12),
                Place(Slot.TASK, "工作任务", 74),
                Place(Slot.TARGET, "目标要求", 46),
                _PERSONS,
                Place(Slot.LEAD, "牵头单位", 30),
                Place(Slot.PARTNER, "配合单位", 42),
                Place(Slot.DEADLINE, "完成时限", 21),
                Place(Slot.REMARK, "备注", 14),
            ),
        ),
        Layout(
            "领导",
            "P4",
            (
                Place(Slot.NUMBER, "序号", 14),
                Place(Slot.NAME, "工作任务", 48),
                Place(Slot.CONTENT, "具体内容", 120),
                Place(Slot.LEADER, "牵头领导", 22),
                _PERSONS,
                Place(Slot.LEAD, "牵头单位", 38),
                Place(Slot.PARTNER, "配合单位", 66),
                Place(Slot.DEADLINE, "完成时限", 30),
                Place(Slot.REMARK, "备注", 24),
            ),
        ),
        Layout(
            "达州式",
            "P4",
            (
                Place(Slot.NUMBER, "序号", 12),
                Place(Slot.NAME, "事项", 40),
                Place(Slot.PROBLEM, "问题描述", 56),
                Place(Slot.TARGET, "目标任务", 70),
                Place(Slot.CONTENT, "工作措施", 100),
                _PERSONS,
                Place(Slot.LEAD, "牵头单位", 32),
                Place(Slot.PARTNER, "配合单位", 52),
            ),
        ),
        Layout(
            "柳州式",
            "P1",
            (
                Place(Slot.NUMBER, "序号", 12),
                Place(Slot.NAME, "重点任务", 34),
                Place(Slot.CONTENT, "建设内容", 66),
                Place(Slot.TARGET, "建设目标", 66),
                _PERSONS,
                Place(Slot.LEAD, "牵头部门", 26),
                Place(Slot.PARTNER, "配合部门", 35),
            ),
            tables_first=True,
        ),
        Layout(
            "附件",
            "P2",
            (
                Place(Slot.NUMBER, "序号", 11),
                Place(Slot.TASK, "工作任务", 92),
                _PERSONS,
                Place(Slot.LEAD, "牵头单位", 32),
                Place(Slot.PARTNER, "配合单位", 50),
                Place(Slot.DEADLINE, "完成时限", 22),
            ),
        ),
        Layout(
            "竖版",
            "P3",
            (
                Place(Slot.NUMBER, "序号", 10),
                Place(Slot.TASK, "工作任务", 60),
                _PERSONS,
                Place(Slot.LEAD, "牵头", 24),
                Place(Slot.PARTNER, "配合", 28),
                Place(Slot.DEADLINE, "时限", 16),
            ),
        ),
    )
}
