"""The file of the settings: readable UTF-8 JSON beside the store, its keys in Chinese.

What the program does not know in it stays when it is written, and so does a value that it could not read. A file that
is no JSON at all is set aside, never lost.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from planner.core.atomic_file import set_aside, write_atomically
from planner.core.errors import PlannerError
from planner.core.settings import ROWS, Settings, Told, take

FILE = "settings.json"
_LARGEST = 1_000_000
Group: TypeAlias = dict[str, object]


class SettingsSpoiled(PlannerError):
    """Something is wrong with the file of the settings."""

    def __init__(self, path: Path, warnings: tuple[str, ...]) -> None:
        super().__init__("".join(warnings), "请在程序的设置里重新填写。", code="SETTINGS_SPOILED", file=path)


def settings_path(store: Path) -> Path:
    """Return where the settings of a store lie."""
    return store.with_name(FILE)


def read_settings(path: Path) -> Settings:
    """Return the settings of the file, the usual ones where it says none; `warnings` tells what was wrong with it."""
    try:
        found = _content(path)
    except FileNotFoundError:
        return Settings()
    except OSError:
        return Settings(warnings=(f"设置文件《{path.name}》读不出来，这次按默认设置运行。",))
    except ValueError:
        aside = _set_aside(path)
        kept = f"已另存为《{aside.name}》，" if aside is not None else "没有改动它，"
        return Settings(warnings=(f"设置文件《{path.name}》已损坏，{kept}现按默认设置运行。可在设置里重新填写。",))
    return _read(found)


def check_settings(path: Path) -> Settings:
    """Return the settings of the file and change nothing; raise `SettingsSpoiled` when something is wrong with it."""
    try:
        settings = _read(_content(path))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as trouble:
        raise SettingsSpoiled(path, (f"设置文件《{path.name}》已损坏或读不出来。",)) from trouble
    if settings.warnings:
        raise SettingsSpoiled(path, settings.warnings)
    return settings


def write_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the file into it, atomically; raise `OutputError` when that fails."""
    try:
        found = _content(path)
    except FileNotFoundError:
        found = {}
    except (OSError, ValueError):
        _set_aside(path)
        found = {}
    before = _read(found)
    for row in ROWS:
        now = row.tell(settings)
        if now != row.tell(before) or _at(found, row.name) is None:
            _put(found, row.name, now)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    write_atomically(path, (text + "\n").encode("utf-8", "backslashreplace"))  # half a character stays as JSON has it


def _content(path: Path) -> Group:
    """Return what the file holds; ValueError when it holds no group of settings."""
    if path.stat().st_size > _LARGEST:
        raise ValueError("too large")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:  # saved by an old editor
        text = raw.decode("gb18030")
    try:
        found = json.loads(text)
    except RecursionError as trouble:
        raise ValueError("too deep") from trouble
    if not isinstance(found, dict):
        raise ValueError("no group")
    return found


def _read(found: Group) -> Settings:
    settings, warnings = Settings(), list[str]()
    for row in ROWS:
        value = _at(found, row.name)
        if value is None:
            continue
        try:
            settings = take(settings, row.name, _told(value, row.name))
        except ValueError as trouble:
            usual = row.tell(settings)
            instead = f"“{usual}”" if usual != "" else "默认值"
            warnings.append(f"设置文件里{trouble}，这一项暂按{instead}。")
    return replace(settings, warnings=tuple(warnings))


def _told(value: object, name: str) -> Told:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"“{name}”应是文字或数")
    return value


def _at(found: Group, name: str) -> object:
    """Return what stands at a name, None for nothing."""
    place: object = found
    for key in name.split("."):
        place = place.get(key) if isinstance(place, dict) else None
    return place


def _put(found: Group, name: str, value: Told) -> None:
    *groups, last = name.split(".")
    place = found
    for key in groups:
        inner = place.get(key)
        if not isinstance(inner, dict):
            inner = place[key] = {}
        place = inner
    place[last] = value


def _set_aside(path: Path) -> Path | None:
    """Give a broken file another name and return that; None when the folder does not let it."""
    try:
        return set_aside(path, path.with_name(f"设置-损坏-{date.today().isoformat()}.json"))
    except OSError:
        return None
