"""What `planner doctor` says of the store: its health, place, room and backups. Nothing is changed."""

import os
import shutil
from pathlib import Path

from planner.core.backups import listed
from planner.core.errors import PlannerError
from planner.core.store_errors import NewerStore, NotOurStore
from planner.core.whereabouts import Kind, whereabouts
from planner.models import troubles
from planner.models.connection import check_pages, check_rules
from planner.models.copying import read_only
from planner.models.hot_journal import has_journal
from planner.models.migrations.runner import APPLICATION_ID, newest_version, schema_version
from planner.models.occupancy import describe, holder

LEAST_MB = 50
_MB = 1024 * 1024
_COUNTS = "SELECT (SELECT count(*) FROM plans), (SELECT count(*) FROM nodes WHERE kind = 'item')"
_PLACES = {
    Kind.LOCAL: "本机磁盘",
    Kind.REMOVABLE: "U 盘或移动磁盘",
    Kind.NETWORK: "网络磁盘",
    Kind.SYNCED: "自动同步的文件夹",
    Kind.PASSING: "临时文件夹",
}


class UnfitPlace(PlannerError):
    """The store lies where it may be lost."""

    def __init__(self, path: Path, what: str, hint: str) -> None:
        super().__init__(f"{path} {what}。", hint, code="PLACE", file=path)


def store_words(path: Path) -> str:
    """Return that the store is whole and what is in it; an error that a start would meet is raised."""
    if not path.exists():
        return f"{path} 还没有建立，第一次使用时自动建立"
    held = holder(path)
    if held is not None and held.pid == os.getpid():
        return f"{path} 正由本程序使用{describe(path)}，打开时已检查"
    if held is not None and held.is_alive:
        return f"{path} 正在使用{describe(path)}，请关闭后再检查内容"
    if has_journal(path):
        return f"{path} 上次没有正常关闭；打开程序时会先检查和处理，内容不会丢"
    with troubles.told(path), read_only(path) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotOurStore(path)
        version = schema_version(connection)
        if version > newest_version():
            raise NewerStore(path)
        check_pages(connection, path, thorough=True)
        if version == newest_version():
            check_rules(connection, path)
        plans, items = connection.execute(_COUNTS).fetchone()
    older = "" if version == newest_version() else f"，格式较旧（{version}），打开程序时自动升级"
    return f"{path} 完好，{plans} 份计划，{items} 项任务{older}"


def room_words(path: Path) -> str:
    """Return what kind of place the store lies in and how much room there is; raise `UnfitPlace` for a bad one."""
    place = whereabouts(path)
    what = _PLACES[place.kind]
    if place.is_shared or place.kind is Kind.PASSING:
        name = f"“{place.name}”" if place.name else ""
        raise UnfitPlace(path.parent, f"是{what}{name}", "数据可能被覆盖或清除，请把数据放到本机磁盘。")
    folder = next(folder for folder in (path.parent, *path.absolute().parents) if folder.is_dir())
    if not os.access(folder, os.W_OK):
        raise UnfitPlace(folder, "不能写入", "请换一个文件夹，或请管理员开放权限。")
    free = shutil.disk_usage(folder).free // _MB
    if free < LEAST_MB:
        raise UnfitPlace(folder, f"所在磁盘只剩 {free} MB", "请清理磁盘，否则修改会存不上。")
    return f"{what}，剩余 {free / 1024:.1f} GB" if free >= 1024 else f"{what}，剩余 {free} MB"


def backup_words(path: Path) -> str:
    """Return how many backups there are and that the newest is good; raise when it is not."""
    found = listed(path)
    if not found:
        return "还没有备份，用起来后自动备份"
    from planner.services.backups import look_through

    newest = found[0]
    look_through(newest.path)
    size = sum(backup.size for backup in found) / _MB
    when = f"{newest.made_at:%Y-%m-%d %H:%M}"
    return f"{len(found)} 份，共 {size:.1f} MB，最新一份 {when}（{newest.reason}）完好"
