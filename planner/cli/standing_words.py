"""How an item stands in the words of a command: status, light and percentage; and the statuses a word can mean."""

from planner.core.customs import USUAL, Customs
from planner.core.errors import UsageError
from planner.core.progress import Status
from planner.core.standing import Standing


def standing_words(state: Standing) -> str:
    """Return the status with its light and percentage: 推进中● 40%."""
    percent = f" {state.percent}%" if state.percent is not None else ""
    return f"{state.word}{state.light.value if state.light else ''}{percent}"


def named_status(word: str, customs: Customs = USUAL) -> Status:
    """Return the status that a word means (办结 is 已完成, or a word of the plan's own); raises `UsageError`."""
    status = customs.status_of(word)
    if status is None:
        known = "、".join(map(customs.word, Status))
        raise UsageError(f"不认识的状态“{word}”。", f"可以写：{known}。", code="NO_STATUS")
    return status
