"""Make of the folder what is handed out: setup.exe, the portable zip and their digests."""

import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

from installers.windows.drawing import side_picture
from installers.windows.fetching import digest
from installers.windows.places import (
    APP,
    BUILD,
    DIST,
    HERE,
    LEAFLET,
    OLDEST_WINDOWS_BUILD,
    PORTABLE,
    SETUP,
    SUMS,
    TITLE,
    VERSION,
    BuildTrouble,
    moment,
)
from installers.windows.tools import NSIS, ON_WINDOWS, path_of

# The stub for 64 bit is there in Debian's NSIS; the one from nsis.sourceforge.io has the 32-bit stub alone, which runs
# on 64-bit Windows as well.
_TARGETS = ("amd64-unicode", "x86-unicode")

_READ_FIRST = "先看我.txt"


def make_setup(*, quickly: bool = False) -> Path:
    """Make setup.exe of the folder; `quickly` for trials: in seconds, and a third larger."""
    DIST.mkdir(exist_ok=True)
    program = path_of(NSIS)
    target = next(name for name in _TARGETS if _has_stub(program, name))
    made = BUILD / SETUP.name
    size = sum(path.stat().st_size for path in APP.rglob("*") if path.is_file()) // 1024
    side = BUILD / "side.bmp"
    side.write_bytes(side_picture())
    os.utime(side, (moment(), moment()))  # the installer keeps the time of this file too
    given = {
        "FILES": _listed(),
        "OUT": made,
        "ICON": BUILD / "starter" / "planner.ico",
        "SIDE": side,
        "VERSION": VERSION,
        "TARGET": target,
        "TITLE": TITLE,
        "LEAFLET": LEAFLET.name,
        "OLDEST_BUILD": OLDEST_WINDOWS_BUILD,
        "SIZE_KB": size,
    }
    words = [f"-D{name}={value}" for name, value in given.items()] + ["-DQUICKLY"] * quickly
    # makensis goes on reading its script while it packs: it gets a copy that nobody edits meanwhile.
    script = Path(shutil.copy(HERE / "installer.nsi", BUILD))
    strict = () if ON_WINDOWS else ("-WX",)  # another NSIS may warn of other things
    line = [program, "-V2", *strict, "-INPUTCHARSET", "UTF8", *words, str(script)]
    # Under Linux it reads file names by the locale, and takes the time from the environment.
    if subprocess.call(line, env={**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": str(moment())}):
        raise BuildTrouble("makensis could not make setup.exe: see its message above")
    made.replace(SETUP)
    return SETUP


def _listed() -> Path:
    """Write the commands that unpack each file, in order; `File /r` would take the order of the disk."""
    lines = []
    folders = [APP, *sorted(path for path in APP.rglob("*") if path.is_dir())]
    for folder in folders:
        files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != LEAFLET.name)
        place = str(folder.relative_to(APP)).replace("/", "\\")
        lines += [f'SetOutPath "$INSTDIR\\new\\{place}"'] * bool(files)
        lines += [f'File "{path}"' for path in files]
    lines += ['SetOutPath "$INSTDIR\\new"', "SetOverwrite try", f'File "{APP / LEAFLET.name}"', "SetOverwrite on"]
    script = BUILD / "files.nsh"
    script.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return script


def make_portable() -> Path:
    """Make the zip for a stick: the same folder with the mark that keeps the data beside the program."""
    DIST.mkdir(exist_ok=True)
    files = {path.relative_to(APP).as_posix(): path for path in sorted(APP.rglob("*")) if path.is_file()}
    made = BUILD / PORTABLE.name
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(_entry(_READ_FIRST), _text("read-first.txt"))
        archive.writestr(_entry("portable.ini"), _text("portable.ini"))
        for name, path in files.items():
            archive.writestr(_entry(name), path.read_bytes())
    made.replace(PORTABLE)
    return PORTABLE


def put_leaflet() -> Path:
    """Put 安装说明.txt beside what is handed out."""
    return Path(shutil.copy(APP / LEAFLET.name, LEAFLET))


def write_sums() -> Path:
    """Write SHA256SUMS as `sha256sum -c` reads it."""
    made = [path for path in (SETUP, PORTABLE) if path.exists()]
    SUMS.write_text("".join(f"{digest(path)}  {path.name}\n" for path in made), encoding="ascii", newline="\n")
    return SUMS


def _text(name: str) -> bytes:
    """Return a text as Notepad of any age shows it."""
    return (HERE / "texts" / name).read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-8-sig")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"{TITLE}/{name}", time.gmtime(moment())[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # as from Unix, where every unzip takes the names for the UTF-8 that they are
    entry.external_attr = 0o644 << 16
    return entry


def _has_stub(program: str, target: str) -> bool:
    folders = (Path("/usr/share/nsis/Stubs"), Path(program).parent / "Stubs")
    return any((folder / f"lzma_solid-{target}").exists() for folder in folders)
