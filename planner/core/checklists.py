"""A checklist as a value: parts with their lines, as they stand in a template file or come from a plan."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A line to tick: what, the requirement, who and when; each but `what` may be empty."""

    what: str
    requirement: str = ""
    person: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class CheckPart:
    """A part (会前准备) with its lines. With `takes_items` the plan's items stand below them (议题)."""

    heading: str
    lines: tuple[CheckLine, ...] = ()
    takes_items: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist or a template of one.

    `form` is "tick" (a box before each line) or "yes-no" (是 □ 否 □ and a remark, for inspections); `head` are the
    labels above the table (会议名称), `blank` the empty lines at the end of each part, `foot` the labels below.
    """

    name: str
    title: str
    parts: tuple[CheckPart, ...]
    form: str = "tick"
    head: tuple[str, ...] = ()
    blank: int = 3
    foot: tuple[str, ...] = ("检查人", "日期")
