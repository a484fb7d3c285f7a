"""Offers to compute the days of a plan anew when the office's terms are others than those it was dated by."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from planner.ui.panes.bar import Bar
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.core.redating import Redated
    from planner.core.snapshot import PlanSnapshot


class TermsWatch(QObject):
    """Looks at each plan that is shown; nothing is computed anew by itself."""

    def __init__(self, workspace: Workspace, bar: Bar, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._bar = bar
        self._offered: tuple[int, object] | None = None
        workspace.changed.connect(lambda snapshot, _change: self._look(snapshot))
        self._look(workspace.snapshot)

    def _look(self, plan: "PlanSnapshot | None") -> None:
        if plan is None or not plan.plan_id or plan.dated_by == plan.customs.terms:
            return
        from planner.core.redating import redated

        year = plan.head.years[0] if len(plan.head.years) == 1 else None
        found = redated(plan, year, plan.customs.terms)
        if found and not self._bar.is_alarm:
            self._offer(plan, found)

    def _offer(self, plan: "PlanSnapshot", found: "tuple[Redated, ...]") -> None:
        name = f"按新的学期日期重算时限（{len(found)} 项）"

        def redate() -> None:
            self._bar.settle()
            self._run(plan, name, found)

        def keep() -> None:
            self._bar.settle()
            self._run(plan, "学期日期改后保留原来的截止日", ())

        words = f"学期的起止日期改了，这份计划有 {len(found)} 项时限是按学期算的；手工改定的日子不动。"
        self._bar.show_remark(words, (name, redate), ("都不改", keep))

    def _run(self, plan: "PlanSnapshot", name: str, found: "tuple[Redated, ...]") -> None:
        from planner.services import redating

        terms = plan.customs.terms
        self._workspace.do(name, lambda session: redating.redate(session, plan.plan_id, found, terms))
