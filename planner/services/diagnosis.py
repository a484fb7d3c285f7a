"""Check that the program has what it needs and does its main job here: `planner doctor`.

Looking changes nothing: a store that is not there yet is not made.
"""

import platform
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from planner import __version__
from planner.core.errors import PlannerError
from planner.core.logfile import log_files
from planner.core.network_watch import NetworkWatch
from planner.core.paths import application_folder, data_folder, is_portable, log_folder, resource
from planner.core.snapshot import snapshot_of_draft
from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_file
from planner.services.diagnosis_of_store import backup_words, room_words, store_words

_LIBRARIES = (
    *((name, "__version__") for name in ("PySide6", "sqlmodel", "sqlalchemy", "openpyxl", "reportlab", "platformdirs")),
    ("pypdfium2.version", "PYPDFIUM_INFO"),
)
SAMPLE = ("samples", "sample-plan.txt")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the diagnosis; `text` is Chinese."""

    name: str
    is_good: bool
    text: str


def diagnose(store_path: Path) -> Iterator[Finding]:
    """Yield the findings one by one; a check that fails is a finding, never an exception."""
    watch = NetworkWatch()
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("程序", _program),
        ("系统", lambda: f"{platform.system()} {platform.release()}，Python {platform.python_version()}"),
        ("组件", _libraries),
        ("数据文件夹", _folders),
        ("数据", lambda: store_words(store_path)),
        ("磁盘", lambda: room_words(store_path)),
        ("备份", lambda: backup_words(store_path)),
        ("设置", lambda: _settings(store_path)),
        ("字体", _fonts),
        ("读入", _reading),
        ("打印", _printing),
        ("联网", watch.words),
    )
    for name, check in checks:
        try:
            yield Finding(name, True, check())
        except PlannerError as error:
            yield Finding(name, False, str(error))
        except Exception as error:  # a broken installation can fail in any way, and that is what is asked for
            yield Finding(name, False, f"{type(error).__name__}: {error}")


def _program() -> str:
    return f"planner {__version__}，{application_folder()}"


def _libraries() -> str:
    # By the modules: to ask the packages' papers loads the network's module, and an installed program may lack them.
    found = [f"{module.partition('.')[0]} {getattr(import_module(module), name)}" for module, name in _LIBRARIES]
    return "，".join([f"SQLite {sqlite3.sqlite_version}", *found])


def _folders() -> str:
    size = sum(path.stat().st_size for path in log_files())
    log = f"日志 {max(1, size // 1024)} KB，在 {log_folder()}" if size else f"还没有日志，有了会在 {log_folder()}"
    return f"{data_folder()}{'（便携：数据跟着程序走）' if is_portable() else ''}，{log}"


def _settings(path: Path) -> str:
    from planner.core.settings import ROWS, Settings
    from planner.core.settings_file import check_settings, settings_path

    place = settings_path(path)
    settings, usual = check_settings(place), Settings()
    changed = [f"{row.name} {row.tell(settings)}" for row in ROWS if row.tell(settings) != row.tell(usual)]
    if not place.exists():
        return f"{place} 还没有建立，都按默认"
    return "；".join([str(place), "、".join(changed) or "都按默认"])


def _fonts() -> str:
    from planner.reports.fonts import BUNDLED, Hand, bundled_face, typeface

    for file, _name in BUNDLED.values():
        bundled_face(file)  # raises where one is missing or torn
    faces = {hand: typeface(hand) for hand in Hand}
    said = [f"{hand.value} {face.name}{'（程序自带）' if face.is_bundled else ''}" for hand, face in faces.items()]
    return "，".join(said)


def _reading() -> str:
    draft = parse(read_file(resource(*SAMPLE)))
    items = sum(node.kind is NodeKind.ITEM for node in draft.nodes)
    return f"示例计划读出 {items} 项任务、{len(draft.faults)} 处提示"


def _printing() -> str:
    from planner.reports.catalog import PrintRequest, Subject, render

    snapshot = snapshot_of_draft(parse(read_file(resource(*SAMPLE))))
    rendered = render(Subject(snapshot), PrintRequest(), "pdf")
    return "；".join([f"示例责任分解表 {rendered.page_count} 页", *rendered.notes])
