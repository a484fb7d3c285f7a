"""Check that the program has what it needs and does its main job here: `planner doctor`.

Looking changes nothing: a store that is not there yet is not made.
"""

import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from planner import __version__
from planner.core.errors import PlannerError
from planner.core.paths import data_folder, log_folder, resource
from planner.core.snapshot import snapshot_of_draft
from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_file

SAMPLE = ("samples", "sample-plan.txt")
_LIBRARIES = ("PySide6-Essentials", "sqlmodel", "sqlalchemy", "openpyxl", "reportlab", "pypdfium2", "platformdirs")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the diagnosis; `text` is Chinese."""

    name: str
    is_good: bool
    text: str


def diagnose(store_path: Path) -> Iterator[Finding]:
    """Yield the findings one by one; a check that fails is a finding, never an exception."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("程序", _program),
        ("系统", lambda: f"{platform.system()} {platform.release()}，Python {platform.python_version()}"),
        ("组件", _libraries),
        ("数据文件夹", lambda: f"{data_folder()}，日志在 {log_folder()}"),
        ("数据", lambda: _store(store_path)),
        ("设置", lambda: _settings(store_path)),
        ("读入", _reading),
        ("打印", _printing),
    )
    for name, check in checks:
        try:
            yield Finding(name, True, check())
        except PlannerError as error:
            yield Finding(name, False, str(error))
        except Exception as error:  # a broken installation can fail in any way, and that is what is asked for
            yield Finding(name, False, f"{type(error).__name__}: {error}")


def _program() -> str:
    return f"planner {__version__}，{Path(sys.argv[0]).name or 'planner'}"


def _libraries() -> str:
    return "，".join([f"SQLite {sqlite3.sqlite_version}", *(f"{name} {metadata.version(name)}" for name in _LIBRARIES)])


def _store(path: Path) -> str:
    if not path.exists():
        return f"{path} 还没有建立，第一次使用时自动建立"
    from planner.services.store import Store

    store = Store.open(path)
    try:
        plans = store.plans()
    finally:
        store.close()
    return f"{path} 完好，{len(plans)} 份计划，{sum(plan.item_count for plan in plans)} 项任务"


def _settings(path: Path) -> str:
    from planner.core.settings import ROWS, Settings
    from planner.core.settings_file import check_settings, settings_path

    place = settings_path(path)
    settings, usual = check_settings(place), Settings()
    changed = [f"{row.name} {row.tell(settings)}" for row in ROWS if row.tell(settings) != row.tell(usual)]
    if not place.exists():
        return f"{place} 还没有建立，都按默认"
    return "；".join([str(place), "、".join(changed) or "都按默认"])


def _reading() -> str:
    draft = parse(read_file(resource(*SAMPLE)))
    items = sum(node.kind is NodeKind.ITEM for node in draft.nodes)
    return f"示例计划读出 {items} 项任务、{len(draft.faults)} 处提示"


def _printing() -> str:
    from planner.reports.catalog import PrintRequest, Subject, render

    snapshot = snapshot_of_draft(parse(read_file(resource(*SAMPLE))))
    rendered = render(Subject(snapshot), PrintRequest(), "pdf")
    return "；".join([f"示例责任分解表 {rendered.page_count} 页", *rendered.notes])
