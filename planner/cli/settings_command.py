"""`planner settings`: the settings of the office, shown and changed by their Chinese names."""

import argparse

from planner.cli.console import Console
from planner.core.errors import UsageError
from planner.core.paths import default_store
from planner.core.settings import ROWS, Settings, take
from planner.core.settings_file import read_settings, settings_path, write_settings

SETTINGS_FORMAT = "planner.settings"


def run_show(options: argparse.Namespace, console: Console) -> int:
    """Print all settings, one a line, those that are not the usual ones marked."""
    path = settings_path(options.store or default_store())
    settings, usual = read_settings(path), Settings()
    for warning in settings.warnings:
        console.say(f"提示：{warning}")
    if options.json is not None:
        values = {row.name: row.tell(settings) for row in ROWS}
        console.write_document({"format": SETTINGS_FORMAT, "version": 1, "values": values}, options.json)
        return 0
    for row in ROWS:
        value = row.tell(settings)
        mark = "" if value == row.tell(usual) else "（已改）"
        console.show(f"{row.name}：{value if value != '' else '（空）'}{mark}")
    console.show(f"设置文件：{path}")
    return 0


def run_set(options: argparse.Namespace, console: Console) -> int:
    """Change one setting; an empty value brings back the usual one."""
    path = settings_path(options.store or default_store())
    row = next((row for row in ROWS if row.name == options.name), None)
    if row is None:
        raise UsageError(
            f"没有“{options.name}”这项设置。", f"可选的有：{'、'.join(row.name for row in ROWS)}。", code="NO_SETTING"
        )
    settings = read_settings(path)
    for warning in settings.warnings:
        console.say(f"提示：{warning}")
    try:
        changed = take(settings, row.name, options.value or row.tell(Settings()))
    except ValueError as trouble:
        raise UsageError(f"不能这样设置：{trouble}。", "没有改动任何设置。", code="BAD_SETTING") from trouble
    path.parent.mkdir(parents=True, exist_ok=True)
    write_settings(path, changed)
    value = row.tell(changed)
    console.show(f"{row.name}：{value if value != '' else '（空）'}")
    if changed.customs.terms != settings.customs.terms:
        console.say("提示：计划里按原来的学期算出的日期没有改；在窗口中打开计划时，可以按新的学期重算。")
    return 0
