"""Make planner.exe and planner-cli.exe, a few KB each."""

import shutil
import subprocess
from pathlib import Path

from installers.windows.drawing import icon
from installers.windows.places import BUILD, HERE, VERSION, BuildTrouble
from installers.windows.tools import COMPILER, RESOURCES, path_of

_SOURCES = HERE / "starter"
_WORK = BUILD / "starter"
_STRICT = ("-Os", "-s", "-Wall", "-Wextra", "-Werror")
_HARDENED = ("-Wl,--nxcompat", "-Wl,--dynamicbase", "-Wl,--high-entropy-va", "-Wl,--no-insert-timestamp")


def make_starters(folder: Path) -> None:
    """Compile both starters into `folder`."""
    shutil.rmtree(_WORK, ignore_errors=True)
    shutil.copytree(_SOURCES, _WORK)
    (_WORK / "planner.ico").write_bytes(icon())
    for name, kind in (("planner.exe", ("-mwindows",)), ("planner-cli.exe", ("-mconsole", "-DCONSOLE"))):
        (_WORK / "version.h").write_text(_version(name), encoding="ascii")
        _call(path_of(RESOURCES), "starter.rc", "-O", "coff", "-o", "resources.o")
        parts = ("starter.c", "resources.o", "-lshell32")
        _call(path_of(COMPILER), *_STRICT, "-municode", *kind, *_HARDENED, "-o", name, *parts)
        shutil.copy(_WORK / name, folder)


def _version(name: str) -> str:
    """Return what the resources are told; as a file, since quotes in arguments mean other things on each system."""
    numbers = ",".join((*VERSION.split("."), "0"))
    return f'#define VERSION_NUMBERS {numbers}\n#define VERSION_TEXT "{VERSION}"\n#define ORIGINAL_NAME "{name}"\n'


def _call(*command: str) -> None:
    # In the folder itself and with bare names: windres hands them to a shell, which would stumble over a blank.
    if subprocess.call(command, cwd=_WORK):
        raise BuildTrouble(f"{Path(command[0]).name} could not make the starter: see its message above")
