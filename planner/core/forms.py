"""The fill-in workbook (填报表) as values: its columns, its number, and what was read of one that came back."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

FORMAT = "planner.fill-in"
VERSION = 1
META_SHEET = "_meta"
FORM_NUMBER = "填报表编号"
NEW_ITEMS = "新增事项"
UNIT_LABEL = "填报单位："


class Field(StrEnum):
    """The columns of the workbook, by their heads."""

    ID = "编号"
    NUMBER = "序号"
    TASK = "工作任务"
    DUE = "完成时限"
    STATUS = "状态"
    PERCENT = "进度%"
    TEXT = "进展情况"
    DIFFICULTY = "存在问题"
    NEXT = "下一步打算"
    PERSON = "责任人"
    PHONE = "联系电话"
    REMARK = "备注"


WRITABLE = (
    Field.STATUS,
    Field.PERCENT,
    Field.TEXT,
    Field.DIFFICULTY,
    Field.NEXT,
    Field.PERSON,
    Field.PHONE,
    Field.REMARK,
)
"""The yellow columns: all that a unit fills in."""
MERGED = (Field.STATUS, Field.PERCENT, Field.TEXT, Field.DIFFICULTY, Field.NEXT)
"""Those of which each cell is shown old and new before it is taken."""

_NUMBER = re.compile(r"编号[：:\s]*([0-9a-f]{8})-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class FormMeta:
    """What the hidden sheet of a workbook says: the round and the unit it was made for, and the items in it."""

    version: int
    source: str
    token: str
    unit_id: int
    period: str
    ids: tuple[int, ...]
    is_sound: bool = True


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row below the head: what its cells say, by column; `place` counts from the first row of the table."""

    place: int
    cells: dict[Field, str]

    def __getitem__(self, column: Field) -> str:
        return self.cells.get(column, "")

    @property
    def says_something(self) -> bool:
        """Whether anything stands in its yellow cells."""
        return any(self[column] for column in WRITABLE)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A workbook that came back. `token` and `unit_id` are from the hidden sheet, else from the printed number.

    `unit_name` is what the sheet says whose it is; `columns` are those that were found. `notes` are sentences.
    """

    file_name: str
    digest: str
    meta: FormMeta | None = None
    token: str = ""
    unit_id: int | None = None
    unit_name: str = ""
    columns: tuple[Field, ...] = ()
    rows: tuple[FilledRow, ...] = ()
    notes: tuple[str, ...] = field(default=())


def form_number(token: str, unit_id: int) -> str:
    """Return the number printed on a workbook."""
    return f"{token}-{unit_id}"


def read_number(text: str) -> tuple[str, int] | None:
    """Return round and unit of the printed number in a text."""
    found = _NUMBER.search(text)
    return (found[1], int(found[2])) if found else None


def checksum(source: str, token: str, unit_id: int, ids: Iterable[int]) -> str:
    """Return what proves that the hidden sheet is as it was written."""
    words = "|".join((FORMAT, source, token, str(unit_id), ",".join(map(str, ids))))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def content_digest(rows: Iterable[FilledRow]) -> str:
    """Return what tells the contents of two returns apart, whatever program saved them and in what order."""
    lines = sorted("\x1f".join((row[Field.ID], row[Field.TASK], *(row[column] for column in WRITABLE))) for row in rows)
    return hashlib.sha256("\x1e".join(lines).encode("utf-8", "replace")).hexdigest()
