"""The main job from the file to the backup, done once in an empty folder, as `planner doctor --self-test` asks for.

It works on a store of its own in that folder and touches nothing of the clerk's.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from planner.core.errors import UsageError
from planner.core.paths import STORE_FILE, application_folder, resource
from planner.core.proofs import NotProved, Proof, demand, prove
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import NodeKind
from planner.services.diagnosis import SAMPLE
from planner.services.store import Store

WINDOW_FLAG = "--prove-window"
_DATA = "data"
_SECONDS_FOR_A_WINDOW = 300
_NAMES = {"pdf": "打印 PDF", "xlsx": "打印 Excel", "docx": "打印 Word"}


def printed_file(folder: Path, extension: str) -> Path:
    """Return where a self-test in `folder` puts what it prints."""
    return folder / f"责任分解表.{extension}"


def store_file(folder: Path) -> Path:
    """Return where a self-test in `folder` has its store."""
    return folder / _DATA / STORE_FILE


def self_test(folder: Path, *, offscreen: bool) -> Iterator[Proof]:
    """Do the main job in `folder`, which is made, and yield what came of each step; raise `UsageError` for a full one.

    With `offscreen` the window is drawn without a screen.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = not any(folder.iterdir())
    except OSError as error:
        raise UsageError(f"文件夹“{folder}”不能使用。", "请换一个空文件夹。", code="PATH") from error
    if not is_empty:
        raise UsageError(f"文件夹“{folder}”不是空的。", "自检会在里面写文件，请给一个空文件夹。", code="NOT_EMPTY")
    job = _MainJob(folder)
    yield prove("import", "读入并存入", job.store_sample)
    for extension, name in _NAMES.items():
        yield prove(extension, name, lambda wanted=extension: job.print_plan(wanted))  # type: ignore[misc]
    for extension in _NAMES:
        yield prove(f"read-{extension}", f"隔离读入 {extension}", lambda wanted=extension: job.read_back(wanted))  # type: ignore[misc]
    yield prove("undo", "修改和撤销", job.edit_and_undo)
    yield prove("backup", "备份和恢复", job.back_up_and_restore)
    yield from _window(folder, offscreen=offscreen)


class _MainJob:
    """The steps that need no window, each on the files that the ones before it left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = store_file(folder)

    def store_sample(self) -> str:
        """Read the sample plan and store it."""
        from planner.importing import read_file
        from planner.services import reviews

        on_desk = reviews.begin(read_file(resource(*SAMPLE)))
        draft = on_desk.review.finished()
        with Store.open(self._store) as store:
            store.write("导入示例计划", lambda session: reviews.agree(session, draft, None, None))
        plan = self._plan()
        wanted = sum(node.kind is NodeKind.ITEM for node in draft.nodes)
        demand(len(plan.items) == wanted > 0, f"应有 {wanted} 项任务，存下的是 {len(plan.items)} 项。")
        return f"{wanted} 项任务"

    def print_plan(self, extension: str) -> str:
        """Print the stored plan as a file."""
        from planner.reports.catalog import PrintRequest, Subject, render, save

        target = printed_file(self._folder, extension)
        rendered = render(Subject(self._plan()), PrintRequest(), extension)
        save(rendered, target)
        pages = f"{rendered.page_count} 页，" if rendered.page_count else ""
        return "；".join([f"{target.name} {pages}{target.stat().st_size // 1024} KB", *rendered.notes])

    def read_back(self, extension: str) -> str:
        """Read a printed file in the process for hostile files: nearly all of its items must be found again."""
        from planner.importing import parse, read_file

        draft = parse(read_file(printed_file(self._folder, extension)))
        found, wanted = sum(node.kind is NodeKind.ITEM for node in draft.nodes), len(self._plan().items)
        demand(found >= wanted * 0.9, f"{wanted} 项任务只读回 {found} 项。")
        return f"读回 {found} 项任务"

    def edit_and_undo(self) -> str:
        """Change an item, open the store anew, and take the change back."""
        from planner.services import items

        before = self._plan()
        node_id = before.items[0].node_id
        with Store.open(self._store) as store:
            store.write("修改任务", lambda session: items.set_title(session, node_id, "自检"))
        demand(self._plan().items[0].title == "自检", "修改没有存下来。")
        with Store.open(self._store) as store:
            store.undo()
        demand(self._plan() == before, "撤销后与原来不一样。")
        return "关闭后重新打开，仍能撤销"

    def back_up_and_restore(self) -> str:
        """Back the store up, change it, and bring the backup back."""
        from planner.services import items

        before = self._plan()
        node_id = before.items[0].node_id
        with Store.open(self._store) as store:
            backup = store.back_up("手动")
            if backup is None:
                raise NotProved("没有做成备份。")
            store.write("修改任务", lambda session: items.set_title(session, node_id, "自检"))
            store.restore(backup.path)
        demand(self._plan() == before, "恢复后与备份时不一样。")
        return str(backup.path.name)

    def _plan(self) -> PlanSnapshot:
        """Return the plan as a newly opened store holds it."""
        with Store.open(self._store) as store:
            return store.snapshot(store.plans()[0].plan_id)


def _window(folder: Path, *, offscreen: bool) -> Iterator[Proof]:
    """Yield what the window found, which is opened in a process of its own: were it to crash, that too is told."""
    package = str(application_folder())
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])}
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    told: list[Proof] = []

    def open_window() -> str:
        # Files, not pipes: what the system starts for a first window may hold a pipe open long after the window's end.
        with TemporaryFile() as answers, TemporaryFile() as complaints:
            ended = subprocess.run(
                [sys.executable, "-X", "utf8", "-m", "planner", WINDOW_FLAG, str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=answers,
                stderr=complaints,
                env=environment,
                timeout=_SECONDS_FOR_A_WINDOW,
                check=False,
            )
            answers.seek(0)
            told.extend(_told(answers.read()))
            complaints.seek(0)
            last = complaints.read().decode("utf-8", "replace").strip()[-600:]
        demand(ended.returncode == 0, f"窗口没有正常结束（{ended.returncode}）。{last}")
        demand(bool(told), "窗口没有回答。")
        return "打开并关闭"

    proof = prove("start", "窗口", open_window)
    yield from told
    yield proof


def _told(lines: bytes) -> Iterator[Proof]:
    for line in lines.splitlines():
        if line.startswith(b"{"):
            yield Proof(**json.loads(line))
