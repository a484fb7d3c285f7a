"""What a case is, and the register that the generators fill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ITEMS = ("办好村小食堂", "修缮教学楼屋面", "开展暑期家访", "补齐实验器材")
UNITS = ("安澜县教育局", "县财政局", "县住建局")
LINES = (
    "安澜县2024年教育工作要点",
    "一、改善办学条件",
    *(
        f"{n}.{title}。逐校落实到人。（牵头单位：{UNITS[0]}；配合单位：{UNITS[1]}、{UNITS[2]}）"
        for n, title in enumerate(ITEMS, 1)
    ),
)
TEXT = "\n".join(LINES)
ROWS = (
    ("序号", "工作任务", "牵头单位", "配合单位"),
    *((str(n), title, UNITS[0], f"{UNITS[1]}、{UNITS[2]}") for n, title in enumerate(ITEMS, 1)),
)
GOOD = "good"  # the whole plan arrives
ANY = "any"  # a plan or no plan, but text without an error of reading


@dataclass(frozen=True, slots=True)
class Case:
    """A file: how it is named and made, what is odd about it (`kind`), and the verdicts that are right for it.

    A verdict is a code of core.input_errors, GOOD or ANY. `remarks` are codes that a good import must report.
    """

    name: str
    make: Callable[[], bytes]
    kind: str
    verdicts: frozenset[str]
    remarks: frozenset[str] = frozenset()


CASES: list[Case] = []


def case(
    name: str, kind: str, *verdicts: str, remarks: tuple[str, ...] = ()
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register a generator as a case."""

    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        CASES.append(Case(name, make, kind, frozenset(verdicts), frozenset(remarks)))
        return make

    return keep


def given(name: str, kind: str, data: bytes, *verdicts: str) -> None:
    """Register bytes as a case."""
    CASES.append(Case(name, lambda: data, kind, frozenset(verdicts)))
