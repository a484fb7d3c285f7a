"""The ways in: a file, bytes or the clipboard → the source that `parse` reads.

Text is decoded here. Everything else is read by a process of its own (isolation.py), because plans arrive from anyone
and the readers of other makers can be made to hang or to crash; there `read_here` does the work.
"""

import errno
import hashlib
import stat
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath

from planner.core.draft import Source
from planner.core.errors import InputError
from planner.core.input_errors import (
    Bomb,
    EmptyFile,
    EncryptedFile,
    FileTooBig,
    Folder,
    NoAccess,
    NoFile,
    WrongType,
)
from planner.importing.document import Document, PlacedRemark, SourceDocument, has_text, render
from planner.importing.mended import MendedSource
from planner.importing.readers.text import PASTED, decode, read_text
from planner.importing.sniffing import (
    CSV,
    ENCRYPTED,
    HTML,
    OLE,
    READ,
    TEXT,
    ZIP,
    FileKind,
    carries_macros,
    first_look,
    is_separated,
    sniff,
)
from planner.importing.wire import MOST_CELLS, MOST_CHARACTERS

Progress = Callable[[str], None]
Cancel = Callable[[], bool]

LIMIT_MB = 50
_MB = 1024 * 1024
_KNOWN_EXTENSIONS = {extension for kind in READ for extension in kind.extensions}
_OFFICE = {"docx", "xlsx", "xlsb", "doc", "xls"}


def read_file(path: Path, *, progress: Progress | None = None, cancelled: Cancel | None = None) -> Source:
    """Return the text of a file of any kind as a source; any thread may call it.

    `progress` is called with a Chinese phrase for what is being done, `cancelled` is asked ten times a second. Raises
    only classes of core.input_errors; `Cancelled` when `cancelled` said so.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Folder(path)
        if not stat.S_ISREG(found.st_mode):
            raise NoAccess(path, held=False)  # a pipe or a device, which need never end
        if found.st_size > LIMIT_MB * _MB:
            raise FileTooBig(path.name, LIMIT_MB)
        with path.open("rb") as stream:
            data = stream.read(LIMIT_MB * _MB + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    return read_data(data, path.name, path, progress=progress, cancelled=cancelled)


def read_data(
    data: bytes,
    name: str,
    file: Path | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Source:
    """Return the text of a file's bytes as a source; `name` is for the sentences and for what the extension says."""
    try:
        return _read(data, name, progress, cancelled)
    except InputError as error:
        if file is not None:
            error.file = file
        raise


def read_clipboard(
    html: str | None, text: str, *, progress: Progress | None = None, cancelled: Cancel | None = None
) -> Source:
    """Return what was copied in another program as a source.

    The HTML form is taken when it tells more (tables, lists) and has every word of the plain one; else the text.
    """
    if html and _tells_more(html):
        from planner.importing.isolation import read_apart

        try:
            found = read_apart(html.encode("utf-8", "replace"), PASTED, HTML.code, progress, cancelled)
        except InputError as error:
            if error.code == "CANCELLED" or not text.strip():
                raise
        else:
            if not _words(text) - _words(found.text):
                return found
    return read_text(text)


def read_here(data: bytes, name: str, wanted: str = "", tell: Progress | None = None) -> Source:
    """Read in this process; `wanted` names the kind where it is known. Only for the reading process and its tests."""
    kind = next(kind for kind in READ if kind.code == wanted) if wanted else sniff(data, name)
    if kind is TEXT:
        return _read_text(data, name)
    if kind is ENCRYPTED:
        raise EncryptedFile(name)
    if not kind.reader:
        raise WrongType(name, kind.words, kind.hint)
    if tell is not None:
        tell(f"正在读取：{kind.words}…")
    document = _reader(kind)(data, name)
    if not has_text(document.blocks):
        raise EmptyFile(name)
    source = render(document, name, hashlib.sha256(data).hexdigest())
    if len(source.text) > MOST_CHARACTERS or sum(len(grid.cells) for grid in source.grids) > MOST_CELLS:
        raise Bomb(name)
    remarks = _extension_remarks(name, kind)
    if kind.code in _OFFICE and all(r.code != "MACRO" for r in source.remarks) and carries_macros(data):
        remarks += (PlacedRemark("MACRO"),)
    return replace(source, remarks=remarks + source.remarks)


def _read(data: bytes, name: str, progress: Progress | None, cancelled: Cancel | None) -> Source:
    if len(data) > LIMIT_MB * _MB:
        raise FileTooBig(name, LIMIT_MB)
    kind = first_look(data)
    if kind is TEXT:
        return _read_text(data, name)
    if not kind.reader and kind not in (ZIP, OLE):
        raise WrongType(name, kind.words, kind.hint)
    from planner.importing.isolation import read_apart

    return read_apart(data, name, "", progress, cancelled)


def _read_text(data: bytes, name: str) -> Source:
    source = decode(data, name)
    if is_separated(source.text):
        from planner.importing.readers.csv_text import read_csv

        table = render(read_csv(source.text, name), name, source.sha256)
        return replace(table, remarks=_extension_remarks(name, CSV) + table.remarks)
    remarks = _extension_remarks(name, TEXT)
    if not remarks or isinstance(source, MendedSource):
        return source
    return SourceDocument(source.name, source.kind, source.sha256, source.text, remarks=remarks)


def _reader(kind: FileKind) -> Callable[[bytes, str], Document]:
    """Return what reads a kind; only this reader, and the parsers it stands on, are loaded."""
    if kind.reader == "docx":
        from planner.importing.readers.docx import read
    elif kind.reader == "odt":
        from planner.importing.readers.odt import read
    elif kind.reader == "rtf":
        from planner.importing.readers.rtf import read
    elif kind.reader == "doc":
        from planner.importing.readers.doc import read
    elif kind.reader == "pdf":
        from planner.importing.readers.pdf import read
    elif kind.reader == "sheet":
        from planner.importing.readers.sheet import read
    elif kind.reader == "sheet_2003":
        from planner.importing.readers.sheet_2003 import read
    else:
        from planner.importing.readers.html import read
    return read


def _extension_remarks(name: str, kind: FileKind) -> tuple[PlacedRemark, ...]:
    """Return a remark when the extension promises another kind."""
    extension = PurePath(name).suffix.lower()
    if extension not in _KNOWN_EXTENSIONS or extension in kind.extensions:
        return ()
    return (PlacedRemark("WRONG_EXTENSION", words=extension, other=kind.words),)


def _unreadable(path: Path, error: OSError | ValueError) -> InputError:
    too_long = isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG
    if too_long or isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return NoFile(path)
    return NoAccess(path, held=isinstance(error, PermissionError))


def _tells_more(html: str) -> bool:
    low = html.lower()
    return any(sign in low for sign in ("<table", "<ol", "<li", "mso-list"))


def _words(text: str) -> Counter[str]:
    return Counter(ch for ch in text if ch.isalnum())
