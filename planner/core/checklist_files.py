"""Templates of checklists as files: those that come with the program and the clerk's own, and how they are kept.

A template is a small JSON file, so that it can be carried on a stick. Reading is strict: what is not understood is
refused with a sentence and never half taken; keys that are not known are passed over.
"""

import json
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from planner.core.atomic_file import free_name, sweep_leftovers
from planner.core.checklist_errors import TOO_NEW, BadTemplate, NoTemplate
from planner.core.checklists import CheckLine, Checklist, CheckPart
from planner.core.handing_out import hand_out
from planner.core.input_errors import NoAccess, NoFile
from planner.core.output_errors import NoAccessToTarget, NoPlaceForTarget
from planner.core.paths import data_folder, resource
from planner.core.safe_names import clean, unreserved

FORMAT = "planner.checklist"
VERSION = 1
EXTENSION = ".json"
FORMS = ("tick", "yes-no")
MOST_BLANK = 20
_LARGEST = 1_000_000
_MOST_LINES = 2_000
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class KeptTemplate:
    """A template and the file it lies in; `is_own` for the clerk's."""

    checklist: Checklist
    path: Path
    is_own: bool


@dataclass(frozen=True, slots=True)
class Library:
    """All templates, the program's first; `set_aside` are sentences about the files that are none."""

    kept: tuple[KeptTemplate, ...]
    set_aside: tuple[str, ...] = ()


def own_folder() -> Path:
    """Return the folder of the clerk's own templates; it need not be there."""
    return data_folder() / "templates"


def library(folder: Path | None = None) -> Library:
    """Return the templates of the program and those in `folder` (the clerk's own by default).

    One of the clerk's stands in the place of the program's of the same name. Files that are no templates stay where
    they are and are told.
    """
    found = {kept.checklist.name: kept for kept in _built_in()}
    set_aside = []
    for path in _files(own_folder() if folder is None else folder):
        try:
            checklist = read_template(path)
        except (BadTemplate, NoAccess, NoFile) as error:
            set_aside.append(f"{error.message}{error.hint}")
        else:
            found[checklist.name] = KeptTemplate(checklist, path, is_own=True)
    return Library(tuple(found.values()), tuple(set_aside))


def templates(folder: Path | None = None) -> tuple[Checklist, ...]:
    """Return the templates of `library` alone."""
    return tuple(kept.checklist for kept in library(folder).kept)


def default_template() -> Checklist:
    """Return the program's first template: that of a meeting."""
    return _built_in()[0].checklist


def find_template(wanted: str, folder: Path | None = None) -> Checklist:
    """Return the template of that name, the only one whose name has it, or that of a file; raise `NoTemplate`."""
    known = {kept.name: kept for kept in templates(folder)}
    if wanted in known:
        return known[wanted]
    if Path(wanted).suffix.lower() == EXTENSION:
        return read_template(Path(wanted))
    found = [kept for name, kept in known.items() if wanted.strip() and wanted.strip() in name]
    if len(found) != 1:
        raise NoTemplate(wanted, tuple(kept.name for kept in found or known.values()), several=bool(found))
    return found[0]


def save_template(checklist: Checklist, folder: Path | None = None) -> Path:
    """Keep a template among the clerk's own, in the place of one of the same name, and return its file."""
    place = own_folder() if folder is None else folder
    try:
        place.mkdir(parents=True, exist_ok=True)
    except PermissionError as trouble:
        raise NoAccessToTarget(place) from trouble
    except OSError as trouble:
        raise NoPlaceForTarget(place) from trouble
    sweep_leftovers(place)
    own = [kept for kept in library(place).kept if kept.is_own and kept.checklist.name == checklist.name]
    name = unreserved((clean(checklist.name)[:_LONGEST_NAME] or "模板") + EXTENSION)
    path = own[0].path if own else free_name(place / name)
    write_template(checklist, path)
    return path


def write_template(checklist: Checklist, path: Path) -> None:
    """Write a template to `path`, whole or not at all; raise `OutputError`."""
    document = {"format": FORMAT, "version": VERSION, **asdict(checklist)}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    hand_out(path, (text + "\n").encode("utf-8"))


