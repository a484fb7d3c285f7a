"""The register from a list and as a list: a table with the columns 简称, 全称, 类别, 别名 …, or one name per line.

A list comes as a text with tabs or commas or as a sheet that the importer has read. What it says is taken in, what it
leaves blank stays as it is; nothing is merged or taken away, and what cannot be is said in a remark.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.core.draft import Source
from planner.core.errors import StepError
from planner.core.input_errors import NoUnitsListed
from planner.core.unit_kinds import KIND_WORDS, kind_named
from planner.core.unit_names import canonical, is_group, split_names
from planner.core.vocabulary import UnitKind
from planner.importing.document import SourceDocument
from planner.services import groups, unit_lookup, units, wording
from planner.services.records import UnitRecord
from planner.services.step import Touched, unit_of

if TYPE_CHECKING:
    from planner.models import Session

HEADS = {
    "name": ("简称", "单位简称", "单位", "单位名称", "科室", "科室名称", "部门", "部门名称", "处室", "股室", "名称"),
    "full_name": ("全称", "单位全称", "规范名称", "规范全称", "全名"),
    "kind": ("类别", "类型", "性质", "单位类别", "单位性质", "单位类型"),
    "aliases": ("别名", "又名", "曾用名", "其他名称", "其他写法", "别称"),
    "leader": ("分管领导", "领导", "分管负责人", "分管局领导"),
    "contact": ("联络员", "联系人", "联络人"),
    "phone": ("电话", "联系电话", "办公电话", "手机"),
    "members": ("成员", "成员单位", "包括", "包括单位"),
    "retired": ("停用",),
}
EXPORTED = ("简称", "全称", "类别", "别名", "分管领导", "联络员", "电话", "成员", "停用", "牵头项数", "配合项数")
_HEAD_ROWS = 10
_YES = frozenset(("是", "停用", "√", "1", "y", "Y"))


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A row of a list. `kind` is the word of the list; blank words say nothing."""

    name: str
    full_name: str = ""
    kind: str = ""
    aliases: tuple[str, ...] = ()
    leader: str = ""
    contact: str = ""
    phone: str = ""
    members: tuple[str, ...] = ()
    retired: str = ""


def read_entries(source: Source) -> tuple[UnitEntry, ...]:
    """Return the rows of a list; raise `InputError` (NO_UNITS_LISTED) when there are none."""
    tables = _tables(source)
    found = [entry for rows in tables for entry in _entries(rows)]
    if not found:
        raise NoUnitsListed(source.name)
    return tuple(found)


def _tables(source: Source) -> list[list[list[str]]]:
    if isinstance(source, SourceDocument) and source.grids:
        tables = []
        for grid in source.grids:
            rows: dict[int, dict[int, str]] = {}
            for cell in grid.cells:
                rows.setdefault(cell.row, {})[cell.column] = source.text[cell.start : cell.end]
            tables.append([[row.get(place, "") for place in range(max(row) + 1)] for row in rows.values()])
        return tables
    lines = source.text.strip("\ufeff").splitlines()
    mark = "\t" if any("\t" in line for line in lines) else ","
    try:
        return [list(csv.reader(lines, delimiter=mark))]
    except csv.Error:  # a quotation mark that is never closed, a field of enormous length
        return [[line.split(mark) for line in lines]]


