"""What can be wrong with a backup, in the clerk's words."""

from pathlib import Path

from planner.core.backups import backup_folder
from planner.core.errors import PlannerError, StepError
from planner.core.output_errors import DiskFull, NoAccessToTarget, NoPlaceForTarget, WriteFailed
from planner.core.store_errors import BackupFailed, NewerStore, NotOurStore, StoreDamaged
from planner.core.write_troubles import explained


class BackupDamaged(StoreDamaged):
    """A backup is torn: nothing can be restored from it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.message = f"备份《{path.name}》已损坏，不能用它恢复，现有数据没有改动。"
        self.hint = "请换一个备份。"


class NotOurBackup(NotOurStore):
    """The file chosen as a backup is none of this program."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.message = f"《{path.name}》不是本程序的备份，不能用它恢复。"
        self.hint = "请在备份列表中选一个。"


class NewerBackup(NewerStore):
    """A newer version of the program made the backup."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.message = f"备份《{path.name}》由更高版本的程序做成，本版本不能恢复它。"
        self.hint = "请安装新版本后再恢复。"


class BackupGone(StepError):
    """The backup is not there any more."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"没有找到备份“{path.name}”。", "请在备份列表中选一个。", code="NO_BACKUP", file=path)


class BackupInUse(StepError):
    """The file chosen as a backup is the store itself."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"《{path.name}》就是正在使用的数据文件，不用恢复。", "请在备份列表中选一个。", code="IN_USE", file=path
        )


class SecondFolderGone(BackupFailed):
    """The second folder for backups cannot be reached: the stick is out, or the folder was removed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.message = f"没有找到备份文件夹“{folder}”，备份只留在本机。"
        self.hint = "请插好U 盘，或在设置中改“备份文件夹”。"


def failed(store: Path, why: Exception, folder: Path | None = None) -> BackupFailed:
    """Return that a backup failed, with what to do about the reason; in its own folder unless another is named."""
    trouble = BackupFailed(store)
    place = folder or backup_folder(store)
    if isinstance(why, OSError):
        why = explained(why, place, replacing=False)
    if isinstance(why, WriteFailed | NoPlaceForTarget | NoAccessToTarget):
        trouble.hint = f"请检查文件夹“{place}”能不能写入，再备份一次。"
    elif isinstance(why, DiskFull):
        trouble.hint = "磁盘已满，请清理磁盘后再备份一次。"
    elif isinstance(why, PlannerError):
        trouble.hint = f"{why.message}{why.hint}"
    return trouble
