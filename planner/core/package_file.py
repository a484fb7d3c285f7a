"""A plan in one file (数据包): a zip whose parts are listed with their checksums, and that ends with its own.

It is read with suspicion: only the listed parts, counted while they are inflated, and nothing is ever written to disk
under a name that stands in it. The same plan gives the same bytes; no name of a person, a computer or a day is added.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.core.errors import InputError
from planner.core.input_errors import Bomb, DamagedFile, FileTooBig, NoAccess, NoFile

FORMAT = "planner.package"
VERSION = 1
MANIFEST = "planner-package.json"
ROWS, PLAN, SOURCE = "rows.json", "plan.json", "source.txt"
_PARTS = (ROWS, PLAN, SOURCE)
_LIMIT_MB = 100
_MB = 1024 * 1024
_MOST_BYTES = 200 * _MB
_MOST_PARTS = 50
_CHUNK = 256 * 1024
_SUM = 64  # characters of a checksum
_EPOCH = (1980, 1, 1, 0, 0, 0)


class NotAPackage(InputError):
    """The file is no package of a plan."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》不是计划数据包。",
            "请选择用“打包到文件”存成的 .zip 文件；计划文件请用“打开计划文件”。",
            code="WRONG_TYPE",
            file=name,
        )


class NewerPackage(InputError):
    """The package was made by a later program."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"《{name}》由更高版本的程序打包，这个版本还不能取出。",
            "请升级本程序后再取出；数据包没有改动。",
            code="NEWER",
            file=name,
        )


class DamagedPackage(DamagedFile):
    """A byte of the package is not as it was written."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.message = f"《{name}》已损坏或被改动过，没有取出任何内容。"
        self.hint = "请回到原来的电脑重新打包，再复制一次。"


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds: the plan's title, the rows of its tables, and the text it came from."""

    title: str
    rows: Mapping[str, Any]
    source: str


def package_bytes(title: str, rows: Mapping[str, Any], plan: Mapping[str, Any], source: str) -> bytes:
    """Return a package as a file; `plan` is the plan document, for other programs."""
    parts = {ROWS: _json(rows), PLAN: _json(plan), SOURCE: source.encode()}
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "title": title,
        "parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {MANIFEST: _json(manifest), **parts}.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(info, data)
        package.comment = b"0" * _SUM
    whole = output.getvalue()[:-_SUM]
    return whole + hashlib.sha256(whole).hexdigest().encode()


def is_package(path: Path) -> bool:
    """Tell from the beginning of a file whether it is a package, whatever it is called."""
    try:
        with path.open("rb") as stream:
            head = stream.read(128)
    except (OSError, ValueError):
        return False
    return head.startswith(b"PK\x03\x04") and head[30 : 30 + len(MANIFEST)] == MANIFEST.encode()


def read_package(path: Path) -> Package:
    """Return what a package holds; raise NO_FILE, NO_ACCESS, TOO_BIG, WRONG_TYPE, NEWER, DAMAGED or BOMB."""
    try:
        if path.stat().st_size > _LIMIT_MB * _MB:
            raise FileTooBig(path.name, _LIMIT_MB)
        data = path.read_bytes()
    except PermissionError as error:
        raise NoAccess(path, held=True) from error
    except (OSError, ValueError) as error:
        raise NoFile(path) from error
    try:
        return _read(data, path.name)
    except InputError as error:
        error.file = path
        raise


def _read(data: bytes, name: str) -> Package:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _opened(package, data, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        if data.startswith(b"PK") and MANIFEST.encode() in data[:_CHUNK]:
            raise DamagedPackage(name) from error
        raise NotAPackage(name) from error
    except (ValueError, KeyError, TypeError, RecursionError, RuntimeError) as error:
        raise DamagedPackage(name) from error


def _opened(package: zipfile.ZipFile, data: bytes, name: str) -> Package:
    listed = package.infolist()
    names = [info.filename for info in listed]
    if MANIFEST not in names:
        raise NotAPackage(name)
    if len(names) > _MOST_PARTS or len(set(names)) != len(names):
        raise DamagedPackage(name)
    left = _MOST_BYTES
    manifest = json.loads(_part(package, MANIFEST, left, name))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NotAPackage(name)
    version = manifest.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise DamagedPackage(name)
    if version > VERSION:
        raise NewerPackage(name)
    if hashlib.sha256(data[:-_SUM]).hexdigest().encode() != data[-_SUM:]:
        raise DamagedPackage(name)
    parts: dict[str, bytes] = {}
    for part in _PARTS:
        parts[part] = _part(package, part, left, name)
        left -= len(parts[part])
        if hashlib.sha256(parts[part]).hexdigest() != manifest["parts"][part]:
            raise DamagedPackage(name)
    rows = json.loads(parts[ROWS])
    if not isinstance(rows, dict):
        raise DamagedPackage(name)
    return Package(str(manifest.get("title", "")), rows, parts[SOURCE].decode())


def _part(package: zipfile.ZipFile, part: str, left: int, name: str) -> bytes:
    """Return a part, counted while it is inflated."""
    chunks: list[bytes] = []
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise Bomb(name)
            chunks.append(chunk)
    return b"".join(chunks)


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
