"""合并结果: what the returned workbooks changed and what they left open, as a document to keep (F-69)."""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.core.customs import Customs
from planner.core.forms import Field
from planner.core.returns import Taken, shown_word
from planner.core.rounds import Round
from planner.core.snapshot import PlanSnapshot
from planner.reports.cells import item_title
from planner.reports.file_names import file_name
from planner.reports.headings import GAP, plan_name
from planner.reports.request import PrintRequest
from planner.reports.table import Column, ItemRow, ReportDocument, ReportTable, SectionRow, plain
from planner.reports.wording import printable, quoted, spoken_date

WORD = "填报表合并结果"
_FILES = (
    Column("序号", 12, centred=True),
    Column("文件", 70, ragged=True),
    Column("单位", 34, ragged=True),
    Column("情况", 24, centred=True),
    Column("采用", 16, centred=True),
    Column("未采用", 16, centred=True),
    Column("说明", 85),
)
_CELLS = (
    Column("序号", 14, centred=True),
    Column("工作任务", 60),
    Column("栏目", 26, centred=True),
    Column("原来", 52),
    Column("填报", 65),
    Column("采用", 40, ragged=True),
)


def returns_document(
    plan: PlanSnapshot, round_: Round, taken: Sequence[Taken], day: date, request: PrintRequest | None = None
) -> ReportDocument:
    """Return the report of a collection: the files first, then the cells file by file."""
    request = request or PrintRequest()
    title = f"{quoted(plan_name(plan, request))} {printable(round_.name)}{WORD}"
    counts = f"收到{len(taken)}个文件{GAP}采用{sum(len(one.cells) for one in taken)}处"
    files = ReportTable(
        title=title,
        subtitle=GAP.join((spoken_date(day), counts)),
        columns=_FILES,
        rows=tuple(_file_row(place, one) for place, one in enumerate(taken, 1)),
        notes=(),
        profile="P1",
        sheet_name="文件",
    )
    rows = tuple(row for one in taken for row in _cell_rows(plan, one))
    if not rows:
        return ReportDocument(title, (files,), request.page)
    cells = ReportTable("", "", _CELLS, rows, (), "P1", "修改", band="修改明细", outline="修改明细")
    return ReportDocument(title, (files, cells), request.page)


def returns_file_name(plan: PlanSnapshot, round_: Round, day: date, extension: str) -> str:
    """Return what the report is proposed to be called."""
    return file_name(plan_name(plan, PrintRequest()), WORD, round_.name, day, extension)


def _file_row(place: int, one: Taken) -> ItemRow:
    file = one.file
    left = len(file.changes) - len(one.cells)
    notes = [*file.notes, *(f"提出新增：{printable(found.task)}" for found in file.proposals)]
    return ItemRow(
        (
            plain(str(place)),
            plain(printable(file.file_name)),
            plain(printable(file.unit_name)),
            plain(file.verdict.value),
            plain(str(len(one.cells)) if one.cells else ""),
            plain(str(left) if left else ""),
            plain("\n".join(map(printable, notes))),
        )
    )


def _cell_rows(plan: PlanSnapshot, one: Taken) -> Iterator[SectionRow | ItemRow]:
    """Yield the cells of a file, those that were not taken with the reason."""
    if not one.file.changes:
        return
    yield SectionRow(f"{printable(one.file.unit_name)}（{printable(one.file.file_name)}）", 1)
    for row, change in one.file.changes:
        node = plan.by_id.get(row.asked.node_id)
        is_taken = (row.asked.node_id, change.field) in one.cells
        yield ItemRow(
            (
                plain(row.asked.number),
                plain(item_title(node) if node is not None else row.asked.task.partition("\n")[0]),
                plain(change.field.value),
                plain(_shown(plan.customs, change.field, change.old)),
                plain(_shown(plan.customs, change.field, change.new)),
                plain("采用" if is_taken else f"未采用（{change.doubt}）" if change.doubt else "未采用"),
            )
        )


def _shown(customs: Customs, field: Field, text: str) -> str:
    return printable(shown_word(customs, field, text))
