"""Make planner.exe and planner-cli.exe, a few KB each, and the icon that they bear."""

import struct
import subprocess
from pathlib import Path

from installers.windows.places import BUILD, HERE, ROOT, VERSION, BuildTrouble
from installers.windows.tools import COMPILER, RESOURCES, path_of

_SOURCES = HERE / "starter"
_ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
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


def icon() -> bytes:
    """Return the program's drawing as an .ico of PNGs, each size drawn by itself."""
    pictures = _drawn(ROOT / "resources" / "icons" / "planner.svg")
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place, entries = len(head) + 16 * len(pictures), b""
    for size, picture in zip(_ICON_SIZES, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + entries + b"".join(pictures)


def _drawn(drawing: Path) -> list[bytes]:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(drawing.read_bytes()))
    pictures = []
    for size in _ICON_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        pictures.append(bytes(buffer.data().data()))
    return pictures


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