def _entries(rows: Sequence[Sequence[str]]) -> list[UnitEntry]:
    rows = [[" ".join(cell.split()) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    for place, row in enumerate(rows[:_HEAD_ROWS]):
        columns = _columns(row)
        if "name" in columns:
            return [entry for one in rows[place + 1 :] if (entry := _entry(one, columns)) is not None]
    if all(len([cell for cell in row if cell]) == 1 for row in rows):
        return [entry for one in rows if (entry := _entry([cell for cell in one if cell], {"name": 0})) is not None]
    return []


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Return which column holds what, when the row is a head; the name is in the column whose head says so best."""
    words = ["".join(cell.split()).partition("（")[0] for cell in row]
    found: dict[str, int] = {}
    for field, heads in HEADS.items():
        place = next((words.index(head) for head in heads if head in words), None)
        if place is not None:
            found[field] = place
    if "name" in found and "full_name" not in found and words[found["name"]] in ("简称", "单位简称"):
        longer = next((words.index(head) for head in HEADS["name"][2:] if head in words), None)
        if longer is not None:
            found["full_name"] = longer
    elif "name" not in found and "full_name" in found:
        found["name"] = found.pop("full_name")
    return found


def _entry(row: Sequence[str], columns: dict[str, int]) -> UnitEntry | None:
    def word(field: str) -> str:
        place = columns.get(field)
        return row[place] if place is not None and place < len(row) else ""

    name = canonical(word("name") or word("full_name"))
    if not name or name in ("合计", "总计", "小计"):
        return None
    return UnitEntry(
        name,
        canonical(word("full_name")),
        word("kind"),
        split_names(word("aliases")),
        word("leader"),
        word("contact"),
        word("phone"),
        split_names(word("members")),
        word("retired"),
    )


def take_in(session: "Session", entries: Iterable[UnitEntry], remarks: list[str]) -> Touched:
    """Bring the register to what a list says, in its order; put into `remarks` what could not be, in Chinese."""
    plan_ids: set[int] = set()
    taken: list[tuple[int, UnitEntry]] = []
    for entry in entries:
        known = unit_lookup.known_names(session)
        unit_id = next((known[key] for key in map(wording.match_key, (entry.name, entry.full_name)) if key in known), 0)
        try:
            if not unit_id:
                name = wording.unit_name(entry.name)
                unit_id = unit_lookup.find_or_add(session, [name], groups=filter(is_group, [name]))[name]
            taken.append((unit_id, entry))
            plan_ids.update(_take_words(session, unit_id, entry, remarks))
        except StepError as error:
            remarks.append(f"{entry.name}：{error.message}")
    for unit_id, entry in taken:
        if entry.members:
            try:
                plan_ids.update(groups.set_members(session, unit_id, entry.members).plan_ids)
            except StepError as error:
                remarks.append(f"{entry.name}：{error.message}")
    units.put_in_order(session, [unit_id for unit_id, _ in taken])
    return Touched(tuple(sorted(plan_ids)))


def _take_words(session: "Session", unit_id: int, entry: UnitEntry, remarks: list[str]) -> tuple[int, ...]:
    touched: tuple[int, ...] = ()
    unit = unit_of(session, unit_id)
    if entry.full_name and entry.full_name not in (unit.name, unit.full_name):
        touched += units.set_full_name(session, unit_id, entry.full_name).plan_ids
    kind = kind_named(entry.kind)
    if kind is None:
        remarks.append(f"{entry.name}：不认识的类别“{entry.kind}”，没有采用。")
    elif kind not in (UnitKind.UNSORTED, unit.kind):
        touched += units.set_kind(session, unit_id, kind).plan_ids
    persons = {"leader": entry.leader, "contact": entry.contact, "phone": entry.phone}
    units.set_persons(session, unit_id, **{word: text or None for word, text in persons.items()})
    if entry.retired:
        touched += units.retire_unit(session, unit_id, is_retired=entry.retired in _YES).plan_ids
    for alias in (entry.name, *entry.aliases):
        holder = unit_lookup.known_names(session).get(wording.match_key(alias))
        if holder is None:
            units.add_alias(session, unit_id, alias)
        elif holder != unit_id:
            other = unit_of(session, holder).name
            remarks.append(
                f"{entry.name}：别名“{alias}”现在是单位“{other}”的名称，没有采用；如果是同一个单位，请合并。"
            )
    return touched


def written(register: Sequence[UnitRecord]) -> str:
    """Return the register as comma-separated text, which `read_entries` reads again."""
    names = {unit.unit_id: unit.name for unit in register}
    sheet = io.StringIO()
    lines = csv.writer(sheet, lineterminator="\n")
    lines.writerow(EXPORTED)
    for unit in register:
        lines.writerow(
            (
                unit.name,
                unit.full_name,
                KIND_WORDS[unit.kind],
                "、".join(unit.aliases),
                unit.leader,
                unit.contact,
                unit.phone,
                "、".join(names[member] for member in unit.members_in(None)),
                "是" if unit.is_retired else "",
                unit.lead_count,
                unit.partner_count,
            )
        )
    return sheet.getvalue()
