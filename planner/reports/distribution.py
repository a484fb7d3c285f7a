"""分发目录: what goes to whom, with room to sign (print.md 3.12); it lies on top of a folder of files."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.reports.headings import GAP
from planner.reports.profiles import PROFILES
from planner.reports.table import EMPTY, Column, ItemRow, PageChoices, ReportDocument, ReportTable, plain
from planner.reports.wording import quoted

WORD = "分发目录"
_PROFILE = "P5"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that goes to somebody: its number, whose it is, what it holds, and how often it is printed.

    `leads` and `joins` are None for what is no unit's list; `pages` None where no page was laid out.
    """

    number: str
    name: str
    leads: int | None = None
    joins: int | None = None
    pages: int | None = None
    copies: int = 1


def distribution(plan: str, parcels: Sequence[Parcel], page: PageChoices) -> ReportDocument:
    """Return the directory of a folder for the plan called `plan`."""
    columns = [
        Column("序号", 12, centred=True, ragged=True),
        Column("分发单位（材料）", 0, ragged=True),
        *(Column(head, 14, centred=True, ragged=True) for head in ("牵头", "配合", "合计")),
    ]
    has_pages = any(parcel.pages is not None for parcel in parcels)
    has_copies = any(parcel.copies > 1 for parcel in parcels)
    more = [*(["页数"] if has_pages else []), *(["份数"] if has_copies else [])]
    columns += [Column(head, 13, centred=True, ragged=True) for head in more]
    columns += [Column("签收人", 28, ragged=True), Column("签收日期", 28, ragged=True)]
    room = PROFILES[_PROFILE].frame_width - sum(column.width for column in columns)
    columns[1] = Column(columns[1].head, room, ragged=True)
    table = ReportTable(
        title=f"{quoted(plan)}{WORD}",
        subtitle=_subtitle(parcels),
        columns=tuple(columns),
        rows=tuple(_row(parcel, has_pages=has_pages, has_copies=has_copies) for parcel in parcels),
        notes=(),
        profile=_PROFILE,
        sheet_name=WORD,
    )
    return ReportDocument(table.title, (table,), page)


def _subtitle(parcels: Sequence[Parcel]) -> str:
    """Return how many units get something, and how many sheaves there are when some are printed several times."""
    units = sum(parcel.leads is not None for parcel in parcels)
    sheaves = sum(parcel.copies for parcel in parcels)
    said = f"共{units}个单位" if units else ""
    return GAP.join(filter(None, (said, f"共{sheaves}份材料" if sheaves != units else "")))


def _row(parcel: Parcel, *, has_pages: bool, has_copies: bool) -> ItemRow:
    counts = [parcel.leads, parcel.joins]
    total = None if None in counts else sum(count or 0 for count in counts)
    shown = [*counts, total, *([parcel.pages] if has_pages else []), *([parcel.copies] if has_copies else [])]
    cells = (plain("" if count is None else str(count)) for count in shown)
    return ItemRow((plain(parcel.number), plain(parcel.name), *cells, EMPTY, EMPTY))
