"""Plain text: bytes → source. Encodings are told apart by what the bytes are, never by guessing at words."""

import hashlib
from pathlib import Path

from planner.core.draft import Source
from planner.core.errors import InputError

LIMIT_MB = 20
_LIMIT = LIMIT_MB * 1024 * 1024
_OPEN_AND_COPY = "请用 WPS 打开，全选后复制，再粘贴到本程序。"
_FORMATS = (
    (b"PK\x03\x04", "新版 Word、Excel 或压缩文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word、Excel 或 WPS 文件"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
    (b"Rar!", "压缩文件"),
    (b"7z\xbc\xaf", "压缩文件"),
    (b"\x1f\x8b", "压缩文件"),
    (b"SQLite format 3", "数据库文件"),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))


def read_text(text: str, name: str = "粘贴的文字") -> Source:
    """Return pasted text as a source. Raises `InputError` EMPTY or TOO_BIG."""
    data = text.encode("utf-8", "surrogatepass")
    _check_size(len(data), name)
    return _source(text, name, data)


def read_file(path: Path) -> Source:
    """Return the text of a file as a source.

    Raises `InputError`: NO_ACCESS, EMPTY, TOO_BIG, WRONG_TYPE (another format by its content), ENCODING.
    """
    try:
        _check_size(path.stat().st_size, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"无法打开《{path.name}》。",
            "请确认文件还在原处、没有被其他程序占用，再试一次。",
            code="NO_ACCESS",
            file=path,
        ) from error
    return decode(data, path.name, path)


def decode(data: bytes, name: str, file: Path | str | None = None) -> Source:
    """Return the text behind `data`.

    By its mark, as strict UTF-8, as UTF-16 by its zero bytes, or as strict GB18030.
    """
    for magic, kind in _FORMATS:
        if data.startswith(magic) and (magic != b"BM" or b"\0" in data[:64]) and (magic != b"MZ" or b"\0" in data[:64]):
            raise InputError(
                f"《{name}》的实际内容是{kind}，不是纯文本。", _OPEN_AND_COPY, code="WRONG_TYPE", file=file or name
            )
    text = _decoded(data)
    if text is None:
        if b"\0" in data or len(data.translate(None, _CONTROLS)) < len(data) * 0.98:
            raise InputError(f"《{name}》不是文本文件。", _OPEN_AND_COPY, code="WRONG_TYPE", file=file or name)
        raise InputError(
            f"《{name}》的文字编码无法识别。",
            "请用记事本打开它，另存为 UTF-8 编码后再导入。",
            code="ENCODING",
            file=file or name,
        )
    return _source(text, name, data, file)


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    wide = _utf16_without_mark(data)
    if wide is not None:
        return wide
    if b"\0" in data:
        return None
    return _strictly(data, "utf-8") or _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    """Return UTF-16 text that has no mark.

    Zero bytes say that it is none of the others, the words which half comes first.
    """
    if len(data) % 2 or b"\0" not in data:
        return None
    found = [
        text for encoding in ("utf-16-le", "utf-16-be") if (text := _strictly(data, encoding)) and "\0" not in text
    ]
    best = max(found, key=_share_of_text, default=None)
    return best if best is not None and _share_of_text(best) >= 0.9 else None


def _share_of_text(text: str) -> float:
    sample = text[:4000]
    good = sum(
        ch.isspace()
        or "\u2010" <= ch <= "\u2044"
        or "\u3000" <= ch <= "\u303f"
        or "\u4e00" <= ch <= "\u9fff"
        or "\uff00" <= ch <= "\uff65"
        or (ch.isascii() and ch.isprintable())
        for ch in sample
    )
    return good / len(sample)


def _check_size(size: int, name: str) -> None:
    if size > _LIMIT:
        raise InputError(
            f"《{name}》超过 {LIMIT_MB} MB，不像是一份计划。",
            "请确认选对了文件，或只留下计划的文字再导入。",
            code="TOO_BIG",
            file=name,
        )


def _source(text: str, name: str, data: bytes, file: Path | str | None = None) -> Source:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip().strip("\ufeff\u200b\0"):
        raise InputError(f"《{name}》是空文件，没有任何文字。", "请确认选对了文件。", code="EMPTY", file=file or name)
    return Source(name, "txt", hashlib.sha256(data).hexdigest(), text)
