"""A fill-in workbook that came back → `FilledForm`: whatever program saved it, with columns moved and sheets renamed.

The file is read as every other (`read_file`: in a process of its own); here its grids are looked through for the head
of the table and for what the hidden sheet says. Nothing is believed: the comparison checks each row.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from planner.core.draft import Source
from planner.core.forms import (
    FORMAT,
    UNIT_LABEL,
    Field,
    FilledForm,
    FilledRow,
    FormMeta,
    checksum,
    content_digest,
    read_number,
)
from planner.importing.document import PlacedGrid, SourceDocument
from planner.importing.intake import Cancel, read_file

_HEAD_WITHIN = 10
_LEAST_HEADS = 3
_MOST_ROWS = 5_000
_LONGEST = 20_000  # characters of a cell
_LONGEST_ID = 12
_SAME = {
    Field.ID: ("id",),
    Field.NUMBER: ("原序号", "总表序号"),
    Field.TASK: ("任务", "重点任务", "任务内容", "工作事项"),
    Field.DUE: ("时限", "完成时间"),
    Field.STATUS: ("完成状态", "目前状态"),
    Field.PERCENT: ("进度", "进度（%）", "进度(%)", "完成进度", "完成率"),
    Field.TEXT: ("进展", "工作进展", "完成情况"),
    Field.DIFFICULTY: ("问题", "存在的问题", "困难"),
    Field.NEXT: ("下一步", "下一步工作", "下一步措施"),
    Field.PERSON: ("联系人", "填报人", "报送人"),
    Field.PHONE: ("电话", "手机"),
    Field.REMARK: ("说明",),
}
_HEADS = {word: column for column, words in _SAME.items() for word in (column.value, *words)}
_NEEDED = (Field.TASK, Field.TEXT)
_Rows = dict[int, dict[int, str]]


def read_form(path: Path, cancelled: Cancel | None = None) -> FilledForm:
    """Return what a returned file says; one without the table has no columns. Raises as `read_file` does."""
    return form_of(read_file(path, cancelled=cancelled), path.name)


def form_of(source: Source, file_name: str) -> FilledForm:
    """Return what a source says that was read from a returned file."""
    if not isinstance(source, SourceDocument):
        return FilledForm(file_name, source.sha256)
    grids = [_rows(source, grid) for grid in source.grids]
    meta = next((said for rows in grids if (said := _meta(rows))), None)
    number = next((printed for rows in grids for text in _texts(rows) if (printed := read_number(text))), None)
    tables = [(rows, *head) for rows in grids if (head := _head(rows))]
    form = FilledForm(file_name, source.sha256, meta)
    if meta is not None:
        form = replace(form, token=meta.token, unit_id=meta.unit_id)
    elif number is not None:
        form = replace(form, token=number[0], unit_id=number[1])
    if not tables:
        return form
    read = [(head, columns, _below(rows, head, columns)) for rows, head, columns in tables]
    best = max(range(len(read)), key=lambda at: (sum(row.says_something for row in read[at][2]), -at))
    _, columns, filled = read[best]
    notes = (f"文件中有{len(read)}张填报表，取用填写最多的一张。",) if len(read) > 1 else ()
    return replace(
        form,
        digest=content_digest(filled),
        unit_name=_unit_name(tables[best][0], tables[best][1]),
        columns=tuple(column for _, column in sorted((at, column) for column, at in columns.items())),
        rows=filled,
        notes=notes,
    )


def _rows(source: Source, grid: PlacedGrid) -> _Rows:
    found: _Rows = {}
    for cell in grid.cells:
        if len(found) > _MOST_ROWS and cell.row not in found:
            break
        text = source.text[cell.start : cell.end].strip()
        if text:
            found.setdefault(cell.row, {})[cell.column] = text[:_LONGEST]
    return found


def _texts(rows: _Rows) -> Iterable[str]:
    return (text for cells in rows.values() for text in cells.values())


def _meta(rows: _Rows) -> FormMeta | None:
    """Return what the hidden sheet says, wherever on it the two columns stand."""
    pairs = [tuple(cells[at] for at in sorted(cells)) for _, cells in sorted(rows.items())]
    said = {pair[0]: pair[1] for pair in reversed(pairs) if len(pair) > 1}
    if FORMAT not in said:
        return None
    version, unit = (_whole(said.get(key, "")) for key in (FORMAT, "unit"))
    ids = tuple(one for part in said.get("ids", "").split(",") if (one := _whole(part)) is not None)
    if version is None or unit is None:
        return None
    source, token = said.get("source", ""), said.get("round", "")
    is_sound = said.get("checksum") == checksum(source, token, unit, ids)
    return FormMeta(version, source, token, unit, said.get("period", ""), ids, is_sound)


def _whole(text: str) -> int | None:
    bare = text.strip().removesuffix(".0")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= _LONGEST_ID else None


def _head(rows: _Rows) -> tuple[int, dict[Field, int]] | None:
    """Return the row of the head and the place of each column; of a head that is named twice the first."""
    for at in sorted(rows)[:_HEAD_WITHIN]:
        columns: dict[Field, int] = {}
        for place, text in sorted(rows[at].items()):
            column = _HEADS.get("".join(text.split()))
            if column is not None:
                columns.setdefault(column, place)
        if len(columns) >= _LEAST_HEADS and any(column in columns for column in _NEEDED):
            return at, columns
    return None


def _below(rows: _Rows, head: int, columns: dict[Field, int]) -> tuple[FilledRow, ...]:
    found = []
    for place, at in enumerate(at for at in sorted(rows) if at > head):
        cells = {column: rows[at][where] for column, where in columns.items() if where in rows[at]}
        is_head = sum(_HEADS.get("".join(text.split())) is column for column, text in cells.items()) >= _LEAST_HEADS
        if cells and not is_head:
            found.append(FilledRow(place, cells))
    return tuple(found)


def _unit_name(rows: _Rows, head: int) -> str:
    """Return whose sheet it says it is, above the head."""
    for at in sorted(rows):
        if at >= head:
            break
        for text in rows[at].values():
            if UNIT_LABEL in text:
                words = text.partition(UNIT_LABEL)[2].split()
                return words[0] if words else ""
    return ""
