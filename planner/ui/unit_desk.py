"""What the clerk does to the register of units, each gesture as one named step; the views of its dialog share this."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from planner.core.errors import PlannerError
from planner.core.unit_kinds import KIND_WORDS
from planner.core.vocabulary import UnitKind
from planner.services.records import Likeness, UnitRecord, UnitTally, UnitTask
from planner.services.unit_search import UnitSearch
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.core.snapshot import PlanSummary
    from planner.services.unit_lists import UnitEntry

NEW_NAME = "新单位"


class UnitCounts(NamedTuple):
    """How many items a unit leads, joins, and has a part in by a group alone."""

    leads: int = 0
    joins: int = 0
    by_group: int = 0


NOTHING = UnitCounts()


class UnitDesk(QObject):
    """The register as it stands, and the gestures on it. `changed` tells that it has to be shown anew.

    A desk that sleeps reads nothing until it wakes. `year` is the year whose plans are counted, None for all.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.register: tuple[UnitRecord, ...] = ()
        self.proposals: tuple[Likeness, ...] = ()
        self.year: int | None = None
        self._tallies: tuple[UnitTally, ...] = ()
        self._is_awake, self._is_stale = True, False
        workspace.changed.connect(self._show_change)  # no lambda: it would outlive the desk
        self.year = self._usual_year()
        self.refresh()

    def _show_change(self, _snapshot: object, _change: object) -> None:
        self.refresh()

    @property
    def plan_id(self) -> int | None:
        """The plan on show in the window."""
        return self.workspace.plan_id

    def sleep(self) -> None:
        """Read nothing while nobody looks."""
        self._is_awake = False

    def wake(self) -> None:
        """Read what has changed meanwhile."""
        self._is_awake = True
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the register anew."""
        self._is_stale = not self._is_awake
        if self._is_stale:
            return
        from planner.services import unit_work

        store = self.workspace.store
        self.register = store.units()
        self.proposals = store.likely_same()
        self._tallies = store.read(unit_work.tallies)
        if self.year is not None and self.year not in self.years:
            self.year = self._usual_year()
        self.changed.emit()

    def count_year(self, year: int | None) -> None:
        """Count the plans of another year, or of all."""
        if year != self.year:
            self.year = year
            self.changed.emit()

    @property
    def years(self) -> tuple[int, ...]:
        """The years that there are plans of, the latest first."""
        return tuple(sorted({plan.year for plan in self.workspace.plans if plan.year is not None}, reverse=True))

    @property
    def plans_of_year(self) -> "tuple[PlanSummary, ...]":
        """The plans that are counted: of the year or of none, each in its latest version."""
        replaced = {plan.earlier_id for plan in self.workspace.plans}
        return tuple(
            plan
            for plan in self.workspace.plans
            if plan.plan_id not in replaced and (self.year is None or plan.year in (self.year, None))
        )

    def counts(self, plan_ids: Collection[int]) -> dict[int, UnitCounts]:
        """Return what each unit has to do in some plans."""
        found: dict[int, UnitCounts] = {}
        for tally in self._tallies:
            if tally.plan_id in plan_ids:
                leads, joins, by_group = found.get(tally.unit_id, NOTHING)
                counts = UnitCounts(leads + tally.leads, joins + tally.joins, by_group + tally.by_group)
                found[tally.unit_id] = counts
        return found

    def tasks(self, unit: UnitRecord) -> tuple[UnitTask, ...]:
        """Return what a unit has to do in the plans that are counted, and in the one on show."""
        from planner.services import unit_work
        from planner.services.customs import read_own

        listed = {plan.plan_id for plan in self.plans_of_year} | {self.plan_id}
        store = self.workspace.store
        usual, own = store.settings.customs, store.read(read_own)
        customs = {
            plan.plan_id: own[plan.plan_id].over(usual) if plan.plan_id in own else usual
            for plan in self.workspace.plans
        }
        found = store.read(lambda connection: unit_work.tasks(connection, unit.unit_id, date.today(), customs))
        return tuple(task for task in found if task.plan_id in listed)

    def _usual_year(self) -> int | None:
        own = next((plan.year for plan in self.workspace.plans if plan.plan_id == self.plan_id), None)
        return own if own is not None else next(iter(self.years), None)

    def search(self) -> UnitSearch:
        """Return the register ready to be searched, in its order of print."""
        return UnitSearch(self.register)

    def unit(self, unit_id: int | None) -> UnitRecord | None:
        """Return a unit by its id."""
        return next((unit for unit in self.register if unit.unit_id == unit_id), None)

    def add(self) -> int | None:
        """Add a unit to be named; return its id."""
        from planner.services import units

        taken = {unit.name for unit in self.register}
        name = next(name for name in [NEW_NAME, *(f"{NEW_NAME}{n}" for n in range(2, 1000))] if name not in taken)
        before = {unit.unit_id for unit in self.register}
        self._do(f"添加{NEW_NAME}", partial(units.add_unit, name=name))
        return next((unit.unit_id for unit in self.register if unit.unit_id not in before), None)

    def rename(self, unit: UnitRecord, name: str) -> None:
        """Give a unit another short name; the old one stays an alias when a plan has used it."""
        from planner.services import units

        keeps = unit.node_count > 0
        self._do(f"把“{unit.name}”改名", partial(units.rename_unit, unit_id=unit.unit_id, name=name, keep_old=keeps))

    def set_full_name(self, unit: UnitRecord, full_name: str) -> None:
        """Write down the full name."""
        from planner.services import units

        self._do(f"修改“{unit.name}”的全称", partial(units.set_full_name, unit_id=unit.unit_id, full_name=full_name))

    def set_kind(self, unit: UnitRecord, kind: UnitKind) -> None:
        """Say what sort of unit it is."""
        from planner.services import units

        if kind is not unit.kind:
            word = KIND_WORDS[kind] or "未分类"
            self._do(f"把“{unit.name}”归为{word}", partial(units.set_kind, unit_id=unit.unit_id, kind=kind))

    def set_aliases(self, unit: UnitRecord, names: Sequence[str]) -> None:
        """Set the other names of every plan."""
        from planner.services import units

        self._do(f"修改“{unit.name}”的别名", partial(units.set_aliases, unit_id=unit.unit_id, aliases=names))

    def set_persons(
        self, unit: UnitRecord, leader: str | None = None, contact: str | None = None, phone: str | None = None
    ) -> None:
        """Write down leader, contact or phone."""
        from planner.services import units

        step = partial(units.set_persons, unit_id=unit.unit_id, leader=leader, contact=contact, phone=phone)
        self._do(f"修改“{unit.name}”的联络", step)

    def set_members(self, unit: UnitRecord, names: Sequence[str], plan_id: int | None) -> None:
        """Fix what a group stands for."""
        from planner.services import groups

        step = partial(groups.set_members, group_id=unit.unit_id, names=names, plan_id=plan_id)
        self._do(f"确定“{unit.name}”的成员", step)

    def retire(self, unit: UnitRecord, *, is_retired: bool) -> None:
        """Take a unit out of use, or back."""
        from planner.services import units

        if is_retired != unit.is_retired:
            name = f"{'停用' if is_retired else '恢复'}“{unit.name}”"
            self._do(name, partial(units.retire_unit, unit_id=unit.unit_id, is_retired=is_retired))

    def delete(self, unit: UnitRecord) -> None:
        """Delete a unit without any part."""
        from planner.services import units

        if self._do(f"删除“{unit.name}”", partial(units.delete_unit, unit_id=unit.unit_id)):
            self.told.emit(f"已删除“{unit.name}”，Ctrl+Z 可以撤销")

    def move(self, unit: UnitRecord, offset: int) -> None:
        """Move a unit in the order of print."""
        from planner.services import units

        self._do(f"移动“{unit.name}”", partial(units.move_unit, unit_id=unit.unit_id, offset=offset))

    def merge(self, keep: UnitRecord, gone: Sequence[UnitRecord]) -> None:
        """Make one unit of several, in one step."""
        from planner.core.backups import Reason
        from planner.services import merging
        from planner.services.step import Touched

        def step(session: Any) -> Touched:
            plan_ids: set[int] = set()
            for unit in gone:
                plan_ids.update(merging.merge_units(session, keep.unit_id, unit.unit_id).plan_ids)
            return Touched(tuple(sorted(plan_ids)))

        names = "、".join(unit.name for unit in gone)
        if self._do(f"把“{names}”并入“{keep.name}”", step, Reason.MERGE):
            self.told.emit(f"已把“{names}”并入“{keep.name}”，Ctrl+Z 可以撤销")

    def accept(self, proposal: Likeness) -> None:
        """Do what a likeness proposes."""
        from planner.core.backups import Reason
        from planner.services import likenesses

        word = f"把“{proposal.gone}”并入“{proposal.keep}”"
        if proposal.keep_id is None:
            word = f"把“{proposal.gone}”改名为“{proposal.keep}”"
        if self._do(word, partial(likenesses.accept, proposal=proposal), Reason.MERGE):
            self.told.emit(f"已{word}，Ctrl+Z 可以撤销")

    def refuse(self, proposal: Likeness) -> None:
        """Say that two names are not one unit."""
        from planner.services import likenesses

        name = f"“{proposal.gone}”与“{proposal.keep}”不是同一单位"
        step = partial(likenesses.refuse, unit_id=proposal.gone_id, other_name=proposal.keep)
        if self._do(name, step):
            self.told.emit(f"已记下：{name}，以后不再提示")

    def sort_kinds(self) -> None:
        """Sort what has no kind yet by the form of the names."""
        from planner.services import units

        before = sum(not unit.kind for unit in self.register)
        self._do("按名称归类", units.set_kinds_by_form)
        left = sum(not unit.kind for unit in self.register)
        self.told.emit(f"已归类 {before - left} 个单位" + (f"，还有 {left} 个看不出类别" if left else ""))

    def take_in(self, entries: "Sequence[UnitEntry]") -> list[str]:
        """Take a list of units in; return what could not be taken."""
        from planner.core.backups import Reason
        from planner.services import unit_lists

        remarks: list[str] = []
        before = len(self.register)
        if self._do("导入单位名录", lambda session: unit_lists.take_in(session, entries, remarks), Reason.IMPORT):
            self.told.emit(f"读入 {len(entries)} 个单位，其中 {len(self.register) - before} 个是新的")
        else:
            self.told.emit("名录里已经都有了，没有变化")
        return remarks

    def write_to(self, path: Path) -> None:
        """Write the register as a text that WPS and Excel open as a sheet."""
        from planner.core.handing_out import hand_out
        from planner.services import unit_lists

        try:
            hand_out(path, unit_lists.written(self.register).encode("utf-8-sig"))
        except PlannerError as error:
            self.workspace.failed.emit(error)
            return
        self.told.emit(f"已导出 {len(self.register)} 个单位：{path.name}")

    def _do(self, name: str, step: Callable[[Any], Any], backup_first: str = "") -> bool:
        change = self.workspace.do(name, step, stays=True, backup_first=backup_first)
        return change is not None and change.sequence > 0
