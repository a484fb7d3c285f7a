"""Which number each side of paper has, and behind which a blank one is put so that the next begins on the front."""

from collections.abc import Sequence
from typing import NamedTuple

from planner.reports.table import PageChoices


class Leaf(NamedTuple):
    """A stretch of pages of its own: how many there are, and whether the numbers begin again with it."""

    pages: int
    afresh: bool


class Sheet(NamedTuple):
    """A side of paper: page `page` of leaf `leaf` with its number, the last one of its run being `last`.

    A blank side has `page` -1.
    """

    leaf: int
    page: int
    number: int
    last: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return self.page < 0


def number_sheets(leaves: Sequence[Leaf], choices: PageChoices) -> tuple[Sheet, ...]:
    """Return the sides of paper of a document in order, blank ones among them.

    A blank side counts in the numbers that go on behind it. What is odd is told by the place in the whole document, as
    the printer turns its paper.
    """
    sheets: list[Sheet] = []
    begun, number = 0, choices.first_page
    for index, leaf in enumerate(leaves):
        if choices.odd_starts and sheets and (choices.first_page + len(sheets)) % 2 == 0:
            sheets.append(Sheet(index - 1, -1, number, 0))
            number += 1
        if leaf.afresh and sheets:
            _close(sheets, begun)
            begun, number = len(sheets), 1
        for page in range(leaf.pages):
            sheets.append(Sheet(index, page, number, 0))
            number += 1
    _close(sheets, begun)
    return tuple(sheets)


def _close(sheets: list[Sheet], begun: int) -> None:
    """Tell the sheets of a run which number its last page has."""
    last = max((sheet.number for sheet in sheets[begun:] if not sheet.is_blank), default=0)
    sheets[begun:] = [sheet._replace(last=last) for sheet in sheets[begun:]]


def number_words(number: int, last: int | None, choices: PageChoices, *, bound: bool) -> str:
    """Return what stands at the foot of a page; `last` None where it is not known yet."""
    if bound or choices.numbering == "dash":
        return f"— {number} —"
    return f"第 {number} 页" if last is None else f"第 {number} 页 共 {last} 页"
