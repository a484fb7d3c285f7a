"""What kind of place a store lies in: a disk of this PC, a stick, a network drive, a folder that a service copies away.

SQLite's lock holds on local disks and sticks. A network drive may not keep it, and a service that synchronizes copies
the file in the midst of a change and brings old ones back: both are told to the clerk before the store is opened.
"""

import os
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

_REMOVABLE, _REMOTE = 2, 4  # GetDriveTypeW
_NETWORKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs", "fuse.davfs2", "afs", "ncpfs"}
_MEDIA = re.compile(r"(/run)?/media/")

# What the folders of services are called that copy their content to a server, as a part of the name, in small letters.
_SYNCED = {
    "onedrive": "OneDrive",
    "坚果云": "坚果云",
    "nutstore": "坚果云",
    "百度网盘": "百度网盘",
    "百度云": "百度网盘",
    "baidunetdisk": "百度网盘",
    "baiduyun": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "dropbox": "Dropbox",
    "wps云盘": "WPS 云盘",
    "wpsdrive": "WPS 云盘",
    "wps cloud files": "WPS 云盘",
    "icloud": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "微云": "微云",
    "weiyun": "微云",
    "阿里云盘": "阿里云盘",
    "aliyundrive": "阿里云盘",
    "天翼云": "天翼云盘",
    "ecloud": "天翼云盘",
    "和彩云": "和彩云",
    "中国移动云盘": "移动云盘",
    "夸克网盘": "夸克网盘",
    "123云盘": "123 云盘",
    "115网盘": "115 网盘",
    "亿方云": "亿方云",
    "联想企业网盘": "联想网盘",
    "syncthing": "Syncthing",
}


class Kind(StrEnum):
    """What a place is to a store."""

    LOCAL = "local"
    REMOVABLE = "removable"
    NETWORK = "network"
    SYNCED = "synced"
    PASSING = "passing"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A kind of place; `name` is that of the service, or of the drive."""

    kind: Kind
    name: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether another PC may write the store at the same time without SQLite's lock telling."""
        return self.kind in (Kind.NETWORK, Kind.SYNCED)


def whereabouts(path: Path) -> Whereabouts:
    """Return what kind of place `path` lies in, as far as its name and the system tell; asks no network."""
    path = path.absolute()
    text = str(path)
    if text.startswith(("\\\\", "//")) and not text.startswith(("\\\\?\\", "\\\\.\\")):
        return Whereabouts(Kind.NETWORK, PurePath(text).drive)
    service = _service(path)
    if service:
        return Whereabouts(Kind.SYNCED, service)
    if _passes(path):
        return Whereabouts(Kind.PASSING)
    return _by_drive(path)


def _service(path: Path) -> str:
    """Return the name of the service whose folder `path` lies in."""
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(variable)
        if root and path.is_relative_to(root):
            return "OneDrive"
    for part in path.parts[:-1]:
        folded = part.casefold()
        for word, name in _SYNCED.items():
            if word in folded:
                return name
    return ""


def _passes(path: Path) -> bool:
    """Return whether `path` lies where Windows unpacks an archive only to look into it."""
    roots = [os.environ[name] for name in ("TEMP", "TMP") if os.environ.get(name)] if sys.platform == "win32" else []
    return any(path.is_relative_to(root) for root in roots)


if sys.platform == "win32":

    def _by_drive(path: Path) -> Whereabouts:
        if path.drive.casefold() == os.environ.get("SYSTEMDRIVE", "").casefold() != "":
            return Whereabouts(Kind.LOCAL, path.drive)  # without ctypes, whose import every start would pay
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)
        return Whereabouts({_REMOVABLE: Kind.REMOVABLE, _REMOTE: Kind.NETWORK}.get(kind, Kind.LOCAL), path.drive)

else:

    def _by_drive(path: Path) -> Whereabouts:
        try:
            lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return Whereabouts(Kind.LOCAL)
        return by_mounts(path, [line.split(" ") for line in lines])


def by_mounts(path: Path, mounts: list[list[str]]) -> Whereabouts:
    """Return the kind of place from what is mounted: device, folder, kind of file system, … for each."""
    text, best, system = f"{path.as_posix()}/", "", ""
    for fields in mounts:
        if len(fields) < 3:
            continue
        folder = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1]).rstrip("/") + "/"
        if text.startswith(folder) and len(folder) >= len(best):
            best, system = folder, fields[2]
    if system in _NETWORKS:
        return Whereabouts(Kind.NETWORK, best.rstrip("/"))
    return Whereabouts(Kind.REMOVABLE if _MEDIA.match(best) else Kind.LOCAL, best.rstrip("/"))
