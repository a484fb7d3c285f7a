"""Names of files that Windows and every sync folder take (print.md 3.12)."""

from datetime import date

from planner.core.safe_names import clean, unreserved

__all__ = ["LONGEST", "clean", "file_name"]

LONGEST = 80


def file_name(plan: str, document: str, mark: str, day: date | None, extension: str, *, is_state: bool = False) -> str:
    """Return `计划名_文件名_版本_日期.ext`, at most 80 characters; the plan's name gives way when it is too long.

    Without `extension` it is the name of a folder. `is_state` says that the document tells how things stood: 截至日期.
    """
    until = "截至" if is_state else ""
    ending = [clean(document), clean(mark), f"{until}{day:%Y%m%d}" if day else ""]
    tail = "_".join(part for part in ending if part) + (f".{extension}" if extension else "")
    head = clean(plan)[: LONGEST - len(tail) - 1].rstrip("._　")
    name = f"{head}_{tail}" if head else tail
    return unreserved(name)
