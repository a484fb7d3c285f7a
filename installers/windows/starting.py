"""Make planner.exe and planner-cli.exe, a few KB each."""

import subprocess
from pathlib import Path

from installers.windows.drawing import icon
from installers.windows.places import BUILD, HERE, VERSION, BuildTrouble
from installers.windows.tools import COMPILER, RESOURCES, path_of

_SOURCES = HERE / "starter"
_HARDENED = ("-Wl,--nxcompat", "-Wl,--dynamicbase", "-Wl,--high-entropy-va", "-Wl,--no-insert-timestamp")


def make_starters(folder: Path) -> None:
    """Compile both starters into `folder`."""
    work = BUILD / "starter"
    work.mkdir(parents=True, exist_ok=True)
    (work / "planner.ico").write_bytes(icon())
    for name, kind in (("planner.exe", ("-mwindows",)), ("planner-cli.exe", ("-mconsole", "-DCONSOLE"))):
        resources = work / f"{name}.res.o"
        _call(path_of(RESOURCES), *_version(name), f"--include-dir={work}", f"--include-dir={_SOURCES}",
              str(_SOURCES / "starter.rc"), "-O", "coff", "-o", str(resources))  # fmt: skip
        _call(path_of(COMPILER), "-Os", "-s", "-Wall", "-Wextra", "-Werror", "-municode", *kind, *_HARDENED,
              "-o", str(folder / name), str(_SOURCES / "starter.c"), str(resources), "-lshell32")  # fmt: skip


def _version(name: str) -> tuple[str, ...]:
    numbers = ",".join((*VERSION.split("."), "0"))
    return (
        f"-DVERSION_NUMBERS={numbers}",
        f'-DVERSION_TEXT=\\"{VERSION}\\"',
        f'-DORIGINAL_NAME=\\"{name}\\"',
    )


def _call(*command: str) -> None:
    if subprocess.call(command):
        raise BuildTrouble(f"{Path(command[0]).name} could not make the starter: see its message above")
