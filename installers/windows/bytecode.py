"""Compile the sources of the staged folder into .pyc files that stand in their place; run as a script.

Without sources PySide does not look through each module that is loaded, and the folder has half the files. The names in
the code are short ("planner/app.py"), so that a report of a crash names no folder of anybody. In a process of its own,
with PYTHONHASHSEED=0 and one order, so that the same sources give the same bytes.
"""

import importlib.util
import py_compile
import sys
from pathlib import Path

# Qt's own modules keep their sources beside them: they are under the LGPL, and what is few is no burden.
_WITH_SOURCES = {"PySide6", "shiboken6"}
MAGIC = b"\xa7\x0d\x0d\x0a"  # CPython 3.11


def compile_folder(folder: Path, entry: Path) -> None:
    """Compile every module below `folder`, which is `entry` of sys.path or lies in it; raise where one cannot be."""
    for source in sorted(folder.rglob("*.py"), key=lambda path: path.as_posix()):
        name = source.relative_to(entry)
        kept = name.parts[0] in _WITH_SOURCES
        target = Path(importlib.util.cache_from_source(str(source))) if kept else source.with_suffix(".pyc")
        py_compile.compile(
            str(source),
            cfile=str(target),
            dfile=name.as_posix(),
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        if not kept:
            source.unlink()


if __name__ == "__main__":
    if importlib.util.MAGIC_NUMBER != MAGIC:
        sys.exit("the .pyc files must be made by CPython 3.11, the version that is shipped")
    app = Path(sys.argv[1])
    compile_folder(app / "site", app / "site")
    compile_folder(app / "planner", app)
