"""The programs that the build calls: where they are, and what to install where they are missing."""

import os
import shutil
from dataclasses import dataclass

from dev import install_packages
from installers.windows.places import BuildTrouble

_MINGW = "x86_64-w64-mingw32-"
_NSIS_ON_WINDOWS = (r"C:\Program Files (x86)\NSIS", r"C:\Program Files\NSIS")
_BESIDE_THE_PATH = ("/usr/sbin", "/usr/lib/wine")
ON_WINDOWS = os.name == "nt"


@dataclass(frozen=True, slots=True)
class Tool:
    """A program, its Debian package, and how to get it on Windows."""

    name: str
    package: str
    on_windows: str


COMPILER = Tool("gcc", "gcc-mingw-w64-x86-64-win32", "mingw-w64 (on GitHub's machines it is there)")
RESOURCES = Tool("windres", "binutils-mingw-w64-x86-64", "mingw-w64 (on GitHub's machines it is there)")
NSIS = Tool("makensis", "nsis", "choco install nsis")
SIGNATURES = Tool("osslsigncode", "osslsigncode", "")
GIT = Tool("git", "git", "")  # tells the time of the commit, which the built files bear
AUTHORITIES = Tool("update-ca-certificates", "ca-certificates", "")
WINE = Tool("wine", "wine", "")
WINE_64 = Tool("wine64", "wine64", "")
SCREEN = Tool("Xvfb", "xvfb", "")
UNPACKER = Tool("unzip", "unzip", "")

FOR_BUILDING = (COMPILER, RESOURCES, NSIS, SIGNATURES, AUTHORITIES, GIT)
FOR_TRYING = (COMPILER, WINE, WINE_64, SCREEN, UNPACKER)


def need(tools: tuple[Tool, ...]) -> None:
    """See to it that all tools are here; on Debian as root they are installed, else the line to run is said."""
    missing = [tool for tool in tools if find(tool) is None]
    if ON_WINDOWS:
        said = sorted({tool.on_windows for tool in missing if tool.on_windows})
        if said:
            raise BuildTrouble(f"The build needs {'; '.join(said)}")
    elif missing:
        install_packages([tool.package for tool in missing], "The build for Windows needs tools")


def path_of(tool: Tool) -> str:
    """Return the program to call."""
    found = find(tool)
    if found is None:
        raise BuildTrouble(f"{tool.name} is not here: install {tool.on_windows if ON_WINDOWS else tool.package}")
    return found


def find(tool: Tool) -> str | None:
    """Return where the program is, or None."""
    beside = _NSIS_ON_WINDOWS if ON_WINDOWS else _BESIDE_THE_PATH
    crossing = _MINGW if tool in {COMPILER, RESOURCES} and not ON_WINDOWS else ""
    return shutil.which(crossing + tool.name, path=os.pathsep.join((os.environ.get("PATH", ""), *beside)))
