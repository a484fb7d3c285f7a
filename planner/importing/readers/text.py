"""Plain text: bytes → source. Encodings are told apart by what the bytes are, never by guessing at words."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from planner.core.draft import Source
from planner.core.errors import InputError
from planner.importing.mended import BROKEN, MendedSource

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
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))
_SAVE_AS_UTF8 = "请用 WPS 或记事本打开它，另存为 UTF-8 编码后再导入。"
_UNREADABLE = "\ufffd"
_MOST_BROKEN = 200
_SOUND_BESIDE_BROKEN = 20  # characters beyond ASCII for each broken place, so that no other encoding is taken for it
_CHINESE = 0.7  # Big5 read as GB has no more than 0.6 of such characters, Chinese texts have nearly all
_SAMPLE = 20_000


def read_text(text: str, name: str = "粘贴的文字") -> Source:
    """Return pasted text as a source. Raises `InputError` EMPTY or TOO_BIG."""
    data = text.encode("utf-8", "surrogatepass")
    _check_size(len(data), name)
    return _source(text, name, data)


def read_file(path: Path) -> Source:
    """Return the text of a file as a source.

    Raises `InputError`: NO_FILE, NO_ACCESS, EMPTY, TOO_BIG, WRONG_TYPE (a folder, or another format by its content),
    ENCODING.
    """
    try:
        _check_size(path.stat().st_size, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    return decode(data, path.name, path)


def _unreadable(path: Path, error: OSError) -> InputError:
    name = f"《{path.name or path}》"
    if path.is_dir():
        return InputError(f"{name}是文件夹，不是文件。", "请选择文件夹里的计划文件。", code="WRONG_TYPE", file=path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError(f"没有找到文件{name}。", "请检查文件名和所在的文件夹。", code="NO_FILE", file=path)
    if isinstance(error, PermissionError):
        return InputError(
            f"没有权限打开{name}，或它正被其他程序占用。",
            "请关闭占用它的程序，或把它复制到别处再打开。",
            code="NO_ACCESS",
            file=path,
        )
    return InputError(f"{name}读不出来。", "请检查磁盘或网络，或把它复制到本机再打开。", code="NO_ACCESS", file=path)


def decode(data: bytes, name: str, file: Path | str | None = None) -> Source:
    """Return the text behind `data`.

    By its mark, as strict UTF-8, as UTF-16 by its zero bytes, or as strict GB18030.
    """
    for magic, kind in _FORMATS:
        if data.startswith(magic) and (magic != b"BM" or b"\0" in data[:64]) and (magic != b"MZ" or b"\0" in data[:64]):
            raise InputError(
                f"《{name}》的实际内容是{kind}，不是纯文本。", _OPEN_AND_COPY, code="WRONG_TYPE", file=file or name
            )
    found = _decoded(data)
    if found is None:
        if b"\0" in data or len(data.translate(None, _CONTROLS)) < len(data) * 0.98:
            raise InputError(f"《{name}》不是文本文件。", _OPEN_AND_COPY, code="WRONG_TYPE", file=file or name)
        raise _unknown_encoding(f"《{name}》的文字编码无法识别。", file or name)
    if found.encoding == "gb18030" and not _is_chinese(found.text):
        kind = "像是繁体中文（Big5）编码" if _is_big5(data) else "读出来是乱码，编码无法识别"
        raise _unknown_encoding(f"《{name}》{kind}。", file or name)
    source = _source(found.text, name, data, file)
    return _mended(source) if found.broken else source


def _unknown_encoding(message: str, file: Path | str) -> InputError:
    return InputError(message, _SAVE_AS_UTF8, code="ENCODING", file=file)


@dataclass(frozen=True, slots=True)
class _Decoded:
    """Decoded text and its encoding; `broken` when U+FFFD stands in it for what could not be read."""

    text: str
    encoding: str
    broken: bool = False


def _decoded(data: bytes) -> _Decoded | None:
    """Return the text of `data` in the encoding that fits it, with U+FFFD where a few bytes fit none."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _leniently(data[len(mark) :], encoding)
    wide = _wide_without_mark(data)
    if wide is not None:
        return _Decoded(wide, "utf-16")
    if b"\0" in data:
        return None
    for encoding in ("utf-8", "gb18030"):
        found = _leniently(data, encoding)
        if found is not None:
            return found
    return None


def _leniently(data: bytes, encoding: str) -> _Decoded | None:
    """Return the text in an encoding if at most a few places are broken, each of which becomes U+FFFD."""
    text = _strictly(data, encoding)
    if text is not None:
        return _Decoded(text, encoding)
    broken = 0
    last = -1

    def mark(error: UnicodeError) -> tuple[str, int]:
        nonlocal broken, last
        if not isinstance(error, UnicodeDecodeError):
            raise error
        beside, last = last == error.start, error.end
        broken += not beside
        if broken > _MOST_BROKEN:
            raise error
        return "" if beside else _UNREADABLE, error.end

    codecs.register_error("planner.broken", mark)
    try:
        text = data.decode(encoding, "planner.broken")
    except UnicodeDecodeError:
        return None
    sound = sum(ch > "\x7f" for ch in text) - broken
    few = broken <= max(1, len(text) // _MOST_BROKEN) and sound >= broken * _SOUND_BESIDE_BROKEN
    return _Decoded(text, encoding, True) if few else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text


def _wide_without_mark(data: bytes) -> str | None:
    """Return UTF-16 or UTF-32 text that has no mark.

    Zero bytes say that it is none of the others, the words which part comes first.
    """
    if len(data) % 2 or b"\0" not in data:
        return None
    found = [
        text
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
        if (text := _strictly(data, encoding)) and "\0" not in text
    ]
    best = max(found, key=_share_of_text, default=None)
    return best if best is not None and _share_of_text(best) >= 0.9 else None


def _is_chinese(text: str) -> bool:
    """Tell whether what stands beside ASCII is hanzi, their points and common signs, as bytes read wrongly are not."""
    sample = [ch for ch in text[:_SAMPLE] if ch > "\x7f"]
    good = sum(
        "\u2010" <= ch <= "\u27bf"
        or "\u3000" <= ch <= "\u303f"
        or "\u4e00" <= ch <= "\u9fff"
        or "\uff00" <= ch <= "\uff65"
        or ch in "\xa0·×÷°±"
        for ch in sample
    )
    return good >= len(sample) * _CHINESE


def _is_big5(data: bytes) -> bool:
    text = _strictly(data, "big5")
    return text is not None and _share_of_text(text) >= 0.9


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


def _mended(source: Source) -> Source:
    """Return the source with a □ for each place that could not be read."""
    broken = tuple(found.start() for found in re.finditer(_UNREADABLE, source.text))
    text = source.text.replace(_UNREADABLE, BROKEN)
    return MendedSource(source.name, source.kind, source.sha256, text, broken)
