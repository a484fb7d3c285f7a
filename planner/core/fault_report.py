"""What is told of a fault of the program: versions and the way to it, without a word of any plan, name or folder.

The message of an exception may hold words of a plan, so only its kind is told. Places are told within the program and
within Python: a full path would name the user.
"""

import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from planner import __version__
from planner.core.paths import application_folder


def versions() -> str:
    """Return what runs here, in one line."""
    qt = getattr(sys.modules.get("PySide6"), "__version__", "")
    parts = [f"planner {__version__}", f"Python {platform.python_version()}", *([f"Qt {qt}"] if qt else [])]
    return ", ".join([*parts, platform.platform()])


def fault_report(error: BaseException, trace: TracebackType | None = None) -> str:
    """Return the report of `error`, which came by `trace`, or by its own; what it came of stands above it."""
    lines = [versions()]
    for one in reversed(_chain(error)):
        way = trace if one is error and trace is not None else one.__traceback__
        lines += [without_places(line.rstrip("\n")) for line in traceback.format_tb(way)]
        lines.append(type(one).__name__)
    return "\n".join(lines)


def without_places(text: str) -> str:
    """Return the text with the folders of the program, of Python and of the user taken out of its paths."""
    places = (str(application_folder()), sys.prefix, sys.base_prefix, str(Path.home()))
    for place in sorted({place for place in places if len(place) > 1}, key=len, reverse=True):
        text = text.replace(place, "…")
    return text


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return found
