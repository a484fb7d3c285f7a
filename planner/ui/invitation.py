"""The sample plan of the first start, and the bar that invites the clerk to bring an own one."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from planner.core.draft import DraftPlan
from planner.core.paths import resource
from planner.core.snapshot import snapshot_of_draft
from planner.ui.intake import Intake
from planner.ui.panes.bar import Bar
from planner.ui.workspace import Workspace

SETTING = "sample_plan"
CLOSED = "closed"
WORDS = "这是示例计划。把您的工作要点粘贴进来（Ctrl+V），或打开文件。"


class Invitation(QObject):
    """Shows the sample before the store can write; stores it as soon as it can."""

    def __init__(self, workspace: Workspace, bar: Bar, intake: Intake, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._bar = bar
        self._intake = intake
        self._waiting: DraftPlan | None = None
        workspace.changed.connect(lambda _snapshot, _change: self._refresh())

    def begin(self) -> None:
        """Show the sample when the store has never had a plan."""
        store = self._workspace.store
        if self._workspace.plans or store.setting(SETTING) is not None:
            self._refresh()
            return
        from planner.importing import parse, read_file

        self._waiting = parse(read_file(resource("samples", "sample-plan.txt")))
        self._workspace.show_unstored(snapshot_of_draft(self._waiting))

    @property
    def is_waiting(self) -> bool:
        """Whether the sample is on show and not in the store yet."""
        return self._waiting is not None

    def store_sample(self) -> None:
        """Store the sample, if one is waiting and nothing else was stored meanwhile."""
        draft, self._waiting = self._waiting, None
        if draft is None or self._workspace.plans:
            return
        change = self._workspace.add_plan(draft)
        if change is not None and change.plan_ids:
            self._workspace.store.set_setting(SETTING, str(change.plan_ids[0]))
            self._refresh()

    def _refresh(self) -> None:
        shown = self._workspace.plan_id
        is_sample = self._waiting is not None or (
            shown is not None and self._workspace.store.setting(SETTING) == str(shown)
        )
        if is_sample:
            self._bar.show_invitation(
                WORDS, self._close, ("粘贴计划", self._intake.paste_plan), ("打开文件…", self._intake.open_file)
            )
        else:
            self._bar.withdraw_invitation()

    def _close(self) -> None:
        self._workspace.store.set_setting(SETTING, CLOSED)
