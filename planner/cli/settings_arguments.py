"""The words of `planner settings`."""

import argparse
from collections.abc import Callable
from typing import Any

Adder = Callable[[Any], None]
Later = Callable[[str, str], Callable[..., int]]


def add_settings(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add `planner settings`, which shows, and `planner settings set`."""
    text = "显示或修改单位名称、学期、亮灯、字体等设置"
    parser: argparse.ArgumentParser = commands.add_parser("settings", help=text, description=f"{text}。")
    add_json(parser)
    add_store(parser)
    parser.set_defaults(command=later("settings_command", "run_show"))
    inner = parser.add_subparsers(title="命令", metavar="命令", parser_class=type(parser))
    show = inner.add_parser("show", help="显示全部设置", description="显示全部设置和设置文件在哪里。")
    add_json(show)
    add_store(show)
    show.set_defaults(command=later("settings_command", "run_show"))
    change = inner.add_parser("set", help="修改一项设置", description="修改一项设置；值为空时恢复默认。")
    change.add_argument("name", metavar="名称", help="设置的名称，如 单位名称、学期.春季学期（见 planner settings）")
    change.add_argument("value", metavar="值", nargs="?", default="", help="新的值；省略时恢复默认")
    add_store(change)
    change.set_defaults(command=later("settings_command", "run_set"), json=None)
