"""The keys of the review: one table for what they do and for what is said of them."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from planner.core.vocabulary import NodeKind
from planner.ui.panes.review_queue import ReviewQueue
from planner.ui.review_desk import ReviewDesk
from planner.ui.review_gestures import ReviewGestures

Slot = Callable[[], None]
ABOUT_DOUBTS = (
    ("Enter", "照第 1 项，到下一处"),
    ("1…9", "选这一项，到下一处"),
    ("Shift+Enter，Backspace", "上一处"),
    ("F8，Shift+F8", "下一处、上一处，不作答"),
    ("F4，Shift+F4", "下一处、上一处余文"),
    ("Ctrl+Z，Ctrl+Y", "撤销、重做"),
)
ABOUT_WINDOW = (
    ("Tab，F6", "换窗格"),
    ("Ctrl+L", "表格栏目"),
    ("Ctrl+Enter", "导入"),
    ("Esc", "先放着，以后接着核对"),
    ("Ctrl+Shift+Delete", "放弃这次核对"),
)
ABOUT_NODES = (
    ("F2", "修改标题、单位、时限、正文"),
    ("Alt+←，Alt+→", "标题与正文的分界移一句"),
    ("Ctrl+←，Ctrl+→", "正文与单位的分界移一段"),
    ("加按 Shift", "分界只移一字"),
    ("Ctrl+T", "余文转为任务，任务移到余文"),
    ("Ctrl+J", "并入上一条"),
    ("Ctrl+K", "从原文光标处拆成两条"),
    ("Ctrl+1，Ctrl+2，Ctrl+3", "改为部分、任务、举措"),
    ("Ctrl+[，Ctrl+]", "升一级、降一级"),
    ("Delete", "移出计划"),
)
LEFT = (("疑点", ABOUT_DOUBTS), ("窗口", ABOUT_WINDOW))
RIGHT = (("选中的条目", ABOUT_NODES),)


class Reviewing(Protocol):
    """What the keys act on: the window of a review."""

    desk: ReviewDesk
    gestures: ReviewGestures
    queue: ReviewQueue

    def agree(self) -> None:
        """Hand the plan over."""

    def leave(self) -> None:
        """Close; the review waits."""

    def discard(self) -> None:
        """Throw the review away."""

    def edit(self) -> None:
        """Open the fields of the chosen node."""

    def step_pane(self, offset: int) -> None:
        """Put the focus into another pane."""

    def choose_columns(self) -> None:
        """Ask what the columns of the tables hold."""

    def show_keys(self) -> None:
        """Say all keys."""


def slots_of(review: Reviewing) -> dict[int, Slot]:
    """Return what each key does, by its code with its modifiers."""
    desk, does = review.desk, review.gestures
    table: dict[str, Slot] = {
        "Return": desk.accept,
        "Shift+Return": partial(desk.step, -1),
        "Backspace": partial(desk.step, -1),
        "F8": partial(desk.step, 1),
        "Shift+F8": partial(desk.step, -1),
        "F2": review.edit,
        "Ctrl+Z": does.undo,
        "Ctrl+Y": does.redo,
        "Ctrl+Shift+Z": does.redo,
        "Ctrl+T": does.toggle_leftover,
        "F4": partial(does.next_leftover, 1),
        "Shift+F4": partial(does.next_leftover, -1),
        "Ctrl+J": does.merge_up,
        "Ctrl+K": does.split,
        "Ctrl+1": partial(does.set_kind, NodeKind.SECTION),
        "Ctrl+2": partial(does.set_kind, NodeKind.ITEM),
        "Ctrl+3": partial(does.set_kind, NodeKind.STEP),
        "Ctrl+]": partial(does.set_level, 1),
        "Ctrl+[": partial(does.set_level, -1),
        "Delete": does.take_out,
        "Tab": partial(review.step_pane, 1),
        "F6": partial(review.step_pane, 1),
        "Shift+F6": partial(review.step_pane, -1),
        "Ctrl+L": review.choose_columns,
        "Ctrl+Return": review.agree,
        "Esc": review.leave,
        "Ctrl+Shift+Del": review.discard,
        "Shift+F1": review.show_keys,
    }
    table |= {str(digit): partial(desk.answer, digit) for digit in range(1, 10)}
    for arrow, direction in (("Left", -1), ("Right", 1)):
        for shift, by_letter in (("", False), ("Shift+", True)):
            table[f"Alt+{shift}{arrow}"] = partial(does.move_border, direction, by_letter=by_letter)
            table[f"Ctrl+{shift}{arrow}"] = partial(does.move_units, direction, by_letter=by_letter)
    found = {QKeySequence(keys)[0].toCombined(): slot for keys, slot in table.items()}  # type: ignore[index]
    shift_tab = Qt.Key.Key_Backtab.value | Qt.KeyboardModifier.ShiftModifier.value
    return found | {shift_tab: partial(review.step_pane, -1)}
