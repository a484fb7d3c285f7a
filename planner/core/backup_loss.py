"""What a restore would do to what is there now: plans that go, come back or change, and steps that were made since."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

Plans = tuple[tuple[str, int], ...]
"""Each plan by its title and the number of its items."""
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Loss:
    """The difference: plans only there now, plans only in the backup, and those with another number of items.

    `steps` counts the steps since; None when the backup does not lie on the way to what is there now. `is_altered`
    tells that something other than the program has changed what is there now, which no step tells of.
    """

    gone: Plans = ()
    back: Plans = ()
    changed: tuple[tuple[str, int, int], ...] = ()
    steps: int | None = None
    is_altered: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether the backup holds what is there now."""
        return self.steps == 0 and not (self.gone or self.back or self.changed or self.is_altered)


def loss(now: Iterable[tuple[str, int]], then: Iterable[tuple[str, int]], steps: int | None) -> Loss:
    """Compare the plans by their titles; of several with one title the first stands beside the first."""
    here, there = _by_title(now), _by_title(then)
    gone, back, changed = [], [], []
    for title in {**here, **there}:
        for count, other in zip_longest(here.get(title, ()), there.get(title, ())):
            if other is None:
                gone.append((title, count))
            elif count is None:
                back.append((title, other))
            elif count != other:
                changed.append((title, count, other))
    return Loss(tuple(gone), tuple(back), tuple(changed), steps)


def loss_words(found: Loss) -> tuple[str, ...]:
    """Return what a restore would do, a sentence each."""
    if found.is_nothing:
        return ("计划与现在完全一样。",)
    words = ["在程序以外改动的内容，会回到备份时的样子。"] if found.is_altered else []
    if found.steps:
        words.append(f"备份以后做的 {found.steps} 步修改会不见。")
    elif found.steps is None:
        words.append("备份以后改过的内容会不见。")
    words += _some([f"{_named(title)}（{count} 项）会不见。" for title, count in found.gone])
    words += _some([f"{_named(title)}由 {now} 项变为 {then} 项。" for title, now, then in found.changed])
    words += _some([f"{_named(title)}（{count} 项）会回来。" for title, count in found.back])
    return tuple(words)


def _by_title(plans: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for title, count in plans:
        found.setdefault(" ".join(title.split()).strip("《》"), []).append(count)
    return found


def _named(title: str) -> str:
    return f"《{title}》" if title else "没有名称的计划"


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - _LISTED
    return lines if more <= 0 else [*lines[:_LISTED], f"还有 {more} 份计划也是这样。"]
