"""The words of `planner backup` and `planner check`."""

import argparse
from collections.abc import Callable
from typing import Any

Adder = Callable[..., None]
Later = Callable[[str, str], Callable[..., int]]

_WAYS = {
    "now": "立即做一个备份",
    "list": "列出全部备份，新的在前，和每个备份里有什么",
    "restore": "恢复到一个备份；现在的内容先自动备份，不会丢",
}


def add_backup(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add both commands."""
    text = "备份数据、列出备份、恢复到一个备份"
    parser: argparse.ArgumentParser = commands.add_parser("backup", help=text, description=f"{text}。")
    ways = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=type(parser))
    for name, text in _WAYS.items():
        way: argparse.ArgumentParser = ways.add_parser(name, help=text, description=f"{text}。")
        way.set_defaults(command=later("backup_command", f"run_{name}"))
        if name == "restore":
            way.add_argument("backup", metavar="备份", help="备份的编号（见 planner backup list），或一个备份文件")
        add_json(way)
        add_store(way)
    text = "检查数据文件和全部备份是否完好"
    parser = commands.add_parser("check", help=text, description=f"{text}；只看，不改动。")
    parser.set_defaults(command=later("backup_command", "run_check"))
    add_json(parser)
    add_store(parser)
