"""What has to be said of the place of a store before it is opened: a network drive, a folder that is synchronized.

It is said once for each place; that the clerk wants it so all the same is kept in a small file beside the store.
"""

from contextlib import suppress
from pathlib import Path

from planner.core.atomic_file import write_atomically
from planner.core.errors import PlannerError, StoreError
from planner.core.paths import is_portable
from planner.core.store_errors import DoubtfulPlace, HeldElsewhere
from planner.core.whereabouts import Kind, Whereabouts, whereabouts
from planner.models import occupancy

_LONGEST = 300
_WORDS = {
    Kind.NETWORK: (
        "数据文件放在网络位置“{}”上。",
        "断网时会存不上，几台电脑同时打开会互相覆盖。建议放在本机，要传给别人时用“打包”。",
    ),
    Kind.SYNCED: (
        "数据文件放在会自动同步的文件夹里（{}）。",
        "同步程序会在保存的半路复制它，也会拿旧的盖掉新的。建议换到不同步的文件夹，要带走时用“打包”。",
    ),
    Kind.REMOVABLE: (
        "数据文件放在U 盘或移动硬盘“{}”上。",
        "拔出以前请先关闭程序。长期在U 盘上使用，请改用免安装版，数据就在程序旁边。",
    ),
    Kind.PASSING: (
        "程序在临时文件夹里运行，里面的数据会被系统清理掉。",
        "请退出，把压缩包全部解压到一个固定的文件夹，再从那里打开。",
    ),
}


def doubt_about(store: Path) -> StoreError | None:
    """Return what the clerk has to know before the store is opened; None when its place is a good one."""
    place = whereabouts(store)
    if place.is_shared:
        held = occupancy.left_by(store)
        if held is not None and held.is_elsewhere:
            return HeldElsewhere(store, held.host, held.words)
    if place.kind is Kind.LOCAL or _is_meant(place) or _accepted(store) == _name(place):
        return None
    message, hint = _WORDS[place.kind]
    return DoubtfulPlace(store, message.format(place.name), hint, passes=place.kind is Kind.PASSING)


def accept_place(store: Path) -> None:
    """Keep that the clerk wants the store where it lies. Where that cannot be kept it is asked again."""
    with suppress(PlannerError, OSError):
        store.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(_file(store), _name(whereabouts(store)).encode("utf-8"))


def _is_meant(place: Whereabouts) -> bool:
    """Return whether the program and its data were put on a stick on purpose."""
    return place.kind is Kind.REMOVABLE and is_portable()


def _name(place: Whereabouts) -> str:
    return f"{place.kind} {place.name}"


def _file(store: Path) -> Path:
    return store.with_name(f"{store.name}.place")


def _accepted(store: Path) -> str:
    with suppress(OSError, ValueError):
        if _file(store).stat().st_size < _LONGEST:
            return _file(store).read_text(encoding="utf-8")
    return ""
