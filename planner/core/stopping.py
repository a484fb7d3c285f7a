"""Long work that tells how far it is and can be told to stop."""

from collections.abc import Callable

from planner.core.errors import PlannerError

Tell = Callable[[int, int], None]
"""Called with what is done and what there is; it raises `Stopped` when the clerk wants no more."""


class Stopped(PlannerError):
    """The clerk stopped the work; nothing of it was kept."""

    exit_status = 130

    def __init__(self) -> None:
        super().__init__("已停止，没有写出文件。", "需要时请重新开始。", code="STOPPED")


def tell_nobody(_done: int, _count: int) -> None:
    """Tell nobody, and go on."""
