"""Why a file cannot be read: one class for each code, with the sentence the clerk reads (reliability.md 3.6).

Each takes the file's name as shown. The first line says what happened, the hint what to do; none has a word of English
beyond the names of formats.
"""

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
