"""Plain text: bytes → source. Encodings are told apart by what the bytes are, never by guessing at words."""

import codecs
import hashlib
import re
from dataclasses import dataclass

from planner.core.draft import Source
from planner.core.input_errors import EmptyFile, FileTooBig, UnknownEncoding, WrongType
from planner.importing.mended import BROKEN, MendedSource

PASTED = "粘贴的文字"
LIMIT_MB = 20
_LIMIT = LIMIT_MB * 1024 * 1024
_OPEN_AND_COPY = "请用 WPS 打开，全选后复制，再粘贴到本程序。"
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))
_UNREADABLE = "\ufffd"
_MOST_BROKEN = 200
_SOUND_BESIDE_BROKEN = 20  # characters beyond ASCII for each broken place, so that no other encoding is taken for it
_CHINESE = 0.7  # Big5 read as GB has no more than 0.6 of such characters, Chinese texts have nearly all
_SAMPLE = 20_000


def read_text(text: str, name: str = PASTED) -> Source:
    """Return pasted text as a source. Raises `InputError` EMPTY or TOO_BIG."""
    data = text.encode("utf-8", "surrogatepass")
    _check_size(len(data), name)
    return _source(text, name, data)


def decode(data: bytes, name: str) -> Source:
    """Return the text behind `data`.

    By its mark, as strict UTF-8, as UTF-16 by its zero bytes, or as strict GB18030.
    """
    _check_size(len(data), name)
    found = _decoded(data) or _without_zeros(data)
    if found is None:
        marked = any(data.startswith(mark) for mark, _ in _BOMS)
        if not marked and (b"\0" in data or len(data.translate(None, _CONTROLS)) < len(data) * 0.98):
            raise WrongType(name, "无法识别的数据", _OPEN_AND_COPY)
        raise UnknownEncoding(name, "的文字编码无法识别")
    if found.encoding == "gb18030" and not _is_chinese(found.text):
        kind = "像是繁体中文（Big5）编码" if _is_big5(data) else "读出来是乱码，编码无法识别"
        raise UnknownEncoding(name, kind)
    source = _source(found.text, name, data)
    return _mended(source) if found.broken else source


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


def _without_zeros(data: bytes) -> _Decoded | None:
    """Return text with a few zeros inside, or any number behind it as in a broken copy; U+FFFD stands for them."""
    kept = data.rstrip(b"\0")
    zeros = kept.count(b"\0") + (kept != data)
    if not zeros or zeros > max(1, min(_MOST_BROKEN, len(kept) // _MOST_BROKEN)):
        return None
    for encoding in ("utf-8", "gb18030"):
        text = _strictly(kept + b"\0" * (kept != data), encoding)
        if text is not None and sum(ch > "\x7f" for ch in text) >= zeros * _SOUND_BESIDE_BROKEN:
            return _Decoded(text.replace("\0", _UNREADABLE), encoding, True)
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
        raise FileTooBig(name, LIMIT_MB)


def _source(text: str, name: str, data: bytes) -> Source:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip().strip("\ufeff\u200b\0"):
        raise EmptyFile(name)
    return Source(name, "txt", hashlib.sha256(data).hexdigest(), text)


def _mended(source: Source) -> Source:
    """Return the source with a □ for each place that could not be read."""
    broken = tuple(found.start() for found in re.finditer(_UNREADABLE, source.text))
    text = source.text.replace(_UNREADABLE, BROKEN)
    return MendedSource(source.name, source.kind, source.sha256, text, broken)
