"""Make of the folder what is handed out: setup.exe, the portable zip and their digests."""

import subprocess
import time
import zipfile
from pathlib import Path

from installers.windows.fetching import digest
from installers.windows.places import (
    APP,
    BUILD,
    DIST,
    HERE,
    OLDEST_WINDOWS_BUILD,
    PORTABLE,
    SETUP,
    SUMS,
    TITLE,
    VERSION,
    BuildTrouble,
    moment,
)
from installers.windows.tools import NSIS, path_of

# The stub for 64 bit is there in Debian's NSIS; the one from nsis.sourceforge.io has the 32-bit stub alone, which runs
# on 64-bit Windows as well.
_TARGETS = ("amd64-unicode", "x86-unicode")
# For the setup program any drive letter may stand in front of the zip's folder: its name is what the clerk sees.
_READ_FIRST = "先看我.txt"


def make_setup(target: str = "") -> Path:
    """Make setup.exe of the folder."""
    DIST.mkdir(exist_ok=True)
    program = path_of(NSIS)
    target = target or next(name for name in _TARGETS if _has_stub(program, name))
    size = sum(path.stat().st_size for path in APP.rglob("*") if path.is_file()) // 1024
    given = {
        "SOURCE": APP,
        "OUT": SETUP,
        "ICON": BUILD / "starter" / "planner.ico",
        "VERSION": VERSION,
        "TARGET": target,
        "TITLE": TITLE,
        "OLDEST_BUILD": OLDEST_WINDOWS_BUILD,
        "SIZE_KB": size,
    }
    words = [f"-D{name}={value}" for name, value in given.items()]
    if subprocess.call([program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(HERE / "installer.nsi")]):
        raise BuildTrouble("makensis could not make setup.exe: see its message above")
    return SETUP


def make_portable() -> Path:
    """Make the zip for a stick: the same folder with the mark that keeps the data beside the program."""
    DIST.mkdir(exist_ok=True)
    files = {path.relative_to(APP).as_posix(): path for path in sorted(APP.rglob("*")) if path.is_file()}
    first = (HERE / "texts" / "read-first.txt").read_text(encoding="utf-8").replace("\n", "\r\n")
    mark = (HERE / "texts" / "portable.ini").read_text(encoding="utf-8").replace("\n", "\r\n")
    with zipfile.ZipFile(PORTABLE, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(_entry(_READ_FIRST), first.encode("utf-8-sig"))
        archive.writestr(_entry("portable.ini"), mark.encode("utf-8-sig"))
        for name, path in files.items():
            archive.writestr(_entry(name), path.read_bytes())
    return PORTABLE


def write_sums() -> Path:
    """Write SHA256SUMS as `sha256sum -c` reads it."""
    made = [path for path in (SETUP, PORTABLE) if path.exists()]
    SUMS.write_text("".join(f"{digest(path)}  {path.name}\n" for path in made), encoding="ascii", newline="\n")
    return SUMS


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"{TITLE}/{name}", time.gmtime(moment())[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


def _has_stub(program: str, target: str) -> bool:
    folders = (Path("/usr/share/nsis/Stubs"), Path(program).parent / "Stubs")
    return any((folder / f"lzma_solid-{target}").exists() for folder in folders)
