"""What a returned workbook changes, as values: file by file, row by row, each cell old and new with its doubt."""

from dataclasses import dataclass
from enum import StrEnum

from planner.core.customs import Customs
from planner.core.forms import Field
from planner.core.progress import Light, status_of
from planner.core.rounds import AskedItem, Said


class Verdict(StrEnum):
    """What a returned file is."""

    READY = "可合并"
    DOUBTS = "有疑问"
    SAME = "没有改动"
    DOUBLE = "重复"
    OLDER = "往期的表"
    OTHER_PLAN = "别的计划"
    NOT_OURS = "不是填报表"
    UNREADABLE = "读不出"


LIGHTS: dict[Verdict, Light | None] = {
    Verdict.READY: Light.GREEN,
    Verdict.DOUBTS: Light.YELLOW,
    Verdict.SAME: None,
    Verdict.DOUBLE: None,
    Verdict.OLDER: Light.YELLOW,
    Verdict.OTHER_PLAN: Light.RED,
    Verdict.NOT_OURS: Light.RED,
    Verdict.UNREADABLE: Light.RED,
}
REFUSED = frozenset({Verdict.OTHER_PLAN, Verdict.NOT_OURS, Verdict.UNREADABLE})


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that would say something else: `doubt` is a Chinese phrase, empty when nothing speaks against it.

    One that is not `possible` (a status that is none) can only be looked at.
    """

    field: Field
    old: str
    new: str
    doubt: str = ""
    possible: bool = True


@dataclass(frozen=True, slots=True)
class RowReturn:
    """What a unit returned of an item. `said` is what its cells say where they can be read, `current` the plan's."""

    asked: AskedItem
    said: Said
    current: Said
    reporter: str
    changes: tuple[CellChange, ...] = ()
    notes: tuple[str, ...] = ()
    answered: bool = True

    @property
    def is_carried(self) -> bool:
        """Whether it says again what the plan says already: 沿用上期."""
        return self.answered and not self.changes and self.said == self.current


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that a unit wrote below the table; it is asked for and never taken by itself."""

    task: str
    said: Said
    reporter: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A returned file and what of it is to be written: cells by item and column, new items by their place."""

    file: "Return"
    cells: frozenset[tuple[int, Field]] = frozenset()
    proposals: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Return:
    """A returned file. `notes` are sentences for the clerk; `missing` are the numbers of items without a row."""

    file_name: str
    verdict: Verdict
    unit_id: int | None = None
    unit_name: str = ""
    round_id: int | None = None
    rows: tuple[RowReturn, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    digest: str = ""

    @property
    def answered(self) -> int:
        """Return of how many items the file says something."""
        return sum(row.answered for row in self.rows)

    @property
    def changes(self) -> tuple[tuple[RowReturn, CellChange], ...]:
        """The cells that would change, row by row."""
        return tuple((row, change) for row in self.rows for change in row.changes)

    @property
    def sure(self) -> int:
        """How many cells nothing speaks against."""
        return sum(not change.doubt for _, change in self.changes)

    @property
    def doubtful(self) -> int:
        """How many cells the clerk has to decide."""
        return sum(bool(change.doubt) for _, change in self.changes)


def unreadable(file_name: str, sentence: str) -> Return:
    """Return a file that could not be read, with the reason."""
    return Return(file_name, Verdict.UNREADABLE, notes=(sentence,))


def usual(one: Return) -> Taken:
    """Return what is taken of a file when nobody says otherwise: the cells that nothing speaks against."""
    if one.verdict in REFUSED:
        return Taken(one)
    return Taken(one, frozenset((row.asked.node_id, change.field) for row, change in one.changes if not change.doubt))


def after(row: RowReturn, fields: frozenset[Field], current: Said) -> Said:
    """Return what is said of an item when these columns of its row are taken and the others stay."""
    said = row.said
    return Said(
        said.status if Field.STATUS in fields else current.status,
        said.percent if Field.PERCENT in fields else current.percent,
        said.text if Field.TEXT in fields else current.text,
        said.difficulty if Field.DIFFICULTY in fields else current.difficulty,
        said.next_step if Field.NEXT in fields else current.next_step,
    )


def shown_word(customs: Customs, field: Field, text: str) -> str:
    """Return a cell as the office says it: its own words for a status."""
    status = status_of(text) if field is Field.STATUS else None
    return customs.word(status) if status is not None else text