def delete_template(kept: KeptTemplate) -> None:
    """Delete the file of one of the clerk's own templates; one that is gone already is no trouble."""
    if not kept.is_own:
        raise ValueError("the program's own templates stay")
    try:
        kept.path.unlink(missing_ok=True)
    except OSError as trouble:
        raise NoAccessToTarget(kept.path) from trouble


def read_template(path: Path) -> Checklist:
    """Return the template in a file; raise `InputError`: there is none, it cannot be read, it is something else."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except FileNotFoundError as trouble:
        raise NoFile(path) from trouble
    except OSError as trouble:
        if path.is_dir():
            raise BadTemplate(path, "它是文件夹") from trouble
        raise NoAccess(path, held=isinstance(trouble, PermissionError)) from trouble
    if len(data) > _LARGEST:
        raise BadTemplate(path, "文件太大")
    try:
        return _checklist(json.loads(data.decode("utf-8-sig")))
    except _Unfit as trouble:
        raise BadTemplate(path, str(trouble)) from trouble
    except (ValueError, RecursionError) as trouble:
        raise BadTemplate(path, "内容不是 JSON，或不完整") from trouble


class _Unfit(Exception):
    """What in a template is not as it should be, in Chinese."""


def _checklist(document: object) -> Checklist:
    values = _table(document, "它")
    if values.get("format") != FORMAT:
        raise _Unfit("它不是本程序的检查清单模板")
    version = values.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _Unfit("没有写明版本")
    if version > VERSION:
        raise _Unfit(TOO_NEW)
    name = _words(values, "name", "名称")
    form = _words(values, "form", "形式") or FORMS[0]
    blank = values.get("blank", 3)
    parts = tuple(_part(part) for part in _listed(values, "parts", "各部分"))
    if not name:
        raise _Unfit("没有名称")
    if form not in FORMS:
        raise _Unfit(f"没有“{form}”这种形式")
    if not isinstance(blank, int) or isinstance(blank, bool) or not 0 <= blank <= MOST_BLANK:
        raise _Unfit(f"空行数应是 0 到 {MOST_BLANK}")
    if not parts:
        raise _Unfit("没有内容")
    if sum(len(part.lines) for part in parts) + len(parts) > _MOST_LINES:
        raise _Unfit(f"超过 {_MOST_LINES} 行")
    title, head = _words(values, "title", "标题") or name, _labels(values, "head", "表头")
    found = Checklist(name, title, parts, form, head, blank)
    return replace(found, foot=_labels(values, "foot", "表尾")) if "foot" in values else found


def _part(value: object) -> CheckPart:
    values = _table(value, "部分")
    takes_items = values.get("takes_items", False)
    if not isinstance(takes_items, bool):
        raise _Unfit("“列入任务”应是 true 或 false")
    lines = tuple(_line(line) for line in _listed(values, "lines", "各行"))
    return CheckPart(_words(values, "heading", "部分的标题"), lines, takes_items)


def _line(value: object) -> CheckLine:
    values = _table(value, "行")
    what = _words(values, "what", "事项")
    if not what:
        raise _Unfit("有一行没有事项")
    return CheckLine(
        what,
        _words(values, "requirement", "要求"),
        _words(values, "person", "责任人"),
        _words(values, "when", "时间"),
    )


def _table(value: object, what: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Unfit(f"{what}的写法不对")
    return value


def _listed(values: dict[str, object], key: str, what: str) -> list[object]:
    found = values.get(key, [])
    if not isinstance(found, list):
        raise _Unfit(f"{what}的写法不对")
    return found


def _labels(values: dict[str, object], key: str, what: str) -> tuple[str, ...]:
    found = _listed(values, key, what)
    words = [one.strip() for one in found if isinstance(one, str)]
    if len(words) != len(found):
        raise _Unfit(f"{what}的写法不对")
    return tuple(word for word in words if word)


def _words(values: dict[str, object], key: str, what: str) -> str:
    found = values.get(key, "")
    if not isinstance(found, str):
        raise _Unfit(f"{what}应是文字")
    return found.strip()


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == EXTENSION)
    except OSError:  # no folder, no templates
        return []


@lru_cache(maxsize=1)
def _built_in() -> tuple[KeptTemplate, ...]:
    """Return the program's templates in the order of their files; read once."""
    return tuple(KeptTemplate(read_template(path), path, is_own=False) for path in _files(resource("templates")))
