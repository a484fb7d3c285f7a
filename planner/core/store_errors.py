"""Why the store cannot be used: one class for each code, with the sentence the clerk reads (reliability.md 3.6)."""

from pathlib import Path

from planner.core.errors import StoreError


class NoStore(StoreError):
    """There is no store where the command line names one."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"没有找到数据文件“{path}”。", "请检查 --store 后面的路径。", code="NO_STORE", file=path)


class StoreDamaged(StoreError):
    """The store is torn."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"数据文件《{path.name}》已损坏，不能继续使用，文件没有改动。",
            "请用备份替换它；没有备份时，把它改名保存，再重新导入计划。",
            code="STORE_DAMAGED",
            file=path,
        )


class StoreAltered(StoreDamaged):
    """The pages are whole, but something other than the program has changed what is in them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.message = f"数据文件《{path.name}》在程序以外被改动过：磁盘可能出了错，或有别的程序改了它。"
        self.hint = "请看看内容对不对；不对就恢复到最近的备份。"


class StoreGone(StoreError):
    """The store is not where it was, though its backups or its journal still are: nothing new is made in silence."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"没有找到数据文件《{path.name}》，可是它的备份或记录还在。",
            "请用备份恢复它；如果它被移到了别处，请把它放回原来的文件夹。",
            code="STORE_GONE",
            file=path,
        )


class OtherStore(StoreError):
    """Another store lies now where the open one was."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path}”处现在是另一个数据文件，不是刚才打开的那个。",
            "请换回原来的U 盘；要用这一个，请关闭程序再打开。",
            code="STORE_OTHER",
            file=path,
        )


class NotOurStore(StoreError):
    """The file is not a store of this program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"《{path.name}》不是本程序的数据文件，没有改动它。",
            "请换一个数据文件，或换一个文件夹。",
            code="NOT_OUR_DB",
            file=path,
        )


class NewerStore(StoreError):
    """A newer version of the program wrote the store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"数据文件《{path.name}》由更高版本的程序创建，本版本打不开，文件没有改动。",
            "请安装新版本后再打开。",
            code="NEWER",
            file=path,
        )


class StoreLocked(StoreError):
    """The program is open already; `holder` says since when and where, in brackets."""

    def __init__(self, path: Path, holder: str = "") -> None:
        super().__init__(
            f"数据文件《{path.name}》已在另一窗口打开{holder}。",
            "请使用已打开的窗口，或先关闭它再试。",
            code="STORE_LOCKED",
            file=path,
        )


class StoreReadOnly(StoreError):
    """The store, or its folder, cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"数据文件《{path.name}》或它的文件夹是只读的，不能保存修改。",
            "请取消只读属性，或换一个可以写入的文件夹。",
            code="READ_ONLY",
            file=path,
        )


class NoAccessToStore(StoreError):
    """The folder of the store is closed to this user."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"没有权限使用文件夹“{path.parent}”。",
            "请换一个可以写入的文件夹，或请管理员开放权限。",
            code="NO_ACCESS",
            file=path,
        )


class NoPlaceForStore(StoreError):
    """The path of the store leads nowhere."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"打不开数据文件“{path}”：这个位置不存在或不能存放文件。",
            "请检查路径和磁盘是否可用。",
            code="PATH",
            file=path,
        )


class StoreDiskFull(StoreError):
    """No room for the change."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "磁盘已满，刚才的修改没有保存，原有数据没有改动。",
            "请清理磁盘后再做一次。",
            code="DISK_FULL",
            file=path,
        )


class StoreDiskFailed(StoreError):
    """The disk failed while the store was read or written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"读写数据文件《{path.name}》时磁盘出错，刚才的修改没有保存。",
            "请检查磁盘或U 盘是否还连着，再重新打开程序。",
            code="DISK_FAILED",
            file=path,
        )


class DoubtfulPlace(StoreError):
    """The store lies where it is not safe: a network drive, a synchronized folder, a stick, a passing folder."""

    def __init__(self, path: Path, message: str, hint: str, *, passes: bool = False) -> None:
        super().__init__(message, hint, code="PASSING_PLACE" if passes else "PLACE", file=path)


class HeldElsewhere(StoreError):
    """Another PC noted down that it holds the store, where SQLite's lock need not reach from one PC to the other."""

    def __init__(self, path: Path, host: str, since: str) -> None:
        super().__init__(
            f"电脑“{host}”可能还开着数据文件《{path.name}》{since.replace(f'，在电脑“{host}”上', '')}。",
            "请先在那台电脑上关闭程序；两边同时修改会互相覆盖。",
            code="STORE_ELSEWHERE",
            file=path,
        )


class StoreAway(StoreError):
    """The place of the store is gone while the program runs: a stick was pulled out."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"数据文件《{path.name}》现在够不着，刚才的修改没有保存。",
            "请把U 盘插回原处，程序会自动接着用。",
            code="STORE_AWAY",
            file=path,
        )


class BackupFailed(StoreError):
    """A backup could not be written; work goes on."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"备份《{path.name}》没有做成，现有数据没有改动。",
            "请检查磁盘空间后再备份一次。",
            code="BACKUP_FAILED",
            file=path,
        )
