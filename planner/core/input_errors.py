"""Why a file cannot be read: one class for each code, with the sentence the clerk reads (reliability.md 3.6).

Each takes the file's name as shown. The first line says what happened, the hint what to do; none has a word of English
beyond the names of formats.
"""

from pathlib import Path

from planner.core.errors import InputError


class EmptyFile(InputError):
    """There is nothing in the file."""

    def __init__(self, name: str) -> None:
        super().__init__(f"《{name}》是空文件，没有任何文字。", "请确认选对了文件。", code="EMPTY", file=name)


class WrongType(InputError):
    """The content is of a kind that is not read; `kind` names it in Chinese."""

    def __init__(self, name: str, kind: str, hint: str = "请用 WPS 打开，另存为 .docx 或 .txt 后再导入。") -> None:
        super().__init__(f"《{name}》的实际内容是{kind}，不能当作计划读取。", hint, code="WRONG_TYPE", file=name)


class DamagedFile(InputError):
    """The file is cut off or its structure is broken."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》已损坏或不完整（可能没有传完），无法读取。",
            "请重新获取这份文件；或用 WPS 打开试试，能打开就另存后再导入。",
            code="DAMAGED",
            file=name,
        )


class EncryptedFile(InputError):
    """The file opens with a password only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》设置了打开密码。", "请用 WPS 打开，取消密码并保存后再导入。", code="ENCRYPTED", file=name
        )


class FileTooBig(InputError):
    """The file has more bytes than any plan."""

    def __init__(self, name: str, limit_mb: int) -> None:
        super().__init__(
            f"《{name}》超过 {limit_mb} MB，不像是一份计划。",
            "请确认选对了文件，或只留下计划的文字再导入。",
            code="TOO_BIG",
            file=name,
        )


class Bomb(InputError):
    """The content unfolds to far more than the file, or needs more memory than it may have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》内容异常庞大，为保护电脑已停止读取。",
            "请用 WPS 打开，把计划的文字复制出来，粘贴到本程序。",
            code="BOMB",
            file=name,
        )


class ReadingTimeout(InputError):
    """Reading took longer than it may."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》读取超时，已停止。",
            "请用 WPS 打开，把计划的文字复制出来，粘贴到本程序。",
            code="TIMEOUT",
            file=name,
        )


class UnsafeXml(InputError):
    """A part of an Office file declares entities, which no Office program writes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》含有不安全的内容，已拒绝读取。",
            "请向发来文件的人核实，或请对方重新发送。",
            code="UNSAFE_XML",
            file=name,
        )


class UnsafePath(InputError):
    """The package names parts outside itself, or the same part twice."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》的内部结构不安全，已拒绝读取。",
            "请向发来文件的人核实，或请对方重新发送。",
            code="UNSAFE_PATH",
            file=name,
        )


class NoText(InputError):
    """Pictures of pages without a text layer: a scan."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》是扫描图片，没有文字可读。",
            "请先做文字识别（WPS 的“图片转文字”，或扫描仪的识别功能），再导入识别后的文件。",
            code="NO_TEXT",
            file=name,
        )


class Garbled(InputError):
    """The fonts of the file do not say which characters they draw."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》的字体缺少文字映射，读出来是乱码。",
            "请向对方要 Word 文件，或先做文字识别再导入。",
            code="GARBLED",
            file=name,
        )


class NoItems(EmptyFile):
    """The plan is read and has no item; `name` may be its title."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.message = f"《{name}》里没有识别到任务，没有可打印的内容。"
        self.hint = "请确认选对了文件，或先在窗口中整理。"


class NoFile(InputError):
    """There is no file of that name."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"没有找到文件《{file.name or file}》。", "请检查文件名和所在的文件夹。", code="NO_FILE", file=file
        )


class NoAccess(InputError):
    """The file is there and does not open: held by another program, not permitted, or its drive fails."""

    def __init__(self, file: Path, *, held: bool) -> None:
        if held:
            message = f"没有权限打开《{file.name or file}》，或它正被其他程序占用。"
            hint = "请关闭占用它的程序，或把它复制到别处再打开。"
        else:
            message = f"《{file.name or file}》读不出来。"
            hint = "请检查磁盘或网络，或把它复制到本机再打开。"
        super().__init__(message, hint, code="NO_ACCESS", file=file)


class Folder(WrongType):
    """A folder stands where a file is expected."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file.name or file), "文件夹", "请选择文件夹里的计划文件。")
        self.message = f"《{file.name or file}》是文件夹，不是文件。"
        self.file = file


class UnknownEncoding(InputError):
    """The bytes are text in no encoding that is known; `kind` says in Chinese what they look like."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(
            f"《{name}》{kind}。", "请用 WPS 或记事本打开它，另存为 UTF-8 编码后再导入。", code="ENCODING", file=name
        )


class NotAPlan(InputError):
    """There is text, but neither a numbered item nor a table nor a phrase that names units."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》里没有找到工作计划的内容：没有带序号的条目、标题或任务表。",
            "请确认选对了文件；如果是计划，请在每条任务前加上序号再导入。",
            code="NOT_A_PLAN",
            file=name,
        )


class NoUnitsListed(InputError):
    """A file that should list units names none."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"在《{name}》里没有找到单位。",
            "请给名称一列写上表头“简称”或“单位”（其余可有：全称、类别、别名、分管领导、联络员、电话），或每行只写一个名称。",
            code="NO_UNITS_LISTED",
            file=name,
        )


class ReaderStopped(InputError):
    """The process that reads files cannot be started on this computer."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"无法启动读取程序，《{name}》没有读取。",
            "请检查安全软件是否拦截了本程序；也可以用 WPS 打开它，把文字复制出来，粘贴到本程序。",
            code="NO_READER",
            file=name,
        )


class Cancelled(InputError):
    """The clerk stopped the reading; nobody needs to be told."""

    def __init__(self, name: str) -> None:
        super().__init__(f"已停止读取《{name}》。", "没有改动任何内容。", code="CANCELLED", file=name)


def by_code() -> dict[str, type[InputError]]:
    """Return the class of each code."""
    return {
        "EMPTY": EmptyFile,
        "WRONG_TYPE": WrongType,
        "DAMAGED": DamagedFile,
        "ENCRYPTED": EncryptedFile,
        "TOO_BIG": FileTooBig,
        "BOMB": Bomb,
        "TIMEOUT": ReadingTimeout,
        "UNSAFE_XML": UnsafeXml,
        "UNSAFE_PATH": UnsafePath,
        "NO_TEXT": NoText,
        "GARBLED": Garbled,
        "ENCODING": UnknownEncoding,
        "NOT_A_PLAN": NotAPlan,
        "NO_FILE": NoFile,
        "NO_ACCESS": NoAccess,
        "NO_READER": ReaderStopped,
        "CANCELLED": Cancelled,
    }
