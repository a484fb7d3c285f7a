"""Lay out the folder that is installed: starters, runtime, site, planner, resources, licences."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from installers import leaflet
from installers.windows import bytecode, checking, fetching, licences, selection
from installers.windows.places import APP, PARTS, PYTHON_VERSION, ROOT, BuildTrouble, moment
from installers.windows.starting import make_starters
from installers.windows.tools import ON_WINDOWS

# A path file switches the embedded Python to itself alone: no registry, no PYTHON* variable, no user site.
_PATHS = "python311.zip\r\n.\r\n..\\site\r\n..\r\n"
_NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "pictures", ".*")


def stage() -> Path:
    """Make the folder anew and return it."""
    lay_out()
    checking.check_digests(APP)
    checking.check_signatures(APP)
    licences.gather(APP)
    for name in ("planner", "resources"):
        shutil.copytree(ROOT / name, APP / name, ignore=_NOT_SHIPPED)
    _compile()
    make_starters(APP)
    (APP / leaflet.LEAFLET).write_bytes(leaflet.leaflet())
    if sorted(PARTS) != sorted(path.name for path in APP.iterdir()):
        raise BuildTrouble("the folder holds other parts than places.py names, which the installer knows")
    _date(APP)
    return APP


def lay_out() -> None:
    """Make the folder anew with the parts that others made: runtime and site."""
    shutil.rmtree(APP, ignore_errors=True)
    runtime, site = APP / "runtime", APP / "site"
    for folder in (runtime, site):
        folder.mkdir(parents=True)
    for name, content in fetching.runtime_parts().items():
        if name in selection.RUNTIME:
            (runtime / name).write_bytes(content)
    (runtime / "python311._pth").write_text(_PATHS, encoding="ascii", newline="")
    for wheel in fetching.wheels():
        _unpack(wheel, site)


def _unpack(wheel: Path, site: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not name.endswith("/") and selection.is_shipped(name):
                target = site / name
                if not target.resolve().is_relative_to(site.resolve()):
                    raise BuildTrouble(f"{wheel.name} names a file outside itself: {name}")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))


def _compile() -> None:
    """Compile with this Python when it is the shipped version, else on Windows with the runtime that was laid out."""
    if sys.version_info[:2] == PYTHON_VERSION:
        python = Path(sys.executable)
    elif ON_WINDOWS:
        python = APP / "runtime" / "python.exe"
    else:
        raise BuildTrouble("The build for Windows needs Python 3.11 here, whose .pyc files are the shipped ones")
    plain = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    line = [str(python), "-B", "-X", "utf8", bytecode.__file__, str(APP)]
    if subprocess.call(line, env=plain | {"PYTHONHASHSEED": "0"}):
        raise BuildTrouble("a module could not be compiled: see the message above")


def _date(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (moment(), moment()))
