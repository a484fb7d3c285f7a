"""Where a command writes its file: the named file itself, or a free name in a folder."""

from collections.abc import Sequence
from pathlib import Path

from planner.core.atomic_file import free_name
from planner.core.errors import UsageError
from planner.core.output_errors import NoPlaceForTarget
from planner.core.places import is_folder

# Kinds that somebody may ask for by the name of the output, and that are not written.
_FOREIGN = {"doc", "wps", "xls", "et", "odt", "ods", "rtf", "csv", "html", "htm", "xlsm", "ofd", "txt"}


def refuse_foreign(said: str, formats: Sequence[str]) -> None:
    """Raise `UsageError` when a name ends as that of a file of another kind than `formats`."""
    if said in _FOREIGN.difference(formats):
        raise UsageError(
            f"不能写成 {said} 格式。", f"请把文件名改为以 {'、'.join(formats)} 结尾。", code="UNKNOWN_CHOICE"
        )


def said_format(out: Path | None) -> str:
    """Return the extension of the name given for the output, empty without one."""
    return out.suffix.lower().removeprefix(".") if out is not None else ""


def misnamed(out: Path, wanted: str) -> UsageError:
    """Return the complaint about a name that ends as that of another format than `wanted`."""
    return UsageError(f"文件名“{out.name}”与格式 {wanted} 不一致。", f"请把文件名改为以 .{wanted} 结尾。", code="USAGE")


def target(out: Path | None, file_name: str) -> Path:
    """Return where to write: the named file itself, or a free name in the named or the current folder."""
    if out is not None and not is_folder(out):
        needs_folder(out)
        return out
    return free_name((out or Path()) / file_name)


def needs_folder(out: Path) -> None:
    """Raise PATH when the folder that `out` is to stand in is not there."""
    if not is_folder(out.parent):
        raise NoPlaceForTarget(out)
