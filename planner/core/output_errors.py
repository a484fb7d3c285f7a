"""Why nothing can be written or printed: one class for each code, with the clerk's sentence (reliability.md 3.6)."""

from pathlib import Path

from planner.core.errors import OutputError


class TargetLocked(OutputError):
    """Another program holds the file that is to be replaced."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"《{path.name}》正在 Excel、WPS 或阅读器中打开。",
            "请关闭后重试，或另存为新文件名。",
            code="TARGET_LOCKED",
            file=path,
        )


class DiskFull(OutputError):
    """No room for the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "磁盘已满，文件没有写成，原文件没有改动。", "请清理磁盘或换一个位置保存。", code="DISK_FULL", file=path
        )


class NoAccessToTarget(OutputError):
    """The folder may not be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"没有权限写入《{path.name}》。",
            "请换一个文件夹或名称保存，或请管理员开放权限。",
            code="NO_ACCESS",
            file=path,
        )


class NoPlaceForTarget(OutputError):
    """The folder is not there, or the name cannot be."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"无法写到《{path.name}》：文件夹不存在，或名称不合要求。",
            "请先建立文件夹，或换一个位置或名称保存。",
            code="PATH",
            file=path,
        )


class NameTooLong(NoPlaceForTarget):
    """The name, or the whole path, is longer than the system takes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        shown = f"{path.name[:20]}…" if len(path.name) > 20 else path.name
        self.message = f"无法写到《{shown}》：名称或所在的路径太长。"
        self.hint = "请换一个短些的名称，或保存到上级的文件夹。"


class WriteFailed(OutputError):
    """The disk or the network failed, or what was written cannot be read back whole."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"《{path.name}》没有写完整，原文件没有改动。", "请检查磁盘或网络后重试。", code="WRITE_FAILED", file=path
        )


class FontMissing(OutputError):
    """A font that comes with the program is not there any more, or cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"程序自带的字体《{path.name}》缺失或已损坏，无法生成 PDF。",
            "请重新安装程序；急用时可以先存为 Excel 或 Word。",
            code="NO_FONT",
            file=path,
        )


class PrintFailed(OutputError):
    """The printer did not take the pages."""

    def __init__(self) -> None:
        super().__init__(
            "没有打印出来。",
            "请检查打印机是否接通、有没有纸，再试一次；也可以先保存 PDF 再打印。",
            code="PRINT_FAILED",
        )


class NoProgram(OutputError):
    """The system has no program that opens such a file."""

    def __init__(self, path: Path) -> None:
        super().__init__("这台电脑上没有能打开它的程序。", f"文件在：{path}", code="NO_PROGRAM", file=path)
