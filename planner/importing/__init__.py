"""A file, pasted text or what was copied elsewhere → a draft of the plan it holds.

The names are loaded when they are asked for: the process that reads a hostile file needs its reader and not the parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.importing.intake import read_clipboard, read_data, read_file
    from planner.importing.options import ImportOptions
    from planner.importing.parsing import parse
    from planner.importing.readers.text import read_text

__all__ = ["ImportOptions", "parse", "read_clipboard", "read_data", "read_file", "read_text"]

_HOMES = {"ImportOptions": "options", "parse": "parsing", "read_text": "readers.text"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'intake')}"), name)
